"""The ledgers of an area side by side, one of them shown below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget


class Tabs(Widget):
    """One line of titles; the shown one is marked by tint and brackets. A click turns to another."""

    ALLOW_SELECT = False

    @dataclass
    class Turned(Message):
        """Someone wants to see another one, by its place from 0."""

        index: int

    def __init__(self, titles: Sequence[str]) -> None:
        """These titles, the first shown."""
        super().__init__()
        self.titles, self.index = tuple(titles), 0

    def show(self, index: int) -> None:
        """Mark another as shown."""
        self.index = index
        self.refresh()

    @property
    def _first(self) -> int:
        """The first title shown: so far on that the marked one fits into the line."""
        first, room = 0, max(self.content_size.width, 1)
        while first < self.index and sum(cell_len(title) + 3 for title in self.titles[first : self.index + 1]) > room:
            first += 1
        return first

    def render(self) -> Content:
        """The titles."""
        marked = "bold $text-accent on $block-cursor-blurred-background"
        shown = enumerate(self.titles[self._first :], self._first)
        return Content(" ").join(Content.styled(f" {title} ", marked if n == self.index else "") for n, title in shown)

    def on_click(self, event: events.Click) -> None:
        """Turn to the title clicked on."""
        end = self.content_region.x - self.region.x
        for n, title in enumerate(self.titles[self._first :], self._first):
            end += cell_len(title) + 3
            if event.x < end:
                self.post_message(self.Turned(n))
                return
