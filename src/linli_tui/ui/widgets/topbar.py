"""The top line: whose book this is, as a seal in the book's own colour; which area; who is writing."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from linli_tui.ui.theme import SEAL_INK, SEALS
from linli_tui.ui.widgets.cells import clean, fit


class TopBar(Widget):
    """One line: the compound's name on its colour, the title of the area, the person at the right end."""

    ALLOW_SELECT = False
    compound = title = person = ""
    seal = "朱砂"

    def show(
        self,
        *,
        compound: str | None = None,
        title: str | None = None,
        person: str | None = None,
        seal: str | None = None,
    ) -> None:
        """Show what is given and keep the rest; `seal` is one of `theme.SEALS`, KeyError for another."""
        self.compound = self.compound if compound is None else clean(compound)
        self.title = self.title if title is None else clean(title)
        self.person = self.person if person is None else clean(person)
        self.seal = seal or self.seal
        self._seal_style = Style(color=SEAL_INK, bgcolor=SEALS[self.seal], bold=True)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line; when it is too narrow the title is cut, then the compound, never the person."""
        width = self.size.width
        person = f" {self.person} " if self.person else ""
        seal = f" {self.compound} " if self.compound else ""
        seal = fit(seal, min(cell_len(seal), max(width - cell_len(person), 0)))
        title = fit(f" {self.title}", max(width - cell_len(seal) - cell_len(person), 0))
        style = self.rich_style
        pieces = [Segment(seal, style + self._seal_style), Segment(title, style), Segment(person, style)]
        return Strip([piece for piece in pieces if piece.text])

    _seal_style = Style(color=SEAL_INK, bgcolor=SEALS[seal], bold=True)
