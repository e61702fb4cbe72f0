"""How pacts are named, who may sign which, what a signature counts for, and how far the signing has come; pure."""

from __future__ import annotations

from linli_tui.core.words import _, say

TARGET = 80
"""The per cent of homes a pact wants; the usual condition of a street for help with a renewal."""

OPEN = ("draft", "asking")
"""The states in which articles may change."""

SIGNED = ("signed", "reserved")
"""The answers that are signatures; one with a reservation is one."""

FIGURES = "零一二三四五六七八九"

WHO = {
    "neighbour": _("家里成年人都可以签"),
    "residents": _("住在这里的成年人都可以签"),
    "covenant": _("须业主本人签，代签要附委托书"),
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
    return kind != "covenant" or capacity == "owner" or how == "proxy"


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
