"""The tables of the people area, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.book.schema import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("people")


@migrations(1)
def tables(db: Database) -> None:
    """People, and who owns what."""
    db.table("person").create(
        {
            "id": str,
            "voided": int,
            "kind": str,
            "name": str,
            "sex": str,
            "phone": str,
            "phone2": str,
            "id_number": str,
            "birth": str,
            "party_member": int,
            "merged_into": str,
            "note": str,
            "name_key": str,
        },
        pk="id",
        not_null={"voided", "kind", "name"},
        strict=True,
    )
    db.table("ownership").create(
        {
            "id": str,
            "voided": int,
            "home": str,
            "person": str,
            "share_num": int,
            "share_den": int,
            "since": str,
            "until": str,
            "source": str,
            "note": str,
            "place_key": str,
            "label": str,
        },
        pk="id",
        not_null={"voided", "home", "person"},
        strict=True,
    )
