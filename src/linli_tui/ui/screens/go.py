"""The ways from one screen to another; each screen is imported when it is first opened."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from linli_tui.book.change import Change
from linli_tui.core.access import READ
from linli_tui.core.ledger import Area, Catalog, Ledger
from linli_tui.ui import cards

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.ui.screens.page import PageScreen

Page = Any
"""A PageScreen of any result."""


def shown(book: Book, area: Area) -> tuple[Ledger, ...]:
    """The ledgers of an area that have a register the person signed in may read."""
    return tuple(ledger for ledger in area.ledgers if cards.is_shown(book, ledger) and may_read(book, ledger.name))


def may_read(book: Book, ledger: str) -> bool:
    """Whether the person signed in may read a ledger; where none is named there is nothing to forbid."""
    return not ledger or book.rights.may(READ, ledger)


def register(page: Page, ledger: Ledger, filters: tuple[tuple[str, Any], ...] = ()) -> None:
    """Opens the list of a ledger."""
    from linli_tui.ui.screens.register import RegisterScreen

    page.app.push_screen(RegisterScreen(ledger, filters))


def card(page: Page, ledger: Ledger, record: str, trail: Any = None, told: Change | None = None) -> None:
    """Opens one record; `trail` is the query of the list it came from, `told` what has just been done with it."""
    from linli_tui.ui.screens.card import CardScreen

    page.app.push_screen(CardScreen(ledger, record, trail, told), page.tell)


def first_of(catalog: Catalog, ledger: Ledger, made: Change | None) -> str:
    """The first record of a ledger that a change touched; "" for none."""
    table = catalog.table(ledger).name
    return next((record for name, record in (made.records if made else ()) if name == table), "")


async def new(page: PageScreen[Any], ledger: Ledger, start: dict[str, Any]) -> str:
    """Registers a record, or several; the last one's id, "" for none. Its card opens where parts belong to it."""
    made = await asked_form(page, ledger, start=start, again=True)
    record = first_of(page.host.catalog, ledger, made)
    if record and page.host.catalog.parts(ledger):
        card(page, ledger, record, told=made)
    return record


def form(page: Page, ledger: Ledger, record: str | None = None, **more: Any) -> None:
    """Opens the form of a ledger: for a new record, or to change one; tells afterwards what was done."""
    page.flow(asked_form(page, ledger, record, **more))


async def asked_form(
    page: PageScreen[Any], ledger: Ledger, record: str | None = None, *, again: bool = False, **more: Any
) -> Change | None:
    """The same within a flow; the change that was made, or None; `again` offers to write another one at once."""
    from linli_tui.ui.screens.form import FormScreen
    from linli_tui.ui.screens.forms import change, new

    asked = change(page.seat, ledger, record, **more) if record else new(page.seat, ledger, **more)
    made: Change | None = await page.ask(FormScreen(replace(asked, again=again)))
    if made is not None:
        page.tell(made)
    return made
