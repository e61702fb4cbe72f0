"""Find-as-you-type at a thousand and at a million texts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from linli_tui.book import finder
from linli_tui.book.book import Book
from linli_tui.ledgers import catalog
from tests.bench.books import people
from tests.bench.measure import Result, median_ms

TYPED = ("王", "w", "麴", "麴义", "麴义城", "义城", "qyc", "quyi", "19900000", "19900000001", "没有这个人")
PLANTED = 20
"""So many people of one rare name are in both books, so that both show as many hits; of 王 and w there are plenty."""
FEW, MANY = 1_000, 1_000_000


def results(folder: Path) -> Iterator[Result]:
    """The figures of finding: the hits and what the screen shows of them."""
    few, many = _book(folder, FEW), _book(folder, MANY)
    for words in TYPED:
        ours, theirs = (median_ms(partial(book.find, words, 20), 21, 3) for book in (many, few))
        yield Result(f"边打边找「{words}」，{MANY:,} 条", ours, theirs, f"{FEW:,} 条", 1.5)
    few.close()
    many.close()


def _book(folder: Path, count: int) -> Book:
    """People written straight into table and finder: saving a million one by one is not what is measured here."""
    book = Book.new(folder / f"find{count}.台账", catalog(), name="量快慢")
    fields = book.shape("person").searched
    planted = [
        {"kind": "resident", "name": "麴义城", "phone": f"199000000{n:02d}", "note": None} for n in range(PLANTED)
    ]
    book.connection.execute("BEGIN IMMEDIATE")
    for start in range(0, count, 50_000):
        rows = people(min(50_000, count - start), seed=start)
        rows[: 0 if start else PLANTED] = planted if not start else []
        entries = []
        for number, row in enumerate(rows, start):
            values = (f"{number:09d}", row["kind"], row["name"], row["phone"], row["note"])
            book.connection.execute(
                "INSERT INTO main.person(id, voided, kind, name, phone, note) VALUES (?,0,?,?,?,?)", values
            )
            entries.append(("person", values[0], finder.entry(fields, {f.name: row.get(f.name) for f in fields})))
        finder.keep_new(book.connection, entries)
    book.connection.execute("COMMIT")
    return book
