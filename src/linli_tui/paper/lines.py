"""The rows under a header with what stands above them: cleaned, filled from merged cells, without totals and notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeGuard

from linli_tui.core.fold import clean
from linli_tui.core.sheets import Column, Doubt
from linli_tui.paper import cleaners, remarks
from linli_tui.paper.cleaners import Read, When, cell_text
from linli_tui.paper.header import Header, fold_title
from linli_tui.paper.layout import Layout
from linli_tui.paper.sheet_file import Cell, Formula

COUNTED = "counted"
"""The key of a row that is true where the row says nothing of where it is, but has a number of its own."""
_REPEATED = ("place", "choice", "flag")
"""Kinds of which few different cells stand in a column: each is cleaned once."""
_FIGURES = ("area", "int")


@dataclass(frozen=True, slots=True)
class Line:
    """One row under the header: its number, its cleaned cells by column name, what could not be read, and as it was."""

    sheet: str
    number: int
    cells: dict[str, Any]
    doubts: tuple[Doubt, ...]
    raw: tuple[Cell, ...]
    header: Header


@dataclass(slots=True)
class Reading:
    """The rows of one sheet as they are read; `left_out` are the numbers of rows that are totals or notes."""

    layout: Layout
    today: date
    left_out: list[int] = field(default_factory=list)
    _above: dict[str, str] = field(default_factory=dict)
    _last: int = 0

    @property
    def _down(self) -> list[Column]:
        return self.layout.down

    def lines(self) -> Iterator[Line]:
        """Every row that says something, in order."""
        for text in self.layout.texts:
            self._go_under(self.layout.form.section(text))
        fill = _merged(self.layout)
        for block in self.layout.blocks:
            self._last = 0
            places = _Places(block.header, self._when(block.header))
            for number, cells in self.layout.grid.rows[block.begin : block.end]:
                line = self._line(places, number, _filled(number, cells, fill), cells)
                if line:
                    yield line

    def _when(self, header: Header) -> When:
        at = [title.place for column, title in header.named if column.down == "above"]
        cells = (cells[place] for _, cells in self.layout.grid.rows for place in at if place < len(cells))
        return When.of(self.today, cells)

    def _line(self, places: _Places, number: int, cells: tuple[Cell, ...], raw: tuple[Cell, ...]) -> Line | None:
        kind = self._kind(places, raw)
        if kind == "note":
            self.left_out.append(number)
        if kind:
            self._last = 0
            return None
        values, doubts = places.read(cells)
        if not doubts and all(value is None for value in values.values()):
            return None
        unread = {doubt.field for doubt in doubts if values[doubt.field] is None}
        self._take_above(values, unread, number)
        values[COUNTED] = not any(values.get(column.name) for column in self._down) and places.counted(cells)
        return Line(self.layout.grid.name, number, values, tuple(doubts), raw, places.header)

    def _kind(self, places: _Places, cells: tuple[Cell, ...]) -> str:
        """ "" for data, "note" for what is none, "section" for what only says where the rows under it are."""
        said = [(place, cell) for place, cell in enumerate(cells) if cell not in (None, "")]
        if remarks.is_plain(said):
            return ""
        if len({clean(cell_text(cell)) for _, cell in said}) == 1:
            place, cell = said[0]
            section = self.layout.form.section(cell) if _in_words(cell) else {}
            if section:
                self._go_under(section)
                return "section"
            if place not in places.telling and not isinstance(cell, Formula):
                return "note" if _in_words(cell) else "section"
        told, figures, others = places.parted(said)
        if remarks.is_total(told, figures, others):
            return "note"
        return "note" if remarks.is_note(cells) or places.is_header(cells) else ""

    def _go_under(self, section: Any) -> None:
        """A title or section row says where the rows under it are; what lies deeper is no longer known."""
        for column in self._down:
            if column.name in section:
                self._say(column, section[column.name])

    def _take_above(self, values: dict[str, Any], unread: set[str], number: int) -> None:
        """Gives a row what was said above it, and keeps what it says for those under it.

        A row that says nothing of its place belongs to the home above only when it stands directly under it; what is
        written but cannot be read hides what is above.
        """
        down = self._down
        deepest = down[-1].name if down else ""
        said = [column.name for column in down if values.get(column.name) is not None]
        for column in down:
            if column.name in unread:
                self._forget(column)
            elif column.name in said and (column.name == deepest or not self._knows(column, values[column.name])):
                self._say(column, values[column.name])
        if (said and deepest not in said) or (not said and self._last != number - 1):
            self._above.pop(deepest, None)
        for column in down:
            values[f"{column.name}_above"] = self._above.get(column.name)
        self._last = number

    def _say(self, column: Column, value: str) -> None:
        self._forget(column)
        self._above[column.name] = value

    def _forget(self, column: Column) -> None:
        names = [each.name for each in self._down]
        for deeper in names[names.index(column.name) :]:
            self._above.pop(deeper, None)

    def _knows(self, column: Column, value: str) -> bool:
        above = self._above.get(column.name)
        return above is not None and (above == value or clean(above) == clean(value))


class _Places:
    """Where the columns of one header stand, and how their cells are cleaned."""

    def __init__(self, header: Header, when: When) -> None:
        self.header = header
        at: dict[str, list[int]] = {}
        for column, title in header.named:
            at.setdefault(column.name, []).append(title.place)
        by_name = {column.name: column for column, _ in header.named}
        self._columns = [(by_name[name], places, _reader(by_name[name], when)) for name, places in at.items()]
        self._titles = {title.place: fold_title(title.written) for _, title in header.named}
        self.homes = {place for column, places, _ in self._columns if column.down == "above" for place in places}
        who = [places for column, places, _ in self._columns if column.required or column.instead]
        self.told = self.homes.union(*who)
        self._figures = {place for column, places, _ in self._columns if column.kind in _FIGURES for place in places}
        self._others = set(self._titles) - self.told - self._figures
        notes = {place for column, places, _ in self._columns if column.kind in ("note", "text") for place in places}
        self.telling = self.told | self._others - notes

    def read(self, cells: tuple[Cell, ...]) -> tuple[dict[str, Any], list[Doubt]]:
        """The cleaned cells by column, and what is doubtful about them; all columns that mean one are read."""
        values: dict[str, Any] = {}
        doubts: list[Doubt] = []
        for column, places, read in self._columns:
            value = None
            for place in places:
                cell = cells[place] if place < len(cells) else None
                if cell is None:
                    continue
                found, why = read(cell)
                if why:
                    doubts.append(Doubt(column.name, why, cell_text(cell)))
                if isinstance(found, tuple) and isinstance(value, tuple):
                    value = tuple(dict.fromkeys((*value, *found)))
                elif value is None:
                    value = found
                elif column.kind == "name" and found:
                    value = f"{value}\n{found}"
                elif found is not None:
                    values[f"{column.name}_or"] = found
            values[column.name] = value
        return values, doubts

    def parted(self, said: Sequence[tuple[int, Cell]]) -> tuple[list[Cell], list[Cell], list[Cell]]:
        """The cells that tell which home and who; figures and what stands in columns nobody knows; the rest."""
        told = [cell for place, cell in said if place in self.told]
        others = [cell for place, cell in said if place in self._others]
        return told, [cell for place, cell in said if place not in self.told and place not in self._others], others

    def is_header(self, cells: tuple[Cell, ...]) -> bool:
        """Whether the titles stand in this row once more."""
        same = sum(fold_title(cell_text(cells[place])) == title for place, title in self._titles.items()
                   if place < len(cells) and isinstance(cells[place], str))  # fmt: skip
        return same > 1 and same * 2 > len(self._titles)

    def counted(self, cells: tuple[Cell, ...]) -> bool:
        """Whether the row has a number of its own."""
        at = self.header.counts
        return at is not None and at < len(cells) and cells[at] not in (None, "")


def _reader(column: Column, when: When) -> Callable[[Cell], Read]:
    """Cleans the cells of a column; where the same ones come again and again, each once."""
    if column.kind not in _REPEATED:
        return lambda cell: cleaners.read(column, cell, when)
    known: dict[tuple[type, Cell], Read] = {}

    def read(cell: Cell) -> Read:
        found = known.get((type(cell), cell))
        if found is None:
            found = known[type(cell), cell] = cleaners.read(column, cell, when)
        return found

    return read


def _merged(layout: Layout) -> dict[int, dict[int, Cell]]:
    """What merged cells say in the rows below their first, by row number and place.

    Only columns with `down` are filled, and with a person all columns that tell about that person. What is wider than
    a home stands above its rows anyway, merged or not; filled in, it would look as if the row itself said it.
    """
    columns = {title.place: column for block in layout.blocks for column, title in block.header.named}
    first = dict(layout.grid.rows)
    fill: dict[int, dict[int, Cell]] = {}
    reached: dict[int, int] = {}
    for top, left, bottom, _ in sorted(layout.grid.merged):
        column, cells = columns.get(left), first.get(top, ())
        if column is None or not column.down or column in layout.down[:-1] or left >= len(cells):
            continue
        if top <= reached.get(left, 0):
            continue
        reached[left] = bottom
        about = [place for place, other in columns.items() if other.of == column.name and place < len(cells)]
        for number in range(top + 1, min(bottom, top + len(first)) + 1):
            fill.setdefault(number, {}).update({place: cells[place] for place in (left, *about)})
    return fill


def _filled(number: int, cells: tuple[Cell, ...], fill: dict[int, dict[int, Cell]]) -> tuple[Cell, ...]:
    below = fill.get(number)
    if not below:
        return cells
    whole = [*cells, *[None] * (max(below) + 1 - len(cells))]
    for place, cell in below.items():
        if whole[place] in (None, ""):
            whole[place] = cell
    return tuple(whole)


def _in_words(cell: Cell) -> TypeGuard[str]:
    return isinstance(cell, str) and not clean(cell).isdecimal()
