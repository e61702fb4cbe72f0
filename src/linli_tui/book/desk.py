"""What lies on the desk: drafts, sittings, remembered layouts. May be lost, is never journaled, never leaves."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linli_tui.book import case_key
from linli_tui.core import clock
from linli_tui.core.access import Actor

if TYPE_CHECKING:
    from linli_tui.book.book import Book

TABLES = """
CREATE TABLE IF NOT EXISTS desk_draft(actor TEXT NOT NULL, ledger TEXT NOT NULL, record TEXT NOT NULL, at TEXT NOT NULL,
  typed TEXT NOT NULL, PRIMARY KEY(actor, ledger, record)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS desk_sitting(sitting TEXT NOT NULL, epoch TEXT NOT NULL, change INTEGER NOT NULL,
  PRIMARY KEY(sitting, epoch, change)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS desk_memory(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Draft:
    """A form somebody began: which ledger and record ("" for a new one), when, and what was typed into each field.

    One that is sealed says nothing of it while it is `shut`.
    """

    ledger: str
    record: str
    at: str
    typed: dict[str, str]
    shut: bool = False


def save_draft(book: Book, actor: Actor, ledger: str, record: str, typed: dict[str, str]) -> None:
    """Keeps what stands in a form that is not saved yet; that of a ledger with sealed fields sealed."""
    if not book.reading_only:
        text = json.dumps(typed, ensure_ascii=False)
        sealed = any(field.sealed for field in book.catalog.table(ledger).fields)
        if sealed and (public := case_key.newest(book.connection)):
            text = public.seal(place(actor.id, ledger, record), text)
        book.connection.execute(
            "INSERT OR REPLACE INTO main.desk_draft VALUES (?,?,?,?,?)",
            (actor.id, ledger, record, clock.instant(), text),
        )


def drafts(book: Book, actor: Actor) -> list[Draft]:
    """This person's unfinished forms, newest first."""
    rows = book.connection.execute(
        "SELECT ledger, record, at, typed FROM main.desk_draft WHERE actor=? ORDER BY at DESC", (actor.id,)
    )
    return [_draft(book, actor, *row) for row in rows]


def _draft(book: Book, actor: Actor, ledger: str, record: str, at: str, typed: str) -> Draft:
    clear = book.read.case_key.clear(place(actor.id, ledger, record), typed)
    return Draft(ledger, record, at, json.loads(clear or "{}"), shut=clear is None)


def place(actor: str, ledger: str, record: str) -> case_key.Place:
    """What a sealed draft is bound to."""
    return ("desk_draft", f"{actor}/{ledger}/{record}", "typed")


def clear_draft(book: Book, actor: Actor, ledger: str, record: str) -> None:
    """The form was saved or thrown away."""
    if not book.reading_only:
        book.connection.execute(
            "DELETE FROM main.desk_draft WHERE actor=? AND ledger=? AND record=?", (actor.id, ledger, record)
        )


def sitting(book: Book, name: str) -> list[int]:
    """The changes of one sitting in this epoch, in order."""
    rows = book.connection.execute(
        "SELECT change FROM main.desk_sitting WHERE sitting=? AND epoch=? ORDER BY change", (name, book.epoch)
    )
    return [change for (change,) in rows]


def remember(book: Book, key: str, value: Any) -> None:
    """Keeps a small fact about how this book is used here, such as the layout of a sheet."""
    if not book.reading_only:
        book.connection.execute(
            "INSERT OR REPLACE INTO main.desk_memory VALUES (?,?)", (key, json.dumps(value, ensure_ascii=False))
        )


def recall(book: Book, key: str, default: Any = None) -> Any:
    """What was remembered, or the default."""
    row = book.connection.execute("SELECT value FROM main.desk_memory WHERE key=?", (key,)).fetchone()
    return json.loads(row[0]) if row else default
