"""The one way of saying no to a person: what happened, what was kept, what to do."""

from __future__ import annotations

from linli_tui.core.fold import clean_lines


class Refused(Exception):
    """A sentence for the person at the screen, raised anywhere below it and met in one place.

    It may repeat what was typed, and a terminal must not act upon that: it holds nothing unseen.
    """

    def __init__(self, what: str, kept: str = "", do: str = "", field: str = "") -> None:
        what, kept, do = map(clean_lines, (what, kept, do))
        super().__init__(what, kept, do, field)
        self.what = what
        self.kept = kept
        self.do = do
        self.field = field

    def __str__(self) -> str:
        return "".join(map(_ended, filter(None, (self.what, self.kept, self.do))))


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith(("。", "！", "？")) else sentence + "。"
