"""A fresh book over the small area, in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from linli_tui.book.book import Book
from tests.book.small.ledger import CATALOG


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the book is."""
    return tmp_path / "小.台账"


@pytest.fixture
def book(path: Path) -> Iterator[Book]:
    """A new small book, open."""
    with Book.new(path, CATALOG, name="小村") as opened:
        yield opened
