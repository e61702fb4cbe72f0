"""汇总行.xlsx: one row for each table of a report and the same columns in every book, to be pasted below one another.

Row 1 is the header; what follows are rows and nothing else, so that the sheets of many compounds are put together by
copying. A figure of the month stands in the row of the ledger whose rows it counts, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linli_tui.core import cells
from linli_tui.core.ledger import Catalog
from linli_tui.core.words import _, say
from linli_tui.paper import month_page
from linli_tui.paper.sending_list import Sent, month_text
from linli_tui.paper.xlsx import clean_cell

if TYPE_CHECKING:
    from linli_tui.book.book import Book

COLUMNS = (_("小区"), _("组织"), _("月份"), _("表名"), _("行数"), _("本月新增"), _("零报告"))
Cell = str | int | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose rows these are: the compound, its body, a day of the month."""

    compound: str
    body: str
    day: date


def header(catalog: Catalog) -> tuple[str, ...]:
    """The columns: the same for every book of this program, whatever is reported."""
    lines = (say("{area}：{title}", area=area.title, title=line.title) for area in catalog.areas for line in area.month)
    return (*map(say, COLUMNS), *lines)


def rows(book: Book, whose: Whose, tables: Iterable[Sent], only_counted: Iterable[str] = ()) -> Iterator[Row]:
    """One row for each table, in its order, and for each ledger of which only the figures of the month leave."""
    head = (whose.compound, whose.body, month_text(whose.day.isoformat()))
    for table in tables:
        zero = "" if table.fresh else say("零报告")
        yield (*head, table.title, table.rows, table.fresh, zero, *_figures(book, table.ledger, whose.day))
    for name in only_counted:
        title = say("{title}（只报数）", title=book.catalog.ledgers[name].title)
        figures = _figures(book, name, whose.day)
        yield (*head, title, None, None, "" if any(figures) else say("零报告"), *figures)


def counted_only(catalog: Catalog) -> tuple[str, ...]:
    """The ledgers that are never reported row by row, only by their figures of the month."""
    named = dict.fromkeys(line.ledger for area in catalog.areas for line in area.month)
    return tuple(name for name in named if not catalog.ledgers[name].in_report)


def _figures(book: Book, ledger: str, day: date) -> list[int | None]:
    """The figures of the month in all columns; only those of this ledger's rows are there."""
    lines = (line for area in book.catalog.areas for line in area.month)
    return [month_page.value(book, line, day) if line.ledger == ledger else None for line in lines]


def write(path: Path, catalog: Catalog, found: Iterable[Row]) -> int:
    """Writes header and rows as text and whole numbers; how many rows. OSError where it cannot be written."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        with xlsxwriter.Workbook(str(path), options) as file:
            file.set_properties({"title": path.stem, "created": datetime(2000, 1, 1)})
            return _fill(file, header(catalog), found)
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(str(error)) from error


def _fill(file: Any, titles: tuple[str, ...], found: Iterable[Row]) -> int:
    sheet, n = file.add_worksheet(), 0
    text = file.add_format({"num_format": "@", "border": 1, "font_name": "宋体", "font_size": 10})
    number = file.add_format({"num_format": "0", "border": 1, "font_name": "宋体", "font_size": 10})
    sheet.freeze_panes(1, 0)
    for place, title in enumerate(titles):
        sheet.set_column(place, place, max(cells.width(title) + 2, 10))
        sheet.write_string(0, place, clean_cell(title), text)
    for n, row in enumerate(found, 1):
        for place, value in enumerate(row):
            if value is None or value == "":
                sheet.write_blank(n, place, None, text)
            elif isinstance(value, int):
                sheet.write_number(n, place, value, number)
            else:
                sheet.write_string(n, place, clean_cell(value), text)
    return n
