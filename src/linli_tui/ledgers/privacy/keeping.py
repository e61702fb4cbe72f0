"""What a council must keep and until when, as it stands on the list that is handed over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linli_tui.core import clock
from linli_tui.core.words import say
from linli_tui.ledgers.privacy import rules

if TYPE_CHECKING:
    from linli_tui.book.book import Book


def until_when(book: Book) -> Iterator[tuple[str, str, str]]:
    """(what, until when, on what basis) by the clocks in effect today; those of paper that no ledger holds as well."""
    for kept in rules.clocks(clock.today().isoformat()):
        if not kept.ledger or kept.ledger in book.catalog.ledgers:
            span = say("{after}起留{n}个月", after=kept.after, n=kept.months) if kept.months else say("一直留着")
            yield kept.title, span, kept.basis
