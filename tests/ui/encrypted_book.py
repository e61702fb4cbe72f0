"""A small encrypted compound with a council: the founder's passphrase, then PINs, then officers' passphrases."""

from __future__ import annotations

from pathlib import Path

import pytest

from linli_tui.book import keys
from linli_tui.book.book import Book
from linli_tui.core import clock
from linli_tui.core.access import OWNER
from linli_tui.ledgers import catalog
from tests.book import seats
from tests.ui.locked_book import WORDS
from tests.ui.screens import village

FOUNDING = "井边第二块青石板"
OTHERS = "秘书自己的一句话"


def found(path: Path, *, pins: bool = True, words: tuple[str, ...] = (), key: bytes | None = None) -> bytes:
    """Founds it under FOUNDING, with the council's PINs, and passphrases for those named; its data key."""
    founded = {"name": "永富新村", "passphrase": FOUNDING, "key": key}
    with clock.frozen(village.NOW), Book.new(path, catalog(), **founded) as book:  # type: ignore[arg-type]
        assert book.key is not None
        key, people = book.key, seats.council(book)
        if pins:
            seats.lock(book, people)
        for name, own in zip(words, (WORDS, OTHERS), strict=False):
            keys.set_passphrase(book, OWNER, people[name], own)
    return key


@pytest.fixture
def founded_path(tmp_path: Path, cheap: None) -> Path:
    """Only who founded it opens it."""
    found(tmp_path / "永富新村.台账", pins=False)
    return tmp_path / "永富新村.台账"


@pytest.fixture
def shut_path(tmp_path: Path, cheap: None) -> Path:
    """Three have PINs, the chair and the secretary passphrases too."""
    found(tmp_path / "永富新村.台账", words=("孙玉兰", "王桂芳"))
    return tmp_path / "永富新村.台账"
