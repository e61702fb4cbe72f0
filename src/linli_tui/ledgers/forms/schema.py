"""The table of the forms area, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.book.schema import Migrations, create

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("forms")


@migrations(1)
def tables(db: Database) -> None:
    """Blank forms."""
    create(
        db,
        "blank_form",
        ("reserved", "form", "ledger", "day", "stage"),
        reserved=str,
        form=str,
        ledger=str,
        day=str,
        stage=str,
        record=str,
        label=str,
    )
