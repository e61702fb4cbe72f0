"""Where laptops and sticks are, the ten steps after a loss, what they are called; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from linli_tui.core.ledger import Choices
from linli_tui.core.words import _, say

STAGES: Choices = (("in_use", "在用"), ("lost", "丢了"), ("struck", "注销"))
LIES: Choices = (("away", "在谁家"), ("room", "在活动室"), ("lost", "找不到"))
KINDS: Choices = (("laptop", "电脑"), ("stick", "备用U盘"), ("both", "电脑和U盘"), ("paper", "纸"), ("other", "别的"))
OF_BOOK = ("laptop", "stick", "both")
"""Losses with which a whole book may be gone."""
DECISIONS: Choices = (("tell", "告诉居民"), ("none", "不用告诉，不会有危害"))
"""PIPL 第57条: the people concerned are told unless the measures taken keep harm away."""
KEPT: Mapping[str, str] = {
    "name": _("姓名"),
    "phone": _("电话"),
    "idnumber": _("证件号"),
    "plate": _("车牌"),
    "address": _("住址"),
    "text": _("经过和备注"),
}
"""What stands in the fields of a masking class, in the order it is told."""
SEALED = _("纠纷内容")


@dataclass(frozen=True, slots=True)
class Step:
    """One of the ten steps: the field of its day, how it is called, what to do."""

    day: str
    title: str
    advice: str


STEPS = (
    Step("noticed_on", _("写下来"), _("什么样子，谁最后看见")),
    Step("police_on", _("报警"), _("打110，要回执号")),
    Step("street_on", _("告诉街道"), _("打电话，记几点、跟谁说")),
    Step("counted_on", _("里面有什么"), _("多少人，加没加锁，纸")),
    Step("keys_on", _("换锁换密码"), _("口令、密码、恢复单都换")),
    Step("struck_on", _("注销电脑"), _("在新电脑上办，要两个人")),
    Step("called_on", _("收回备用U盘"), _("都拿回来，换成新的备份")),
    Step("decided_on", _("要不要告知"), _("谁定的，为什么")),
    Step("restored_on", _("换台接着用"), _("照恢复步骤，抽几户核对")),
    Step("lesson_on", _("教训"), _("以后怎么不再丢")),
)
"""What is to be done when a laptop or a stick is gone, in this order."""


def to_be_told(struck: Mapping[str, Any], since: str, day: str) -> bool:
    """Whether a report of a day tells of a laptop struck off: since the report before, or still untold that day."""
    told = struck["told_on"]
    return bool(struck["until"] <= day and (struck["until"] >= since or not told or told > day))


def loss_label(kind: str | None, number: str | None) -> str:
    """What a loss is called: 电脑 永富-失-2026-0001."""
    return " ".join(filter(None, (dict(KINDS).get(kind or "", ""), number)))


def left(row: Mapping[str, Any]) -> list[Step]:
    """The steps of a loss that nobody has taken yet."""
    return [step for step in STEPS if not row.get(step.day)]


def taken(row: Mapping[str, Any]) -> int:
    """How many of the steps have a day."""
    return len(STEPS) - len(left(row))


def told_kinds(masks: Iterable[str], sealed: bool) -> str:
    """The kinds of fields kept, in words: 姓名、电话、证件号."""
    there = set(masks)
    words = [say(title) for mask, title in KEPT.items() if mask in there]
    return "、".join([*words, *([say(SEALED)] if sealed else [])])
