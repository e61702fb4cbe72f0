"""Values of new records of this area, for the contract every ledger is held to."""

from __future__ import annotations


def example(book, ledger):
    """Somebody said something."""
    return {"words": "三楼的灯又不亮了", "told_by": "试小芳", "told_on": "2026-11-01"}
