"""The tables of the places area, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.book.schema import Migrations, create

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("places")


@migrations(1)
def tables(db: Database) -> None:
    """The place tree, groups, and what belongs to them."""
    create(
        db,
        "place",
        ("kind",),
        kind=str,
        parent=str,
        code=str,
        word=str,
        name=str,
        area_001m2=int,
        area_source=str,
        use=str,
        tenure=str,
        developer_held=str,
        floor=int,
        refused_on=str,
        built_year=int,
        management=str,
        former_unit=str,
        contact=str,
        contact_phone=str,
        note=str,
        place_key=str,
        label=str,
        building=str,
        entrance=str,
        building_label=str,
        entrance_label=str,
        path=str,
        found_by=str,
    )
    create(db, "group", ("kind", "name"), kind=str, name=str, code=str, note=str)
    create(
        db,
        "belonging",
        ("group", "place", "kind"),
        group=str,
        place=str,
        kind=str,
        since=str,
        until=str,
        note=str,
        place_key=str,
        label=str,
    )
