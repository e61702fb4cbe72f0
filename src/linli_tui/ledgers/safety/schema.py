"""The tables of the area of the laptop itself, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.book.schema import Migrations, create

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("safety")


@migrations(2)
def tables(db: Database) -> None:
    """Laptops, sticks, losses."""
    create(
        db,
        "laptop",
        ("name", "stage"),
        name=str,
        lies_at=str,
        keeper=str,
        since=str,
        note=str,
        machine=str,
        stage=str,
        until=str,
        not_from=str,
        reason=str,
        told_on=str,
        told_who=str,
    )
    create(
        db,
        "stick",
        ("name", "lies"),
        name=str,
        lies=str,
        holder=str,
        since=str,
        note=str,
        asked_on=str,
    )
    _losses(db)


def _losses(db: Database) -> None:
    create(
        db,
        "loss",
        ("state", "kind", "what", "noticed_on"),
        number=str,
        state=str,
        kind=str,
        what=str,
        noticed_on=str,
        noticed_at=int,
        laptop=str,
        stick=str,
        police_on=str,
        police_no=str,
        street_on=str,
        street_at=int,
        street_who=str,
        counted_on=str,
        keys_on=str,
        struck_on=str,
        called_on=str,
        decided_on=str,
        decision=str,
        decided_by=str,
        decided_why=str,
        told_on=str,
        restored_on=str,
        lesson_on=str,
        lesson=str,
        backup_on=str,
        persons=int,
        kept=str,
        encrypted=int,
        closed_on=str,
        label=str,
    )
