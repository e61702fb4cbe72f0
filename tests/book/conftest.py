"""A fresh book over the small area, in a folder of its own."""

from __future__ import annotations

import pytest

from linli_tui.book.book import Book
from tests.book.small.ledger import CATALOG


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("LINLI_HOME", str(tmp_path / "home"))


@pytest.fixture
def book(tmp_path):
    with Book.new(tmp_path / "小.台账", CATALOG, name="小村") as opened:
        yield opened
