"""What people in the invented compound said in passing, most of it answered within days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from heapq import heappop, heappush
from random import Random
from typing import TYPE_CHECKING, Any

from linli_tui.book import people
from linli_tui.book.dropbox import Entry
from linli_tui.core import clock, dates
from linli_tui.core.access import OWNER
from linli_tui.core.data import read_toml
from linli_tui.ledgers.jots import service

if TYPE_CHECKING:
    from linli_tui.book.book import Book

HOMES_PER_JOT = 10
"""So many homes give one jotting a year."""
LEFT_OPEN = 9
"""What was said in the last so many days is still open."""


def fill(book: Book, rng: Random, size: int, years: int) -> Iterator[str]:
    """Jottings spread over the years, each answered one to six days later."""
    first = clock.today()
    days = (dates.add_months(first, 12 * years) - first).days
    said = read_toml("demo", "jots.toml")["jots"]
    yield (first + timedelta(20)).isoformat()
    homes = book.read.sql("SELECT id, label FROM home ORDER BY place_key")
    waiting: list[tuple[int, float, Any]] = []
    for _ in range(max(size * years // HOMES_PER_JOT, 4)):
        heappush(
            waiting, (rng.randint(20, days), rng.random(), partial(_say, book, rng.choice(homes), rng.choice(said)))
        )
    for day in (days - 5, days - 2, days):
        heappush(waiting, (day, rng.random(), partial(_say, book, rng.choice(homes), rng.choice(said))))
    while waiting:
        day, _, act = heappop(waiting)
        yield (first + timedelta(day)).isoformat()
        jot, answer = act()
        if answer and day < days - LEFT_OPEN:
            heappush(waiting, (day + rng.randint(1, 6), rng.random(), partial(_answer, book, jot, answer)))
    _drop(book, rng.choice(homes))


def _say(book: Book, home: dict[str, str], said: dict[str, str]) -> tuple[str, str]:
    where = home["id"] if "{home}" in said["words"] else None
    change = service.write_jot(book, OWNER, {"words": said["words"].format(home=home["label"]), "place": where})
    return change.records[0][1], said["answer"].format(home=home["label"])


def _answer(book: Book, jot: str, answer: str) -> tuple[str, str]:
    service.answer(book, OWNER, jot, answer=answer)
    return jot, ""


def _drop(book: Book, home: dict[str, str]) -> None:
    """Somebody found the book closed last night and dropped a line in."""
    from uuid6 import uuid7

    writer = next((member.short for member in people.members(book) if "building_head" in member.posts), "7幢 王")
    said = {"words": "楼道里的灯亮着没人，已经关了", "where": home["label"]}
    with book.transaction(OWNER, "drop") as t:
        service.take_in(t, Entry(str(uuid7()), "jot", writer, clock.instant(), said))
