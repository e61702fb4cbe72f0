"""A paper of another compound on this desk: it is never taken in here; whoever wants to is led to the right book."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from linli_tui.book import paper_numbers, shelf
from linli_tui.core.words import say
from linli_tui.ui import leaving
from linli_tui.ui.widgets.digits import Choice

if TYPE_CHECKING:
    from linli_tui.ui.screens.page import PageScreen


def said(page: PageScreen[Any], words: str) -> str:
    """Whose paper this is, in a sentence; "" where the words are no number of another book."""
    found = paper_numbers.elsewhere(page.book, words)
    return say("这张单是{name}的，不在这本台账里。", name=found[1].name) if found else ""


def offer(page: PageScreen[Any], words: str) -> bool:
    """Whether the words are the number of another book's paper; then going there is offered."""
    found = paper_numbers.elsewhere(page.book, words)
    if found:
        page.flow(_offer(page, *found, paper_numbers.read(words)))
    return bool(found)


async def _offer(page: PageScreen[Any], book: str, standing: shelf.Standing, number: str) -> None:
    going = Choice("go", say("去"), say("关上这一本，打开那一本，再找 {number}", number=number))
    question = say("这张单是{name}的，去那边？", name=standing.name)
    if await page.choose(question, [going, Choice("", say("不去"), say("留在这一本"))]):
        go_to(page, book, standing.path, number)


def go_to(page: PageScreen[Any], book: str, path: str, number: str = "") -> None:
    """Closes the open book, what is being written kept as a draft, and opens another; there the number is looked up.

    Raises Refused, with nothing changed.
    """
    if page.host.book is not None:
        leaving.keep(page.host.book, page.host.actor, page.app.screen_stack)
        shelf.note(page.host.book)
    if number:
        shelf.leave_word(book, number)
    try:
        page.host.open_book(Path(path))
    except BaseException:
        shelf.take_word(book)
        raise
