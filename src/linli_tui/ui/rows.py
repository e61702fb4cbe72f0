"""The rows of a list from the book: a query as the source of a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from rich.cells import cell_len

from linli_tui.core.kinds import KINDS
from linli_tui.core.ledger import Ledger
from linli_tui.core.show import cell
from linli_tui.ui.widgets.window import Column, RowView

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.reading import Query

ROOM: Final = 76
"""Cells for columns and the blanks between them on a screen of 80."""
LEAST: Final = 24
"""Cells a long text keeps in a list; the whole of it stands in the card."""
CALLED, MORE = 16, 6
"""Cells a derived name of a record takes, as 10幢3单元1001室 does, and the most a name gets beyond what it asks for."""
TINTS: Final = {"faint": "muted", "warn": "warn", "good": "ok"}
"""The tints states are declared with, as the table has them."""


class BookSource:
    """A query of the book as a table reads it: pages by key, counted apart."""

    def __init__(self, book: Book, query: Query, room: int = ROOM) -> None:
        """The rows of `query`; of the ledger's columns those that fit into `room` cells."""
        self._read, self._query = book.read, query
        self._ledger = book.catalog.ledgers[query.ledger]
        self.columns: Sequence[Column] = columns_of(self._ledger, room)
        table = book.catalog.table(self._ledger)
        self._tints = {s.key: TINTS.get(s.tint, "") for s in table.lifecycle.states} if table.lifecycle else {}

    def first(self, n: int) -> list[RowView]:
        """The first rows."""
        return self._shown(self._read.page(self._query, limit=n))

    def last(self, n: int) -> list[RowView]:
        """The last rows."""
        return self._shown(self._read.page(self._query, limit=n, last=True))

    def after(self, key: tuple[object, ...], n: int) -> list[RowView]:
        """The rows that follow a key."""
        return self._shown(self._read.page(self._query, after=key, limit=n))

    def before(self, key: tuple[object, ...], n: int) -> list[RowView]:
        """The rows that lead up to a key."""
        return self._shown(self._read.page(self._query, before=key, limit=n))

    def count(self) -> int:
        """How many rows there are."""
        return self._read.count(self._query)

    def at(self, index: int, n: int) -> list[RowView]:
        """The rows from a position on."""
        return self._shown(self._read.at(self._query, index, n))

    def find(self, id: str) -> tuple[int, RowView] | None:  # noqa: A002
        """A row and its position."""
        index = self._read.position(self._query, id)
        row = self._read.get(self._query.ledger, id) if index is not None else None
        return None if index is None or row is None else (index, self._view(row))

    def _shown(self, rows: Iterable[dict[str, Any]]) -> list[RowView]:
        return [self._view(row) for row in rows]

    def _view(self, row: dict[str, Any]) -> RowView:
        cells = tuple(cell(self._ledger, column.name, row) for column in self.columns)
        tint: Any = "muted" if row["voided"] else self._tints.get(row.get("state") or "", "")
        return RowView(row["id"], self._read.key(self._query, row), cells, tint)


def columns_of(ledger: Ledger, room: int = ROOM) -> tuple[Column, ...]:
    """The declared columns as far as they fit, none narrower than its title; the last text takes what is left.

    A long text somebody wrote gives way to the columns after it, down to `LEAST` cells; what a record is called gets
    some of the cells that are left over.
    """
    fields = [ledger.shown(name) for name in ledger.columns or (ledger.label,)]
    own = {field.name for field in ledger.fields}
    widths = {field.name: max(field.width, cell_len(field.title)) for field in fields}
    if ledger.label in widths and ledger.label not in own:
        widths[ledger.label] = max(widths[ledger.label], CALLED)
    over = sum(widths.values()) + len(widths) - room
    for field in fields:
        if over > 0 and field.name in own and field.kind in ("text", "note") and widths[field.name] > LEAST:
            given = min(over, widths[field.name] - LEAST)
            widths[field.name], over = widths[field.name] - given, over - given
    if ledger.label in widths and over < 0:
        widths[ledger.label] += min(-over, MORE)
    columns: list[Column] = []
    for field in fields:
        room -= widths[field.name] + 1
        if columns and room < 0:
            break
        right = KINDS[field.kind].right
        columns.append(Column(field.name, field.title, widths[field.name], align="right" if right else "left"))
    last = ([c for c in columns if c.align == "left"] or columns)[-1]
    return tuple(replace(column, stretch=column is last) for column in columns)
