"""The tables of the pacts area, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.book.schema import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("pacts")


@migrations(1)
def tables(db: Database) -> None:
    """Pacts, versions, articles, signatures."""
    db.table("pact").create(
        {"id": str, "voided": int, "number": str, "title": str, "kind": str, "scope": str, "note": str},
        pk="id",
        not_null={"voided", "title", "kind"},
        strict=True,
    )
    db.table("pact_version").create(
        {
            "id": str,
            "voided": int,
            "state": str,
            "pact": str,
            "no": int,
            "adopted": str,
            "effective": str,
            "ended": str,
            "text_note": str,
            "label": str,
        },
        pk="id",
        not_null={"voided", "state", "pact"},
        strict=True,
    )
    db.table("article").create(
        {"id": str, "voided": int, "version": str, "line": int, "title": str, "text": str, "label": str},
        pk="id",
        not_null={"voided", "version", "title", "text"},
        strict=True,
    )
    db.table("signature").create(
        {
            "id": str,
            "voided": int,
            "version": str,
            "home": str,
            "state": str,
            "capacity": str,
            "how": str,
            "signed_on": str,
            "note": str,
            "place_key": str,
            "label": str,
        },
        pk="id",
        not_null={"voided", "version", "home", "state"},
        strict=True,
    )
