"""The tables of the pacts area, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.book.schema import Migrations, create

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("pacts")


@migrations(1)
def tables(db: Database) -> None:
    """Pacts, versions, articles, signatures."""
    create(db, "pact", ("title", "kind"), number=str, title=str, kind=str, scope=str, note=str)
    create(
        db,
        "pact_version",
        ("state", "pact"),
        state=str,
        pact=str,
        no=int,
        adopted=str,
        effective=str,
        ended=str,
        text_note=str,
        label=str,
    )
    create(db, "article", ("version", "title", "text"), version=str, title=str, text=str, line=int, label=str)
    create(
        db,
        "signature",
        ("version", "home", "state"),
        version=str,
        home=str,
        state=str,
        capacity=str,
        how=str,
        signed_on=str,
        note=str,
        place_key=str,
        label=str,
    )
