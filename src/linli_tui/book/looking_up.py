"""Looking something up as a person means it: a paper by its number, what is called exactly so first, then the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from linli_tui.book import finder, paper_numbers, ranking
from linli_tui.core.places import natural_key

if TYPE_CHECKING:
    from linli_tui.book.book import Book


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found, and how well it answers: a rank of `book.ranking`."""

    found: finder.Found
    rank: int


def look_up(book: Book, words: str, limit: int) -> list[Hit]:
    """What the person signed in may see of it: the exact ones first, each in the order of the ledgers."""
    numbered = paper_numbers.find(book, words)
    if numbered:
        return [Hit(found, ranking.EXACT) for found in numbered]
    split, texts = finder.split(words), _texts(book, found := book.find(words, limit))
    hits = [Hit(f, ranking.rank(split, texts.get(f.id, ""))) for f in found if ranking.fits(split, texts.get(f.id, ""))]
    order = {name: place for place, name in enumerate(book.catalog.ledgers)}

    def place(hit: Hit) -> tuple[bool, int, int, object]:
        first = hit.rank == ranking.EXACT
        return not first, order[hit.found.ledger], hit.rank, natural_key(hit.found.label)

    return sorted(hits, key=place)


def _texts(book: Book, found: list[finder.Found]) -> dict[str, str]:
    marks = ", ".join("?" * len(found))
    rows = book.connection.execute(
        f"SELECT record, text FROM main.desk_found WHERE record IN ({marks})", [f.id for f in found]
    )
    return dict(rows)
