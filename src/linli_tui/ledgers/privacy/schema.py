"""The tables of the privacy area, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.book.schema import Migrations, create

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("privacy")


@migrations(2)
def tables(db: Database) -> None:
    """Looks."""
    create(
        db,
        "look",
        ("day", "fields", "why"),
        who=str,
        actor_name=str,
        day=str,
        ledger=str,
        record=str,
        fields=str,
        why=str,
        n=int,
        records=str,
    )
