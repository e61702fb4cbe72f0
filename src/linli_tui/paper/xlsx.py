"""The one way a ledger becomes a spreadsheet: as street offices expect it, and with nothing in it to execute.

Row 1 the title, row 2 who filled it in, row 3 the header, then 序号 first and 备注 last, and a row 合计. Everything is
a text cell but counts, areas and money (integers of hundredths, shown with two places) and dates. The same rows give
the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from linli_tui.core import cells
from linli_tui.core.words import _, say

LARGE = 20_000
"""From so many rows on they are written as they come, without being held in memory."""
MOST_CHARACTERS = 32_767
HEADER_ROW = 2
_NUMBERS = {"int": "0", "area": "0.00", "money": "#,##0.00"}
_HUNDREDTHS = ("area", "money")
_SUMMED = ("area",)
_FIRST_DAY = date(1900, 3, 1)
_CUT = _("（太长，只写到这里）")
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what stands above it, the kind of its values (int, area, money, date, else text), its width."""

    title: str
    kind: str = "text"
    width: int = 12


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the table: the title, who fills it in, for which body, on which day."""

    title: str
    body: str
    who: str
    day: date

    @property
    def line(self) -> str:
        """The second row."""
        return say(
            "填报单位（盖章）：{body}    填报人：{who}    联系电话：            填报日期：{day}",
            body=self.body,
            who=self.who,
            day=self.day.isoformat(),
        )


def write(path: Path, head: Head, columns: Sequence[Column], rows: Iterable[Sequence[Any]], expected: int = 0) -> int:
    """Writes one sheet of stored values, a row being as long as `columns`; returns how many rows it has.

    `expected` is about how many there will be. OSError where it cannot be written.
    """
    import xlsxwriter

    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory": expected > LARGE,
        "tmpdir": str(path.parent),
    }
    table = _with_ends(columns)
    try:
        with xlsxwriter.Workbook(str(path), options) as file:
            file.set_properties({"title": head.title, "created": datetime(2000, 1, 1)})
            return _Page(file, head, table).fill(rows)
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(str(error)) from error


def clean_cell(text: str) -> str:
    """The text without what no spreadsheet can hold, cut where a cell ends."""
    text = _FORBIDDEN.sub("", text)
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - len(_CUT)] + say(_CUT)


def _with_ends(columns: Sequence[Column]) -> tuple[Column, ...]:
    """序号 before all, 备注 after all where the ledger has none as its last."""
    last = () if columns and columns[-1].title == say("备注") else (Column(say("备注"), width=16),)
    return (Column(say("序号"), "int", 6), *columns, *last)


class _Page:
    """The one sheet of a file while it is being written."""

    def __init__(self, file: Any, head: Head, columns: tuple[Column, ...]) -> None:
        self.columns = columns
        self.sheet = file.add_worksheet()
        border = {"border": 1, "valign": "vcenter", "font_name": "宋体", "font_size": 10}
        self._title = file.add_format({"bold": True, "align": "center", "font_name": "宋体", "font_size": 16})
        self._line = file.add_format({"align": "left", "font_name": "宋体", "font_size": 10})
        self._header = file.add_format({**border, "bold": True, "align": "center", "text_wrap": True})
        self._text = file.add_format({**border, "num_format": "@", "text_wrap": True})
        self._date = file.add_format({**border, "num_format": "yyyy-mm-dd", "align": "center"})
        self._number = {kind: file.add_format({**border, "num_format": shape}) for kind, shape in _NUMBERS.items()}
        self._sums = dict.fromkeys((at for at, column in enumerate(columns) if column.kind in _SUMMED), 0)
        self._set_up()
        self._write_head(head)

    def fill(self, rows: Iterable[Sequence[Any]]) -> int:
        """Writes all rows and the totals; returns how many rows there were."""
        count = 0
        for count, row in enumerate(rows, 1):
            at = HEADER_ROW + count
            for place, (column, value) in enumerate(zip(self.columns, (count, *row, None), strict=False)):
                self._write_cell(at, place, column.kind, value)
                if place in self._sums and value is not None:
                    self._sums[place] += value
        self._write_totals(HEADER_ROW + 1 + count, count)
        return count

    def _set_up(self) -> None:
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(HEADER_ROW)
        self.sheet.freeze_panes(HEADER_ROW + 1, 0)
        self.sheet.set_footer(say("&C第&P页，共&N页"))
        for place, column in enumerate(self.columns):
            self.sheet.set_column(place, place, max(column.width, cells.width(column.title) + 1) + 1)

    def _write_head(self, head: Head) -> None:
        for row, (text, shape, height) in enumerate(((head.title, self._title, 28), (head.line, self._line, 18))):
            self.sheet.set_row(row, height)
            self.sheet.merge_range(row, 0, row, len(self.columns) - 1, "", shape)
            self.sheet.write_string(row, 0, clean_cell(text), shape)
        for place, column in enumerate(self.columns):
            self.sheet.write_string(HEADER_ROW, place, clean_cell(column.title), self._header)

    def _write_cell(self, at: int, place: int, kind: str, value: Any) -> None:
        if value is None or value == "":
            self.sheet.write_blank(at, place, None, self._number.get(kind, self._text))
        elif kind in _NUMBERS and isinstance(value, int):
            self.sheet.write_number(at, place, value / 100 if kind in _HUNDREDTHS else value, self._number[kind])
        elif kind == "date" and (day := _spreadsheet_day(value)):
            self.sheet.write_datetime(at, place, day, self._date)
        else:
            self.sheet.write_string(at, place, clean_cell(str(value)), self._text)

    def _write_totals(self, at: int, count: int) -> None:
        said = {0: say("合计"), len(self.columns) - 1: say("共{n}条", n=count) if count else say("零报告")}
        for place, column in enumerate(self.columns):
            if place in said:
                self.sheet.write_string(at, place, said[place], self._header)
            else:
                self._write_cell(at, place, column.kind, self._sums.get(place))


def _spreadsheet_day(value: str) -> date | None:
    """The day, where spreadsheets count days rightly."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if day >= _FIRST_DAY else None
