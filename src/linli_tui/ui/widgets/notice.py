"""The notice line: the last thing the program said, part of the layout, there until something else is said."""

from __future__ import annotations

from typing import Literal

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from linli_tui.ui.widgets.cells import clean, fit, wrap

Tone = Literal["", "ok", "warn", "error"]
_MARKS: dict[Tone, str] = {"": "", "ok": "✓ ", "warn": "! ", "error": "✗ "}


class Notice(Widget):
    """One line for what has just happened; a long sentence takes up to three. Nothing in it is read as markup."""

    ALLOW_SELECT = False
    text = ""
    tone: Tone = ""

    def say(self, text: str, tone: Tone = "") -> None:
        """Show `text` instead of what stood here; the tone adds its mark, as colour alone says nothing."""
        mark = _MARKS[tone]
        self.text, self.tone = mark + clean(text).removeprefix(mark), tone
        for name in _MARKS:
            self.set_class(bool(name) and name == tone, f"-{name}")
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the sentence takes."""
        return len(wrap(self.text, width))

    def render_line(self, y: int) -> Strip:
        """One line of the sentence."""
        width, lines = self.size.width, wrap(self.text, self.size.width)
        return Strip([Segment(fit(lines[y] if y < len(lines) else "", width), self.rich_style)], width)
