"""Three teams that walk in turn, every other evening, nearly always as planned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from linli_tui.core import clock, dates
from linli_tui.core.access import OWNER
from linli_tui.ledgers.patrol import planning, rules, service

if TYPE_CHECKING:
    from linli_tui.book.book import Book

TEAMS = ("夜巡一组", "夜巡二组", "夜巡三组")
BEGIN, END = 20 * 60, 21 * 60 + 30
EVENINGS = (1, 4, 6)
"""Monday, Thursday, Saturday."""
HANDOVERS = ("东门的灯闪，下一班看一下", "3幢后面有施工，绕着走", "", "", "")


def fill(book: Book, rng: Random, size: int, years: int) -> Iterator[str]:
    """Teams after three weeks, then a list for every month and a round for every evening of it."""
    first = clock.today()
    last, month = dates.add_months(first, 12 * years), rules.next_month(first)
    yield (first + timedelta(21)).isoformat()
    teams = _found(book, rng)
    entrance = book.read.one("SELECT id FROM entrance WHERE voided = 0 ORDER BY place_key")
    while month <= last:
        yield month.isoformat()
        planning.turns(book, OWNER, month, teams, EVENINGS)
        if entrance and month.month in (1, 7):
            planning.cleaning(book, OWNER, entrance, month, 6)
        for day in rules.days_of(month, EVENINGS):
            if day < last:
                yield (day + timedelta(days=1)).isoformat()
                for shift in service.tonight(book, day):
                    _walk(book, rng, shift, day >= last - timedelta(days=2))
        month = rules.next_month(month)


def _found(book: Book, rng: Random) -> list[str]:
    people = [row["person"] for row in book.read.sql("SELECT DISTINCT person FROM residence ORDER BY person")]
    chosen = rng.sample(people, min(len(people), 4 * len(TEAMS)))
    teams = []
    insured = dates.add_months(clock.today(), 30).isoformat()
    with book.transaction(OWNER, "new") as t:
        for n, name in enumerate(TEAMS):
            own = chosen[n :: len(TEAMS)]
            team = t.save("team", {"name": name, "leader": own[0] if own else None, "started": BEGIN, "ended": END})
            t.save_all("team_member", [{"team": team, "person": p, "insured_until": insured} for p in own])
            teams.append(team)
        t.say("已登记三个队伍")
    return teams


def _walk(book: Book, rng: Random, shift: service.Shift, latest: bool) -> None:
    day = shift.duty["day"]
    values = {"day": day, "duty": shift.duty["id"], "team": shift.duty["team"], "started": BEGIN + rng.randint(-5, 10)}
    values |= {"ended": END + rng.randint(-15, 30), "handover": rng.choice(HANDOVERS) or None}
    if latest:
        values |= {"ended": None, "todo": "几点止不清楚"}
    people: list[dict[str, Any]] = [{"person": person, "came": "came"} for person, _name in shift.people]
    if people and rng.random() < 0.15:
        people[-1] |= {"came": "early", "off_at": BEGIN + 45}
    elif people and rng.random() < 0.1:
        people[-1] |= {"came": rng.choice(("told", "told", "missing"))}
    seen = [{"checkpoint": point["id"], "state": rng.choice(("seen",) * 12 + ("missed", "unsure"))}
            for point in service.points(book)]  # fmt: skip
    if rng.random() < 0.3:
        values, seen = {**values, "as_planned": 1}, []
    service.write_down(book, OWNER, values, people, seen)
