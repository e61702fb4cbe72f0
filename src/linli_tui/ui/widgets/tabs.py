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

    def render(self) -> Content:
        """The titles."""
        parts = [
            Content.styled(
                f" {title} ", "bold $text-accent on $block-cursor-blurred-background" if n == self.index else ""
            )
            for n, title in enumerate(self.titles)
        ]
        return Content(" ").join(parts)

    def on_click(self, event: events.Click) -> None:
        """Turn to the title clicked on."""
        end = self.content_region.x - self.region.x
        for n, title in enumerate(self.titles):
            end += cell_len(title) + 3
            if event.x < end:
                self.post_message(self.Turned(n))
                return
