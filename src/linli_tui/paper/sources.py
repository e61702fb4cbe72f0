"""The sheets of a file, whichever way they are understood: lists people keep, data sheets of ours that come back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from linli_tui.core.refusal import Refused
from linli_tui.core.sheets import Context, Doubt, Planned
from linli_tui.paper import chat, datasheet
from linli_tui.paper.cleaners import cell_text
from linli_tui.paper.datasheet import DataSheet
from linli_tui.paper.header import Header, Title
from linli_tui.paper.layout import Chosen, read_layout
from linli_tui.paper.lines import Line, Reading
from linli_tui.paper.sheet_file import Grid

if TYPE_CHECKING:
    from linli_tui.book.book import Book


@dataclass(frozen=True, slots=True)
class Row:
    """A row with what it asks for; `titles` are those of our columns."""

    sheet: str
    number: int
    planned: Planned
    line: Line
    titles: Mapping[str, str]

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What could not be read, and what the plan doubts."""
        return (*self.line.doubts, *self.planned.doubts)

    @property
    def whys(self) -> list[str]:
        """Why the row is refused, and what else is wrong with it."""
        said = [f"「{self.titles[doubt.field]}」：{doubt.why}" if doubt.field in self.titles else doubt.why
                for doubt in self.doubts]  # fmt: skip
        return [self.planned.refused, *said]


class Source(Protocol):
    """A sheet that is understood, whichever way."""

    @property
    def grid(self) -> Grid:
        """The sheet."""

    def count(self) -> int:
        """How many rows there are."""

    def rows(self, context: Context) -> Iterator[Row]:
        """Every row with what it asks for."""

    def columns(self) -> Iterable[tuple[str, str]]:
        """The columns that are taken: (title in the file, our title)."""

    def not_taken(self) -> Iterable[str]:
        """The titles of columns that are not taken."""

    def left_out(self) -> Sequence[int]:
        """The numbers of rows that are no data."""


@dataclass(slots=True)
class Listed:
    """A list people keep, read by a form."""

    reading: Reading
    lines: list[Line]

    @property
    def grid(self) -> Grid:
        """The sheet."""
        return self.reading.layout.grid

    def count(self) -> int:
        """How many rows there are."""
        return len(self.lines)

    def rows(self, context: Context) -> Iterator[Row]:
        """Every row with what it asks for, told what all rows under headers of the same columns tell."""
        layout = self.reading.layout
        form, titles = layout.form, {column.name: column.title for column in layout.form.columns}
        alike: dict[frozenset[str], list[Line]] = defaultdict(list)
        for line in self.lines:
            alike[line.header.names].append(line)
        told = {
            names: replace(context, facts=form.survey(tuple(names), [line.cells for line in lines], layout.texts))
            for names, lines in alike.items()
        }
        for line in self.lines:
            planned = form.plan(line.cells, told[line.header.names])
            yield Row(line.sheet, line.number, planned, line, titles)

    def columns(self) -> Iterable[tuple[str, str]]:
        """The columns that are taken."""
        return ((written, column.title) for column, _, written in self.reading.layout.columns)

    def not_taken(self) -> Iterable[str]:
        """The titles of columns that are not taken."""
        return self.reading.layout.not_taken

    def left_out(self) -> Sequence[int]:
        """The numbers of totals, signatures, notes."""
        return self.reading.left_out


@dataclass(slots=True)
class Worked:
    """A data sheet of ours that comes back."""

    sheet: DataSheet
    book: Book

    @property
    def grid(self) -> Grid:
        """The sheet."""
        return self.sheet.grid

    def count(self) -> int:
        """How many rows there are."""
        return len(self.grid.rows) - self.sheet.header - 1

    def rows(self, context: Context) -> Iterator[Row]:
        """Every row with what it asks for."""
        header = Header(self.sheet.header, self.sheet.header, (), tuple(
            Title(place, cell_text(cell)) for place, cell in enumerate(self.grid.rows[self.sheet.header][1])
        ))  # fmt: skip
        titles = {declared.name: declared.title for declared in self.sheet.places.values()}
        for number, cells, planned in self.sheet.plans(self.book):
            yield Row(self.grid.name, number, planned, Line(self.grid.name, number, {}, (), cells, header), titles)

    def columns(self) -> Iterable[tuple[str, str]]:
        """The columns that are taken."""
        return ((declared.title, declared.title) for declared in self.sheet.places.values())

    def not_taken(self) -> Iterable[str]:
        """None: it is our own sheet."""
        return ()

    def left_out(self) -> Sequence[int]:
        """None."""
        return ()


def read(book: Book, grid: Grid, chosen: Chosen, context: Context) -> Source:
    """What a sheet is. Refused where it is nothing of ours."""
    ours = datasheet.recognise(grid, book.catalog)
    if ours:
        return Worked(ours, book)
    try:
        layout = read_layout(grid, book.catalog, chosen)
    except Refused:
        lines = chat.laid_out(grid, book.catalog)
        if lines is None:
            raise
        layout = read_layout(lines, book.catalog)
    reading = Reading(layout, context.today)
    return Listed(reading, list(reading.lines()))
