"""Values of new records of this area, for the contract every ledger is held to."""

from __future__ import annotations


def example(book, ledger):
    """Somebody takes up a post in a far year; something is settled otherwise."""
    if ledger == "setting":
        return {"key": "community.name", "value": "试新社区"}
    if ledger == "key":
        return None
    person = book.read.one("SELECT id FROM person WHERE voided=0 ORDER BY id DESC LIMIT 1")
    return {"person": person, "post": "mediator", "since": "2090-01-01", "note": "试一试"}
