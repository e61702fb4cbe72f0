"""A spreadsheet file someone brought, opened with care: its sheets as rows of plain cells, or a sentence why not."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from linli_tui.core.refusal import Refused
from linli_tui.core.words import _, say
from linli_tui.paper import csv_text

Cell = str | int | float | bool | date | datetime | time | None

MOST_BYTES = 64 << 20
MOST_UNPACKED = 256 << 20
MOST_RATIO = 200
"""Of all that is unpacked to the file; only asked above 16 MB, since small sheets of equal rows pack very well."""
MOST_ENTRIES = 2_000
MOST_ROWS = 200_000
MOST_COLUMNS = 300
_ENOUGH_TO_ASK = 16 << 20
_KEPT = _("什么也没有写。")


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: its name, and its rows that are not empty, each with the number the spreadsheet shows beside it."""

    name: str
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


def read_grids(path: Path) -> list[Grid]:
    """All sheets of an .xlsx or .csv file, told by their content.

    Raises Refused for anything else, and for files that are too large or made to do harm, before they are parsed.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            begins = file.read(8)
    except OSError as error:
        what = say("没有找到「{name}」，或者打不开它。", name=path.name)
        raise Refused(what, say(_KEPT), say("请看看文件名和文件夹。")) from error
    if not size:
        raise Refused(say("「{name}」是空的。", name=path.name), say(_KEPT), say("请看看是不是选错了文件。"))
    if size > MOST_BYTES:
        raise _too_large(path)
    if begins.startswith(b"PK"):
        return list(_read_workbook(path))
    if begins.startswith(b"\xd0\xcf\x11\xe0") or path.suffix.lower() in (".xls", ".et"):
        what = say("「{name}」是旧格式的表格，或者加了密码。", name=path.name)
        raise Refused(what, say(_KEPT), say("请用 WPS 另存为 xlsx，不要设密码。"))
    if path.suffix.lower() not in (".csv", ".txt", ".tsv"):
        what = say("「{name}」里面不是表格。", name=path.name)
        raise Refused(what, say(_KEPT), say("请选一个 xlsx 或 csv 文件；别的文件请用 WPS 打开，另存为 xlsx。"))
    return [Grid("", _kept(csv_text.read(path.read_bytes()), path))]


def _read_workbook(path: Path) -> Iterator[Grid]:
    from openpyxl import load_workbook

    try:
        _refuse_harmful(path)
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for sheet in load_workbook(file, read_only=True, data_only=True, keep_links=False).worksheets:
                sheet.reset_dimensions()
                rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
                yield Grid(str(sheet.title), _kept(rows, path))
    except Refused:
        raise
    except Exception as error:
        raise _unreadable(path) from error


def _kept(rows: Iterable[Iterable[Any]], path: Path) -> tuple[tuple[int, tuple[Cell, ...]], ...]:
    kept = []
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS:
            raise _too_large(path)
        cells = tuple(row)
        end = len(cells)
        while end and cells[end - 1] in (None, ""):
            end -= 1
        if end >= MOST_COLUMNS:
            raise _too_large(path)
        if end:
            kept.append((number, cells[:end]))
    return tuple(kept)


def _refuse_harmful(path: Path) -> None:
    """Refuses a package that would unpack to too much, hides entries in one another, or declares XML entities."""
    with zipfile.ZipFile(path) as package:
        entries = package.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED:
            raise _too_large(path)
        if unpacked > _ENOUGH_TO_ASK and unpacked > path.stat().st_size * MOST_RATIO:
            raise _too_large(path)
        if "xl/workbook.xml" not in package.namelist() or _overlapping(entries):
            raise _unreadable(path)
        if any(_declares_entities(package, entry) for entry in entries):
            raise _unreadable(path)


def _overlapping(entries: list[zipfile.ZipInfo]) -> bool:
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            return True
        end = entry.header_offset + 30 + len(entry.orig_filename) + entry.compress_size
    return False


def _declares_entities(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    if not entry.filename.lower().endswith((".xml", ".rels", ".vml")):
        return False
    text = package.read(entry)
    return b"<!DOCTYPE" in text or b"\0" in text


def _too_large(path: Path) -> Refused:
    what = say("「{name}」太大了，一次最多{rows}行。", name=path.name, rows=MOST_ROWS)
    return Refused(what, say(_KEPT), say("请删掉空行空列，或者分成几个文件。"))


def _unreadable(path: Path) -> Refused:
    what = say("「{name}」读不懂，可能坏了。", name=path.name)
    return Refused(what, say(_KEPT), say("请用 WPS 打开，另存为 xlsx 再导入。"))
