"""The tables of the council area, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.book.schema import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("council")


@migrations(1)
def tables(db: Database) -> None:
    """Posts and settings."""
    db.table("post").create(
        {
            "id": str,
            "voided": int,
            "person": str,
            "post": str,
            "place": str,
            "group": str,
            "since": str,
            "until": str,
            "note": str,
            "order_key": str,
            "label": str,
        },
        pk="id",
        not_null={"voided", "person", "post"},
        strict=True,
    )
    db.table("setting").create(
        {
            "id": str,
            "voided": int,
            "key": str,
            "value": str,
            "since": str,
            "until": str,
            "label": str,
            "shown": str,
        },
        pk="id",
        not_null={"voided", "key"},
        strict=True,
    )
