"""The tables of the mediation area, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.book.schema import Migrations, create

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("mediation")


@migrations(1)
def tables(db: Database) -> None:
    """Talks; disputes with their parties, story, what was agreed to be done, and who stays out."""
    said = {"matter": str, "said": str, "result": str, "promise": str, "until": str, "mediator": str}
    people = {"person": str, "other_person": str}
    homes = {"home": str, "other": str}
    seen = {"seen_on": str, "kept": str}
    create(db, "talk", ("kind",), number=str, kind=str, day=str, **homes, **said, **people, **seen)
    about = {"matter": str, "title": str, "opened_on": str, "heads": int, "major": int, "mediator": str, "facts": str}
    filed = {"file_no": str, "paper_at": str, "accepted_on": str, "extended_to": str, "outcome": str}
    ended = {"declined": str, "go_to": str, "failed": str, "routes": str, "passed_to": str}
    agreed = {"agreed_on": str, "terms": str, "signed_a": str, "signed_b": str, "signed_m": str, "sealed_on": str}
    closed = {"confirmation": str, "closed_on": str, "reopened": str}
    derived = {"due": str, "effective": str, "confirm_by": str}
    found = {"number": str, "state": str, "source": str, "talk": str, **homes, **about}
    create(db, "case", ("state", "source"), **found, **filed, **ended, **agreed, **closed, **derived)
    whom = {"home": str, "person": str, "name": str, "phone": str, "told_on": str, "answer": str}
    create(db, "party", ("case", "side"), case=str, side=str, **whom, label=str)
    paper = {"words": str, "pages": int, "signed": str, "paper_at": str, "mediator": str}
    create(db, "event", ("case", "kind"), case=str, kind=str, day=str, **paper, label=str)
    create(db, "obligation", ("case", "who"), case=str, who=str, what=str, until=str, done_on=str, label=str)
    create(db, "recusal", ("case", "person"), case=str, person=str, why=str, day=str, note=str, label=str)
