"""Saving one record, writing a whole roster."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from linli_tui.book import engine
from linli_tui.book.book import Book
from linli_tui.core.access import OWNER
from linli_tui.ledgers import catalog
from tests.bench.books import people
from tests.bench.measure import Result, median_ms

ROWS = 12_200


def results(folder: Path) -> Iterator[Result]:
    """The figures of writing."""
    yield _save(folder)
    yield _bulk(folder)


def _bare(path: Path, table: str) -> engine.Connection:
    connection = engine.connect(path)
    connection.execute(table)
    return connection


def _save(folder: Path) -> Result:
    book = Book.new(folder / "save.台账", catalog(), name="量快慢")
    with book.transaction(OWNER, "new") as t:
        record = t.save("person", {"kind": "resident", "name": "王桂芳"})
    numbers = iter(range(10**9))

    def save() -> None:
        with book.transaction(OWNER, "change") as t:
            t.save("person", {"id": record, "phone": f"139{next(numbers):08d}"})

    bare = _bare(folder / "bare.db", "CREATE TABLE t(id INTEGER PRIMARY KEY, words TEXT)")

    def commit() -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT INTO t(words) VALUES ('王桂芳')")
        bare.execute("COMMIT")

    ours, theirs = median_ms(save, 200, 20), median_ms(commit, 200, 20)
    return Result("存一条（流水和查找一起写）", ours, theirs, "一次裸提交，synchronous=FULL", 3.0)


def _bulk(folder: Path) -> Result:
    rows = people(ROWS)
    columns = [(str(i), *row.values()) for i, row in enumerate(rows)]
    counter = iter(range(100))

    def ours() -> None:
        book = books.pop()
        with book.transaction(OWNER, "import") as t:
            t.save_all("person", rows)
        book.close()

    books = [Book.new(folder / f"bulk{i}.台账", catalog(), name="量快慢") for i in range(4)]

    def theirs() -> None:
        bare = _bare(folder / f"bulk{next(counter)}.db", "CREATE TABLE t(id TEXT PRIMARY KEY, kind, name, phone, note)")
        bare.execute("BEGIN IMMEDIATE")
        bare.executemany("INSERT INTO t VALUES (?,?,?,?,?)", columns)
        bare.execute("COMMIT")
        engine.close(bare)

    return Result(f"写 {ROWS} 行", median_ms(ours, 3), median_ms(theirs, 5), "同样的行裸 executemany", 4.0)
