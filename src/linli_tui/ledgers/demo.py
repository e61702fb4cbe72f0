"""The demonstration book: an invented compound lived in for years, the same for the same seed.

An area's `demo` is a generator function fill(book, rng, size, years): it yields the ISO day of its next act and then
does it, in days that never go back. All areas are let act in the order of those days, the clock standing at each.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from heapq import heappop, heappush
from pathlib import Path
from random import Random

from linli_tui.book.book import Book
from linli_tui.core import clock, dates
from linli_tui.core.ledger import Catalog
from linli_tui.ledgers import catalog

TODAY = date(2026, 11, 16)
"""The day the demonstration ends on, whatever day it is."""
SIZE = 268
SEED = 2026
MORNING = "T01:00:00.000Z"
"""Nine o'clock at UTC+8."""


def make(path: Path, *, size: int = SIZE, years: int = 1, seed: int = SEED) -> Book:
    """Founds a book at `path` and fills it with `size` homes and `years` (at least 1) of what happens in a compound."""
    years = max(years, 1)
    first = dates.add_months(TODAY, -12 * years)
    with clock.frozen(f"{first.isoformat()}{MORNING}") as standing:
        book = Book.new(
            path, catalog(), name="永富新村", short="永富", body="mutual_aid", community="江新社区", street="暨阳街道"
        )
        try:
            _live(book, book.catalog, standing, size, years, seed)
        except BaseException:
            book.close()
            raise
    return book


def _live(book: Book, areas: Catalog, standing: clock.FrozenClock, size: int, years: int, seed: int) -> None:
    waiting: list[tuple[str, int, Iterator[str]]] = []
    for order, area in enumerate(areas.areas):
        if area.demo:
            acts = iter(area.load(area.demo)(book, Random(f"{seed} {area.name}"), size, years))
            _wait(waiting, order, acts)
    while waiting:
        day, order, acts = heappop(waiting)
        standing.moment = max(clock.read_instant(f"{day}{MORNING}"), standing.moment)
        _wait(waiting, order, acts)
        standing.advance(seconds=20)


def _wait(waiting: list[tuple[str, int, Iterator[str]]], order: int, acts: Iterator[str]) -> None:
    day = next(acts, None)
    if day is not None:
        heappush(waiting, (day, order, acts))
