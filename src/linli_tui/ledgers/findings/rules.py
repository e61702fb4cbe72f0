"""When a finding is due, what is still to be filled in, what it is called, whose hands it went through; pure.

Dates are civil days, times minutes after midnight of that day. Source of the levels: domain.md 6.3, our own defaults.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from linli_tui.core import times, workdays
from linli_tui.core.cells import cut, width
from linli_tui.core.dates import show_date
from linli_tui.core.words import _, say
from linli_tui.ledgers.findings import codes

OPEN = ("found", "talked", "waiting", "treated")
"""The states in which something is still to be done, in their order."""
ORDER = {state: n for n, state in enumerate((*OPEN, "closed", "merged"), start=1)}
GRAVE = ("red", "orange")
WEEK = "一二三四五六日"
CELLS = 24
"""The cells the words of a finding without a code take in its name at most."""
MISSING = (("code", _("哪一类")), ("place", _("在哪里")))
REST = _("待补")
"""The words of a finding nobody has described yet."""


@dataclass(frozen=True, slots=True)
class Due:
    """The last day, and where hours count and the hour it began is known the last minute of that day."""

    day: date
    minute: int | None
    sure: bool


def due(day: date, minute: int | None, span: Mapping[str, int]) -> Due:
    """When a span that begins on a day runs out; without the minute it began, hours are counted as whole days.

    `span` is {"hours": n}, {"workdays": n} or {"days": n}. ValueError for anything else.
    """
    [(unit, n)] = span.items()
    if unit == "hours":
        if minute is None:
            return Due(day + timedelta(days=n // 24), None, True)
        days, left = divmod(minute + 60 * n, times.DAY)
        return Due(day + timedelta(days=days), left, True)
    if unit not in ("workdays", "days"):
        raise ValueError(unit)
    last = workdays.after(day, n) if unit == "workdays" else workdays.last_day(day, n)
    return Due(last.day, None, last.sure)


def _due(level: str | None, day: str | None, minute: int | None, which: str) -> Due | None:
    if not day:
        return None
    known = codes.levels()[level or codes.USUAL]
    return due(date.fromisoformat(day), minute, known.first if which == "first" else known.close)


def first_by(level: str | None, day: str | None, minute: int | None) -> str | None:
    """The day by which somebody must have begun."""
    found = _due(level, day, minute, "first")
    return found.day.isoformat() if found else None


def close_by(level: str | None, day: str | None, minute: int | None) -> str | None:
    """The day by which it must be settled."""
    found = _due(level, day, minute, "close")
    return found.day.isoformat() if found else None


def close_at(level: str | None, day: str | None, minute: int | None) -> int | None:
    """The minute of that day, where hours count and the hour of the finding is known."""
    found = _due(level, day, minute, "close")
    return found.minute if found else None


def guessed(level: str | None, day: str | None, minute: int | None) -> int | None:
    """1 where the calendar of a year in between was not announced yet."""
    found = [each for each in (_due(level, day, minute, which) for which in ("first", "close")) if each]
    return None if all(each.sure for each in found) else 1


def explained(level: str | None, day: str | None, minute: int | None) -> Iterator[str]:
    """How both days were counted, day by day, for somebody with a calendar and a pencil."""
    known = codes.levels()[level or codes.USUAL]
    yield say("{level}级：{words}。", level=known.title, words=known.words)
    if not day:
        yield say("还没有写哪天发现，算不出期限。")
        return
    start = date.fromisoformat(day)
    for title, span in ((say("开始办"), known.first), (say("办好"), known.close)):
        found = due(start, minute, span)
        at = f" {times.show_time(found.minute)}" if found.minute is not None else ""
        yield ""
        yield say("{title}：{span}，最晚 {day}{at}。", title=title, span=_said(span), day=show_date(found.day), at=at)
        yield from _days(start, found.day, span)
        if not found.sure:
            yield say(workdays.GUESSED)


def _said(span: Mapping[str, int]) -> str:
    [(unit, n)] = span.items()
    words = {"hours": say("{n}小时以内", n=n), "workdays": say("{n}个工作日", n=n), "days": say("{n}天", n=n)}
    return words[unit] if n else say("马上")


def _days(start: date, last: date, span: Mapping[str, int]) -> Iterator[str]:
    """Each day that was looked at; of natural days only the last ones."""
    [(unit, n)] = span.items()
    if unit == "hours":
        return
    yield say("  {day} 发现，这一天不算", day=_named(start))
    counted = 0
    for day in (start + timedelta(days=step) for step in range(1, (last - start).days + 1)):
        works = workdays.is_workday(day)
        counted += works if unit == "workdays" else 1
        off = workdays.holiday(day) or say("休息")
        if unit == "workdays":
            yield say("  {day} 第{n}个工作日", day=_named(day), n=counted) if works else f"  {_named(day)} {off}"
        elif counted >= n:
            off = "" if works else say("，{off}，顺延", off=off)
            nth = say("第{n}天", n=n) if counted == n else say("顺延到这一天") if works else ""
            yield f"  {_named(day)} {nth}{off}"


def _named(day: date) -> str:
    return say("{day} 星期{week}", day=show_date(day), week=WEEK[day.weekday()])


def label(code: str | None, place: str | None, words: str | None) -> str:
    """楼道停放电动车 7幢2单元; without a code the words it was told in."""
    line = " ".join((words or "").split())
    short = line if width(line) <= CELLS else cut(line, CELLS - 2) + ".."
    return " ".join(filter(None, (codes.of(code).title or short, place)))


def todo(code: str | None, place: str | None, state: str | None) -> str | None:
    """What nobody has said yet of a finding that still counts; None when all is known."""
    known = {"code": code, "place": place}
    gaps = [say(title) for name, title in MISSING if not known[name]]
    return "、".join(gaps) if gaps and state != "merged" else None


def board(state: str | None, day: str | None) -> str:
    """The place of a finding on the board: by step, then by the day it is due."""
    return f"{ORDER.get(state or '', 9)} {day or '9999'}"


def step_label(what: str | None, day: str | None) -> str:
    """劝阻 2026-11-20."""
    return " ".join(filter(None, (say(dict(WHATS).get(what or "", "")), day)))


WHATS = (
    ("spot", _("当场解决")),
    ("talk", _("劝阻")),
    ("report", _("报告")),
    ("urge", _("催办")),
    ("treat", _("处置")),
    ("look", _("回头看")),
    ("withdraw", _("撤回")),
    ("merge", _("并入")),
    ("reopen", _("重新办")),
)
"""What can be done with a finding, as the steps tell it."""


def needs_three(level: str | None, cost: int | None, protected: bool) -> bool:
    """Whether finder, whoever settled it and whoever looked again should be three people."""
    return level in GRAVE or bool(cost) or protected


def same_hands(steps: Iterable[Mapping[str, Any]]) -> str:
    """Who both looked again and reported or settled it himself; "" where nobody did. A warning, never a refusal."""
    looked: dict[str, str] = {}
    before: dict[str, list[str]] = {}
    for step in steps:
        if not step["who"]:
            continue
        if step["what"] == "look":
            looked[step["who"]] = say("回头看")
        elif step["what"] in ("report", "treat"):
            before.setdefault(step["who"], []).append(say(dict(WHATS)[step["what"]]))
    same = [who for who in looked if who in before]
    told = (say("{what}和回头看都是{who}", what="、".join(dict.fromkeys(before[who])), who=who) for who in same)
    return "；".join(told)
