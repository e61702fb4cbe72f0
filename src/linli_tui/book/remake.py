"""Working out again what can be worked out: derived columns and the finder, after an upgrade or when they were lost."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import TYPE_CHECKING

from linli_tui.book import desk, engine, finder
from linli_tui.core import data
from linli_tui.core.access import OWNER
from linli_tui.core.ledger import Ledger

if TYPE_CHECKING:
    from linli_tui.book.book import Book

RULED_BY = ("calendar", "codes", "rules")
"""Folders of data that derived columns are worked out by: a new calendar moves what is due."""
MADE = "made"
"""Under this the desk remembers by which declarations all was made."""
EDITION = 2
"""To be raised when folding, pinyin or the rule of a derived column changes while its declaration stays the same."""


def remake_when_needed(book: Book) -> bool:
    """Makes derived columns and the finder anew if declarations have changed or the desk was lost; journals nothing."""
    if desk.recall(book, MADE) == _mark(book):
        return False
    with book.transaction(OWNER, "upgrade") as t:
        _clear_finder(book)
        for table in book.catalog.tables():
            if table.derived:
                t.derive_again(table.name)
        _clear_finder(book)
        for table in book.catalog.tables():
            finder.keep_new(book.connection, list(_entries(book, table)))
        settle(book)
    return True


def settle(book: Book) -> None:
    """Keeps that all of it has been made by today's declarations."""
    desk.remember(book, MADE, _mark(book))


def forget(book: Book) -> None:
    """All of it is made anew at the next opening."""
    desk.remember(book, MADE, None)


def _entries(book: Book, table: Ledger) -> Iterator[tuple[str, str, finder.Entry]]:
    shape = book.shape(table.name)
    names = ("id", *(field.name for field in shape.searched))
    columns = ", ".join(f'"{name}"' for name in names)
    for row in book.connection.execute(f'SELECT {columns} FROM main."{table.name}"'):
        yield table.name, row[0], finder.entry(shape.searched, dict(zip(names, row, strict=True)))


def _clear_finder(book: Book) -> None:
    """Empties the finder, whatever shape an earlier program gave it."""
    for table in ("desk_finder", "desk_found"):
        book.connection.execute(f"DROP TABLE IF EXISTS main.{table}")
    engine.run_all(book.connection, finder.TABLES)


def _mark(book: Book) -> str:
    declared = [
        (table.name, table.label, table.derived, [(f.name, f.find) for f in finder.searched(table)])
        for table in book.catalog.tables()
    ]
    mark = sha256(repr((EDITION, book.schema, finder.TABLES, declared)).encode())
    for folder in RULED_BY:
        for file in sorted(data.path(folder).glob("*.toml")):
            mark.update(file.read_bytes())
    return mark.hexdigest()
