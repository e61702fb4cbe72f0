"""The tables of the people area, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.book.schema import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("people")


@migrations(1)
def tables(db: Database) -> None:
    """People, who owns what, who lives where."""
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
    _living(db)
    _besides(db)


def _living(db: Database) -> None:
    db.table("household").create(
        {
            "id": str,
            "voided": int,
            "home": str,
            "kind": str,
            "head": str,
            "presence": str,
            "size": int,
            "phone": str,
            "contact": str,
            "contact_phone": str,
            "since": str,
            "until": str,
            "note": str,
            "place_key": str,
            "label": str,
        },
        pk="id",
        not_null={"voided", "home", "kind"},
        strict=True,
    )
    db.table("residence").create(
        {
            "id": str,
            "voided": int,
            "home": str,
            "person": str,
            "relation": str,
            "contact": int,
            "since": str,
            "until": str,
            "note": str,
            "place_key": str,
            "label": str,
        },
        pk="id",
        not_null={"voided", "home", "person"},
        strict=True,
    )
    db.table("tenancy").create(
        {
            "id": str,
            "voided": int,
            "home": str,
            "tenant": str,
            "kind": str,
            "landlord": str,
            "landlord_phone": str,
            "since": str,
            "until": str,
            "note": str,
            "place_key": str,
            "label": str,
        },
        pk="id",
        not_null={"voided", "home", "tenant", "kind"},
        strict=True,
    )


def _besides(db: Database) -> None:
    db.table("vehicle").create(
        {
            "id": str,
            "voided": int,
            "plate": str,
            "kind": str,
            "person": str,
            "home": str,
            "parking": str,
            "note": str,
        },
        pk="id",
        not_null={"voided", "plate", "kind"},
        strict=True,
    )
    db.table("care").create(
        {
            "id": str,
            "voided": int,
            "person": str,
            "flag": str,
            "source": str,
            "consent_on": str,
            "paper_at": str,
            "since": str,
            "until": str,
            "label": str,
        },
        pk="id",
        not_null={"voided", "person", "flag", "source", "consent_on", "paper_at"},
        strict=True,
    )
