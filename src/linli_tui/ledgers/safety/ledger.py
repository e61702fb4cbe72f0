"""The area of the laptop itself: machines, sticks with copies, losses; and what is to be asked every month."""

from __future__ import annotations

from linli_tui.core.ledger import Area, Duty, Figure
from linli_tui.ledgers.safety.grants import GRANTS
from linli_tui.ledgers.safety.losing import LOSS
from linli_tui.ledgers.safety.things import LAPTOP, STICK

NOT_ASKED = """
SELECT count(*) FROM stick
WHERE voided = 0 AND lies <> 'lost' AND ifnull(asked_on, '') < date(:today, 'start of month')
"""
"""Sticks of which nobody has said this month where they are."""
OPEN_LOSSES = "SELECT count(*) FROM loss WHERE voided = 0 AND state = 'open'"
OPEN = (("state", "open"),)

AREA = Area(
    name="safety",
    title="电脑保管",
    digit="95",
    front="view:SafetyScreen",
    package="linli_tui.ledgers.safety",
    ledgers=(LAPTOP, STICK, LOSS),
    figures=(
        Figure("在别人家的备用U盘", "SELECT count(*) FROM stick WHERE voided = 0 AND lies = 'away'", "只", "stick"),
        Figure("在办的丢失", OPEN_LOSSES, "件", "loss", OPEN),
    ),
    duties=(
        Duty("safety.lost", "有 {n} 张丢失处置单还没有办完", OPEN_LOSSES, "loss", OPEN),
        Duty(
            "safety.street",
            "告诉街道：有 {n} 台电脑注销了",
            "SELECT count(*) FROM laptop WHERE voided = 0 AND stage = 'struck' AND told_on IS NULL",
            "laptop",
            (("stage", "struck"),),
        ),
        Duty(
            "safety.sticks",
            "备用U盘现在在谁家？有 {n} 只这个月还没有问",
            NOT_ASKED,
            "stick",
        ),
    ),
    offers={
        "laptops.struck": "service:struck_off",
        "laptops.this_is_struck": "service:is_struck",
        "report_notes": "service:report_lines",
        "sticks": "service:sticks",
    },
    grants=GRANTS,
    demo="demo:fill",
)
