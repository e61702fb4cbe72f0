"""An encrypted book against a plain one of the same content: opening, saving, the register, finding, taking in many."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from linli_tui.book import cipher
from linli_tui.book.book import Book
from linli_tui.book.reading import Query
from linli_tui.book.writing import write
from linli_tui.core.access import OWNER
from linli_tui.ledgers import catalog
from tests.bench.books import people
from tests.bench.measure import Result, median_ms

MANY, LOT, AIM = 20_000, 2_000, 1.5
YARDSTICK = "不加锁"


def results(folder: Path) -> Iterator[Result]:
    """Each act on both books in turn."""
    key, ledgers = cipher.new_key(), catalog()
    paths = {None: folder / "平.台账", key: folder / "锁.台账"}
    for data_key, path in paths.items():
        with Book.new(path, ledgers, name="量快慢", key=data_key) as book, book.transaction(OWNER, "import") as t:
            t.save_all("person", people(MANY))
    opened = [median_ms(lambda p=p, k=k: Book.open(p, ledgers, key=k).close(), 9, 2) for k, p in paths.items()]
    yield Result(f"打开和关上，{MANY:,} 人", opened[1], opened[0], YARDSTICK, AIM)
    plain, locked = (Book.open(path, ledgers, key=data_key) for data_key, path in paths.items())
    with plain, locked:
        for title, act in ACTS.items():
            taken = [median_ms(lambda b=b, act=act: act(b), 15, 3) for b in (plain, locked)]
            yield Result(title, taken[1], taken[0], YARDSTICK, AIM)
        taken = [median_ms(lambda b=b: _take_in(b), 3, 1) for b in (plain, locked)]
        yield Result(f"一次写进 {LOT:,} 人", taken[1], taken[0], YARDSTICK, AIM)


_numbers = count()


def _save(book: Book) -> None:
    write(book, OWNER, "person", {"name": f"金小妹{next(_numbers)}"})


def _register(book: Book) -> None:
    book.read.page(Query("person"), limit=40)


def _find(book: Book) -> None:
    book.find("王桂")


def _take_in(book: Book) -> None:
    with book.transaction(OWNER, "import") as t:
        t.save_all("person", people(LOT))


ACTS = {"存一个人": _save, f"名册 {MANY:,} 人，第一页": _register, f"查找，{MANY:,} 人": _find}
