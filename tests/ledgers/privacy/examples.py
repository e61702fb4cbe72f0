"""Values of new records of this area, for the contract every ledger is held to."""

from __future__ import annotations

KEPT = frozenset({"look"})
"""What the program itself writes down: nobody makes, changes or voids one."""


def example(book, ledger):
    """Nothing where nothing can be made by hand."""
    return None
