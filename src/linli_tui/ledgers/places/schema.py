"""The tables of the places area, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.book.schema import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("places")


@migrations(1)
def tables(db: Database) -> None:
    """The place tree."""
    db.table("place").create(
        {
            "id": str,
            "voided": int,
            "kind": str,
            "parent": str,
            "code": str,
            "word": str,
            "name": str,
            "area_001m2": int,
            "area_source": str,
            "use": str,
            "developer_held": str,
            "floor": int,
            "note": str,
            "place_key": str,
            "label": str,
            "building": str,
            "entrance": str,
        },
        pk="id",
        not_null={"voided", "kind"},
        strict=True,
    )
