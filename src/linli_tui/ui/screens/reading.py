"""A page to read: the answer to a question, as long as it may be."""

from __future__ import annotations

from collections.abc import Iterable

from rich.segment import Segment
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from linli_tui.ui.keys import binding
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.widgets.cells import fit, wrap
from linli_tui.ui.widgets.foot import Hint

EDGE = 2
"""Blank cells left and right of the text."""


class Text(ScrollView, can_focus=True):
    """Lines of text, wrapped; the arrows and page keys go through it."""

    ALLOW_SELECT = False

    def __init__(self, text: str) -> None:
        """The text, its own line ends kept."""
        super().__init__(id="text")
        self._text = text
        self._lines: list[str] = []

    def on_resize(self) -> None:
        """Wraps the text anew."""
        width = self.scrollable_content_region.width
        self._lines = wrap(self._text, width - 2 * EDGE)
        self.virtual_size = Size(width, len(self._lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the text."""
        at, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        line = self._lines[at] if at < len(self._lines) else ""
        return Strip([Segment(" " * EDGE + fit(line, width - EDGE), self.rich_style)], width)


class ReadingScreen(PageScreen[None]):
    """A title line and a text below it."""

    BINDINGS = [binding("reading.open", "back", words="看好了", show=False)]

    def __init__(self, title: str, text: str) -> None:
        """The first words of the title are what the top bar says."""
        super().__init__()
        self.heading, _, self._about = title.partition("  ")
        self._text = text

    def content(self) -> Iterable[Widget]:
        """Title and text."""
        yield Horizontal(Static(Content.styled(self._about or self.heading, "bold"), id="name"), id="title")
        yield Text(self._text)

    def on_mount(self) -> None:
        """The text has the keys."""
        self.query_one(Text).focus()

    def hints(self) -> Iterable[Hint]:
        """How to go through it and away."""
        turning = (("page_down", "往下"), ("page_up", "往上")) if self.query_one(Text).max_scroll_y else ()
        return (*turning, ("menu", ""), ("back", ""))

    def on_resize(self) -> None:
        """Whether there is more to read than can be seen."""
        self.call_after_refresh(self.show_hints)
