"""The rows that were refused, given back as a spreadsheet with the reason: to be mended and imported again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from linli_tui.core.words import say
from linli_tui.paper import xlsx
from linli_tui.paper.cleaners import cell_text
from linli_tui.paper.header import Header, Title

if TYPE_CHECKING:
    from linli_tui.paper.sources import Row
    from linli_tui.paper.spreadsheet_import import Preview

NAME = "refused.xlsx"
REASON = "没有收的原因"
WAS = "原来第几行"
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))
_MOST_NAME = 31


def write(shown: Preview, path: Path) -> int:
    """Writes the refused rows of a preview, a sheet for each of the file's headers; returns how many there are.

    What a row owes to the rows or titles above it (幢, 单元) is written into it. OSError where it cannot be written.
    """
    import xlsxwriter

    tables: dict[tuple[str, Header], list[Row]] = {}
    for row in shown.left:
        tables.setdefault((row.sheet, row.line.header), []).append(row)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        with xlsxwriter.Workbook(str(path), options) as file:
            text, bold = file.add_format({"num_format": "@", "text_wrap": True}), file.add_format({"bold": True})
            for name, (header, rows) in _named(tables):
                sheet = file.add_worksheet(name)
                sheet.freeze_panes(1, 0)
                for at, cells in enumerate(_table(header, rows)):
                    for place, cell in ((place, cell) for place, cell in enumerate(cells) if cell):
                        sheet.write_string(at, place, xlsx.clean_cell(cell), text if at else bold)
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(str(error)) from error
    return len(shown.left)


def _named(tables: dict[tuple[str, Header], list[Row]]) -> Iterator[tuple[str, tuple[Header, list[Row]]]]:
    used: set[str] = set()
    for (sheet, header), rows in tables.items():
        name = (sheet.translate(_FORBIDDEN).strip("'") or say("没有收的"))[:_MOST_NAME]
        number = 1
        while name.lower() in used:
            number += 1
            name = f"{name[: _MOST_NAME - 4]}({number})"
        used.add(name.lower())
        yield name, (header, rows)


def _table(header: Header, rows: list[Row]) -> Iterator[list[str]]:
    titles = sorted((*(title for _, title in header.named), *header.others), key=lambda title: title.place)
    there = {column.name for column, _ in header.named}
    above = {name: row.titles[name] for row in rows for name in row.titles
             if name not in there and row.line.cells.get(f"{name}_above")}  # fmt: skip
    yield [*above.values(), *map(_whole, titles), say(REASON), say(WAS)]
    for row in rows:
        raw = row.line.raw
        said = [cell_text(raw[title.place]) if title.place < len(raw) else "" for title in titles]
        over = [str(row.line.cells.get(f"{name}_above") or "") for name in above]
        yield [*over, *said, "；".join(why.rstrip("。") for why in row.whys), str(row.number)]


def _whole(title: Title) -> str:
    return "".join((*title.above, title.written))
