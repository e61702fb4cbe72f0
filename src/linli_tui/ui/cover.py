"""盖住: a calm empty page over whatever is shown, with the time and no name; what lies below stays as it is.

It is no screen of its own: screens that come and go below it, such as a progress that ends, stay covered too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual._compositor import LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from linli_tui.core import clock
from linli_tui.core.words import say

if TYPE_CHECKING:
    from textual.app import App


def strips(app: App[Any]) -> list[Strip]:
    """The lines of the page: nothing but the time and how to come back."""
    width, height = app.size
    variables = app.theme_variables
    ground = Style(color=variables["text-muted"], bgcolor=variables["background"])
    local = clock.local_text(clock.instant())[-len("21:05") :]
    said = {height // 2 - 1: (local, ground + Style(bold=True)), height // 2 + 1: (say("按任意键回来"), ground)}
    lines = [_line(*said.get(y, ("", ground)), width, ground) for y in range(height)]
    for each in app.get_line_filters():
        lines = [line.apply_filter(each, app.screen.background_colors[0]) for line in lines]
    return lines


def _line(text: str, style: Style, width: int, ground: Style) -> Strip:
    text = text if cell_len(text) <= width else ""
    left = (width - cell_len(text)) // 2
    right = width - left - cell_len(text)
    return Strip([Segment(" " * left, ground), Segment(text, style), Segment(" " * right, ground)], width)


def page(app: App[Any]) -> LayoutUpdate:
    """The page as the terminal is painted with it."""
    return LayoutUpdate([[line] for line in strips(app)], Region(0, 0, *app.size))
