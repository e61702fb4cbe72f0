"""SQL that asks what holds today, for views and figures; the day stands in the view `today`."""

from __future__ import annotations

DAY = "(SELECT day FROM today)"
"""The civil day."""


def holds_today(fact: str, start: str = "since", end: str = "until") -> str:
    """The condition that a dated fact holds today, voided or not; `fact` is the alias of its row."""
    return f"ifnull({fact}.{start}, '') <= {DAY} AND ifnull({fact}.{end}, '9999-99-99') > {DAY}"
