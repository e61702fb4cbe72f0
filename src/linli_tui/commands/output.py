"""Opening a book for a command, and writing what it found: sentences, aligned tables, JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from linli_tui.core import cells
from linli_tui.core.fold import clean

if TYPE_CHECKING:
    from linli_tui.book.book import Book

WIDEST = 40
"""In cells: longer texts are cut in a table; csv and json have them whole."""


def open_book(path: Path, *, read_only: bool = False) -> Book:
    """The book at a path, with the rights of who runs the command; reading goes on beside a window that has it open."""
    from linli_tui.book.book import Book
    from linli_tui.commands.signing import seat
    from linli_tui.ledgers import catalog

    book = Book.open(path, catalog(), read_only=read_only, key=seat().data_key(path))
    try:
        seat().sign_in(book)
    except BaseException:
        book.close()
        raise
    return book


def say_json(value: Any) -> None:
    """Writes a value as JSON, Chinese as it is."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def say_table(header: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[bool] = ()) -> None:
    """Writes columns aligned by terminal cells, two spaces apart; figures stand to the right."""
    kept = [[clean(text) for text in row] for row in (header, *rows)]
    widths = [min(max(map(cells.width, column)), WIDEST) for column in zip(*kept, strict=True)]
    for row in kept:
        pieces = [
            cells.pad(text, wide, "right" if right and right[at] else "left")
            for at, (text, wide) in enumerate(zip(row, widths, strict=True))
        ]
        click.echo("  ".join(pieces).rstrip())
