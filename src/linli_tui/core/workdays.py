"""Working days by the dated calendar (data/calendar): the weekend, the holidays, and the weekend days that are worked.

Beyond the last year announced, days are counted by weekends and the holidays of a fixed date, and said to be so.
Source: 全国年节及纪念日放假办法 (2024), the yearly announcement of the State Council's General Office; 民法典 第203条.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from linli_tui.core import data
from linli_tui.core.words import _, say

SURE_DAYS = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
"""Month and day of the holidays that fall on the same date every year."""
GUESSED = _("暂按周末推算，等国务院办公厅的通知")


@dataclass(frozen=True, slots=True)
class Year:
    """One year's calendar: every day off with the holiday's name, and the weekend days that are worked."""

    off: dict[date, str]
    worked: frozenset[date]


@dataclass(frozen=True, slots=True)
class Due:
    """A last day that was counted; `sure` when the calendar of every year it passes through was announced."""

    day: date
    sure: bool

    @property
    def note(self) -> str:
        """What is to be said beside the day; "" when it is sure."""
        return "" if self.sure else say(GUESSED)


@cache
def year(number: int) -> Year | None:
    """The calendar announced for a year; None where there is none yet."""
    if not data.path("calendar", f"{number}.toml").is_file():
        return None
    table = data.read_toml("calendar", f"{number}.toml")
    off: dict[date, str] = {}
    for first, last, name in table["off"]:
        day = date.fromisoformat(first)
        while day <= date.fromisoformat(last):
            off[day] = name
            day += timedelta(days=1)
    return Year(off, frozenset(map(date.fromisoformat, table["worked"])))


def is_workday(day: date) -> bool:
    """Whether one works that day."""
    known = year(day.year)
    if known is None:
        return day.weekday() < 5 and (day.month, day.day) not in SURE_DAYS
    return day in known.worked or (day.weekday() < 5 and day not in known.off)


def holiday(day: date) -> str:
    """What a day off is called; "" for every other day."""
    known = year(day.year)
    return known.off.get(day, "") if known else ""


def after(start: date, days: int) -> Due:
    """The last day of a period of working days; the day it starts is not counted (民法典 第201条)."""
    day = start
    for _n in range(days):
        day += timedelta(days=1)
        while not is_workday(day):
            day += timedelta(days=1)
    return Due(day, _sure(start, day))


def last_day(start: date, days: int) -> Due:
    """The last day of a period of days; one that is no working day moves to the next (民法典 第203条)."""
    day = start + timedelta(days=days)
    while not is_workday(day):
        day += timedelta(days=1)
    return Due(day, _sure(start, day))


def between(first: date, last: date) -> int:
    """How many working days have passed since a day, that day not counted; 0 when it lies ahead."""
    span = range(1, (last - first).days + 1)
    return sum(is_workday(first + timedelta(days=n)) for n in span)


def _sure(first: date, last: date) -> bool:
    return all(year(number) is not None for number in range(first.year, last.year + 1))
