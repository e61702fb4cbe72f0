"""A register of 100,000 people read with masks, and with the rows of one house, against the same without either."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from linli_tui.book.book import Book
from linli_tui.book.reading import Query
from linli_tui.core.access import OWNER, Actor
from linli_tui.ui.rows import BookSource
from linli_tui.ui.widgets.table import Table
from tests.bench.books import book_of_people
from tests.bench.measure import Result, median_ms
from tests.bench.register import MANY, OneTable, painted

HOMES, PER_HOUSE, AIM = 20_000, 40, 1.5


def results(folder: Path) -> Iterator[Result]:
    """Opening the register as the secretary (masks) and as the head of a house (masks and rows)."""
    with book_of_people(folder, MANY) as book:
        place = _owners(book)
        plain = asyncio.run(_opened(book, OWNER))
        for title, post in (("秘书（隐去电话）", "secretary"), ("楼长（只看一幢）", "building_head")):
            taken = asyncio.run(_opened(book, Actor("somebody", "某人", (post,), (place,))))
            yield Result(f"名册 {MANY:,} 人，打开：{title}", taken, plain, "不隐去、不限行", AIM)
        plain_count = _counted(book, OWNER)
        taken = _counted(book, Actor("somebody", "某人", ("building_head",), (place,)))
        yield Result(f"名册 {MANY:,} 人，数一数：楼长", taken, plain_count, "不隐去、不限行", AIM)


def _owners(book: Book) -> str:
    """Gives every fifth person a home of his own; the first house is returned."""
    people = [row["id"] for row in book.read.sql("SELECT id FROM person LIMIT ?", (HOMES,))]
    with book.transaction(OWNER, "import") as t:
        houses = t.save_all("building", [{"code": str(n + 1)} for n in range(HOMES // PER_HOUSE)])
        homes = [{"parent": houses[n // PER_HOUSE], "code": str(n % PER_HOUSE + 101)} for n in range(HOMES)]
        pairs = zip(t.save_all("home", homes), people, strict=True)
        t.save_all("ownership", [{"home": home, "person": person} for home, person in pairs])
    return houses[0]


async def _opened(book: Book, actor: Actor) -> float:
    book.sign_in(actor)
    app = OneTable()
    async with app.run_test(size=(80, 24)) as pilot:
        table = app.query_one(Table)
        await pilot.pause()
        return median_ms(partial(_open, book, table), 15, 3)


def _open(book: Book, table: Table) -> None:
    painted(table, lambda: table.show(BookSource(book, Query("person"))))


def _counted(book: Book, actor: Actor) -> float:
    book.sign_in(actor)
    return median_ms(lambda: book.read.count(Query("person")), 7, 1)
