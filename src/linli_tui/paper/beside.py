"""Doubts on their way from a sheet into the book: whom each is about, which are news, and what is kept of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from linli_tui.book import rights
from linli_tui.core import kinds
from linli_tui.core.fold import fold
from linli_tui.core.refusal import Refused
from linli_tui.core.sheets import Doubt, Planned, To
from linli_tui.paper.drafts import Beside, Wanted

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.writing import Transaction
    from linli_tui.core.ledger import Field, Ledger

OPEN = "open"
Known = tuple[str, str, str, str]
"""(ledger, record, field, what was offered) of a doubt."""


def about(planned: Planned, doubt: Doubt) -> tuple[To, str] | None:
    """The draft a doubt of a row is about, and its field; the last draft and "" where no draft has its column."""
    if not planned.drafts:
        return None
    for draft in planned.drafts:
        if doubt.about and (draft.ledger, draft.key) != (doubt.about.ledger, doubt.about.key):
            continue
        for field, column in draft.columns.items():
            if column == doubt.field:
                return To(draft.ledger, draft.key), field
    last = planned.drafts[-1]
    return doubt.about or To(last.ledger, last.key), ""


def unsettled(book: Book, besides: Iterable[Beside]) -> Iterator[Beside]:
    """The doubts that are still asked: not those about a hidden or an equal value, nor what somebody decided before."""
    known = decided(book)
    for beside in besides:
        wanted = beside.about
        if wanted and wanted.id and (_keeps(beside) or _equal(wanted, beside)):
            continue
        if known.get(name(beside), OPEN) == OPEN:
            yield beside


def decided(book: Book) -> Mapping[Known, str]:
    """The state of every doubt of the book; none where no area keeps any."""
    offered = book.catalog.offer("doubts.states")
    states: Mapping[Known, str] = offered(book) if offered else {}
    return states


def rows(book: Book, besides: Iterable[Beside], ids: Mapping[Wanted, str], file: str) -> list[dict[str, Any]]:
    """What is kept of the doubts that are news, each once, when the records they are about have their `ids`."""
    if book.catalog.offer("doubts.open") is None:
        return []
    open_already = decided(book)
    found: dict[Known, dict[str, Any]] = {}
    for beside in besides:
        record = ids.get(beside.about, "") if beside.about else beside.record
        ledger = beside.about.ledger.name if beside.about else beside.ledger
        key = (ledger, record, beside.field, beside.offered)
        if not record or key in open_already or key in found:
            continue
        label = beside.about.called if beside.about else book.read.label(ledger, record)
        title = book.catalog.ledgers[ledger].field(beside.field).title if beside.field else beside.title
        found[key] = {
            "what": " ".join(filter(None, (label, title))), "why": beside.why, "offered": beside.offered or None,
            "ledger": ledger, "record": record, "field": beside.field or None, "file": file,
            "sheet": beside.sheet or None, "row": beside.row,
        }  # fmt: skip
    return list(found.values())


def told(book: Book, field: Field, value: Any, ledger: Ledger) -> str:
    """A value of the book as a preview may tell it to who imports: masked as his screens mask it."""
    if value in (None, ""):
        return ""
    if not field.ref:
        return _masked(book, ledger, field.mask, kinds.show(field, value))
    return called(book, field.ref, value)


def called(book: Book, ledger: str, record: str) -> str:
    """What a record is called, as his screens call it."""
    declared = book.catalog.ledgers[ledger]
    return _masked(book, declared, declared.shown(declared.label).mask, book.read.label(ledger, record))


def _masked(book: Book, ledger: Ledger, mask: str, text: str) -> str:
    return rights.masked(mask, text) if book.rights.hides(ledger, mask) else text


def lay(t: Transaction, doubts: list[dict[str, Any]]) -> None:
    """Writes doubts down inside an open transaction."""
    lay_aside = t.book.catalog.offer("doubts.open")
    if lay_aside:
        lay_aside(t, doubts)


def name(beside: Beside) -> Known:
    """How a doubt about a known record is known."""
    if beside.about:
        return beside.about.ledger.name, beside.about.id, beside.field, beside.offered
    return beside.ledger, beside.record, beside.field, beside.offered


def _keeps(beside: Beside) -> bool:
    """Whether what was typed hides a part, so that it cannot be meant to change anything."""
    return "*" in fold(beside.offered) and not beside.offered.startswith("=")


def _equal(wanted: Wanted, beside: Beside) -> bool:
    if not beside.field or not beside.offered:
        return False
    try:
        return bool(kinds.read(wanted.ledger.field(beside.field), beside.offered) == wanted.old[beside.field])
    except Refused:
        return False
