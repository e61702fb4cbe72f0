"""Looking something up as a person means it: a paper by its number, what is called exactly so first, then the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from linli_tui.book import finder, paper_numbers, ranking
from linli_tui.core.places import natural_key
from linli_tui.core.show import cell

if TYPE_CHECKING:
    from linli_tui.book.book import Book

FEW = 12
ROOM = 5
"""So many times more is read for an address, which much that lies there bears as well."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found, and how well it answers: a rank of `book.ranking`."""

    found: finder.Found
    rank: int


def look_up(book: Book, words: str, limit: int) -> list[Hit]:
    """What the person signed in may see of it: the exact ones first, each in the order of the ledgers."""
    if numbered := paper_numbers.find(book, words):
        return [Hit(found, ranking.EXACT) for found in numbered]
    split = finder.split(words)
    found = book.find(words, limit * ROOM if ranking.speaks_of_a_place(split) else limit)
    texts = _texts(book, found)
    ranks = {f: ranking.rank(split, texts.get(f.id, "")) for f in found}
    by_id = {f.id: f for f in ranks}
    ranks |= {by_id.get(f.id, f): ranking.EXACT for f in _meant(book, words)}
    order = {name: place for place, name in enumerate(book.catalog.ledgers)}

    def place(hit: Hit) -> tuple[bool, int, int, object]:
        return hit.rank != ranking.EXACT, order[hit.found.ledger], hit.rank, natural_key(hit.found.label)

    return sorted((Hit(f, rank) for f, rank in ranks.items()), key=place)[:limit]


def _meant(book: Book, words: str) -> list[finder.Found]:
    """What the areas say is meant exactly, where that is not much: a room as 3-1-801, and who has to do with it."""
    found = []
    for table in book.catalog.tables():
        offered = book.catalog.offer(f"found.{table.name}")
        records = offered(book, words) if offered else []
        for record in records if len(records) <= FEW else ():
            ledger = book.read.slice_of(table.name, record)
            row = ledger and book.read.get(ledger.name, record)
            if ledger and row:
                line = "  ".join(filter(None, (cell(ledger, name, row) for name in ledger.columns[1:4])))
                found.append(finder.Found(ledger.name, record, str(row[ledger.label] or ""), line))
    return found


def _texts(book: Book, found: list[finder.Found]) -> dict[str, str]:
    marks = ", ".join("?" * len(found))
    rows = book.connection.execute(
        f"SELECT record, text FROM main.desk_found WHERE record IN ({marks})", [f.id for f in found]
    )
    return dict(rows)
