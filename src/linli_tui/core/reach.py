"""SQL for the rows a grant of `here` or `own` reaches; the reader's places and the reader are in temp.here, temp.me."""

from __future__ import annotations

PLACES = "SELECT place FROM temp.here"
ME = "SELECT person FROM temp.me"
HOMES = f"SELECT id FROM place WHERE id IN ({PLACES}) OR entrance IN ({PLACES}) OR building IN ({PLACES})"
"""The places that lie in the reader's: his entrance or building itself, and all in it."""


def lies_here(column: str) -> str:
    """That a column of the row `r` names a place of the reader's."""
    return f"r.{column} IN ({HOMES})"


WROTE = f"""
EXISTS (SELECT 1 FROM journal j WHERE j.record = r.id AND j.actor IN ({ME}) AND instr(j.what, '"_row":[null,1,') > 0)
"""
"""That the reader wrote the row `r` down; changing it makes nothing one's own."""
