"""What words mean exactly comes alone: a room typed as 3-1-801 is no room of building 13, and leads to its people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from linli_tui.book.reading import Query
from linli_tui.core.ledger import Catalog, Ledger

if TYPE_CHECKING:
    from linli_tui.book.book import Book

Offer = Callable[..., Any]
FOUND = "found."
"""Under this and the name of a table an area offers function(book, words) -> ids of its rows that are meant."""


def meant(book: Book, query: Query) -> Query:
    """The query with the records its words mean exactly in place of the words, where there are any among its rows."""
    if not query.words.strip():
        return query
    for column, ids in _ways(book, book.catalog.ledgers[query.ledger], query.words):
        narrowed = replace(query, words="", filters=(*query.filters, (column, ids)))
        if ids and book.read.count(narrowed):
            return narrowed
    return query


def by_room(catalog: Catalog, ledger: Ledger) -> bool:
    """Whether every record of a ledger is found by a room."""
    always = {"id", *(field.name for field in ledger.fields if field.required)}
    return any(column in always for column, _offer in _offered(catalog, ledger))


def _ways(book: Book, ledger: Ledger, words: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for column, offer in _offered(book.catalog, ledger):
        yield column, tuple(offer(book, words))


def _offered(catalog: Catalog, ledger: Ledger) -> Iterator[tuple[str, Offer]]:
    """The columns that may name what is meant: the record itself, then those it refers to; and who knows."""
    refs = ((field.name, catalog.table(field.ref).name) for field in ledger.refs)
    for column, table in (("id", catalog.table(ledger).name), *refs):
        offer = catalog.offer(f"{FOUND}{table}")
        if offer is not None:
            yield column, offer
