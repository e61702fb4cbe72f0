"""Checking a book: all of it, and what is new since the last time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from linli_tui.book import checked, journal
from linli_tui.book.check import check
from linli_tui.core.access import OWNER
from tests.bench.books import book_of_people
from tests.bench.measure import Result, median_ms

LINES, NEW = 100_000, 300


def results(folder: Path) -> Iterator[Result]:
    """Looking at everything, and at a day's lines, against only reading the lines."""
    with book_of_people(folder, LINES) as book:

        def read() -> None:
            for _ in journal.lines(book.connection):
                pass

        theirs = median_ms(read, 5)
        yield Result(f"核对 {LINES:,} 行流水", median_ms(lambda: check(book), 2, 0), theirs, "只把它们读一遍", 10.0)
        memory = checked.recalled(book)
        assert memory
        ids = [record for (record,) in book.connection.execute("SELECT id FROM main.person LIMIT ?", (NEW,))]
        for record in ids:
            with book.transaction(OWNER, "change") as t:
                t.save("person", {"id": record, "note": "改"})

        def new() -> None:
            checked.remember(book, memory)
            assert check(book, new=True).lines == NEW

        yield Result(f"其中新写的 {NEW} 行", median_ms(new, 3), theirs, "把全部流水读一遍", 10.0)
