"""Tables of the small area."""

from __future__ import annotations

from linli_tui.book.schema import Migrations

migrations = Migrations("small")


@migrations(1)
def tables(db):
    for name, columns in {
        "house": {"kind": str, "parent": str, "code": str, "area_001m2": int, "house_key": str, "label": str},
        "human": {"name": str, "phone": str, "note": str, "secret": str},
        "owning": {"house": str, "human": str, "since": str, "until": str, "house_key": str, "who": str},
        "letter": {"number": str, "state": str, "title": str, "day": str},
        "leaf": {"letter": str, "line": int, "words": str},
    }.items():
        db[name].create({"id": str, "voided": int, **columns}, pk="id", not_null={"voided"}, strict=True)
