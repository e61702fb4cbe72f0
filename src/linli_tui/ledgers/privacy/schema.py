"""The tables of the privacy area, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.book.schema import Migrations, create

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("privacy")


@migrations(1)
def tables(db: Database) -> None:
    """Looks, notices, consents, requests, inspections, disclosures."""
    for table in (_looks, _notices, _consents, _requests, _inspections, _disclosures):
        table(db)


def _looks(db: Database) -> None:
    create(
        db,
        "look",
        ("day", "fields", "why"),
        who=str,
        actor_name=str,
        day=str,
        ledger=str,
        record=str,
        fields=str,
        why=str,
        n=int,
        records=str,
    )


def _notices(db: Database) -> None:
    create(
        db,
        "notice",
        ("since",),
        since=str,
        no=int,
        who_we_are=str,
        what_for=str,
        which=str,
        how_long=str,
        who_receives=str,
        how_to_refuse=str,
        label=str,
    )


def _consents(db: Database) -> None:
    create(
        db,
        "consent",
        ("home", "answer"),
        home=str,
        answer=str,
        for_register=int,
        for_care=int,
        for_street=int,
        for_posting=int,
        since=str,
        person=str,
        by_name=str,
        paper_at=str,
        notice=str,
        note=str,
        household=str,
        until=str,
        ended=str,
        place_key=str,
        label=str,
    )


def _requests(db: Database) -> None:
    create(
        db,
        "request",
        ("state", "kind", "person", "asked_by", "seen"),
        number=str,
        state=str,
        kind=str,
        person=str,
        asked_by=str,
        asked_name=str,
        seen=str,
        mandate=str,
        received_on=str,
        what=str,
        due=str,
        answered_on=str,
        reason=str,
        answer=str,
        label=str,
    )


def _inspections(db: Database) -> None:
    create(
        db,
        "inspection",
        ("capacity", "papers", "reason"),
        number=str,
        day=str,
        person=str,
        by_name=str,
        capacity=str,
        papers=str,
        reason=str,
        approved_by=str,
        copied=int,
        note=str,
        label=str,
    )


def _disclosures(db: Database) -> None:
    create(
        db,
        "disclosure",
        ("day", "recipient", "purpose", "basis", "ledgers", "masking", "medium"),
        day=str,
        recipient=str,
        contact=str,
        purpose=str,
        basis=str,
        ledgers=str,
        rows=int,
        masking=str,
        medium=str,
        note=str,
        label=str,
    )
