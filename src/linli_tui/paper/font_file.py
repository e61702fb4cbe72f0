"""Which characters a font file holds: OpenType (ISO/IEC 14496-22), collections, the table `cmap`, formats 4 and 12."""

from __future__ import annotations

import struct
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path

Spans = tuple[tuple[int, int], ...]
"""First and last code point of what is held without a gap, in order."""


def covers(path: Path, index: int, char: str) -> bool:
    """Whether that face of a file has a glyph for a character; an unreadable file has none."""
    held = spans(path, index)
    at = bisect_right(held, (ord(char), 0x110000)) - 1
    return at >= 0 and held[at][0] <= ord(char) <= held[at][1]


@lru_cache(maxsize=32)
def spans(path: Path, index: int) -> Spans:
    """The code points of one face of a file, none where it cannot be read."""
    try:
        table = _table(path, index)
        return tuple(sorted(_spans(table)))
    except (OSError, struct.error, ValueError):
        return ()


def _table(path: Path, index: int) -> bytes:
    """The table `cmap`. ValueError where there is none."""
    with path.open("rb") as file:
        begin = 0
        if file.read(4) == b"ttcf":
            file.seek(12 + 4 * index)
            (begin,) = struct.unpack(">I", file.read(4))
        file.seek(begin + 4)
        (count,) = struct.unpack(">H", file.read(2))
        file.seek(begin + 12)
        for _ in range(count):
            tag, _sum, offset, length = struct.unpack(">4sIII", file.read(16))
            if tag == b"cmap":
                file.seek(offset)
                return file.read(length)
    raise ValueError("no cmap")


def _spans(table: bytes) -> list[tuple[int, int]]:
    """What the widest of its Unicode parts holds. ValueError where it has none in a known format."""
    (count,) = struct.unpack_from(">H", table, 2)
    parts: dict[int, int] = {}
    for n in range(count):
        platform, _encoding, offset = struct.unpack_from(">HHI", table, 4 + 8 * n)
        if platform in (0, 3):
            (form,) = struct.unpack_from(">H", table, offset)
            parts[form] = offset
    if 12 in parts:
        return _form_12(table, parts[12])
    if 4 in parts:
        return _form_4(table, parts[4])
    raise ValueError("no Unicode cmap")


def _form_12(table: bytes, at: int) -> list[tuple[int, int]]:
    (count,) = struct.unpack_from(">I", table, at + 12)
    groups = (struct.unpack_from(">III", table, at + 16 + 12 * n) for n in range(count))
    return [(first, last) for first, last, glyph in groups if glyph or first < last]


def _form_4(table: bytes, at: int) -> list[tuple[int, int]]:
    (double,) = struct.unpack_from(">H", table, at + 6)
    count = double // 2
    ends = struct.unpack_from(f">{count}H", table, at + 14)
    starts = struct.unpack_from(f">{count}H", table, at + 16 + double)
    deltas = struct.unpack_from(f">{count}H", table, at + 16 + 2 * double)
    ranges = struct.unpack_from(f">{count}H", table, at + 16 + 3 * double)
    found = []
    for n in range(count):
        if starts[n] == 0xFFFF:
            continue
        if not ranges[n]:
            found.append((starts[n], ends[n]))
            continue
        glyphs = at + 16 + 3 * double + 2 * n + ranges[n]
        for code in range(starts[n], ends[n] + 1):
            (glyph,) = struct.unpack_from(">H", table, glyphs + 2 * (code - starts[n]))
            if glyph and (glyph + deltas[n]) & 0xFFFF:
                found.append((code, code))
    return found
