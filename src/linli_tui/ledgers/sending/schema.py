"""The tables of the sending area, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.book.schema import Migrations, create

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("sending")


@migrations(1)
def tables(db: Database) -> None:
    """To whom is reported, reports, the tables of each."""
    create(
        db,
        "recipient",
        ("name", "purpose", "basis", "ledgers", "road"),
        name=str,
        contact=str,
        purpose=str,
        basis=str,
        ledgers=str,
        road=str,
        tables=str,
    )
    create(
        db,
        "report_out",
        ("recipient", "month", "day", "rows", "fresh", "stage"),
        recipient=str,
        month=str,
        day=str,
        rows=int,
        fresh=int,
        stage=str,
        code=str,
        folder=str,
        copied_on=str,
        signed_on=str,
        signed_by=str,
        label=str,
    )
    create(
        db,
        "report_line",
        ("report", "place", "ledger", "title", "rows", "fresh", "blank"),
        report=str,
        place=int,
        ledger=str,
        title=str,
        rows=int,
        fresh=int,
        blank=int,
        stamped=int,
    )
