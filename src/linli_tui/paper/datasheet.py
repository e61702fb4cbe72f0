"""A ledger as a sheet to work in: out with all its fields, changed by hand, and in again; out and in changes nothing.

Row 1 says what it is, row 2 holds 编号 and the titles of the form's fields, the sheet bears the ledger's title. Values
stand as a person reads them, references by how they are called. Coming back, a record is found by its 编号; an empty
cell erases nothing, and a cell with a * keeps what there was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linli_tui.book.reading import Query
from linli_tui.core import kinds
from linli_tui.core.fold import clean, clean_lines, fold
from linli_tui.core.ledger import Catalog, Field, Ledger
from linli_tui.core.refusal import Refused
from linli_tui.core.sheets import Doubt, Draft, Planned
from linli_tui.core.show import cell
from linli_tui.core.words import _, say
from linli_tui.paper import xlsx
from linli_tui.paper.cleaners import cell_text
from linli_tui.paper.sheet_file import Cell, Grid

if TYPE_CHECKING:
    from linli_tui.book.book import Book

NUMBER = _("编号")
TITLE = _("{ledger}数据表：编号这一列请不要改；空着的格不会抹掉台账里的内容，写着 * 的格不变。")
PAGE = 1_000
LOOK_AT = 5
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))

Row = dict[str, Any]


def fields(ledger: Ledger) -> list[Field]:
    """The fields that stand in a data sheet: those of the form, but none that is withheld."""
    return [declared for declared in ledger.fields if declared.in_form and not declared.withheld]


def write(book: Book, ledger: str, path: Path) -> int:
    """Writes every standing record of a ledger; returns how many there are. OSError where it cannot be written."""
    import xlsxwriter

    declared = book.catalog.ledgers[ledger]
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        with xlsxwriter.Workbook(str(path), options) as file:
            text, bold = file.add_format({"num_format": "@", "text_wrap": True}), file.add_format({"bold": True})
            sheet = file.add_worksheet(_sheet_name(declared))
            sheet.write_string(0, 0, say(TITLE, ledger=declared.title), bold)
            for place, title in enumerate((say(NUMBER), *(each.title for each in fields(declared)))):
                sheet.write_string(1, place, title, bold)
                sheet.set_column(place, place, 14, text)
            sheet.freeze_panes(2, 1)
            count = 0
            for count, row in enumerate(_rows(book, ledger), 1):
                told = (_number(row), *(cell(declared, each.name, row) for each in fields(declared)))
                for place, value in enumerate(told):
                    sheet.write_string(1 + count, place, xlsx.clean_cell(value), text)
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(str(error)) from error
    return count


@dataclass(slots=True)
class DataSheet:
    """A grid that is a ledger's data sheet: where its header stands, and which field each place holds."""

    ledger: Ledger
    grid: Grid
    header: int
    places: dict[int, Field]
    _records: dict[str, Row] = field(default_factory=dict)
    _called: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def plans(self, book: Book) -> Iterator[tuple[int, tuple[Cell, ...], Planned]]:
        """Every row under the header with its number, its cells, and what it asks for."""
        self._records = {_number(row): row for row in _rows(book, self.ledger.name)}
        for number, cells in self.grid.rows[self.header + 1 :]:
            yield number, cells, self._plan(book, number, cells)

    def _plan(self, book: Book, number: int, cells: tuple[Cell, ...]) -> Planned:
        known = clean(cell_text(cells[0]))
        old = self._records.get(known)
        if not known:
            return Planned(refused=say("这一行没有编号。新的请在台账里登记。"))
        if old is None:
            return Planned(refused=say("台账的「{ledger}」里没有编号「{n}」。", ledger=self.ledger.title, n=known))
        values: Row = {}
        doubts: list[Doubt] = []
        for place, declared in self.places.items():
            typed = cell_text(cells[place]) if place < len(cells) else ""
            try:
                values[declared.name] = self._value(book, declared, typed, old)
            except Refused as refused:
                doubts.append(Doubt(declared.name, refused.what, typed))
        columns = {declared.name: declared.name for declared in self.places.values()}
        draft = Draft(self.ledger.name, (str(number),), values, columns=columns, record=old["id"])
        return Planned((draft,), tuple(doubts))

    def _value(self, book: Book, declared: Field, typed: str, old: Row) -> Any:
        """The stored value of a cell; the old one where the cell says nothing else. Refused where it cannot be read."""
        kept = old[declared.name]
        tidy = clean_lines if declared.kind == "note" else clean
        if not typed.strip() or "*" in fold(typed) or tidy(typed) == tidy(cell(self.ledger, declared.name, old)):
            return kept
        if not declared.ref:
            return kinds.read(declared, typed)
        if declared.ref not in self._called:
            called: dict[str, list[str]] = defaultdict(list)
            label = book.catalog.ledgers[declared.ref].label
            for row in _rows(book, declared.ref):
                called[clean(str(row[label] or ""))].append(row["id"])
            self._called[declared.ref] = called
        found = self._called[declared.ref].get(clean(typed), [])
        if len(found) != 1:
            why = say("台账里叫「{name}」的不止一条。") if found else say("台账里没有「{name}」。")
            raise Refused(say(why, name=typed), field=declared.name)
        return found[0]


def recognise(grid: Grid, catalog: Catalog) -> DataSheet | None:
    """The data sheet a grid is: of the ledger whose title it bears, with 编号 first and only titles of its fields."""
    ledger = next((each for each in catalog.ledgers.values() if _sheet_name(each) == grid.name), None)
    if ledger is None:
        return None
    by_title = {declared.title: declared for declared in fields(ledger)}
    for at, (_row, cells) in enumerate(grid.rows[:LOOK_AT]):
        titles = [clean(cell_text(each)) for each in cells]
        if titles and titles[0] == say(NUMBER) and all(title in by_title for title in titles[1:] if title):
            places = {place: by_title[title] for place, title in enumerate(titles) if place and title}
            return DataSheet(ledger, grid, at, places)
    return None


def _rows(book: Book, ledger: str) -> Iterator[Row]:
    query, after = Query(ledger), None
    while page := book.read.page(query, after=after, limit=PAGE):
        yield from page
        after = book.read.key(query, page[-1])


def _number(row: Row) -> str:
    return str(row.get("number") or row["id"])


def _sheet_name(ledger: Ledger) -> str:
    return ledger.title.translate(_FORBIDDEN)[:31]
