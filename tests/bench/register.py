"""A register of 100,000 people against one of 1,000: opening, moving, filters; source and painting together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from textual.app import App, ComposeResult

from linli_tui.book.book import Book
from linli_tui.book.reading import Query
from linli_tui.ui.rows import BookSource
from linli_tui.ui.widgets.table import Table
from tests.bench.books import book_of_people
from tests.bench.measure import Result, median_ms

FEW, MANY = 1_000, 100_000


class OneTable(App[None]):
    """Nothing but the list."""

    def compose(self) -> ComposeResult:
        """The list alone."""
        yield Table()


def results(folder: Path) -> Iterator[Result]:
    """The figures of a register."""
    figures = {}
    for count in (FEW, MANY):
        with book_of_people(folder, count) as book:
            figures[count] = asyncio.run(_measured(book))
    for name, aim in figures[FEW]:
        ours, theirs = figures[MANY][name, aim], figures[FEW][name, aim]
        yield Result(f"名册 {MANY:,} 人：{name}", ours, theirs, f"{FEW:,} 人", aim)


async def _measured(book: Book) -> dict[tuple[str, float], float]:
    app = OneTable()
    async with app.run_test(size=(80, 24)) as pilot:
        table = app.query_one(Table)
        table.show(BookSource(book, Query("person")))
        await pilot.pause()
        figures = {("打开", 1.5): median_ms(partial(_open, book, table, ""), 15, 3)}
        moves: tuple[tuple[str, Callable[[], None]], ...] = (
            ("下", partial(table.action_move, 1)),
            ("下翻页", partial(table.action_page, 1)),
            ("末尾", table.action_last),
        )
        for name, move in moves:
            table.action_first()
            figures[name, 1.2] = median_ms(partial(painted, table, move), 31, 3)
        for name, words in (("筛选，很多", "王"), ("筛选，一个", _one(book)), ("筛选，没有", "没有这样的人")):
            figures[name, 1.2] = median_ms(partial(_open, book, table, words), 15, 3)
    return figures


def _open(book: Book, table: Table, words: str) -> None:
    painted(table, lambda: table.show(BookSource(book, Query("person", words=words))))


def painted(table: Table, act: Callable[[], object]) -> None:
    """An act, and every line painted after it."""
    act()
    for line in range(table.size.height):
        table.render_line(line)


def _one(book: Book) -> str:
    """A telephone number only one person has."""
    return str(book.read.one("SELECT phone FROM person GROUP BY phone HAVING count(*) = 1 LIMIT 1"))
