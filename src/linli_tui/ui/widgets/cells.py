"""Text fitted to terminal cells as Textual counts them, with nothing in it that would command the terminal."""

from __future__ import annotations

import re
from typing import Final

from rich.cells import cell_len, chop_cells, set_cell_size

CUT: Final = ".."
"""Stands where a text was cut; the usual sign is of ambiguous width."""

NEVER_FIRST: Final = "、，。；：！？）」』》〉】％,.;:!?)%"
"""Marks that do not stand at the beginning of a line."""

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
    """The cleaned text in lines of at most `cells` cells (4 at least), its own line ends kept.

    No line begins with a closing mark; a word or number in Latin letters stays whole where it can.
    """
    lines: list[str] = []
    for rest in map(clean, text.splitlines() or [""]):
        while cell_len(rest) > max(cells, 4):
            at = _break(rest, max(cells, 4))
            lines.append(rest[:at].rstrip())
            rest = rest[at:].lstrip()
        lines.append(rest)
    return lines


def _break(text: str, cells: int) -> int:
    """Where the first line of a text that is too long ends."""
    fitting = len(next(iter(chop_cells(text, cells))))
    for at in range(fitting, fitting // 2, -1):
        within_word = text[at - 1].isascii() and text[at - 1].isalnum() and text[at].isascii() and text[at].isalnum()
        if text[at] not in NEVER_FIRST and not within_word:
            return at
    return fitting
