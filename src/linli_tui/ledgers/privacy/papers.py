"""Papers about what is kept of people: the sheet for the person herself, the list for the clerk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.paper import held_on as holding

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.core.access import Actor
    from linli_tui.paper.document import Document


def held_on(book: Book, actor: Actor, request: str) -> Document:
    """The sheet of the person a request is about."""
    return holding.document(book, actor, _person(book, request))


def to_check(book: Book, actor: Actor, request: str) -> str:
    """Where else she is mentioned, for the clerk to look at before the sheet is given away."""
    return holding.to_check(book, _person(book, request))


def _person(book: Book, request: str) -> str:
    return str((book.read.get("request", request) or {})["person"])
