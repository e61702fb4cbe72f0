"""Comma-separated text: written so that a spreadsheet shows it right and executes nothing, read in any usual encoding.

Written as UTF-8 with a byte order mark and CRLF line ends, which Excel on a Chinese Windows needs (RFC 4180).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from linli_tui.core.fold import fold
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

EXECUTED = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a cell may not begin with, as typed or full-width: spreadsheets take it for a formula."""


LOOK_AT = 30
"""What separates the cells is looked for in so many lines."""


def harmless(text: str) -> str:
    """The text with a ' before it where a spreadsheet would take it for a formula; minus figures stay figures."""
    begins = fold(text.lstrip(" \u3000\ufeff"))
    if not text.startswith(EXECUTED) and not begins.startswith(EXECUTED):
        return text
    number = begins[:1] in "+-" and begins[1:].replace(".", "", 1).replace(",", "").isdecimal()
    return text if number and begins == text else f"'{text}"


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Writes a table of texts; returns how many rows it has."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(map(harmless, header))
        for row in rows:
            writer.writerow(map(harmless, row))
            count += 1
    return count


def read(content: bytes) -> Iterator[list[str]]:
    """The rows of a file in UTF-8 with or without its mark, UTF-16 with one, or GB18030; Refused for anything else."""
    text = _decode(content)
    if "\0" in text:
        raise Refused(say("这个文件里不是文字。"), say("什么也没有写。"), say("请用 WPS 打开，另存为 xlsx 再导入。"))
    begins = "\n".join(text.splitlines()[:LOOK_AT])
    delimiter = max(",\t;", key=begins.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    except csv.Error as error:
        what = say("这个文件里有一格太长，或者引号没有配上。")
        raise Refused(what, say("什么也没有写。"), say("请用 WPS 打开，另存为 xlsx 再导入。")) from error


def _decode(content: bytes) -> str:
    marked = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}.get(content[:2])
    for encoding in (marked,) if marked else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(say("这个文件里的文字认不出来。"), say("什么也没有写。"), say("请用 WPS 打开，另存为 xlsx 再导入。"))
