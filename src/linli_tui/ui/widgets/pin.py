"""Four digits nobody may read over a shoulder: each is a `*`, the fourth hands them over by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Offset, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from linli_tui.core.fold import fold
from linli_tui.ui.widgets.cells import fit

LENGTH: Final = 4
"""Digits of a PIN."""


class Pin(Widget, can_focus=True):
    """Takes digits, also full-width ones; what was typed is gone as soon as it has been handed over."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"pin--box"}

    @dataclass
    class Entered(Message):
        """Four digits were typed."""

        pin: str

    def __init__(self, title: str = "", *, id: str | None = None) -> None:  # noqa: A002
        """Asks under `title`, which stands before the digits."""
        super().__init__(id=id)
        self._title = title
        self._typed = ""

    def ask(self, title: str) -> None:
        """Begins anew, under another title."""
        self._title, self._typed = title, ""
        self.refresh(layout=True)

    @property
    def typed(self) -> int:
        """How many digits were typed so far."""
        return len(self._typed)

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the terminal's cursor belongs: at the next digit."""
        return self.content_region.offset + Offset(cell_len(self._title) + 3 + 2 * min(self.typed, LENGTH - 1), 0)

    def on_key(self, event: events.Key) -> None:
        """One more digit, or one less."""
        digit = fold(event.character or "")
        if event.key == "backspace":
            self._typed = self._typed[:-1]
        elif len(digit) == 1 and digit in "0123456789":
            self._typed += digit
        else:
            return
        event.stop()
        event.prevent_default()
        self.refresh()
        if len(self._typed) == LENGTH:
            pin, self._typed = self._typed, ""
            self.post_message(self.Entered(pin))

    def on_paste(self, event: events.Paste) -> None:
        """Digits are typed, not pasted: what is on the clipboard stays there to be read."""
        event.stop()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line."""
        return 1

    def render_line(self, y: int) -> Strip:
        """The title and four places."""
        places = " ".join("*" * self.typed + "_" * (LENGTH - self.typed))
        box = f" {places} "
        left = max(self.size.width - cell_len(self._title) - len(box) - 2, 0)
        ground = self.rich_style
        return Strip(
            [
                Segment(fit(self._title, min(cell_len(self._title), self.size.width)) + "  ", ground),
                Segment(box, self.get_component_rich_style("pin--box")),
                Segment(" " * left, ground),
            ]
        ).crop(0, self.size.width)
