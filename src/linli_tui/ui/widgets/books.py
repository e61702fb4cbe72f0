"""The books of the shelf by digit: each name on the book's own colour, as on the top line while it is open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from linli_tui.ui.theme import SEAL_INK, SEALS
from linli_tui.ui.widgets.cells import fit
from linli_tui.ui.widgets.digits import Choice, Digits


def seal_of(place: int) -> str:
    """The colour of that place in the row of colours; after the last comes the first again."""
    return list(SEALS)[place % len(SEALS)]


class Books(Digits):
    """Choices of which some are books."""

    seals: Mapping[str, str] = {}
    """The colour of each choice that is a book."""

    def show_books(self, choices: Iterable[Choice], seals: Mapping[str, str]) -> None:
        """Offer these; KeyError at drawing for a colour that is none of `theme.SEALS`."""
        self.seals = seals
        here = self.cursor
        self.show(choices)
        self.cursor = min(here, max(len(self.choices) - 1, 0))

    def _choice_line(self, y: int, shown: tuple[Choice, ...]) -> Strip:
        choice = shown[y]
        if choice.id not in self.seals:
            return super()._choice_line(y, shown)
        here = self._top + y == self.cursor
        names = ["digits--barred" if choice.barred else "digits--choice", *(["digits--cursor"] if here else [])]
        style = self.get_component_rich_style(*names)
        seal = style + Style(color=SEAL_INK, bgcolor=SEALS[self.seals[choice.id]], bold=True)
        begin = f"{'>' if here else ' '} {y + 1} "
        words = max(cell_len(each.words) for each in shown if each.id in self.seals)
        name = f" {choice.words} "
        gap = " " * (words + 2 - cell_len(name) + 2)
        rest = max(self.size.width - cell_len(begin + name + gap), 0)
        texts = (begin, style), (name, seal), (gap, style), (fit(choice.barred or choice.note, rest), style)
        return Strip([Segment(text, worn) for text, worn in texts]).adjust_cell_length(self.size.width, style)
