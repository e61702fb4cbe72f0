"""Which places exactly an address means: 3-1-801 is building 3, never 13."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.core.fold import clean, fold
from linli_tui.core.places import read_address
from linli_tui.core.refusal import Refused

if TYPE_CHECKING:
    from linli_tui.book.book import Book

EXACTLY = """
SELECT id FROM place WHERE voided = 0 AND kind IN ('building', 'entrance', 'home')
AND (label = :words OR instr('; ' || ifnull(found_by, path) || '; ', '; ' || :path || '; ')) ORDER BY place_key
"""
"""The places that are called so in full or in short."""


def at(book: Book, words: str) -> list[str]:
    """The buildings, entrances and homes that words mean exactly, an offer to whoever searches; none for a mere number.

    Understood are 3-1-801, 3-801, 3幢1单元801室, 3幢801, 3幢2单元, 3幢.
    """
    typed = fold(clean(words)).upper().replace(" ", "")
    path = _path(typed)
    rows = book.read.sql(EXACTLY, {"words": typed, "path": path or typed}) if path or not typed.isdecimal() else []
    return [row["id"] for row in rows]


def _path(typed: str) -> str:
    """An address in short, 3-1-801; "" for what is none, or does not say which building."""
    try:
        address = read_address(typed)
    except Refused:
        return ""
    return "-".join(filter(None, address)) if address.building else ""
