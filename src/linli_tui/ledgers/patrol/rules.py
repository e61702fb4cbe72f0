"""The evening a time belongs to, hours from coming to going, and lists made in turn; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from linli_tui.core import dates, times
from linli_tui.core.words import say

TURN_OF_DAY = 5 * 60
"""What is done before five in the morning belongs to the evening before."""
KINDS = {"patrol": "巡逻", "gate": "门岗", "clean": "楼道保洁", "other": "值班"}


def service_day(day: date, minute: int) -> date:
    """The evening that a moment belongs to: the day, or before five in the morning the day before."""
    return day - timedelta(days=1) if minute < TURN_OF_DAY else day


def minutes(
    came: str | None, on_at: int | None, off_at: int | None, started: int | None, ended: int | None
) -> int | None:
    """How long somebody was there, from his coming to his going, never by the plan; None where either is not known."""
    if came not in ("came", "early"):
        return 0
    begin = started if on_at is None else on_at
    end = ended if off_at is None else off_at
    if begin is None or end is None:
        return None
    if started is not None:
        begin = times.after(started, begin)
        return max(times.after(started, end) - begin, 0)
    return times.after(begin, end) - begin


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


def days_of(month: date, weekdays: Sequence[int]) -> list[date]:
    """The days of a month that are one of these weekdays (1 Monday … 7 Sunday); all where none is named."""
    day, found = month.replace(day=1), []
    while day.month == month.month:
        if not weekdays or day.isoweekday() in weekdays:
            found.append(day)
        day += timedelta(days=1)
    return found


def in_turn(days: Sequence[date], turns: Sequence[str], last: str | None) -> Iterator[tuple[date, str]]:
    """Every day its own in turn, beginning after the one who was last."""
    begin = turns.index(last) + 1 if last in turns else 0
    return ((day, turns[(begin + n) % len(turns)]) for n, day in enumerate(days))


def same_day(day: date, month: date) -> date | None:
    """The day of another month that is the same weekday, as many weeks in; None where it has no fifth."""
    first = month.replace(day=1)
    found = first + timedelta(days=(day.isoweekday() - first.isoweekday()) % 7 + 7 * ((day.day - 1) // 7))
    return found if found.month == first.month else None


def next_month(day: date) -> date:
    """The first day of the month after."""
    return dates.add_months(day.replace(day=1), 1)
