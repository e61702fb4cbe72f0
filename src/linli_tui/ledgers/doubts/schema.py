"""The tables of the doubts area, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.book.schema import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("doubts")


@migrations(1)
def tables(db: Database) -> None:
    """Doubts."""
    db.table("doubt").create(
        {
            "id": str,
            "voided": int,
            "state": str,
            "what": str,
            "offered": str,
            "why": str,
            "file": str,
            "sheet": str,
            "row": int,
            "ledger": str,
            "field": str,
            "record": str,
        },
        pk="id",
        not_null={"voided", "state", "what"},
        strict=True,
    )
