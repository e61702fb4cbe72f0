"""The tables of the places area, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.book.schema import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("places")


@migrations(1)
def tables(db: Database) -> None:
    """The place tree, groups, and what belongs to them."""
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
            "tenure": str,
            "developer_held": str,
            "floor": int,
            "refused_on": str,
            "built_year": int,
            "management": str,
            "former_unit": str,
            "contact": str,
            "contact_phone": str,
            "note": str,
            "place_key": str,
            "label": str,
            "building": str,
            "entrance": str,
            "building_label": str,
            "entrance_label": str,
            "path": str,
            "found_by": str,
        },
        pk="id",
        not_null={"voided", "kind"},
        strict=True,
    )
    db.table("group").create(
        {"id": str, "voided": int, "kind": str, "name": str, "code": str, "note": str},
        pk="id",
        not_null={"voided", "kind", "name"},
        strict=True,
    )
    db.table("belonging").create(
        {
            "id": str,
            "voided": int,
            "group": str,
            "place": str,
            "kind": str,
            "since": str,
            "until": str,
            "note": str,
            "place_key": str,
            "label": str,
        },
        pk="id",
        not_null={"voided", "group", "place", "kind"},
        strict=True,
    )
