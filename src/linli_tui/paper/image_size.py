"""How wide and high a picture is, read from its head: PNG (ISO/IEC 15948) and JPEG (ISO/IEC 10918-1)."""

from __future__ import annotations

import struct
from pathlib import Path

_NO_FRAME = frozenset({0xC4, 0xC8, 0xCC})


def size_of(path: Path) -> tuple[int, int] | None:
    """Pixels across and down; None for what is neither, or cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(24)
            if head.startswith(b"\x89PNG\r\n\x1a\n"):
                wide, high = struct.unpack(">II", head[16:24])
                return (wide, high) if wide and high else None
            if not head.startswith(b"\xff\xd8"):
                return None
            file.seek(2)
            return _frame(file.read())
    except (OSError, struct.error):
        return None


def _frame(content: bytes) -> tuple[int, int] | None:
    """The size in the first frame header (SOF) of a JPEG."""
    at = 0
    while at + 9 <= len(content) and content[at] == 0xFF:
        mark = content[at + 1]
        if 0xC0 <= mark <= 0xCF and mark not in _NO_FRAME:
            high, wide = struct.unpack_from(">HH", content, at + 5)
            return (wide, high) if wide and high else None
        (length,) = struct.unpack_from(">H", content, at + 2)
        at += 2 + length
    return None
