"""The papers about a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.core.access import Actor
    from linli_tui.paper.document import Document


def held(book: Book, actor: Actor, person: str) -> Document:
    """本人信息单: everything that is kept of a person, for nobody else; printing it is a look."""
    from linli_tui.paper import held_on

    return held_on.document(book, actor, person)
