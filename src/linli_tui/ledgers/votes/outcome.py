"""What is kept of a decision wherever one is taken: the rule and its version, the day, the integers; shown as told."""

from __future__ import annotations

from linli_tui.core.ledger import Action, Computed, Derived, Field, Paper
from linli_tui.core.ledger import Lifecycle as Lifecycle
from linli_tui.ledgers.votes.law import PROFILES, RULES
from linli_tui.ledgers.votes.saying import VERDICTS

OUTCOME = (
    Field("profile", "按哪里的规定", "choice", choices=PROFILES, in_form=False, width=12),
    Field("decided_on", "哪天表决的", "date", in_form=False, width=12),
    Field("verdict", "结果", "choice", choices=VERDICTS, in_form=False, width=8),
    Field("rule", "按哪一条", "choice", choices=RULES, in_form=False, width=16),
    Field("rule_from", "哪天起施行", "date", in_form=False, width=12),
)
"""How a decision was taken: frozen on its day."""


def number(name: str, title: str) -> Field:
    """A count of people that a decision keeps."""
    return Field(name, title, "int", in_form=False, width=6)


HEADS = (
    number("heads", "应到"),
    number("came", "到了"),
    number("yes", "同意"),
    number("no", "反对"),
    number("abstained", "弃权"),
)

LABEL = Derived("label", ("title", "verdict"), "outcomes:label", title="名称")
"""The title, and after the decision what came of it."""
HOW = Action("how", "怎么算出来的", reads="service:how")
MEETING_ON = Field("held_on", "哪天开会", "date", width=12, past=True, hint="空着就是开会的那天")
TITLE = Field("title", "名称", required=True, find="text", width=28, max_length=60, hint="一句话，如 修三幢的楼道灯")
TEXT = Field("text", "内容", "note", find="text", width=30, max_length=2000, hint="要大家同意的原话")


def paper(name: str) -> Paper:
    """The sheet with the result, for everybody to read."""
    return Paper(name, "表决结果", "大家看", by="papers:result")


def so_far(sql: str) -> Computed:
    """How far the counting has come, in a sentence."""
    return Computed("so_far", "进展", sql, width=30)
