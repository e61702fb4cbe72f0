"""A file from outside is read here, in a process of its own that knows nothing and can be ended at any time.

Started by `sheet_file` with nothing but the standard library and our package. What it finds it writes to stdout as
lines of JSON: {"sheet": name, "hidden": bool}, then [number, cells] for every row that is not empty, then
{"merged": …, "hidden_rows": n, "hidden_columns": n}; and {"refused": reason} or {"end": true} at the very end.
A date is {"d": "2026-03-02", "shows": "md"}, a formula without a value {"f": its text}.
"""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterator
from typing import Any, TextIO

from linli_tui.core.refusal import Refused
from linli_tui.paper import package, worksheet
from linli_tui.paper.workbook import Workbook

MEMORY = 1 << 30
SECONDS = 30
_OLD = b"\xd0\xcf\x11\xe0"
_TEXTS = (".csv", ".txt", ".tsv")
_encode = json.JSONEncoder(separators=(",", ":")).encode


def main(path: str) -> None:
    """Reads the file at `path` under limits and tells what is in it on stdout."""
    limited = limit()
    with open(1, "w", encoding="ascii", newline="\n", closefd=False) as out:
        tell(path, out, limited)


def tell(path: str, out: TextIO, limited: bool = False) -> None:
    """Writes what is in a file line by line, and at the end that this was all, or the reason why there is no more."""
    last: dict[str, Any]
    try:
        for line in read(path):
            out.write(_encode(line) + "\n")
        last = {"end": True, "limited": limited}
    except (worksheet.Overfull, MemoryError):
        last = {"refused": "large"}
    except Refused as refused:
        last = {"refused": "", "what": refused.what, "do": refused.do}
    except Exception:  # whatever a file from outside makes the parsers raise, it is broken
        last = {"refused": "broken"}
    out.write(_encode(last) + "\n")
    out.flush()


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
    """The lines for a file, told by its content, not its name. Raises Refused, Overfull, or what parsing raises."""
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
        for part, rows in Workbook(opened).sheets():
            yield {"sheet": part.name, "hidden": part.hidden}
            for number, cells in rows:
                yield [number, [_plain(cell) for cell in cells]]
            yield {"merged": part.merged, "hidden_rows": part.hidden_rows, "hidden_columns": part.hidden_columns}


def _few(rows: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    kept = 0
    for number, row in enumerate(rows, 1):
        while row and not row[-1]:
            row.pop()
        if len(row) > worksheet.MOST_COLUMNS or any(len(cell) > worksheet.MOST_CHARACTERS for cell in row):
            raise worksheet.Overfull
        if row:
            kept += 1
            if kept > worksheet.MOST_ROWS:
                raise worksheet.Overfull
            yield number, row


def _plain(cell: worksheet.Cell) -> Any:
    if isinstance(cell, worksheet.Stamp):
        return {"d": cell.day.isoformat(), "shows": cell.shows}
    return {"f": cell.text} if isinstance(cell, worksheet.Formula) else cell
