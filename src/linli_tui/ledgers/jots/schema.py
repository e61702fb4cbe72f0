"""The tables of the jots area, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.book.schema import Migrations, create

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("jots")


@migrations(1)
def tables(db: Database) -> None:
    """Jottings."""
    create(
        db,
        "jot",
        ("state", "words"),
        number=str,
        state=str,
        words=str,
        place=str,
        told_by=str,
        told_on=str,
        answer=str,
        turned_ledger=str,
        turned_record=str,
        dropped_by=str,
        writer=str,
        unconfirmed=int,
        label=str,
    )
