"""The tables of the findings area, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.book.schema import Migrations, create

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("findings")


@migrations(1)
def tables(db: Database) -> None:
    """Findings, their steps and reporters, the households they are about, ready words."""
    create(
        db,
        "finding",
        ("state", "words"),
        number=str,
        state=str,
        code=str,
        place=str,
        found_on=str,
        found_at=int,
        words=str,
        source=str,
        round=str,
        level=str,
        length=str,
        unit=str,
        promised=str,
        cost=int,
        outcome=str,
        asked_on=str,
        closed_on=str,
        same_as=str,
        label=str,
        todo=str,
        first_by=str,
        close_by=str,
        close_at=int,
        guessed=int,
        board=str,
    )
    create(
        db,
        "step",
        ("finding", "what"),
        finding=str,
        what=str,
        day=str,
        who=str,
        unit=str,
        words=str,
        answer=str,
        promised=str,
        outcome=str,
        label=str,
    )
    create(db, "involved", ("finding",), finding=str, home=str)
    create(db, "phrase", ("words",), code=str, words=str)
    create(db, "reporter", ("finding", "name"), finding=str, name=str, protected=int, told_on=str)
