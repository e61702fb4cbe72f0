"""A few blank forms of the invented compound, printed on its last evening and still out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from linli_tui.core import clock, dates
from linli_tui.core.access import OWNER
from linli_tui.core.words import say
from linli_tui.ledgers.forms import service

if TYPE_CHECKING:
    from linli_tui.book.book import Book


def fill(book: Book, rng: Random, size: int, years: int) -> Iterator[str]:
    """Two forms for talks, late enough to leave no gap among the numbers of the year."""
    yield (dates.add_months(clock.today(), 12 * years) - timedelta(1)).isoformat()
    service.reserve(book, OWNER, [("talk", say("劝解劝导记录"), 2)])
