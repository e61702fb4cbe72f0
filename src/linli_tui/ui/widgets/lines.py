"""A list of lines of which one is chosen: labels with texts that wrap under themselves, headings, gaps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.css.styles import RulesMap
from textual.geometry import Offset
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from linli_tui.ui.widgets.cells import fit, wrap


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a label, its text, and after it a quiet note; without an `id` it is a heading and cannot be chosen.

    `style` is of the text and `lead` of the label, in the words of Textual's content styles.
    """

    id: str = ""
    label: str = ""
    text: str = ""
    note: str = ""
    style: str = ""
    lead: str = "$text-muted"
    wide: bool = False
    """Whether the text begins where labels do."""


GAP: Final = Line()


@dataclass(frozen=True, slots=True)
class _Drawn(Visual):
    """A line as Textual draws it: label right-aligned in its cells, text wrapped beside it, note at the right end."""

    line: Line
    label: int
    align: str

    @property
    def _before(self) -> int:
        return 0 if self.line.wide or not self.label else self.label + 2

    def _room(self, width: int) -> int:
        note = cell_len(self.line.note)
        return width - self._before - (note + 2 if note else 0)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Whatever there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """As many lines as the text wraps into."""
        return len(wrap(self.line.text, self._room(width)))

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """The text in its lines; the label and the note stand on the first."""
        muted = (style + options.get_style("$text-muted")).rich_style
        lead = (style + options.get_style(self.line.lead)).rich_style
        words = (style + options.get_style(self.line.style)).rich_style if self.line.style else style.rich_style
        strips = []
        room = max(self._room(width), 4)
        for number, text in enumerate(wrap(self.line.text, room)):
            first = number == 0
            label = fit(self.line.label if first else "", self.label, self.align) + "  "
            pieces = [Segment(label, lead)] if self._before else []
            pieces.append(Segment(fit(text, room), words))
            if self.line.note:
                pieces.append(Segment(f"  {self.line.note}" if first else " " * (cell_len(self.line.note) + 2), muted))
            strips.append(Strip(pieces).adjust_cell_length(width, style.rich_style))
        return strips


class Lines(OptionList):
    """Lines to go through with the arrows; Enter or a click tells the screen which was chosen.

    The one chosen bears a `>` as in a table, unless nobody chooses here.
    """

    pointed = True

    def __init__(self, *, id: str | None = None, label: int = 0, align: str = "right") -> None:  # noqa: A002
        """An empty list whose labels take `label` cells, 0 for none, at their right or left end."""
        super().__init__(id=id, markup=False, compact=True)
        self.label, self.align = label, align

    def show(self, lines: Iterable[Line], *, label: int | None = None) -> None:
        """Show these lines; the one chosen before stays chosen where it is still there."""
        before, line_before = self.chosen, self.highlighted
        self.label = self.label if label is None else label
        top = self.scroll_offset.y
        self.set_options([Option(_Drawn(line, self.label, self.align), line.id or None, not line.id) for line in lines])
        ids = [option.id for option in self.options]
        if before in ids:
            self.highlighted = ids.index(before)
        else:
            here = line_before or 0
            near = [*range(here, len(ids)), *range(min(here, len(ids)) - 1, -1, -1)]
            self.highlighted = next((index for index in near if ids[index]), None)
        self.scroll_to(y=top, animate=False)

    def render_line(self, y: int) -> Strip:
        """As in Textual; with the sign before the line one is on."""
        strip = super().render_line(y)
        here = self._line_cache.index_to_line.get(self.highlighted) if self.highlighted is not None else None
        if not self.pointed or here != y + self.scroll_offset.y:
            return strip
        style = next(iter(strip), Segment("")).style
        return Strip([Segment(">", style), *strip.crop(1)], strip.cell_length)

    @property
    def chosen(self) -> str:
        """The id of the line one is on, "" for none."""
        here = self.highlighted
        return "" if here is None or here >= self.option_count else self.get_option_at_index(here).id or ""

    def go_to(self, id: str) -> bool:  # noqa: A002
        """Put the cursor on a line; False when there is none of that id."""
        found = next((i for i, option in enumerate(self.options) if option.id == id), None)
        if found is not None:
            self.highlighted = found
        return found is not None

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the terminal's cursor belongs: at the line one is on."""
        line = self._line_cache.index_to_line.get(self.highlighted or 0, 0) - self.scroll_offset.y
        return self.content_region.offset + Offset(0, max(line, 0))
