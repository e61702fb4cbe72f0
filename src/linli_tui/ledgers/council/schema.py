"""The tables of the council area, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.book.schema import Migrations, create

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("council")


@migrations(1)
def tables(db: Database) -> None:
    """Bodies, their terms and papers, posts, settings and ways to open the book."""
    held = {"since": str, "until": str}
    more = {"main": int, "profile": str, "note": str, "order_key": str, "beside": str}
    create(db, "body", ("kind",), kind=str, name=str, seats=int, **held, **more)
    elected = {"seats": int, "elected_on": str, "how": str, "handed_on": str, "note": str}
    derived = {"label": str, "renew_by": str, "hand_over_by": str}
    create(db, "term", ("body",), body=str, ordinal=int, **held, **elected, **derived)
    filed = {"made_on": str, "filed_on": str, "filed_with": str, "filed_no": str, "paper_at": str}
    create(db, "filing", ("body", "kind"), body=str, kind=str, **filed, note=str, due=str, label=str)
    at = {"place": str, "group": str, "body": str, "term": str}
    create(db, "post", ("person", "post"), person=str, post=str, **at, **held, note=str, order_key=str, label=str)
    create(db, "setting", ("key",), key=str, value=str, **held, label=str, shown=str)
    create(db, "key", ("person", "kind"), person=str, kind=str, **held, note=str, label=str)
