"""What can be done, at the right of a page: nine lines with their digits, which work from anywhere on the page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from linli_tui.core.words import say

MOST: Final = 9


class Side(Widget):
    """Titles with digits; a click does what the digit does. The page itself has the keys."""

    ALLOW_SELECT = False
    auto_links = False
    titles: tuple[str, ...] = ()
    mark = 0

    def __init__(self, head: str, action: str) -> None:
        """Under a heading; `action` of the screen is called with the digit."""
        super().__init__(id="side")
        self._head, self._action = head, action

    def show(self, titles: Iterable[str], *, mark: int = 0) -> None:
        """Show these; `mark` is the digit of the one that is on, 0 for none."""
        self.titles, self.mark = tuple(titles), mark
        self.display = bool(self.titles)
        self.refresh()

    def render(self) -> Content:
        """Heading and lines; of more than nine the rest is in the menu."""
        lines = [Content.styled(self._head, "$text-muted"), Content("")]
        for digit, title in enumerate(self.titles[:MOST], 1):
            words = Content.styled(title, "bold" if digit == self.mark else "")
            click = Style.from_meta({"@click": f"screen.{self._action}({digit})"})
            lines.append(Content.assemble((str(digit), "bold $text-accent"), "  ", words).stylize(click))
        if len(self.titles) > MOST:
            lines.append(Content.styled(say("0  还有 {n} 件", n=len(self.titles) - MOST), "$text-muted"))
        return Content("\n").join(lines)
