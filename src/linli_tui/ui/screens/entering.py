"""How an entry list begins, and what stands around its lines: the fixed values, the walk, how far one has come."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from linli_tui.book import desk
from linli_tui.book.reading import Query
from linli_tui.core import clock
from linli_tui.core.ledger import EntryList, Ledger
from linli_tui.core.refusal import Refused
from linli_tui.core.show import cell
from linli_tui.core.words import say
from linli_tui.ui.screens.picker import PickerScreen
from linli_tui.ui.widgets.digits import Choice

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.ui.screens.page import PageScreen

Row = dict[str, Any]


@dataclass(slots=True)
class Sitting:
    """What is written in one go and can be taken back in one: the name it bears, and which change was about what."""

    name: str = field(default_factory=lambda: secrets.token_hex(8))
    items: dict[int, str] = field(default_factory=dict)

    def begin(self) -> None:
        """The next one."""
        self.name, self.items = secrets.token_hex(8), {}


async def begin(page: PageScreen[Any], ledger: Ledger, given: Row) -> None:
    """Asks for what is the same on every line and for the walk, then shows the list; only inside a flow."""
    fixed = await _fixed(page, ledger, given)
    if fixed is None:
        return
    entry = entry_of(ledger)
    scopes = page.host.catalog.ledgers[page.host.catalog.ledgers[entry.over].field(entry.scope).ref]
    memory = f"entry:{ledger.name}"
    filters = page.host.catalog.load(ledger, entry.within)(page.book, fixed) if entry.within else ()
    scope = await page.ask(PickerScreen(scopes, at=desk.recall(page.book, memory, ""), filters=tuple(filters)))
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
