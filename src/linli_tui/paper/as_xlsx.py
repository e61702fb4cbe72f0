"""A document as a spreadsheet to print: A4 or A3 upright, one page wide, for rooms whose only office program is WPS.

The page is a grid of narrow columns over which every block is merged, so that tables of any number of columns stand
below one another. All cells are text, nothing in it is computed, and the same document gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from linli_tui.core.lines import wrap
from linli_tui.core.words import say
from linli_tui.paper import as_text
from linli_tui.paper.document import Block, Document, Heading, NewPage, Pairs, Para, Photos, Ruled, Table
from linli_tui.paper.xlsx import clean_cell

GRID, COLUMN = 32, 2
"""Columns of the page and the width of each, in the spreadsheet's own measure (19 pixels); together one page wide."""
QUARTERS = 9
"""Quarters of a cell of text (8 pixels at 小四) that one column surely takes."""
SIDE = 9
"""Columns of the page for what stands at its left: names of values, who signs."""
LINE, RULE, PLACE = 18, 28, 40
"""Heights in points: a line of text, a line to write on, a place for a signature."""
SHEETS = {"A4": 9, "A3": 8}
"""What a spreadsheet calls the sheets of paper."""
_BODY = {"font_name": "宋体", "font_size": 12, "text_wrap": True, "valign": "vcenter", "num_format": "@"}
_STYLES: dict[str, dict[str, Any]] = {
    "title": {"font_name": "黑体", "font_size": 20, "align": "center"},
    "heading": {"font_name": "黑体"},
    "text": {"valign": "top"},
    "left": {},
    "right": {"align": "right"},
    "head": {"font_name": "黑体", "border": 1, "align": "center"},
    "cell": {"border": 1},
    "rule": {"bottom": 1},
}


def write(path: Path, document: Document) -> None:
    """Writes a sheet for a document and each after it. OSError where it cannot be written."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        with xlsxwriter.Workbook(str(path), options) as file:
            file.set_properties({"title": document.title, "created": datetime(2000, 1, 1)})
            for one in (document, *document.after):
                _Page(file, one).fill()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(str(error)) from error


class _Page:
    """One sheet while it is being written, row after row."""

    def __init__(self, file: Any, document: Document) -> None:
        self._document, self._row = document, 0
        self._breaks: list[int] = []
        self._sheet, self._times = file.add_worksheet(), 2 if document.large else 1
        self._format = {name: file.add_format(self._sized({**_BODY, **style})) for name, style in _STYLES.items()}
        self._long = max((b for b in document.blocks if isinstance(b, Table)), key=_length, default=None)

    def fill(self) -> None:
        """Head, blocks, signature places, the last line."""
        self._set_up()
        document = self._document
        self._write((document.title, GRID, "title"), height=2 * LINE)
        number = say("编号：{number}", number=document.number) if document.number else ""
        self._write((document.given_to, GRID // 2, "text"), (number, GRID - GRID // 2, "right"))
        for block in document.blocks:
            self._row += 0 if isinstance(block, Para) else 1
            self._block(block)
        if document.signatures:
            self._row += 1
        for who in document.signatures:
            date = say("日期：      年    月    日")
            self._write(
                (say("{who}：", who=who), SIDE, "left"),
                ("", GRID - SIDE - 12, "rule"),
                (date, 12, "right"),
                height=PLACE,
            )
        if document.foot:
            self._row += 1
            self._write((document.foot, GRID, "text"))
        self._sheet.set_h_pagebreaks(self._breaks)

    def _sized(self, style: dict[str, Any]) -> dict[str, Any]:
        return {**style, "font_size": style["font_size"] * self._times}

    def _set_up(self) -> None:
        self._sheet.set_portrait()
        self._sheet.set_paper(SHEETS[self._document.sheet])
        self._sheet.set_margins(left=1.1, right=1.0, top=1.1, bottom=1.0)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.center_horizontally()
        self._sheet.hide_gridlines(2)
        self._sheet.set_footer(say("&L{audience}&C第&P页，共&N页", audience=self._document.given_to.replace("&", "&&")))
        self._sheet.set_column(0, GRID - 1, COLUMN)
        self._sheet.repeat_rows(0)

    def _block(self, block: Block) -> None:
        match block:
            case Heading(words, level):
                self._write((" " * as_text.INDENT * (level - 1) + words, GRID, "heading"))
            case Para(words, indent):
                lead = " " * as_text.INDENT if indent else ""
                for paragraph in words.splitlines() or [""]:
                    self._write((lead + paragraph, GRID, "text"))
            case Pairs(pairs, by_hand):
                for name, value in pairs:
                    height = 0 if value and not by_hand else RULE
                    self._write((name, SIDE, "text"), (value, GRID - SIDE, "text" if value else "rule"), height=height)
            case Ruled(lines):
                for _ in range(lines):
                    self._write(("", GRID, "rule"), height=RULE)
            case Photos(photos):
                for photo in photos:
                    self._write((say("（照片：{words}）", words=photo.words), GRID, "text"))
            case NewPage():
                self._breaks.append(self._row)
            case Table():
                self._table(block)

    def _table(self, table: Table) -> None:
        spans = _spans(table)
        if table is self._long and len(table.rows) > as_text.LINES // 2:
            self._sheet.repeat_rows(self._row)
        self._write(*((title, span, "head") for title, span in zip(table.columns, spans, strict=True)))
        for row in table.rows:
            cells = ((text, span, "cell") for text, span in zip(row, spans, strict=True))
            self._write(*cells, least=RULE if table.by_hand else LINE)

    def _write(self, *pieces: tuple[str, int, str], height: int = 0, least: int = LINE) -> None:
        """One row of texts side by side, each over so many columns of the grid; as high as its longest text takes."""
        place = lines = 0
        for text, span, style in pieces:
            shape = self._format[style]
            if span > 1:
                self._sheet.merge_range(self._row, place, self._row, place + span - 1, "", shape)
            self._sheet.write_string(self._row, place, clean_cell(text), shape)
            room = span * QUARTERS // 4 // self._times
            lines, place = max(lines, len(wrap(text, room))), place + span
        self._sheet.set_row(self._row, (height or max(lines * LINE, least)) * self._times)
        self._row += 1


def _length(table: Table) -> int:
    return len(table.rows)


def _spans(table: Table) -> Sequence[int]:
    """How many columns of the grid each column of a table takes: its share, one at least, all of them together."""
    asked = table.widths or (1,) * len(table.columns)
    spans = [max(GRID * share // sum(asked), 1) for share in asked]
    spans[-1] = max(GRID - sum(spans[:-1]), 1)
    return spans
