"""Find-as-you-type at a thousand and at a million texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from linli_tui.book import finder
from linli_tui.book.book import Book
from linli_tui.ledgers import catalog
from tests.bench.books import people
from tests.bench.measure import Result, median_ms

TYPED = ("王", "王桂", "王桂芳", "桂芳", "w", "wg", "wgf", "13912345", "没有这个人")
FEW, MANY = 1_000, 1_000_000


def results(folder: Path) -> Iterator[Result]:
    """The figures of finding."""
    few, many = _book(folder, FEW), _book(folder, MANY)
    for words in TYPED:
        ours = median_ms(lambda: finder.hits(many.connection, words, limit=50), 21, 3)  # noqa: B023
        theirs = median_ms(lambda: finder.hits(few.connection, words, limit=50), 21, 3)  # noqa: B023
        yield Result(f"边打边找「{words}」，{MANY:,} 条", ours, theirs, f"{FEW:,} 条", 1.5)
    few.close()
    many.close()


def _book(folder: Path, count: int) -> Book:
    book = Book.new(folder / f"find{count}.台账", catalog(), name="量快慢")
    fields = book.shape("person").searched
    book.connection.execute("BEGIN IMMEDIATE")
    for start in range(0, count, 50_000):
        rows = people(min(50_000, count - start), seed=start)
        entries = [
            ("person", f"{start + i}", finder.entry(fields, {f.name: row.get(f.name) for f in fields}))
            for i, row in enumerate(rows)
        ]
        finder.keep_new(book.connection, entries)
    book.connection.execute("COMMIT")
    return book
