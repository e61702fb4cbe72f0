"""Who is found by a room: the paper at the door says 7-2-401, not a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.book.reading import Query
from linli_tui.core.places import read_address
from linli_tui.core.refusal import Refused
from linli_tui.core.today import holds_today

if TYPE_CHECKING:
    from linli_tui.book.book import Book

MOST = 60
"""So many homes are looked into while a room is only half typed."""

THERE = " UNION ".join(
    f"SELECT {who} AS person FROM {fact} f WHERE voided = 0 AND {holds_today('f')} AND home IN ({{homes}})"
    for fact, who in (("ownership", "person"), ("residence", "person"), ("tenancy", "tenant"), ("household", "head"))
)
"""Who has to do with a home today."""


def at(book: Book, words: str) -> list[str]:
    """The people who own a home, live in it or rent it today, by its address; an offer to whoever searches."""
    homes = _homes(book, words)
    found = book.read.sql(
        "SELECT DISTINCT ifnull(p.merged_into, p.id) AS id FROM person p "
        f"WHERE p.id IN ({THERE.format(homes=', '.join(f':h{n}' for n in range(len(homes))))})",
        {f"h{n}": home for n, home in enumerate(homes)},
    )
    return [row["id"] for row in found]


def _homes(book: Book, words: str) -> list[str]:
    """The homes that are meant exactly, else those the words are found in."""
    exactly = book.catalog.offer("found.place")
    try:
        building = read_address(words).building
    except Refused:
        building = ""
    if not building:
        return []
    homes = exactly(book, words) if exactly else []
    return homes or [row["id"] for row in book.read.page(Query("home", words=words), limit=MOST)]
