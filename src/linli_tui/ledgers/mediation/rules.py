"""Matters, clocks and the days on which agreements take effect; the words for parties; pure.

Days are ISO civil days. Sources: 人民调解法 (2010); 人民调解工作若干规定 (司法部令第75号, 2002) 第33条;
民法典 第201、203条.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from linli_tui.core import dates, workdays
from linli_tui.core.data import read_toml
from linli_tui.core.ledger import Choices
from linli_tui.core.words import _, say

CODES = read_toml("codes", "disputes.toml")
MATTERS: Choices = tuple((matter["key"], matter["title"]) for matter in CODES["matter"])
"""What it is about, most common first; the key begins with the type's code."""
SIDES: Choices = (("a", "甲方"), ("b", "乙方"), ("c", "丙方"), ("d", "丁方"), ("third", "第三人"))
SOURCES: Choices = (
    ("apply", "当事人申请"),
    ("own", "主动调解"),
    ("court", "法院移送"),
    ("police", "公安移送"),
    ("petition", "信访移送"),
    ("passed", "别处移送"),
)
DECLINED: Choices = (
    ("taken", "法院、公安或别的机关已经受理或处理过"),
    ("organ", "法律规定只能由专门机关管"),
    ("barred", "法律禁止民间调解"),
    ("unclear", "找不到对方，或者没有具体要求"),
    ("refused", "有一方明确不愿意"),
)
"""若干规定 第22、23条; 人民调解法 第17条."""
FAILED: Choices = (
    ("refused", "有一方不愿意调了"),
    ("no_deal", "谈不拢"),
    ("event", "人走了或者情况变了"),
    ("other", "别的"),
)
PASSED: Choices = (
    ("police", "公安"),
    ("court", "法院"),
    ("petition", "信访"),
    ("street", "街道"),
    ("other", "别的机关"),
)
ROUTES: Choices = (
    ("all", "仲裁、行政、起诉都说了"),
    ("court", "说了可以起诉"),
    ("arbitration", "说了可以仲裁"),
    ("office", "说了可以找主管部门"),
)
"""What the parties were told they can do instead (人民调解法 第26条)."""
OUTCOMES: Choices = (
    ("written", "书面协议"),
    ("oral", "口头协议"),
    ("failed", "没成"),
    ("passed", "移送"),
    ("declined", "不受理"),
)
CONFIRMATIONS: Choices = (
    ("no", "双方不申请"),
    ("applied", "已经申请"),
    ("valid", "法院确认有效"),
    ("dismissed", "法院没有确认"),
)
OBLIGED: Choices = (("a", "甲方"), ("b", "乙方"), ("both", "双方"), ("other", "别人"))
MONTHS = 1
"""A dispute is settled within a month as a rule (若干规定 第33条)."""
CONFIRM_DAYS = 30
"""Both parties may ask the court together within so many days of the effect (人民调解法 第33条)."""
BANDS = ((0, 50), (50, 100), (100, 500), (500, None))
"""Of how many people a dispute is, from and below: the bands of the monthly 综治 form, whose edges overlap in words."""
NEVER_FORMAL = _(
    "会里自己做的是「劝解劝导」。「纠纷」是居委会人民调解委员会办的：要用它的名义、编号和公章，"
    "写了协议才算人民调解协议（人民调解法第7、8、29、34条）。"
)
"""Which of the two records a council may make (M-01)."""


def matter_title(matter: str | None) -> str:
    """What a matter is called."""
    return dict(MATTERS).get(matter or "", "")


def type_title(matter: str | None) -> str:
    """The type of a matter, as the reports of 人民调解 have it; "" for none."""
    types: dict[str, str] = {each["key"]: CODES["types"][each["type"]] for each in CODES["matter"]}
    return types.get(matter or "", "")


def is_urgent(matter: str | None) -> bool:
    """Whether such a thing is reported to the police at once (人民调解法 第25条)."""
    return any(each["key"] == matter and each.get("alert", False) for each in CODES["matter"])


def due(accepted: str | None, extended: str | None) -> str | None:
    """The day by which a dispute is to be settled: a month after it was accepted, or as both parties agreed."""
    if not accepted:
        return None
    month = dates.add_months(date.fromisoformat(accepted), MONTHS).isoformat()
    return max(month, extended or "")


def effective(
    outcome: str | None, agreed: str | None, a: str | None, b: str | None, mediator: str | None, seal: str | None
) -> str | None:
    """The day an agreement takes effect: the last of its four marks, or the day it was made by word of mouth.

    None while a mark is missing (人民调解法 第29、30条).
    """
    if outcome == "oral":
        return agreed
    marks = (a, b, mediator, seal)
    return max(mark or "" for mark in marks) if outcome == "written" and all(marks) else None


def confirm_by(
    outcome: str | None, agreed: str | None, a: str | None, b: str | None, mediator: str | None, seal: str | None
) -> str | None:
    """The last day on which both parties may ask the court to confirm a written agreement; None where there is none."""
    day = effective(outcome, agreed, a, b, mediator, seal)
    if outcome != "written" or day is None:
        return None
    return workdays.last_day(date.fromisoformat(day), CONFIRM_DAYS).day.isoformat()


def missing_marks(a: str | None, b: str | None, mediator: str | None, seal: str | None) -> str:
    """Which of the four marks a written agreement still lacks."""
    named = ((a, _("甲方签名")), (b, _("乙方签名")), (mediator, _("调解员签名")), (seal, _("调委会盖章")))
    return "、".join(say(name) for day, name in named if not day)


def party_label(side: str | None, home: str | None) -> str:
    """How a party is called where nobody is named: 甲方（3幢2单元501室）."""
    title = dict(SIDES).get(side or "", "")
    return say("{side}（{home}）", side=title, home=home) if home else title


def event_label(day: str | None, kind: str | None) -> str:
    """An entry of the story by its day and kind."""
    return " ".join(filter(None, (day, dict(KINDS).get(kind or "", ""))))


KINDS: Choices = (
    ("talk", "调解"),
    ("told", "告知"),
    ("asked", "调查"),
    ("registered", "登记"),
    ("agreement", "协议"),
    ("kept", "履行"),
    ("visit", "回访"),
    ("passed", "移送"),
    ("report", "报告"),
)
"""What happens in a dispute, most often written down first."""


def obligation_label(who: str | None, until: str | None) -> str:
    """Something to be done, by who has to and until when; not what it is."""
    side = dict(OBLIGED).get(who or "", "")
    return say("{side}，{day}以前", side=side, day=until) if until else side


def band(heads: int | None) -> int | None:
    """Which of BANDS so many people are in; None where nobody knows how many."""
    found = (
        n for n, (low, high) in enumerate(BANDS) if heads is not None and low <= heads and not (high and heads >= high)
    )
    return next(found, None)


def bands_wrong(total: int, bands: Sequence[int]) -> str:
    """Why a month's figures do not add up; "" when they do."""
    if sum(bands) == total:
        return ""
    return say("起数之和不等于总排查数：按人数分的四档加起来是{sum}，总排查数是{total}。", sum=sum(bands), total=total)


def refusing(parties: Iterable[tuple[str, str | None]]) -> str:
    """The side of the first party that clearly refused, of (side, answer) pairs; "" for none (人民调解法 第17条)."""
    return next((side for side, answer in parties if answer == "refused"), "")
