"""The tables of the council area, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.book.schema import Migrations, create

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("council")


@migrations(1)
def tables(db: Database) -> None:
    """Posts and settings."""
    create(
        db,
        "post",
        ("person", "post"),
        person=str,
        post=str,
        place=str,
        group=str,
        since=str,
        until=str,
        note=str,
        order_key=str,
        label=str,
    )
    create(db, "setting", ("key",), key=str, value=str, since=str, until=str, label=str, shown=str)
