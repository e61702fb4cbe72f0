"""The area of privacy: what people agreed to, what they ask, who looked, what left the house; and what falls due."""

from __future__ import annotations

from linli_tui.core.ledger import Area, Duty, Figure, Ledger
from linli_tui.core.today import holds_today
from linli_tui.ledgers.privacy.asking import DISCLOSURE, INSPECTION, REQUEST
from linli_tui.ledgers.privacy.consenting import CONSENT, NOTICE
from linli_tui.ledgers.privacy.grants import GRANTS
from linli_tui.ledgers.privacy.looking import LOOK
from linli_tui.ledgers.privacy.rules import MONTHS

AGO = f"date(:today, '-{MONTHS} months')"
WITHDRAWN = f"""
SELECT count(*) FROM consent c WHERE c.voided = 0 AND c.ended = 'withdrawn'
  AND NOT EXISTS (SELECT 1 FROM consent n WHERE n.home = c.home AND n.voided = 0 AND n.since >= c.until)
  AND EXISTS (SELECT 1 FROM household l WHERE l.home = c.home AND l.voided = 0 AND l.kind <> 'vacant'
              AND {holds_today("l")})
"""
"""Households that took everything back and are still registered (PIPL 第47条)."""

OLD = (
    (CONSENT, "until", "coalesce(by_name, note, paper_at) IS NOT NULL"),
    (REQUEST, "answered_on", "coalesce(what, answer, asked_name, mandate) IS NOT NULL"),
    (INSPECTION, "day", "papers <> '已删除'"),
    (DISCLOSURE, "day", "recipient <> '已删除'"),
    (LOOK, "day", "why <> '已删除'"),
)
"""What has a time of keeping that begins on a day, and whether its words are still there."""


def _old(ledger: Ledger, since: str, there: str) -> Duty:
    where = f"voided = 0 AND {since} <= {AGO} AND {there}"
    say = f"有 {{n}} 条{ledger.title}过了保存期限，可以删了"
    return Duty(f"privacy.old_{ledger.name}", say, f"SELECT count(*) FROM {ledger.name} WHERE {where}", ledger.name)


AREA = Area(
    name="privacy",
    title="个人信息",
    digit="92",
    package="linli_tui.ledgers.privacy",
    ledgers=(NOTICE, CONSENT, REQUEST, INSPECTION, DISCLOSURE, LOOK),
    figures=(
        Figure(
            "同意登记的",
            "SELECT count(DISTINCT c.home) FROM consent c "
            f"WHERE c.voided = 0 AND c.for_register = 1 AND {holds_today('c')}",
            "户",
            "consent",
        ),
        Figure("在办的请求", "SELECT count(*) FROM request WHERE state = 'open' AND voided = 0", "件", "request"),
    ),
    duties=(
        Duty(
            "privacy.due",
            "有 {n} 个关于个人信息的请求三天内要答复",
            "SELECT count(*) FROM request WHERE state = 'open' AND voided = 0 AND due <= date(:today, '+3 days')",
            "request",
            (("state", "open"),),
        ),
        Duty(
            "privacy.withdrawn",
            "有 {n} 户撤回了同意，登记的内容该删了",
            WITHDRAWN,
            "consent",
            (("ended", "withdrawn"),),
        ),
        *(_old(*old) for old in OLD),
    ),
    offers={
        "consent.covers": "covering:covers",
        "consent.without": "covering:without",
        "privacy.disclosed": "service:record_disclosure",
        "retention": "keeping:until_when",
    },
    grants=GRANTS,
    demo="demo:fill",
)
