"""Values of new records of this area, for the contract every ledger is held to."""

from __future__ import annotations

FAR = "2090-01-01"


def example(book, ledger):
    """A new resident and a car; a home that somebody else will own, live in and rent from a day far off."""
    if ledger == "person":
        return {"kind": "resident", "name": "试小芳", "phone": "13900000000", "note": "试一试"}
    if ledger == "vehicle":
        return {"plate": "浙D0000O", "kind": "car", "note": "试一试"}
    last = "SELECT id FROM {} WHERE voided=0 ORDER BY id DESC LIMIT 1"
    home = book.read.one("SELECT id FROM home WHERE voided=0 AND refused_on IS NULL ORDER BY id DESC LIMIT 1")
    person = book.read.one(last.format("person"))
    own = {
        "ownership": {"home": home, "person": person},
        "household": {"home": home, "head": person, "kind": "self"},
        "residence": {"home": home, "person": person, "relation": "head"},
        "tenancy": {"home": home, "tenant": person, "kind": "lease"},
    }
    return {**own[ledger], "since": FAR, "note": "试一试"}
