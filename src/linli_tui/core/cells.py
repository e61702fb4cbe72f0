"""The width of text in terminal cells, for whoever has no terminal library: papers, exports, notices."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Literal


@lru_cache(maxsize=8192)
def _glyph(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def width(text: str) -> int:
    """How many cells the text takes: wide and full-width glyphs 2, combining and unseen ones 0, all others 1."""
    return len(text) if text.isascii() and text.isprintable() else sum(map(_glyph, text))


def cut(text: str, cells: int) -> str:
    """The longest beginning that fits; a wide glyph that would stand half outside is left out whole."""
    if text.isascii() and text.isprintable():
        return text[: max(cells, 0)]
    taken = 0
    for at, char in enumerate(text):
        taken += _glyph(char)
        if taken > cells:
            return text[:at]
    return text


def pad(text: str, cells: int, align: Literal["left", "right", "center"] = "left") -> str:
    """The text in exactly `cells` cells, cut or filled with spaces."""
    text = cut(text, cells)
    spare = max(cells - width(text), 0)
    before = {"left": 0, "right": spare, "center": spare // 2}[align]
    return " " * before + text + " " * (spare - before)


def ambiguous(text: str) -> list[str]:
    """The visible glyphs, each once, that some terminals draw one cell wide and others two."""
    return [
        char
        for char in dict.fromkeys(text)
        if unicodedata.east_asian_width(char) == "A" and unicodedata.category(char)[0] != "M"
    ]
