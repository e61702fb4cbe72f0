"""The evening a time belongs to, hours from coming to going, and lists made in turn; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from linli_tui.core import dates, times
from linli_tui.core.fold import fold
from linli_tui.core.words import say

WEEK = "一二三四五六日"
TURN_OF_DAY = 5 * 60
"""Minutes after midnight: what is done before five in the morning belongs to the evening before."""
GRACE = 60
"""Minutes after the planned end within which a round is written down by those who come back from it."""
LONGEST = 16 * 60
"""Minutes: nobody walks longer than that; what reads so was written down wrongly."""
THERE = ("came", "early")
"""Of somebody who was there, the whole time or part of it."""
KINDS = {"patrol": "巡逻", "gate": "门岗", "clean": "楼道保洁", "other": "值班"}


def service_day(day: date, minute: int) -> date:
    """The evening that a moment belongs to: the day, or before five in the morning the day before."""
    return day - timedelta(days=1) if minute < TURN_OF_DAY else day


def of_evening(minute: int | None) -> int | None:
    """A time as told of an evening: before five in the morning it is of the night after; later ones stay."""
    return minute + times.DAY if minute is not None and minute < TURN_OF_DAY else minute


def around(start: int, minute: int) -> int:
    """A time as minutes of the day of `start`, the nearest there is: ten minutes before the start is no day later."""
    return min((minute + days * times.DAY for days in (-1, 0, 1)), key=lambda near: (abs(near - start), near))


def length(begin: int | None, end: int | None) -> int | None:
    """Minutes between two times, over midnight where the end reads as earlier; None where that cannot have been."""
    if begin is None or end is None:
        return None
    found = times.after(begin, end) - begin
    return found if found <= LONGEST else None


def minutes(
    came: str | None, on_at: int | None, off_at: int | None, started: int | None, ended: int | None
) -> int | None:
    """How long somebody was there, from his coming to his going, never by the plan; 0 for whom nobody saw.

    None where either is not known, or both cannot be right. Who came before the others is counted from his coming;
    who came when all was over, 0.
    """
    found = span(came, on_at, off_at, started, ended)
    return 0 if came not in THERE else None if found is None else found[1] - found[0]


def span(
    came: str | None, on_at: int | None, off_at: int | None, started: int | None, ended: int | None
) -> tuple[int, int] | None:
    """The stretch of the evening somebody was there, in minutes after midnight of its day; None as `minutes`."""
    begin = started if on_at is None else on_at if started is None else around(started, on_at)
    end = ended if off_at is None else off_at
    if came not in THERE or begin is None or end is None:
        return None
    first = begin if started is None else min(started, begin)
    whole = length(first, end)
    return None if whole is None else (begin, max(begin, first + whole))


def together(spans: Iterable[tuple[int, int]]) -> int:
    """The minutes of several stretches of one person, what overlaps counted once."""
    total, reached = 0, None
    for begin, end in sorted(spans):
        if reached is None or begin > reached:
            total, reached = total + end - begin, end
        elif end > reached:
            total, reached = total + end - reached, end
    return total


def duty_label(day: str | None, kind: str | None, team: str | None, home: str | None) -> str:
    """What a duty is called: 11月19日 周四组, 9月1日 楼道保洁 2幢1单元301."""
    who = home or team or ""
    what = KINDS.get(kind or "", "") if kind != "patrol" or not who else ""
    return " ".join(filter(None, (short(day), what, who)))


def round_label(day: str | None, team: str | None) -> str:
    """What a round is called: 11月19日 周四组."""
    return " ".join(filter(None, (short(day), team or say("巡逻"))))


def short(day: str | None) -> str:
    """11月19日 of an ISO day."""
    if not day:
        return ""
    d = date.fromisoformat(day)
    return say("{month}月{day}日", month=d.month, day=d.day)


def weekday(day: date) -> str:
    """星期四."""
    return say("星期{day}", day=WEEK[day.weekday()])


def hours(row: Mapping[str, Any]) -> str:
    """20:00-21:30 of what started and ended, as far as it is known."""
    return "-".join(times.show_time(row[name]) for name in ("started", "ended") if row.get(name) is not None)


def days_of(month: date, weekdays: Sequence[int]) -> list[date]:
    """The days of a month that are one of these weekdays (1 Monday … 7 Sunday); all where none is named."""
    day, found = month.replace(day=1), []
    while day.month == month.month:
        if not weekdays or day.isoweekday() in weekdays:
            found.append(day)
        day += timedelta(days=1)
    return found


def weekdays(typed: str) -> tuple[int, ...]:
    """The days of the week in 1 3 5, 一三五, 周二四六; 日, 天 and 7 are Sunday."""
    named = {**dict(zip(WEEK, range(1, 8), strict=True)), "天": 7}
    found = (named.get(sign, int(sign) if sign in "1234567" else 0) for sign in fold(typed))
    return tuple(sorted({day for day in found if day}))


def in_turn(days: Sequence[date], turns: Sequence[str], last: str | None) -> Iterator[tuple[date, str]]:
    """Every day its own in turn, beginning after the one who was last; nothing where nobody takes turns."""
    begin = turns.index(last) + 1 if last in turns else 0
    return ((day, turns[(begin + n) % len(turns)]) for n, day in enumerate(days if turns else ()))


def same_day(day: date, month: date) -> date | None:
    """The day of another month that is the same weekday, as many weeks in; None where it has no fifth."""
    first = month.replace(day=1)
    found = first + timedelta(days=(day.isoweekday() - first.isoweekday()) % 7 + 7 * ((day.day - 1) // 7))
    return found if found.month == first.month else None


def next_month(day: date) -> date:
    """The first day of the month after."""
    return dates.add_months(day.replace(day=1), 1)


def months(month: date, count: int) -> list[date]:
    """The first days of so many months, beginning with this one."""
    return [dates.add_months(month.replace(day=1), n) for n in range(count)]


def end_of(started: int | None, ended: int | None, now: int) -> int | None:
    """When a round that went as planned was over, told at the minute `now`: now, or by the list when that is long past.

    Who comes back within the hour writes it down at once; what is written down later ended as it was planned. None
    where that is not known and the evening is over.
    """
    if ended is None:
        return now if now < times.DAY + TURN_OF_DAY else None
    planned = ended if started is None else times.after(started, ended)
    return now if now <= planned + GRACE else planned
