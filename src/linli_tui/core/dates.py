"""Civil dates: reading what a person types, showing them, and counting periods as the law does."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from linli_tui.core.fold import clean, fold, fold_numerals
from linli_tui.core.refusal import Refused
from linli_tui.core.words import _, say

_NAMED = {"前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2}
_FORMS = (
    r"(?P<y>\d+)年(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]?",
    r"(?P<y>\d+)([-./、])(?P<m>\d{1,2})\2(?P<d>\d{1,2})",
    r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)",
    r"(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]?",
    r"(?P<m>\d{1,2})[-./、](?P<d>\d{1,2})",
    r"(?P<m>\d\d)(?P<d>\d\d)",
)
_DO = _("请写成 3月8日、0308 或 20260308 这样，今天、昨天也可以。")


def read_date(text: str, today: date) -> date:
    """The date meant by `3月8日`, `3-8`, `0308`, `20260308`, `2026.3.8`, 昨天 and the like; Refused otherwise.

    A year left out is this year; where that lies more than six months ahead, last year. Years have four digits.
    """
    typed = fold_numerals(fold(clean(text))).replace(" ", "")
    if typed in _NAMED:
        return today + timedelta(days=_NAMED[typed])
    found = next(filter(None, (re.fullmatch(form, typed) for form in _FORMS)), None)
    if not found:
        raise Refused(say("「{text}」看不出是哪一天。", text=text), do=say(_DO))
    parts = found.groupdict()
    if "y" not in parts:
        day = _real_date(today.year, parts)
        return day if day <= add_months(today, 6) else _real_date(today.year - 1, parts)
    if len(parts["y"]) != 4 or not 1900 <= int(parts["y"]) < 2100:
        raise Refused(say("「{text}」的年份不对，年份要写四位。", text=text), do=say(_DO))
    return _real_date(int(parts["y"]), parts)


def _real_date(year: int, parts: dict[str, str]) -> date:
    month, day = int(parts["m"]), int(parts["d"])
    try:
        return date(year, month, day)
    except ValueError:
        what = say("没有{year}年{month}月{day}日这一天。", year=year, month=month, day=day)
        raise Refused(what, do=say("请看一看月和日。")) from None


def show_date(d: date) -> str:
    """The date as papers print it, without leading zeros: 2026年3月8日 (GB/T 9704-2012)."""
    return f"{d.year}年{d.month}月{d.day}日"


def iso(d: date) -> str:
    """The date as it is stored: `2026-03-08`."""
    return d.isoformat()


def last_day(start: date, days: int) -> date:
    """The last day of a period of days; the day it starts is not counted (民法典 第201条)."""
    return start + timedelta(days=days)


def latest_notice(meeting: date, days: int) -> date:
    """The last safe day for a notice `days` 日前: neither it nor the day of the meeting counts as one of the days."""
    return meeting - timedelta(days=days + 1)


def add_months(d: date, months: int) -> date:
    """The corresponding day so many months on; where that month has none, its last day (民法典 第202条)."""
    year, month = divmod(d.year * 12 + d.month - 1 + months, 12)
    return date(year, month + 1, min(d.day, monthrange(year, month + 1)[1]))


def shift_to_workday(d: date, is_holiday: Callable[[date], bool]) -> date:
    """The end of a period that ends on `d`: a holiday moves it to the day after the holiday (民法典 第203条)."""
    while is_holiday(d):
        d += timedelta(days=1)
    return d


def ago(d: date, today: date) -> str:
    """How long ago or ahead, in a word: 今天, 昨天, 3天前, 2个月后, 1年前."""
    days = (today - d).days
    if abs(days) <= 2:
        return say((_("今天"), _("昨天"), _("前天"), _("后天"), _("明天"))[days])
    months = _whole_months(min(d, today), max(d, today))
    forms = [(_("{n}天前"), _("{n}天后")), (_("{n}个月前"), _("{n}个月后")), (_("{n}年前"), _("{n}年后"))]
    unit, n = (2, months // 12) if months >= 12 else (1, months) if months else (0, abs(days))
    return say(forms[unit][days < 0], n=n)


def _whole_months(first: date, last: date) -> int:
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (add_months(first, months) > last)
