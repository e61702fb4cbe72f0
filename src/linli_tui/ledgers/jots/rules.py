"""What a jotting is called, and what a record made of it holds; pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from linli_tui.core.cells import cut, width
from linli_tui.core.ledger import Ledger
from linli_tui.core.words import say

CELLS = 40
"""The cells a jotting's name takes at most."""
MORE = ".."


def short(words: str | None) -> str:
    """The words in one line; of a long text the beginning that fits in a list, with a mark that there is more."""
    line = " ".join((words or "").split())
    return line if width(line) <= CELLS else cut(line, CELLS - len(MORE)) + MORE


def turned(ledger: Ledger, jot: Mapping[str, Any], compound: str | None) -> dict[str, Any]:
    """The first values of a record made of a jotting: its words in the field the ledger takes them in.

    Required texts nobody has given are 待补; a required place is the jotting's, else the compound.
    """
    values: dict[str, Any] = {}
    for field in ledger.fields:
        if field.name == ledger.jot:
            values[field.name] = jot["words"]
        elif field.required and field.default is None and field.ref:
            values[field.name] = jot["place"] or compound
        elif field.required and field.default is None and field.kind in ("text", "name", "note"):
            values[field.name] = say("待补")
    return values
