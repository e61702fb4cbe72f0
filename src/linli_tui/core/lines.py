"""Breaking Chinese text into lines of so many cells, for the screen and for paper.

Source: GB/T 15834-2011 5.1 (no line begins with a mark that closes, none ends with one that opens); Unicode UAX #14 for
the rest: words, numbers and addresses of plain letters stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .cells import cut, width

CLOSING = "，。、；：？！,.;:?!）)］]｝}〉》」』】〕〗’”%％‰℃～…—·/／"
"""Marks that never begin a line."""

OPENING = "（(［[｛{〈《「『【〔〖‘“￥¥$"
"""Marks that never end a line."""

_PIECE = re.compile(
    rf"(?P<space>\s+)|(?:[{re.escape(OPENING)}]*(?:[!-~]+|\S)[{re.escape(CLOSING)}]*)|\S",
)


def wrap(text: str, cells: int, indent: int = 0) -> list[str]:
    """The text in lines of at most `cells` terminal cells; a line feed in it begins a new one, empty text is one line.

    The first line of each paragraph begins `indent` cells in. What is wider than a whole line is cut where the line
    ends, marks too: a line is never too wide.
    """
    cells = max(cells, 4)
    before = " " * min(indent, cells - 2)
    return [line for paragraph in text.split("\n") for line in _paragraph(paragraph, cells, before)]


def _paragraph(text: str, cells: int, before: str) -> Iterator[str]:
    line, gap = "", before
    for found in _PIECE.finditer(text):
        piece = found[0]
        if found["space"]:
            gap += piece if line or not found.start() else ""
            continue
        if line and width(line) + width(gap) + width(piece) > cells:
            yield line
            line, gap = "", ""
        line, gap = line + gap + piece, ""
        while width(line) > cells:
            head = cut(line, cells) or line[:1]
            yield head
            line = line[len(head) :]
    yield line
