"""Which of what was found comes first; pure: words as `finder.split` gives them, texts as the finder keeps them."""

from __future__ import annotations

import re
from collections.abc import Sequence

ADDRESS = re.compile(r"\d{1,4}[a-z]?(?:-\d{1,4}[a-z]?){1,3}|\d{1,4}[a-z]?(?:幢|栋|号楼|座).*")
"""A room or building as it is typed: 3-1-801, 3幢1单元801."""
TOKENS = re.compile(r"[;\n]")

EXACT, BEGINS, WITHIN = range(3)


def rank(words: Sequence[str], text: str) -> int:
    """EXACT where a name or one of the short forms is just what was typed, BEGINS where it begins so, else WITHIN."""
    typed = "".join(words)
    tokens = TOKENS.split(text)
    if typed in tokens:
        return EXACT
    return BEGINS if any(token.startswith(typed) for token in tokens) else WITHIN


def speaks_of_a_place(words: Sequence[str]) -> bool:
    """Whether an address is among the words."""
    return any(ADDRESS.fullmatch(word) for word in words)


def fits(words: Sequence[str], text: str) -> bool:
    """Whether no address among the words stands only inside a longer one: 3-1-801 is not in 13-1-801."""
    return not any(ADDRESS.fullmatch(word) and word in text and not _apart(word, text) for word in words)


def _apart(word: str, text: str) -> bool:
    return re.search(rf"(?<![0-9a-z]){re.escape(word)}", text) is not None
