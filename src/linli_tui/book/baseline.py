"""The line at the beginning of a year: how many rows stand in every table, and one hash of all that made them.

A row's mark is SHA-256(its mark before, 32 zero bytes at its creation, then the digest of the line); erasing and
sealing leave it as it is. The state is SHA-256 over canon([table, id, mark]) and a line feed for every row that
stands, in the order of their bytes. docs/journal.md describes it.
"""

from __future__ import annotations

from collections import Counter
from datetime import MAXYEAR
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from linli_tui.book import desk, engine, journal
from linli_tui.core import clock

if TYPE_CHECKING:
    from linli_tui.book.book import Book

VERB, COUNTS, STATE = "baseline", "_counts", "_state"
WRITTEN = "baseline"
"""Under this the desk remembers (epoch, year) of the last one, so that an opening need not look for it."""

Marks = dict[tuple[str, str], bytes]
"""{(table, id): mark} of the rows that stand."""


def add(marks: Marks, line: journal.Line, fields: dict[str, Any], digest: bytes) -> None:
    """What one more line makes of the marks; `digest` is its own."""
    row, stands = (line.ledger, line.record), fields.get(journal.ROW)
    if line.ledger == "book" or (line.verb == "erase" and row not in marks):
        return
    if stands is not None and stands[1] is None:
        marks.pop(row, None)
    else:
        marks[row] = sha256(marks.get(row, journal.GENESIS) + digest).digest()


def counts(marks: Marks) -> dict[str, int]:
    """How many rows stand in every table that has one."""
    return dict(sorted(Counter(table for table, _record in marks).items()))


def state(marks: Marks) -> str:
    """The hash of all rows that stand, 64 hex digits."""
    rows = sha256()
    for text in sorted(f"{journal.canon([*row, mark.hex()])}\n".encode() for row, mark in marks.items()):
        rows.update(text)
    return rows.hexdigest()


def holds(fields: dict[str, Any], marks: Marks) -> bool:
    """Whether a baseline line says what the lines before it add up to."""
    told = {name: value[1] for name, value in fields.items()}
    return told == {COUNTS: counts(marks), STATE: state(marks)}


def write_when_due(book: Book) -> bool:
    """Writes the line of this year once per epoch, where the epoch is older than the year; whether it did.

    Nothing is written in a reading window, or where the journal does not hold: then the check has to say so first.
    """
    year = clock.today().year
    if book.reading_only or not _due(book, year):
        return False
    try:
        return _write(book, year)
    except engine.DatabaseError:  # a full disk must not keep anybody from reading; the next opening tries again
        if book.connection.in_transaction:
            book.connection.execute("ROLLBACK")
        return False


def _write(book: Book, year: int) -> bool:
    from linli_tui.book.following import follow

    told = follow(journal.lines(book.connection))
    if told.findings:
        return False
    book.connection.execute("BEGIN IMMEDIATE")
    pen = journal.Pen(book.connection, book.epoch, book.machine, "program", book.schema, VERB)
    pen.note("book", book.id, {COUNTS: (None, counts(told.marks)), STATE: (None, state(told.marks))})
    pen.write(clock.instant())
    desk.remember(book, WRITTEN, [book.epoch, year])
    book.connection.execute("COMMIT")
    return True


def _due(book: Book, year: int) -> bool:
    if desk.recall(book, WRITTEN) == [book.epoch, year]:
        return False
    begun = book.connection.execute("SELECT at FROM main.journal WHERE epoch=? AND n=1", (book.epoch,)).fetchone()
    if begun is None or _year(begun[0]) >= year:
        return False
    written = journal.lines(book.connection, "epoch=? AND n = change AND verb=?", (book.epoch, VERB))
    return all(_year(line.at) != year for line in written)


def _year(at: str) -> int:
    """The civil year of an instant as a line has it; one nobody can read is of no year that has passed."""
    try:
        return clock.civil(at).year
    except ValueError:
        return MAXYEAR
