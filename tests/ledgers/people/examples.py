"""Values of new records of this area, for the contract every ledger is held to."""

from __future__ import annotations


def example(book, ledger):
    """A new resident, and a home that somebody else will own from a day far off."""
    if ledger == "person":
        return {"kind": "resident", "name": "试小芳", "phone": "13900000000", "note": "试一试"}
    last = "SELECT id FROM {} WHERE voided=0 ORDER BY id DESC LIMIT 1"
    home, person = (book.read.one(last.format(name)) for name in ("home", "person"))
    return {"home": home, "person": person, "since": "2090-01-01", "note": "试一试"}
