"""What the columns of a sheet mean: the header row found, told which declared sheet it is, and its rows cleaned."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from linli_tui.core import kinds
from linli_tui.core.fold import clean, fold
from linli_tui.core.ledger import Area, Catalog, Field, Sheet, SheetColumn
from linli_tui.core.refusal import Refused
from linli_tui.core.sheets import Doubt
from linli_tui.core.words import say
from linli_tui.paper.sheet_file import Cell, Grid

LOOK_AT = 30
"""The header is looked for in so many rows that are not empty."""
COUNTS = frozenset({"序号", "行号", "no", "no."})
"""Columns that only count the rows; they carry nothing."""
ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
TOTALS = frozenset({"合计", "总计", "小计", "共计"})
_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]|【[^】]*】")


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet that is understood: which it is, in which row its header stands, which column is at which place."""

    area: Area
    sheet: Sheet
    grid: Grid
    header: int
    columns: tuple[tuple[SheetColumn, int, str], ...]
    not_taken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One row under the header: its number, its cleaned cells by column name, and what could not be read."""

    sheet: str
    number: int
    cells: dict[str, Any]
    doubts: tuple[Doubt, ...]


def fold_title(title: Cell) -> str:
    """The form in which column titles are compared: 「*建筑面积 （㎡）」 is 建筑面积."""
    folded = re.sub(r"[\s*:]", "", fold(clean(str(title or ""))).lower())
    return _BRACKETS.sub("", folded) or folded


def read_layout(grid: Grid, catalog: Catalog) -> Layout:
    """The header row that names all required columns of a declared sheet; of several sheets the one it names most of.

    Raises Refused where no row does, naming what is missing, and where two columns mean the same.
    """
    nearest: tuple[int, Layout | None] = (0, None)
    for at, (_, titles) in enumerate(grid.rows[:LOOK_AT]):
        layouts = [_lay_out(grid, at, titles, area, sheet) for area in catalog.areas for sheet in area.sheets]
        best = max(layouts, key=_named, default=None)
        if best and not _missing(best):
            _refuse_twice(best)
            return best
        if best and len(best.columns) > nearest[0]:
            nearest = len(best.columns), best
    found, close = nearest
    if close is None or found < 2:
        what = say("没有找到表头，也就是写着每一列叫什么的那一行。")
        raise Refused(what, say("什么也没有写。"), say("请在第一行写上列的名字，如 幢、单元、室、业主。"))
    missing = "、".join(f"「{column.title}」" for column in _missing(close))
    names = "、".join(_missing(close)[0].names[:5])
    raise Refused(
        say("「{sheet}」里没有{missing}这一列。", sheet=close.sheet.title, missing=missing),
        say("什么也没有写。"),
        say("请看看表头，这一列可以叫：{names}。", names=names),
    )


def read_lines(layout: Layout, today: date) -> Iterator[Line]:
    """The rows under the header, cleaned; empty rows and totals are left out."""
    fields = [(column, at, Field(column.name, column.title, column.kind)) for column, at, _ in layout.columns]
    for number, cells in layout.grid.rows:
        if number <= layout.header or _is_total(cells):
            continue
        values: dict[str, Any] = {}
        doubts: list[Doubt] = []
        for column, at, field in fields:
            try:
                values[column.name] = read_cell(field, cells[at] if at < len(cells) else None, today)
            except Refused as refused:
                values[column.name] = None
                doubts.append(Doubt(column.name, refused.what))
        if any(value is not None for value in values.values()) or doubts:
            yield Line(layout.grid.name, number, values, tuple(doubts))


def read_cell(field: Field, cell: Cell, today: date) -> Any:
    """The stored value of one cell; None for an empty one. Raises Refused where it cannot be read."""
    text = cell_text(cell)
    if isinstance(cell, date) and field.kind not in ("date", "text", "note"):
        raise Refused(say("表格软件把它变成了日期「{text}」。", text=text), field=field.name)
    if text in ERRORS:
        raise Refused(say("表格里的公式算不出来，写着「{text}」。", text=text), field=field.name)
    if "*" in fold(text) and field.kind not in ("text", "note"):
        raise Refused(say("「{text}」里有隐去的字，这一格没有用。", text=text), field=field.name)
    return kinds.read(field, text, today)


def cell_text(cell: Cell) -> str:
    """A cell as somebody would have typed it: 101 of 101.0, 2026-03-08 of a date, 65.57 of a number."""
    match cell:
        case None:
            return ""
        case bool():
            return say("是") if cell else say("否")
        case datetime():
            return cell.date().isoformat()
        case date() | time():
            return cell.isoformat()
        case int() | float():
            return _number_text(cell)
    return str(cell)


def _number_text(number: float) -> str:
    if number != number or number in (float("inf"), float("-inf")):
        return str(number)
    exact = Decimal(str(number))
    return str(int(exact)) if exact == exact.to_integral_value() else format(exact, "f")


def _lay_out(grid: Grid, at: int, titles: Iterable[Cell], area: Area, sheet: Sheet) -> Layout:
    named = {fold_title(name): column for column in sheet.columns for name in (column.title, *column.names)}
    columns, not_taken = [], []
    for place, title in enumerate(titles):
        folded, written = fold_title(title), clean(str(title or ""))
        if folded in named:
            columns.append((named[folded], place, written))
        elif folded and folded not in COUNTS:
            not_taken.append(written)
    return Layout(area, sheet, grid, grid.rows[at][0], tuple(columns), tuple(dict.fromkeys(not_taken)))


def _named(layout: Layout) -> tuple[bool, int]:
    return not _missing(layout), len({column.name for column, _, _ in layout.columns})


def _missing(layout: Layout) -> list[SheetColumn]:
    there = {column.name for column, _, _ in layout.columns}
    return [column for column in layout.sheet.columns if column.required and column.name not in there]


def _refuse_twice(layout: Layout) -> None:
    first: dict[str, str] = {}
    for column, _, written in layout.columns:
        if column.name in first:
            both = {"one": first[column.name], "other": written}
            what = say("「{one}」和「{other}」两列说的是同一样东西，不知道该用哪一列。", **both)
            raise Refused(what, say("什么也没有写。"), say("请在表格里删掉一列，再导入。"))
        first[column.name] = written


def _is_total(cells: Iterable[Cell]) -> bool:
    first = next((cell for cell in cells if cell not in (None, "")), None)
    return fold_title(first) in TOTALS if isinstance(first, str) else False
