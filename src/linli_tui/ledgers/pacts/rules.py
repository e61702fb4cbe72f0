"""How pacts are named, who may sign which, what a signature counts for, and how far the signing has come; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from linli_tui.core import workdays
from linli_tui.core.fold import fold
from linli_tui.core.fold import numeral as numeral_of
from linli_tui.core.refusal import Refused
from linli_tui.core.words import _, say

TARGET = 80
"""The per cent of homes a pact wants; the usual condition of a street for help with a renewal."""

KINDS = (("neighbour", "邻里公约"), ("covenant", "管理规约"), ("residents", "居民公约"))
TOPICS = (
    ("parking", "停车"),
    ("stairwell", "楼道"),
    ("ebikes", "电动车和飞线"),
    ("stickers", "小广告"),
    ("pets", "养宠物"),
    ("noise", "安静"),
    ("balconies", "阳台和窗台"),
    ("waste", "垃圾"),
    ("income", "公共收益"),
    ("mutual_aid", "邻里互助"),
    ("elders", "关爱老人"),
)
"""What there are ready articles about (data/pacts), in the order they are offered."""

OPEN = ("draft", "gathering", "asking")
"""The states in which articles may change."""

UNSETTLED = (*OPEN, "reviewing", "voting")
"""The states in which nobody signs yet."""

SETTLED = ("adopted", "filed", "in_force", "ended")
"""The states of a version that was agreed."""

REVIEW_MONTHS = 12
"""After so many months a pact is talked about again, where nobody named a day."""

QUIET_DAYS = 7
"""The days an amended voluntary pact is posted before silence counts; the usual span of a notice, not the law's."""

RENEWALS = (("silent", "张贴七日，无异议即认可，可随时退出"), ("ask", "签过改动那几条的，只问那几条"))
"""How those who signed an older version come to the new one."""

SIGNED = ("signed", "reserved")
"""The answers that are signatures; one with a reservation is one."""

BY_KIND = """
(k.kind <> 'covenant' OR g.how = 'mandate' OR (g.capacity = 'owner' AND ifnull(g.how, '') <> 'proxy'))
"""
"""Whether somebody signed `g` who can, for the pact `k`: what owners agree among themselves takes an owner, or somebody
with his mandate; who signs for another without one is written down and does not count."""
COUNTS = f"g.state IN ('signed', 'reserved') AND {BY_KIND}"
"""The same as `counts`."""

FIGURES = "零一二三四五六七八九"

WHO = {
    "neighbour": _("家里成年人都可以签"),
    "residents": _("住在这里的成年人都可以签"),
    "covenant": _("须业主本人签，代签附授权委托书"),
}
"""Whose signature counts, by kind of pact, as printed at the top of a sheet."""


def numeral(n: int) -> str:
    """A number from 1 to 999 as papers write it: 三, 十二, 二十, 一百零五."""
    hundreds, rest = divmod(n, 100)
    tens, ones = divmod(rest, 10)
    text = f"{FIGURES[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{FIGURES[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (FIGURES[ones] if ones else "")


STEPS = {
    "neighbour": (
        ("draft", _("写草案")),
        ("asking", _("征求意见")),
        ("adopted", _("通过")),
        ("in_force", _("生效，张贴")),
        ("signing", _("一户一户签")),
    ),
    "covenant": (
        ("draft", _("写草案")),
        ("asking", _("征求意见")),
        ("adopted", _("业主表决通过")),
        ("filed", _("备案")),
        ("in_force", _("生效，张贴")),
    ),
    "residents": (
        ("gathering", _("征集民意")),
        ("draft", _("拟定草案")),
        ("reviewing", _("提请审核")),
        ("adopted", _("审议表决")),
        ("filed", _("备案公布")),
    ),
}
"""The steps of each kind in their order (those of residents: 民发〔2018〕144号)."""
ORDER = ("draft", "gathering", "asking", "reviewing", "voting", "adopted", "filed", "in_force", "ended")
MARKS = {"gathering": "gathered_on", "reviewing": "reviewed_on", "adopted": "adopted", "filed": "filed_on"}


def step_done(step: str, version: Mapping[str, Any]) -> bool:
    """Whether a version has taken a step: by its day where one is kept, else by how far it has come."""
    if step in MARKS:
        return bool(version[MARKS[step]])
    if step == "signing":
        return bool(version.get("signed"))
    if step == "draft":
        return version["state"] not in ("draft", "gathering")
    return ORDER.index(version["state"]) > ORDER.index(step) - (step == "in_force")


AMENDED = {"change": _("改"), "add": _("加"), "drop": _("去掉")}


def amendment_label(kind: str | None, article: str | None, title: str | None) -> str:
    """A proposal as it is called: 改 第三条 楼道."""
    return " ".join(filter(None, (say(AMENDED.get(kind or "", "")), title if kind == "add" else article)))


def renewal(kind: str) -> str:
    """How an amended pact of a kind is usually taken over: a voluntary one in silence, others by asking."""
    return "silent" if kind == "neighbour" else "ask"


def quiet_until(posted_on: str | None, renewal: str | None) -> str | None:
    """The last of the days a new version is posted for objections; None where silence counts for nothing."""
    if not posted_on or renewal != "silent":
        return None
    return workdays.last_day(date.fromisoformat(posted_on), QUIET_DAYS).day.isoformat()


def version_label(title: str | None, no: int | None) -> str:
    """A version as it is called elsewhere: 永富新村邻里公约 第2版."""
    return f"{title or ''} 第{no}版" if no else str(title or "")


def article_label(line: int | None, title: str | None) -> str:
    """An article as it is called: 第三条 楼道."""
    return f"第{numeral(line)}条 {title or ''}" if line else str(title or "")


def counts(kind: str, state: str, capacity: str | None, how: str | None) -> bool:
    """Whether what was written down of a home counts as signed, for a kind of pact."""
    if state not in SIGNED:
        return False
    return kind != "covenant" or how == "mandate" or (capacity == "owner" and how != "proxy")


def read_lines(text: str | None) -> tuple[int, ...]:
    """The articles somebody named, in order: 5，3 or 第三、五条 are 3 and 5. Refused where a word is no number."""
    found = set()
    for piece in re.split(r"[、，,;；。.\s和]+", (text or "").strip()):
        word = piece.removeprefix("第").removesuffix("条")
        if not word:
            continue
        typed = fold(word)
        line = int(typed) if typed.isdigit() else numeral_of(typed)
        if not line:
            what = say("「{piece}」看不出是第几条。", piece=piece)
            raise Refused(what, say("您写的都还在。"), say("请写 5，几条就写 3、5。"), field="not_for")
        found.add(line)
    return tuple(sorted(found))


def show_lines(lines: Iterable[int]) -> str | None:
    """Articles as they are kept: 3、5; None for none."""
    return "、".join(map(str, lines)) or None


def lacking(homes: int, signed: int, target: int = TARGET) -> int:
    """How many more homes must sign until `target` per cent of `homes` have; 0 when they have."""
    return max(-(-homes * target // 100) - signed, 0)


def coverage(homes: int, signed: int, target: int = TARGET) -> str:
    """How far the signing has come, in a sentence; the rate is rounded down so that it never promises too much."""
    if not homes:
        return ""
    rate, missing = signed * 100 // homes, lacking(homes, signed, target)
    if not missing:
        return say("{signed}户已签，签订率{rate}%，已到{target}%", signed=signed, rate=rate, target=target)
    sentence = "{signed}户已签，签订率{rate}%，还差{missing}户到{target}%"
    return say(sentence, signed=signed, rate=rate, missing=missing, target=target)
