"""What the journal says was made in a time: which records are new."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from linli_tui.core import clock

if TYPE_CHECKING:
    from linli_tui.book.book import Book

MADE = """
SELECT DISTINCT ledger, record FROM main.journal WHERE at >= ? AND at < ? AND what LIKE '%"_row":[null,1,%'
"""


def made(book: Book, first: str, following: str) -> dict[str, frozenset[str]]:
    """The ids of the records of each table that were first written on the days [first, following), ISO days here."""
    found: dict[str, set[str]] = {}
    for table, record in book.connection.execute(MADE, (_midnight(first), _midnight(following))).fetchall():
        found.setdefault(table, set()).add(record)
    return {table: frozenset(records) for table, records in found.items()}


def standing(book: Book, ledger: str, new: dict[str, frozenset[str]]) -> int:
    """How many rows of a ledger that stand are among the new ones."""
    ids = new.get(book.catalog.ledgers[ledger].table, frozenset())
    rows = book.read.sql(f'SELECT id FROM temp."{ledger}" WHERE voided=0') if ids else []
    return sum(row["id"] in ids for row in rows)


def _midnight(day: str) -> str:
    """The instant a civil day begins, at UTC+8."""
    return clock.instant(datetime.combine(date.fromisoformat(day), time(), clock.CHINA).astimezone(UTC))
