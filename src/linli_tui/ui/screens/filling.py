"""Filling one row of a form from elsewhere: a record found by what was typed, a choice out of many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli_tui.book.reading import Query
from linli_tui.core.words import say
from linli_tui.ui.screens.picker import PickerScreen, only
from linli_tui.ui.widgets.digits import Choice

Filters = tuple[tuple[str, Any], ...]

if TYPE_CHECKING:
    from linli_tui.core.ledger import Catalog, Field
    from linli_tui.ui.screens.page import PageScreen
    from linli_tui.ui.widgets.writers import ChoiceWords, RefWords


async def settle(page: PageScreen[Any], writer: RefWords) -> bool:
    """Finds the record that is meant and asks where several are possible; only inside a flow."""
    ledger = page.host.catalog.ledgers[writer.field.ref]
    query = Query(ledger.name, filters=among(page.host.catalog, writer.field), words=writer.value)
    found: str | None = only(page.book, query)
    found = found or await page.ask(PickerScreen(ledger, writer.value, filters=query.filters))
    if found:
        writer.settle(found, page.book.read.label(ledger.name, found))
    return bool(found)


def among(catalog: Catalog, field: Field) -> Filters:
    """What the records a field may name have in common: the kinds of the slices it is limited to."""
    slices = [catalog.ledgers[name].fixed[0] for name in field.among]
    return ((slices[0][0], tuple(value for _, value in slices)),) if slices else ()


async def pick(page: PageScreen[Any], writer: ChoiceWords) -> bool:
    """Shows all choices of a field; only inside a flow."""
    choices = [Choice(str(n), title) for n, (_, title) in enumerate(writer.choices)]
    chosen = await page.choose(writer.field.title, choices)
    if chosen:
        writer.typed = say(writer.choices[int(chosen)][1])
    return bool(chosen)
