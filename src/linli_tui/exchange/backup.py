"""A backup onto a stick: made and proved on this machine, copied, read again from the stick, and only then named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from linli_tui.book import backup, copies
from linli_tui.book.backup import Made
from linli_tui.core.refusal import Refused
from linli_tui.exchange import drives

if TYPE_CHECKING:
    from linli_tui.book.book import Book


def named(book: Book) -> drives.Drive | None:
    """The stick this book's backups go to, when it is plugged in."""
    name = copies.recall(book.id).stick
    return next((drive for drive in drives.found() if name and drive.name == name), None)


def to_stick(book: Book, drive: drives.Drive, to: Path | None = None) -> Made:
    """Makes a backup on this machine and copies it onto a stick, into `to` or its top; remembers it, prunes there.

    Where this machine has no room it is made on the stick at once. Raises Refused when it is not on the stick then;
    what lay there before stays.
    """
    place = (to or drive.path).absolute()
    try:
        made = backup.back_up(book)
    except Refused:
        made = backup.make(book.path, place, book.key)
    else:
        made = backup.carry(made, place)
    copies.note(book.id, replace(made.good, stick=drive.name))
    backup.prune(book, made.path)
    return made


def to_place(book: Book, to: Path | None = None) -> Made:
    """Makes a backup in a folder, whether it is on a stick or not; without one at the second place of this machine."""
    drive = to and next((d for d in drives.found() if to.absolute().is_relative_to(d.path)), None)
    return to_stick(book, drive, to) if drive else backup.back_up(book, to)
