"""A new book of an invented compound, on a day that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from linli_tui.book.book import Book
from linli_tui.core import clock
from linli_tui.ledgers import catalog

TODAY = "2026-11-16"


@pytest.fixture(autouse=True)
def standing() -> Iterator[clock.FrozenClock]:
    """It is nine in the morning of TODAY until a test moves the clock."""
    with clock.frozen(f"{TODAY}T01:00:00.000Z") as standing:
        yield standing


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A book with nothing in it but the compound and its settings."""
    with Book.new(tmp_path / "永富新村.台账", catalog(), name="永富新村", short="永富", body="mutual_aid") as opened:
        yield opened
