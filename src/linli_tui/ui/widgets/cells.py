"""Text fitted to terminal cells as Textual counts them, with nothing in it that would command the terminal."""

from __future__ import annotations

import re
from typing import Final

from rich.cells import cell_len, set_cell_size

from linli_tui.core import lines

CUT: Final = ".."
"""Stands where a text was cut; the usual sign is of ambiguous width."""

# Controls, escapes, line ends, what turns the direction of writing, and halves of characters that cannot be written.
_COMMANDS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def clean(text: str) -> str:
    """The text with a space for each character that commands a terminal instead of being seen."""
    return text if text.isascii() and text.isprintable() else _COMMANDS.sub(" ", text)


def fit(text: str, cells: int, align: str = "left") -> str:
    """The cleaned text in exactly `cells` cells, filled with spaces or cut with `..`, never inside a glyph."""
    text = clean(text)
    spare = cells - cell_len(text)
    if spare < 0:
        return set_cell_size(text, cells - len(CUT)) + CUT if cells > 2 * len(CUT) else set_cell_size(text, cells)
    before = {"left": 0, "right": spare, "center": spare // 2}[align]
    return " " * before + text + " " * (spare - before)


def wrap(text: str, cells: int) -> list[str]:
    """The cleaned text in lines of at most `cells` cells (4 at least), its own line ends kept: see `core.lines`."""
    return [line for paragraph in text.splitlines() or [""] for line in lines.wrap(clean(paragraph), cells)]
