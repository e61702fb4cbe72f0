"""Reading a roster of 3,000 homes, showing what it would do, and doing it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path

from openpyxl import load_workbook

from linli_tui.book.book import Book
from linli_tui.core.access import OWNER
from linli_tui.ledgers import catalog
from linli_tui.paper.sheet_file import read_grids
from linli_tui.paper.spreadsheet_import import apply, preview
from tests.bench.measure import Result, median_ms

ROSTER = Path(__file__).parents[1] / "rosters" / "community-3000.xlsx"
YARDSTICK = "openpyxl 只读这张表的值"


def results(folder: Path) -> Iterator[Result]:
    """The figures of importing; the first run of each does not count, since it loads what writing needs."""
    theirs = median_ms(_read, 7, 2)
    numbers = count()
    book = Book.new(folder / "look.台账", catalog(), name="量快慢")
    reading = median_ms(partial(read_grids, ROSTER), 7, 2)
    yield Result("读 3000 户的花名册（另一个进程）", reading, theirs, YARDSTICK, 1.5)
    yield Result("看一看（一本空的台账）", median_ms(partial(preview, book, ROSTER), 7, 2), theirs, YARDSTICK, 3.0)
    apply(book, OWNER, preview(book, ROSTER))
    yield Result("看一看（都有了）", median_ms(partial(preview, book, ROSTER), 7, 2), theirs, YARDSTICK, 4.0)
    book.close()

    def whole() -> None:
        with Book.new(folder / f"whole{next(numbers)}.台账", catalog(), name="量快慢") as fresh:
            apply(fresh, OWNER, preview(fresh, ROSTER))

    def nothing() -> None:
        Book.new(folder / f"none{next(numbers)}.台账", catalog(), name="量快慢").close()

    ours = median_ms(whole, 5) - median_ms(nothing, 5)
    yield Result("看一看再导入（一本新的台账）", ours, theirs, YARDSTICK, 8.0)


def _read() -> int:
    file = load_workbook(ROSTER, read_only=True, data_only=True)
    return sum(1 for sheet in file.worksheets for _ in sheet.iter_rows(values_only=True))
