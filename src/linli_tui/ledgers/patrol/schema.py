"""The tables of the patrol area, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.book.schema import Migrations, create

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("patrol")


@migrations(1)
def tables(db: Database) -> None:
    """Teams, duties, rounds and their parts."""
    create(db, "team", ("name",), name=str, leader=str, weekday=str, started=int, ended=int, note=str)
    create(
        db,
        "team_member",
        ("team", "person"),
        team=str,
        person=str,
        since=str,
        until=str,
        insured_until=str,
        note=str,
        label=str,
    )
    create(
        db,
        "duty",
        ("day", "kind"),
        day=str,
        kind=str,
        team=str,
        home=str,
        started=int,
        ended=int,
        place=str,
        last=str,
        note=str,
        label=str,
    )
    create(db, "on_duty", ("duty", "person"), duty=str, person=str, how=str, label=str)
    _rounds(db)


def _rounds(db: Database) -> None:
    create(
        db,
        "round",
        ("day",),
        number=str,
        day=str,
        team=str,
        started=int,
        ended=int,
        unsure=int,
        handover=str,
        todo=str,
        sheet=str,
        duty=str,
        as_planned=int,
        note=str,
        label=str,
    )
    create(
        db,
        "walker",
        ("round", "person", "came"),
        round=str,
        person=str,
        came=str,
        on_at=int,
        off_at=int,
        label=str,
        minutes=int,
    )
    create(
        db,
        "passing",
        ("round", "checkpoint", "state"),
        round=str,
        checkpoint=str,
        state=str,
        place_key=str,
        label=str,
    )
