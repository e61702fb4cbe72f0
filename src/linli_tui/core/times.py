"""Times of day and lengths of time, in whole minutes: read as people write them, shown as papers print them."""

from __future__ import annotations

import re

from linli_tui.core.fold import clean, fold, fold_numerals
from linli_tui.core.refusal import Refused
from linli_tui.core.words import _, say

DAY = 24 * 60
_FORMS = (r"(\d{1,2})[:.点时](\d{1,2})分?", r"(\d{1,2})[点时](半)?", r"(\d{1,2})(\d\d)", r"(\d{1,2})")
NEXT = "次日"
_DO = _("请写成 20:05、2005 或 20点5分 这样。")


def read_time(text: str) -> int:
    """Minutes after midnight of `20:05`, `2005`, `20点5分`, `8点半`, 次日0:40; 24:00 is 1440; Refused otherwise."""
    typed = fold_numerals(fold(clean(text))).replace(" ", "").replace("。", ".")
    if typed.startswith(NEXT):
        return DAY + read_time(typed.removeprefix(NEXT))
    found = next(filter(None, (re.fullmatch(form, typed) for form in _FORMS)), None)
    if found:
        second = found[2] if found.lastindex == 2 else None
        hour, minute = int(found[1]), 30 if second == "半" else int(second or 0)
        if minute < 60 and hour * 60 + minute <= DAY:
            return hour * 60 + minute
    raise Refused(say("「{text}」看不出是几点。", text=text), do=say(_DO))


def show_time(minutes: int) -> str:
    """20:05; of the day after 次日0:40."""
    day, minute = divmod(minutes, DAY)
    shown = f"{minute // 60}:{minute % 60:02d}"
    return NEXT + shown if day else shown


def after(start: int, end: int) -> int:
    """The end of something that began at `start`: what reads as earlier is of the day after."""
    return end + DAY if end < start else end


def show_length(minutes: int) -> str:
    """2小时30分, 45分钟, 3小时."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return say("{n}分钟", n=rest)
    return say("{h}小时{n}分", h=hours, n=rest) if rest else say("{h}小时", h=hours)


def read_length(text: str) -> int:
    """Minutes of `2小时30分`, `45分钟`, `150`, `1.5小时`, 半小时. Raises Refused otherwise."""
    typed = fold_numerals(fold(clean(text))).replace(" ", "").replace("个", "").replace("半小时", "30分")
    found = re.fullmatch(r"(?:(\d{1,3})(?:\.(5))?小?时)?(?:(\d{1,5})(?:分钟?)?)?", typed)
    if not found or not any(found.groups()):
        raise Refused(say("「{text}」看不出是多久。", text=text), do=say("请写成 2小时30分、45分钟 这样。"))
    return int(found[1] or 0) * 60 + (30 if found[2] else 0) + int(found[3] or 0)
