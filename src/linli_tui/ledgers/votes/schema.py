"""The tables of the votes area, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.book.schema import Migrations, create

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("votes")


@migrations(1)
def tables(db: Database) -> None:
    """What is put to a committee, a meeting, the owners; what members said, what homes sent back."""
    decided = {"decided_on": str, "verdict": str, "rule": str, "rule_from": str}
    heads = {"heads": int, "came": int, "yes": int, "no": int, "abstained": int}
    areas = {name: int for head in heads for name in (head, "area_001m2" if head == "heads" else f"{head}_001m2")}
    said = {"number": str, "state": str, "title": str}
    put = {"body": str, "text": str, "held_on": str}
    create(db, "motion", ("state", "title"), **said, **put, seats=int, profile=str, **decided, **heads, label=str)
    create(db, "assembly", ("state", "title", "body"), **said, **put, **heads, profile=str, **decided, label=str)
    asked = {"matter": str, "text": str, "posted_on": str, "closes_on": str, "spoilt": str, "unreturned": str}
    unknown = {"left_out": int, "missing_yes": int, "missing_other": int, "missing_absent": int}
    counted = {"parking": int, "profile": str, **decided, **areas, **unknown}
    create(db, "proposal", ("state", "title", "matter"), **said, **asked, **counted, label=str)
    seat = {"post": str, "seat": int, "choice": str, "note": str}
    create(db, "voice", ("motion", "person"), motion=str, person=str, **seat, label=str)
    back = {"choice": str, "returned_on": str, "note": str, "place_key": str, "label": str}
    create(db, "ballot", ("proposal", "home", "choice"), proposal=str, home=str, **back)
