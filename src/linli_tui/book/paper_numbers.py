"""The number on a paper, 永富-约-2026-0012: whose it is, and which record of this book bears it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linli_tui.book import shelf
from linli_tui.book.finder import Found
from linli_tui.core.fold import clean, fold

if TYPE_CHECKING:
    from linli_tui.book.book import Book

NUMBER = re.compile(r"([^-\W]{1,4})-([^-\W\d])-(\d{4})-(\d{1,6})([A-Z]*)")
"""Short name of the compound, the ledger's one character, year, number in that year, letter of the epoch."""


def read(text: str) -> str:
    """The number as it is kept, from any typing of it: full-width signs, blanks, noughts left out; "" for none."""
    found = NUMBER.fullmatch(fold(clean(text)).upper().replace(" ", ""))
    return f"{found[1]}-{found[2]}-{found[3]}-{int(found[4]):04d}{found[5]}" if found else ""


def find(book: Book, words: str) -> list[Found]:
    """The records, voided ones too, that bear this number, as far as the person signed in may see them."""
    number = read(words)
    found: list[Found] = []
    for table in book.catalog.tables() if number else ():
        if table.numbered == number.split("-")[1]:
            for row in book.read.sql(f'SELECT id FROM temp."{table.name}" WHERE number=?', (number,)):
                ledger = book.read.slice_of(table.name, row["id"]) or table
                shown = book.read.get(ledger.name, row["id"]) or {}
                found.append(Found(ledger.name, row["id"], str(shown.get(ledger.label) or ""), number))
    return found


def elsewhere(book: Book, words: str) -> tuple[str, shelf.Standing] | None:
    """(id, how it stands on the shelf) of the other book of this machine whose number this is; None if it is none's."""
    short = read(words).partition("-")[0]
    if not short or short in shelf.shorts(book):
        return None
    return next(((other, s) for other, s in shelf.books().items() if other != book.id and short in s.shorts), None)
