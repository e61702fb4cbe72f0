"""The place somebody means by a few signs: 7-2, 7幢2单元, 7, 东门; a home too, which lies in its entrance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.book.reading import Query
from linli_tui.core.fold import clean, fold

if TYPE_CHECKING:
    from linli_tui.book.book import Book

MOST = 9
KINDS = (("kind", ("building", "entrance", "facility", "board", "checkpoint", "compound")),)
"""What is offered to choose from: no homes."""
BUILDING = "SELECT id FROM building WHERE voided = 0 AND code = ?"


def meant(book: Book, words: str) -> list[str]:
    """The places that words mean, a few at most; one where they are exact, none where nothing bears such a name."""
    typed = fold(clean(words))
    if typed.isdecimal():
        return [row["id"] for row in book.read.sql(BUILDING, (typed,))]
    exactly = book.catalog.offer("found.place")
    if exactly and (found := exactly(book, typed)):
        return list(found)
    rows = book.read.page(Query("place", filters=KINDS, words=typed), limit=MOST) if typed else []
    called = [row["id"] for row in rows if typed in (row["label"], row["name"])]
    return called if len(called) == 1 else [row["id"] for row in rows]
