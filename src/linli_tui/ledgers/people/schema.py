"""The tables of the people area, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.book.schema import Migrations, create

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("people")


@migrations(1)
def tables(db: Database) -> None:
    """People, who owns what, who lives where."""
    create(
        db,
        "person",
        ("name", "kind"),
        name=str,
        sex=str,
        phone=str,
        phone2=str,
        id_number=str,
        birth=str,
        party_member=int,
        kind=str,
        merged_into=str,
        note=str,
        name_key=str,
    )
    create(
        db,
        "ownership",
        ("home", "person"),
        home=str,
        person=str,
        share_num=int,
        share_den=int,
        since=str,
        until=str,
        source=str,
        note=str,
        place_key=str,
        label=str,
    )
    _living(db)
    _besides(db)


def _living(db: Database) -> None:
    create(
        db,
        "household",
        ("home", "kind"),
        home=str,
        kind=str,
        head=str,
        presence=str,
        size=int,
        phone=str,
        contact=str,
        contact_phone=str,
        since=str,
        until=str,
        note=str,
        place_key=str,
        label=str,
    )
    create(
        db,
        "residence",
        ("home", "person"),
        home=str,
        person=str,
        relation=str,
        contact=int,
        since=str,
        until=str,
        note=str,
        place_key=str,
        label=str,
    )
    create(
        db,
        "tenancy",
        ("home", "tenant", "kind"),
        home=str,
        tenant=str,
        kind=str,
        landlord=str,
        landlord_phone=str,
        since=str,
        until=str,
        note=str,
        place_key=str,
        label=str,
    )


def _besides(db: Database) -> None:
    create(db, "vehicle", ("plate", "kind"), plate=str, kind=str, person=str, home=str, parking=str, note=str)
    create(
        db,
        "care",
        ("person", "flag", "source", "consent_on", "paper_at"),
        person=str,
        flag=str,
        source=str,
        consent_on=str,
        paper_at=str,
        since=str,
        until=str,
        label=str,
    )
