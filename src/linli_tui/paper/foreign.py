"""A file from outside is read here, in a process of its own that knows nothing and can be ended at any time.

Started by `sheet_file` with nothing but the standard library and our package. What it finds it writes to stdout as
lines of JSON: {"sheet": name, "hidden": bool}, then [number, cells] for every row that is not empty, then
{"merged": …, "hidden_rows": n, "hidden_columns": n}; and {"refused": reason} or {"end": true} at the very end.
A date is {"d": "2026-03-02", "shows": "md"}, a formula without a value {"f": its text}.
"""

from __future__ import annotations

import json
import os
import sys
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.parsers.expat import ExpatError

from linli_tui.core.refusal import Refused
from linli_tui.paper import package, workbook

MEMORY = 1 << 30
SECONDS = 30
_OLD = b"\xd0\xcf\x11\xe0"
_TEXTS = (".csv", ".txt", ".tsv")


def main(path: str) -> None:
    """Reads the file at `path` and writes what is in it, or the reason why not."""
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    limited = limit()
    try:
        for line in read(path):
            _write(line)
        _write({"end": True, "limited": limited})
    except workbook.Overfull:
        _write({"refused": "large"})
    except Refused as refused:
        _write({"refused": "", "what": refused.what, "do": refused.do})
    except MemoryError:
        _write({"refused": "large"})
    except (workbook.Broken, ExpatError, zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, KeyError,
            NotImplementedError, RuntimeError, OverflowError):  # fmt: skip
        _write({"refused": "broken"})


def limit() -> bool:
    """Takes memory and processor time from this process where the system lets it; whether it did."""
    try:
        import resource
    except ImportError:
        return False
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    except (ValueError, OSError):
        return False
    return True


def read(path: str) -> Iterator[Any]:
    """The lines for a file, told by its content and not by its name. Raises Refused, Overfull, or what parsing raises."""
    with open(path, "rb") as file:
        begins = file.read(8)
    if begins.startswith(b"PK"):
        yield from _workbook(path)
    elif begins.startswith(_OLD) or path.lower().endswith((".xls", ".et")):
        yield {"refused": "old"}
    elif path.lower().endswith(_TEXTS):
        from linli_tui.paper import csv_text

        yield {"sheet": "", "hidden": False}
        with open(path, "rb") as file:
            content = file.read()
        for number, cells in _few(csv_text.read(content)):
            yield [number, cells]
        yield {"merged": [], "hidden_rows": 0, "hidden_columns": 0}
    else:
        yield {"refused": "other"}


def _workbook(path: str) -> Iterator[Any]:
    with zipfile.ZipFile(path) as opened:
        fault = package.fault(opened, os.path.getsize(path))
        if fault:
            yield {"refused": fault}
            return
        for part, rows in workbook.Workbook(opened).sheets():
            yield {"sheet": part.name, "hidden": part.hidden}
            for number, cells in rows:
                yield [number, [_plain(cell) for cell in cells]]
            yield {"merged": part.merged, "hidden_rows": part.hidden_rows, "hidden_columns": part.hidden_columns}


def _few(rows: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    kept = 0
    for number, row in enumerate(rows, 1):
        while row and not row[-1]:
            row.pop()
        if len(row) > workbook.MOST_COLUMNS or any(len(cell) > workbook.MOST_CHARACTERS for cell in row):
            raise workbook.Overfull
        if row:
            kept += 1
            if kept > workbook.MOST_ROWS:
                raise workbook.Overfull
            yield number, row


def _plain(cell: workbook.Cell) -> Any:
    if isinstance(cell, workbook.Stamp):
        return {"d": cell.day.isoformat(), "shows": cell.shows}
    return {"f": cell.text} if isinstance(cell, workbook.Formula) else cell


_encode = json.JSONEncoder(separators=(",", ":")).encode


def _write(line: Any) -> None:
    sys.stdout.write(_encode(line) + "\n")
