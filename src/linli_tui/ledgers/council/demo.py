"""The invented council: elected for three years, a head for every building, no firm and no owners' committee."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import TYPE_CHECKING

from linli_tui.core import clock, dates
from linli_tui.core.access import OWNER
from linli_tui.ledgers.council import forming, renewing, service

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
HEAD = """
SELECT person FROM post WHERE post = 'building_head' AND place = ? AND voided = 0 AND until IS NULL ORDER BY id LIMIT 1
"""
ONE_OF = """
SELECT o.person FROM ownership o JOIN home h ON h.id = o.home
WHERE o.until IS NULL AND ifnull(h.building = :building, 1) ORDER BY h.place_key, o.id
"""


PAPERS = (
    ("charter", "铁皮柜第一格，红色文件夹"),
    ("result", "铁皮柜第一格，2号盒"),
    ("list", "铁皮柜第一格，2号盒"),
    ("seal", "社区保险柜"),
)
"""What the council is known by, and where it lies."""


def fill(book: Book, rng: Random, size: int, years: int) -> Iterator[str]:
    """Elects the council ten days after the start and again every three years, with a group that prepares it."""
    first = clock.today()
    last, elected = dates.add_months(first, 12 * years), first + timedelta(10)
    while elected <= last:
        prepared = elected - timedelta(9)
        yield prepared.isoformat()
        _prepare(book, rng, prepared, elected)
        yield elected.isoformat()
        _elect(book, rng, elected)
        elected = dates.add_months(elected, TERM)


def _prepare(book: Book, rng: Random, day: date, until: date) -> None:
    """Settles by whose rules the compound goes, and forms the group that runs the election and is dissolved by it."""
    since, end = day.isoformat(), until.isoformat()
    service.change_setting(book, OWNER, "law.profile", "shaoxing")
    values = {"kind": "renewal", "name": "换届小组", "seats": 3, "since": since, "until": end}
    body = forming.write_body(book, OWNER, values).records[0][1]
    people = rng.sample(_owners(book), 3)
    for person, post in zip(people, ("group_leader", "group_member", "group_member"), strict=True):
        held = {"person": person, "post": post, "body": body, "since": since, "until": end}
        service.write_post(book, OWNER, held)


def _elect(book: Book, rng: Random, day: date) -> None:
    """Fills all seats for a term, and every house and group with a head; most heads of houses stay."""
    owners = _owners(book)
    people = iter(rng.sample(owners, min(len(owners), sum(n for _, n in SEATS))))
    elected = [{"post": post, "person": person} for post, seats in SEATS for person in islice(people, seats)]
    for building in book.read.sql("SELECT id FROM building ORDER BY place_key"):
        here, head = _owners(book, building["id"]), book.read.one(HEAD, (building["id"],))
        if head not in here or rng.random() > STAYS:
            head = rng.choice(here)
        elected.append({"post": "building_head", "person": head, "place": building["id"]})
    for group in book.read.sql('SELECT id, kind FROM "group" WHERE voided = 0 ORDER BY kind, name'):
        elected.append({"post": HEADS[group["kind"]], "person": rng.choice(owners), "group": group["id"]})
    until = dates.add_months(day, TERM).isoformat()
    body = forming.main_body(book)
    renewing.renew(book, OWNER, body, on=day.isoformat(), until=until, elected=elected, how="residents")
    for term in book.read.sql("SELECT id FROM term WHERE body = ? AND until = ?", (body, day.isoformat())):
        forming.hand_over(book, OWNER, term["id"], on=day.isoformat())
    for kind, paper_at in PAPERS:
        values = {"body": body, "kind": kind, "made_on": day.isoformat(), "paper_at": paper_at}
        forming.write_filing(book, OWNER, values)


def _owners(book: Book, building: str | None = None) -> list[str]:
    query = ONE_OF.replace(":building", "NULL" if building is None else "?")
    return list(dict.fromkeys(row["person"] for row in book.read.sql(query, (building,) if building else ())))
