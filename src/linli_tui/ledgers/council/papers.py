"""The papers of a council: what is handed over at the end of a term, and what a new secretary reads first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.core.access import Actor
from linli_tui.paper import first_page as first
from linli_tui.paper import hand_over as handing
from linli_tui.paper.document import Document

if TYPE_CHECKING:
    from linli_tui.book.book import Book


def hand_over(book: Book, actor: Actor, body: str) -> Document:
    """移交清单 of the whole book."""
    return handing.document(book, actor)


def first_page(book: Book, actor: Actor, body: str) -> Document:
    """The first page of the whole book."""
    return first.document(book, actor)
