"""What stands open in a book and what is in force, read from the declarations alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linli_tui.book.reading import Query
from linli_tui.core.access import DECIDE, READ
from linli_tui.core.ledger import Area, Catalog, Duty, Field, Ledger, Lifecycle
from linli_tui.core.show import cell
from linli_tui.core.words import say
from linli_tui.paper.document import masked

if TYPE_CHECKING:
    from linli_tui.book.book import Book

Row = dict[str, Any]
States = Callable[[Lifecycle], tuple[str, ...]]
Narrowed = Callable[[Ledger], tuple[tuple[str, Any], ...]]
GOOD, FAINT, IN_FORCE = "good", "faint", "in_force"
VERDICT, PASSED = "verdict", "passed"
"""The field of a ledger of votes that says what came of one, and what it holds where the vote carried."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A record of a ledger with a life, in the words of a paper: number, what it is called, the state it is in.

    One line may stand for `n` records that may not be read.
    """

    ledger: Ledger
    number: str
    label: str
    state: str
    n: int = 1


def in_force(life: Lifecycle) -> tuple[str, ...]:
    """The states of a decision that holds: in force by name, or good and reached by a step that decides."""
    decided = {move.to for move in life.moves if move.right == DECIDE}
    return tuple(s.key for s in life.states if s.key == IN_FORCE or (s.tint == GOOD and s.key in decided))


def still_open(life: Lifecycle) -> tuple[str, ...]:
    """The states that something is still to follow on: a step leaves them, and they are neither good nor given up."""
    return tuple(s.key for s in life.states if life.moves_from(s.key) and s.tint not in (GOOD, FAINT))


def open_matters(book: Book, audience: str) -> list[Standing]:
    """Every record that is not at its end, as far as this person may read them; of the others only how many."""
    return _standing(book, audience, still_open)


def decisions(book: Book, audience: str) -> list[Standing]:
    """Every decision in force, in the same way; of votes those that carried."""
    return _standing(book, audience, in_force, carried)


def carried(ledger: Ledger) -> tuple[tuple[str, Any], ...]:
    """The filter by which a ledger that keeps verdicts is narrowed to what was decided so."""
    return ((VERDICT, PASSED),) if any(field.name == VERDICT for field in ledger.fields) else ()


def due(book: Book) -> Iterator[tuple[Area, Duty, int]]:
    """What asks to be done today, and how many times."""
    for area in book.catalog.areas:
        for duty in area.duties:
            if n := book.read.due(duty):
                yield area, duty, n


def rows(book: Book, ledger: Ledger, *filters: tuple[str, Any]) -> list[Row]:
    """All standing rows of a ledger in the order of its list."""
    query = Query(ledger.name, filters=filters)
    return book.read.page(query, limit=book.read.count(query) or 1)


def readable(book: Book) -> list[Ledger]:
    """The ledgers with a table of their own that this person may read."""
    return [ledger for ledger in book.catalog.tables() if book.rights.may(READ, ledger.name)]


def named(catalog: Catalog, ledger: Ledger, row: Row, audience: str) -> str:
    """What a record is called on a paper for that audience."""
    return shown(catalog, ledger, ledger.label, row, audience)


def shown(catalog: Catalog, ledger: Ledger, name: str, row: Row, audience: str) -> str:
    """One column of a row on a paper for that audience."""
    field = ledger.shown(name)
    return masked(audience, _class(catalog, field), cell(ledger, name, row))


def _class(catalog: Catalog, field: Field) -> str:
    """The masking class of what a column shows: its own, or that of the label of the record it refers to."""
    if field.mask or not field.ref:
        return field.mask
    other = catalog.ledgers[field.ref]
    return other.shown(other.label).mask if other.label != "id" else ""


def _standing(book: Book, audience: str, which: States, narrowed: Narrowed = lambda _: ()) -> list[Standing]:
    found: list[Standing] = []
    for ledger in book.catalog.tables():
        states = which(ledger.lifecycle) if ledger.lifecycle else ()
        if states:
            filters = (("state", states), *narrowed(ledger))
            read = rows(book, ledger, *filters)
            found += (_one(book, ledger, row, audience) for row in read)
            if unread := _all(book, ledger, filters) - len(read):
                found.append(Standing(ledger, "", say("还有{n}条，由管这件事的人当面交代", n=unread), "", unread))
    return found


def _one(book: Book, ledger: Ledger, row: Row, audience: str) -> Standing:
    label = named(book.catalog, ledger, row, audience)
    return Standing(ledger, str(row.get("number") or ""), label, cell(ledger, "state", row))


def _all(book: Book, ledger: Ledger, filters: tuple[tuple[str, Any], ...]) -> int:
    """How many records there are, those this person may not read among them."""
    with book.rights.wide():
        return book.read.count(Query(ledger.name, filters=filters))
