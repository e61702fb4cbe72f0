"""An encrypted book with a council, for whatever has to do with keys."""

from __future__ import annotations

from pathlib import Path

from linli_tui.book import keys
from linli_tui.book.book import Book
from linli_tui.core.access import OWNER
from linli_tui.ledgers import catalog
from tests.book.seats import council, lock

FOUNDER = "春风又绿江南岸"
CHAIR, SECRETARY = "东门槐树下等你", "西头水井旁边见"


def found(path: Path, **people: str) -> Book:
    """A book just founded with a passphrase, open."""
    return Book.new(path, catalog(), name="永富新村", passphrase=FOUNDER, **people)


def seated(path: Path) -> dict[str, str]:
    """A closed one whose chair and secretary have passphrases, and each of the council a PIN; the persons by name."""
    with found(path) as book:
        people = council(book)
        keys.set_passphrase(book, OWNER, people["孙玉兰"], CHAIR)
        keys.set_passphrase(book, OWNER, people["王桂芳"], SECRETARY)
        lock(book, people)
    return people
