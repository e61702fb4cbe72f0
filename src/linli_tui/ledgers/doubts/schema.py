"""The tables of the doubts area, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.book.schema import Migrations, create

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("doubts")


@migrations(1)
def tables(db: Database) -> None:
    """Doubts."""
    create(
        db,
        "doubt",
        ("state", "what"),
        state=str,
        what=str,
        offered=str,
        why=str,
        file=str,
        sheet=str,
        row=int,
        ledger=str,
        field=str,
        record=str,
    )
