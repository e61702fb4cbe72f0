"""What lies on the desk: drafts, sittings, remembered layouts. May be lost, is never journaled, never leaves."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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
    """A form somebody began: which ledger and record ("" for a new one), when, and what was typed into each field."""

    ledger: str
    record: str
    at: str
    typed: dict[str, str]


def save_draft(book: Book, actor: Actor, ledger: str, record: str, typed: dict[str, str]) -> None:
    """Keeps what stands in a form that is not saved yet."""
    if not book.reading_only:
        text = json.dumps(typed, ensure_ascii=False)
        book.connection.execute(
            "INSERT OR REPLACE INTO main.desk_draft VALUES (?,?,?,?,?)",
            (actor.id, ledger, record, clock.instant(), text),
        )


def drafts(book: Book, actor: Actor) -> list[Draft]:
    """This person's unfinished forms, newest first."""
    rows = book.connection.execute(
        "SELECT ledger, record, at, typed FROM main.desk_draft WHERE actor=? ORDER BY at DESC", (actor.id,)
    )
    return [Draft(ledger, record, at, json.loads(typed)) for ledger, record, at, typed in rows]


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
