"""How an entry list begins, and what stands around its lines: the fixed values, the walk, how far one has come."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linli_tui.book import desk, history, undo
from linli_tui.book.reading import Query
from linli_tui.core import clock
from linli_tui.core.access import WRITE
from linli_tui.core.ledger import EntryList, Ledger
from linli_tui.core.refusal import Refused
from linli_tui.core.show import cell
from linli_tui.core.words import say
from linli_tui.ui.screens.picker import PickerScreen
from linli_tui.ui.widgets.digits import Choice

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.ui.host import Seat
    from linli_tui.ui.screens.page import PageScreen

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sitting:
    """What one person writes in one go on one day about the same records, and can take back in one.

    The desk keeps its name under `key`, so that it goes on when one comes back to the sheet, or to the program.
    """

    book: Book
    key: str

    @classmethod
    def of(cls, at: Seat, ledger: Ledger, fixed: Row) -> Sitting:
        """The sitting of these fixed records."""
        about = [str(value) for name, value in fixed.items() if ledger.field(name).ref]
        return cls(at.book, ":".join(["sitting", ledger.name, at.actor.id, *about]))

    @property
    def name(self) -> str:
        """The name it bears among changes; "" before the first of today."""
        name, day = desk.recall(self.book, self.key, ("", ""))
        return str(name) if day == clock.today().isoformat() else ""

    def begin(self) -> str:
        """The name of the one that is under way, else of a new one."""
        name = self.name or secrets.token_hex(8)
        desk.remember(self.book, self.key, (name, clock.today().isoformat()))
        return name

    def end(self) -> None:
        """What comes next is another one."""
        desk.remember(self.book, self.key, ("", ""))

    def done(self) -> set[str]:
        """What was written down in it and stands, by what it is called: each home once."""
        return called(self.book, self.name)


def called(book: Book, sitting: str) -> set[str]:
    """How the records are called that were written down in a sitting and stand."""
    changes = undo.standing(book, sitting) if sitting else ()
    return {label for change in changes for label, _ in history.touched(book, book.epoch, change, 1)}


def of_change(book: Book, change: int) -> str:
    """The sitting a change of this epoch was made in; "" for none."""
    found = book.read.one("SELECT sitting FROM desk_sitting WHERE epoch=? AND change=?", (book.epoch, change))
    return str(found or "")


def walks(book: Book, ledger: Ledger, fixed: Row) -> Query:
    """The walks these records are carried to."""
    entry, catalog = entry_of(ledger), book.catalog
    scopes = catalog.ledgers[catalog.ledgers[entry.over].field(entry.scope).ref]
    filters = catalog.load(ledger, entry.within)(book, fixed) if entry.within else ()
    return Query(scopes.name, filters=tuple(filters))


async def begin(page: PageScreen[Any], ledger: Ledger, given: Row) -> None:
    """Asks for what is the same on every line and for the walk, then shows the list; only inside a flow.

    Raises Refused for whom the ledger is not to be written.
    """
    page.book.rights.refuse(WRITE, ledger.name)
    fixed = await _fixed(page, ledger, given)
    if fixed is None:
        return
    query, memory = walks(page.book, ledger, fixed), f"entry:{ledger.name}"
    scopes = page.host.catalog.ledgers[query.ledger]
    scope = await page.ask(PickerScreen(scopes, at=desk.recall(page.book, memory, ""), filters=query.filters))
    if scope:
        from linli_tui.ui.screens.entry import EntryScreen

        page.app.push_screen(EntryScreen(ledger, fixed, scope))


async def _fixed(page: PageScreen[Any], ledger: Ledger, given: Row) -> Row | None:
    fixed = dict(given)
    for name in entry_of(ledger).fixed:
        field = ledger.field(name)
        if name in fixed:
            continue
        if field.kind == "date":
            fixed[name] = clock.today().isoformat()
        elif field.ref:
            states = entry_of(ledger).states
            filters = (("state", states),) if states else ()
            rows = page.book.read.page(Query(field.ref, filters=filters), limit=2)
            if not rows:
                raise Refused(say("现在没有可以登记的{title}。", title=page.host.catalog.ledgers[field.ref].title))
            chosen: str | None = rows[0]["id"] if len(rows) == 1 else None
            chosen = chosen or await page.ask(
                PickerScreen(page.host.catalog.ledgers[field.ref], title=field.title, filters=filters)
            )
            if not chosen:
                return None
            fixed[name] = chosen
        elif field.choices:
            titles = [Choice(key, title) for key, title in field.choices]
            fixed[name] = await page.choose(field.title, titles)
            if not fixed[name]:
                return None
    return fixed


def entry_of(ledger: Ledger) -> EntryList:
    """How a ledger is written line by line; ValueError when it is not."""
    if ledger.entry is None:
        raise ValueError(f"{ledger.name} has no entry list")
    return ledger.entry


def progress(book: Book, ledger: Ledger, fixed: Row) -> list[str]:
    """What the record all lines belong to says of how far it has come: the last of its computed sentences."""
    for name, record in fixed.items():
        ref = ledger.field(name).ref
        told = [c for c in book.catalog.ledgers[ref].computed if c.kind == "text"] if ref else []
        row = book.read.get(ref, record) if told else None
        if row and row.get(told[-1].name):
            return [str(row[told[-1].name])]
    return []


def aside(ledger: Ledger, row: Row) -> str:
    """What else helps to know a record: its computed names."""
    names = [c.name for c in ledger.computed if c.mask]
    return "、".join(filter(None, (cell(ledger, name, row) for name in names)))
