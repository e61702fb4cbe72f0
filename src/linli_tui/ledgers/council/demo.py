"""The invented council: elected for three years, a head for every building, no firm and no owners' committee."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import TYPE_CHECKING

from linli_tui.core import clock, dates
from linli_tui.core.access import OWNER
from linli_tui.ledgers.council import service

if TYPE_CHECKING:
    from linli_tui.book.book import Book

SEATS = (
    ("chair", 1), ("vice", 2), ("member", 4), ("secretary", 1), ("accountant", 1), ("cashier", 1), ("supervisor", 1),
    ("patrol_leader", 1), ("mediator", 2), ("keeper", 1),
)  # fmt: skip
HEADS = {"grid": "grid_head", "ten": "ten_head"}
"""Who heads which kind of group."""
TERM = 36
"""Months."""
STAYS = 0.7
"""The chance that a house head goes on for another term."""
ONE_OF = """
SELECT o.person FROM ownership o JOIN home h ON h.id = o.home
WHERE o.until IS NULL AND ifnull(h.building = :building, 1) ORDER BY h.place_key, o.id
"""


def fill(book: Book, rng: Random, size: int, years: int) -> Iterator[str]:
    """Elects the council ten days after the start and again every three years."""
    first = clock.today()
    last, elected = dates.add_months(first, 12 * years), first + timedelta(10)
    heads: dict[str, str] = {}
    while elected <= last:
        yield elected.isoformat()
        _elect(book, rng, elected, heads)
        elected = dates.add_months(elected, TERM)


def _elect(book: Book, rng: Random, day: date, heads: dict[str, str]) -> None:
    """Fills all seats for a term; `heads` remembers who heads a building."""
    since = day.isoformat()
    for row in book.read.sql("SELECT id FROM post WHERE until IS NULL AND voided = 0"):
        service.end_post(book, OWNER, row["id"], on=since)
    owners = [row["person"] for row in book.read.sql(ONE_OF.replace(":building", "NULL"))]
    people = iter(rng.sample(sorted(set(owners)), min(len(set(owners)), sum(n for _, n in SEATS))))
    for post, seats in SEATS:
        for person in islice(people, seats):
            service.appoint(book, OWNER, person, post, since=since)
    for building in book.read.sql("SELECT id FROM building ORDER BY place_key"):
        here = [row["person"] for row in book.read.sql(ONE_OF.replace(":building", "?"), (building["id"],))]
        if heads.get(building["id"]) not in here or rng.random() > STAYS:
            heads[building["id"]] = rng.choice(here)
        service.appoint(book, OWNER, heads[building["id"]], "building_head", place=building["id"], since=since)
    for group in book.read.sql('SELECT id, kind FROM "group" WHERE voided = 0 ORDER BY kind, name'):
        service.appoint(book, OWNER, rng.choice(owners), HEADS[group["kind"]], group=group["id"], since=since)
