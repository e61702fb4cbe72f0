"""Values of new records of this area, for the contract every ledger is held to."""

from __future__ import annotations


def example(book, ledger):
    """Somebody takes up a post in a far year, a body with its term and a paper; something is settled otherwise."""
    body = book.read.one("SELECT id FROM body WHERE main = 1")
    if ledger == "key":
        return None
    if ledger == "setting":
        return {"key": "community.name", "value": "试新社区"}
    if ledger == "body":
        return {"kind": "supervisors", "name": "试一试小组", "seats": 3, "since": "2090-01-01"}
    if ledger == "term":
        return {"body": body, "ordinal": 90, "since": "2090-01-01", "note": "试一试"}
    if ledger == "filing":
        return {"body": body, "kind": "charter", "made_on": "2026-01-05", "paper_at": "铁皮柜第二格", "note": "试一试"}
    person = book.read.one("SELECT id FROM person WHERE voided=0 ORDER BY id DESC LIMIT 1")
    return {"person": person, "post": "mediator", "since": "2090-01-01", "note": "试一试"}
