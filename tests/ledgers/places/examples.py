"""Values of new records of this area, for the contract every ledger is held to."""

from __future__ import annotations


def example(book, ledger):
    """A place or group that is not there yet, a home that joins one far off; the compound is made with the book."""
    if ledger == "compound":
        return None
    if ledger == "group":
        return {"kind": "ten", "name": "试一试联户", "note": "试一试"}
    if ledger == "belonging":
        group = book.read.one("SELECT id FROM \"group\" WHERE kind='ten' AND voided=0 ORDER BY id LIMIT 1")
        home = book.read.one("SELECT id FROM home WHERE voided=0 ORDER BY id DESC LIMIT 1")
        return {"group": group, "place": home, "kind": "ten", "since": "2090-01-01", "note": "试一试"}
    above = {"building": "compound", "entrance": "building", "home": "entrance"}.get(ledger, "building")
    parent = book.read.one(f"SELECT id FROM {above} WHERE voided=0 ORDER BY place_key LIMIT 1")
    coded = {"building", "entrance", "home", "parking"}
    own = {"code": "97甲"} if ledger in coded else {"name": "东边的一处"}
    return {"parent": parent, "note": "试一试", **own}
