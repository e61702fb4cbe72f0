"""Values of new records of this area, for the contract every ledger is held to."""

from __future__ import annotations


def example(book, ledger):
    """Somebody notes what is to be looked into."""
    return {"what": "试小芳 电话", "why": "打不通，问问邻居"}
