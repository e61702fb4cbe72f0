"""The rows near the place one looks at, fetched by key: a step costs the same among a thousand and a million rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol

CHUNK: Final = 64
"""Rows asked for at once, and kept on either side of what is looked at; more than a screen has lines."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: `width` in cells; of the columns that stretch the last takes the cells that are left."""

    name: str
    title: str
    width: int
    stretch: bool = False
    align: Literal["left", "right", "center"] = "left"


@dataclass(frozen=True, slots=True)
class RowView:
    """One row as it is shown; `key` is its place in the order, unique; a tint needs its word in a cell as well."""

    id: str
    key: tuple[object, ...]
    cells: tuple[str, ...]
    tint: Literal["", "muted", "warn", "ok"] = ""


class Source(Protocol):
    """Where the rows of a list come from, always in the order they are shown in."""

    @property
    def columns(self) -> Sequence[Column]:
        """The columns the cells of every row belong to."""

    def first(self, n: int) -> list[RowView]:
        """The first `n` rows."""

    def last(self, n: int) -> list[RowView]:
        """The last `n` rows."""

    def after(self, key: tuple[object, ...], n: int) -> list[RowView]:
        """The `n` rows that follow `key`."""

    def before(self, key: tuple[object, ...], n: int) -> list[RowView]:
        """The `n` rows that lead up to `key`."""

    def count(self) -> int:
        """How many rows there are."""

    def at(self, index: int, n: int) -> list[RowView]:
        """The `n` rows from position `index` on, for a scrollbar dragged there; may be slow."""

    def find(self, id: str) -> tuple[int, RowView] | None:  # noqa: A002
        """The row called `id` and its position, counted from 0; None when it is not among the rows; may be slow."""


class Window:
    """A run of rows without gaps, the first of which stands at position `start` among all rows of its source."""

    def __init__(self, source: Source) -> None:
        """Fetch the first rows; how many there are is not asked before `count`."""
        self.source = source
        self.start = 0
        self.rows = source.first(CHUNK)
        self.total = len(self.rows) if len(self.rows) < CHUNK else None

    @property
    def end(self) -> int:
        """The position after the last row at hand."""
        return self.start + len(self.rows)

    @property
    def size(self) -> int:
        """How many rows there are, as far as is known."""
        return self.end if self.total is None else self.total

    def row(self, index: int) -> RowView | None:
        """The row at this position, if it is at hand."""
        return self.rows[index - self.start] if self.start <= index < self.end else None

    def count(self) -> int:
        """Ask the source how many rows there are."""
        self.total = self.source.count()
        return self.total

    def reach(self, first: int, end: int) -> None:
        """Have the rows from `first` up to `end` (not included) at hand, as far as they exist."""
        first, end = max(first, 0), end if self.total is None else min(end, self.total)
        if first >= end or (self.start <= first and end <= self.end):
            return
        if not self.rows or first > self.end + CHUNK or end < self.start - CHUNK:
            self._jump(first)
        while self.end < end and self._fetch_after():
            pass
        while self.start > first and self._fetch_before():
            pass
        spare = max(first - CHUNK - self.start, 0)
        self.start += spare
        self.rows = self.rows[spare : end + CHUNK - self.start + spare]

    def turn_to(self, index: int, row: RowView) -> int:
        """Fetch the rows around `row`, which is believed to stand at `index`; returns where it does stand."""
        leading = self.source.before(row.key, CHUNK)
        following = self.source.after(row.key, CHUNK)
        self.start = index - len(leading) if len(leading) == CHUNK else 0
        self.rows = [*leading, row, *following]
        if len(following) < CHUNK:
            self.total = self.end
        return self.start + len(leading)

    def _jump(self, first: int) -> None:
        if first < CHUNK:
            self.start, self.rows = 0, self.source.first(CHUNK)
        elif self.total is not None and first >= self.total - CHUNK:
            self.rows = self.source.last(CHUNK)
            self.start = max(self.total - len(self.rows), 0)
        else:
            self.start, self.rows = first, self.source.at(first, CHUNK)

    def _fetch_after(self) -> bool:
        more = self.source.after(self.rows[-1].key, CHUNK) if self.rows else []
        self.rows += more
        if len(more) < CHUNK:
            self.total = self.end
        return bool(more)

    def _fetch_before(self) -> bool:
        more = self.source.before(self.rows[0].key, CHUNK) if self.rows else []
        self.rows[:0] = more
        self.start = max(self.start - len(more), 0) if len(more) == CHUNK else 0
        return bool(more)
