"""The one list of the program: rows of any source, a fixed header, a row cursor, marks; it holds only a window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import set_cell_size
from rich.segment import Segment
from textual import events
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from linli_tui.ui.keys import binding
from linli_tui.ui.widgets.cells import fit
from linli_tui.ui.widgets.window import Column, RowView, Source, Window

_GUTTER = 2
"""Cells before the first column: `>` on the selected row, then ✓ on a marked one."""

_MOVES = {
    "up": "move(-1)",
    "down": "move(1)",
    "page_up": "page(-1)",
    "page_down": "page(1)",
    "first": "first",
    "last": "last",
}


@dataclass
class _FromTable(Message):
    """What a table tells its screen."""

    table: Table

    @property
    def control(self) -> Table:
        """The table this comes from, for `@on(Table.Moved, "#id")`."""
        return self.table


class Table(ScrollView, can_focus=True, inherit_bindings=False):
    """A list on Textual's line API. The selected row is always on the screen: no key can act on an unseen one."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {f"table--{part}" for part in ("header", "row", "muted", "warn", "ok", "cursor", "empty")}
    BINDINGS = [
        *(binding(f"table.{verb}", action, show=False) for verb, action in _MOVES.items()),
        binding("table.open", "open"),
        binding("table.mark", "mark"),
    ]

    roomy = reactive(False)
    """A blank line after each row (大行距)."""

    @dataclass
    class Moved(_FromTable):
        """Another row is selected, or the selected one was read again; None in an empty list."""

        row: RowView | None

        def can_replace(self, message: Message) -> bool:
            """Of many steps only the last is of interest."""
            return isinstance(message, Table.Moved) and message.table is self.table

    @dataclass
    class Opened(_FromTable):
        """Someone wants to see this row in full."""

        row: RowView

    @dataclass
    class Marked(_FromTable):
        """A row got its mark or lost it; the ids of all marked rows are in `marks`."""

        row: RowView
        on: bool

    @dataclass
    class Counted(_FromTable):
        """How many rows there are, told after the first of them are shown."""

        total: int

    def __init__(self, source: Source | None = None, *, empty: str = "", id: str | None = None) -> None:  # noqa: A002
        """A list of `source`, to be shown as soon as it is mounted; `empty` is said when there is no row."""
        super().__init__(id=id)
        self.empty = empty
        self.marks: set[str] = set()
        self.cursor = 0
        self._source = source
        self._window: Window | None = None

    def on_mount(self) -> None:
        """Show the first rows."""
        if self._source is not None:
            self.show(self._source)

    # What a screen asks of it

    @property
    def row(self) -> RowView | None:
        """The selected row."""
        return self._window.row(self.cursor) if self._window else None

    @property
    def total(self) -> int | None:
        """How many rows there are; None until they are counted."""
        return self._window.total if self._window else None

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the terminal's cursor belongs: at the start of the selected row, for those who follow it."""
        line = self.cursor * self._row_lines - self.scroll_offset.y if self.row else 0
        return self.content_region.offset + Offset(0, 1 + line)

    def show(self, source: Source, *, empty: str | None = None) -> None:
        """Show another source from its first row, with nothing marked."""
        self._source, self._window = source, Window(source)
        self.empty = self.empty if empty is None else empty
        self.marks.clear()
        self._settle(0, 0)

    def reload(self) -> None:
        """Read everything again; the same row stays selected, in the same line, and where it is gone its neighbour."""
        if self._window:
            row, above = self.row, self.cursor * self._row_lines - self.scroll_offset.y
            if row is None or not self._turn_to(row.id, above):
                self._window = Window(self._window.source)
                index = max(min(self.cursor, self._window.count() - 1), 0)
                self._window.reach(index, index + 1)
                self._settle(index, above)

    def go_to(self, id: str) -> bool:  # noqa: A002
        """Select the row called `id`, wherever it is; False when it is not among the rows."""
        return self._turn_to(id, self._view_lines // 2)

    def clear_marks(self) -> None:
        """Take all marks away."""
        self.marks.clear()
        self.refresh()

    # Keys and mouse

    def action_move(self, rows: int) -> None:
        """Go some rows down, or up."""
        self._select(self.cursor + rows)

    def action_page(self, pages: int) -> None:
        """Go as many rows down, or up, as the screen shows."""
        self._select(self.cursor + pages * max(self._view_lines // self._row_lines, 1))

    def action_first(self) -> None:
        """Go to the first row."""
        self._select(0)

    def action_last(self) -> None:
        """Go to the last row."""
        if self._window:
            self._select((self._window.count() if self.total is None else self._window.size) - 1)

    def action_open(self) -> None:
        """Tell the screen that the selected row is to be opened."""
        if self.row:
            self.post_message(self.Opened(self, self.row))

    def action_mark(self) -> None:
        """Mark the selected row, or take its mark away."""
        if row := self.row:
            self.marks ^= {row.id}
            self.refresh()
            self.post_message(self.Marked(self, row, row.id in self.marks))

    def on_click(self, event: events.Click) -> None:
        """Select the row clicked on; open it when it was selected already; mark it by its first two cells."""
        line = event.y - 1 + self.scroll_offset.y
        if event.y < 1 or not self._window or not self._window.row(index := line // self._row_lines):
            return
        known = index == self.cursor
        self._select(index)
        if event.x < _GUTTER:
            self.action_mark()
        elif known:
            self.action_open()

    # The window and the view on it

    @property
    def _row_lines(self) -> int:
        return 2 if self.roomy else 1

    @property
    def _view_lines(self) -> int:
        return max(self.size.height - 1, 1)

    def _turn_to(self, row_id: str, above: int) -> bool:
        """Select a row and put it `above` lines under the header; False when it is not there."""
        if not self._window or not (found := self._window.source.find(row_id)):
            return False
        self._settle(self._window.turn_to(*found), above)
        return True

    def _settle(self, cursor: int, above: int) -> None:
        """After new rows were fetched: measure, scroll, draw, tell; and count once this is on the screen."""
        self.cursor = cursor
        self._measure()
        self.scroll_to(y=cursor * self._row_lines - above, animate=False, force=True)
        self._look()
        self._reveal()
        self.refresh()
        self.post_message(self.Moved(self, self.row))
        self.call_after_refresh(self._count)

    def _count(self) -> None:
        if self._window and self.is_attached:
            total = self._window.count()
            self._measure()
            self.post_message(self.Counted(self, total))

    def _select(self, index: int) -> None:
        if not self._window:
            return
        index = max(index, 0)
        self._window.reach(index, index + 1)
        index = max(min(index, self._window.size - 1), 0)
        if index != self.cursor:
            self.cursor = index
            self._measure()
            self._reveal()
            self.refresh()
            self.post_message(self.Moved(self, self.row))

    def _measure(self) -> None:
        self.virtual_size = Size(1, 1 + (self._window.size if self._window else 0) * self._row_lines)

    def _look(self) -> None:
        """Fetch what the view shows."""
        if self._window:
            top = self.scroll_offset.y // self._row_lines
            self._window.reach(top, top + self._view_lines // self._row_lines + 1)
            self._measure()

    def _reveal(self) -> None:
        line, top = self.cursor * self._row_lines, self.scroll_offset.y
        if not top <= line < top + self._view_lines:
            self.scroll_to(y=line if line < top else line + 1 - self._view_lines, animate=False, force=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The view went elsewhere: fetch what it shows and take the cursor along."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._look()
            top, rows = self.scroll_offset.y, self._row_lines
            self._select(max(min(self.cursor, (top + self._view_lines - 1) // rows), -(-top // rows)))

    def on_resize(self) -> None:
        """Fetch what a larger view shows, and keep the selected row in a smaller one."""
        self._look()
        self._reveal()
        self.refresh()

    def watch_roomy(self) -> None:
        """Draw the rows further apart, or closer."""
        self._measure()
        self._reveal()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One line of the view: the header, a row, or nothing."""
        width = self.scrollable_size.width
        if y == 0 or not self._window:
            return self._strip(_line(self._columns, "", [each.title for each in self._columns], width), "table--header")
        if not self._window.rows:
            words = self.empty.splitlines()[y - 2 : y - 1] if y > 1 else []
            return self._strip(fit(" " * (_GUTTER + 1) + "".join(words), width), "table--empty")
        index, blank = divmod(y - 1 + self.scroll_offset.y, self._row_lines)
        row = None if blank else self._window.row(index)
        if row is None:
            return self._strip(" " * width, "table--row")
        here = index == self.cursor
        gutter = (">" if here else " ") + ("✓" if row.id in self.marks else " ")
        names = ["table--row", *([f"table--{row.tint}"] if row.tint else []), *(["table--cursor"] if here else [])]
        return self._strip(_line(self._columns, gutter, row.cells, width), *names)

    @property
    def _columns(self) -> Sequence[Column]:
        return self._window.source.columns if self._window else ()

    def _strip(self, text: str, *names: str) -> Strip:
        return Strip([Segment(text, self.get_component_rich_style(*names))], self.scrollable_size.width)


def _line(columns: Sequence[Column], gutter: str, cells: Sequence[str], width: int) -> str:
    """One line of cells, each in its column after a space; what goes beyond `width` cells is left out."""
    widths = [column.width for column in columns]
    stretching = [index for index, column in enumerate(columns) if column.stretch]
    if stretching:
        widths[stretching[-1]] = max(width - _GUTTER - sum(widths) - len(widths) + widths[stretching[-1]], 0)
    shown = zip(columns, cells, widths, strict=True)
    text = "".join(" " + fit(cell, size, column.align) for column, cell, size in shown)
    return set_cell_size(gutter.ljust(_GUTTER) + text, width)
