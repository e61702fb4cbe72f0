"""The 13 groups of a recovery sheet: shown to be copied, or typed sign by sign, each checked as soon as it is whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from rich.segment import Segment
from textual import events
from textual.geometry import Offset, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from linli_tui.book.sheet import DATA, GROUPS, SIGNS
from linli_tui.core.fold import fold
from linli_tui.core.refusal import Refused

SIGNS_EACH: Final = DATA + 1
ROWS: Final = (range(5), range(5, 9), range(9, GROUPS))
"""Which groups stand in which row; between two rows there is an empty one."""
CELL: Final = 14
BOX: Final = 3
"""Cells of a group: its number first, then the box, a sign for right or wrong, a gap."""
MISREAD: Final = "ILOU"
"""Letters no sheet has, and that are typed for others all the same."""

Check = Callable[[int, str], None]
"""Called with the place of a group from 0 and its signs; raises Refused where they are wrong."""


class Groups(Widget, can_focus=True):
    """Takes digits and letters, full-width and small ones too; what was typed stays, whatever is wrong beside it."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"groups--number", "groups--box", "groups--here", "groups--ok", "groups--wrong"}

    @dataclass
    class Whole(Message):
        """All groups are right; their signs in order."""

        text: str

    @dataclass
    class Wrong(Message):
        """A group is wrong: what to say of it."""

        refused: Refused

    class Turned(Message):
        """Somebody went on typing, or to another group: what was said of the last one is old."""

    def __init__(self, check: Check | None = None, shown: Sequence[str] = (), *, id: str | None = None) -> None:  # noqa: A002
        """To be typed where there is a check, else to be read."""
        super().__init__(id=id)
        self._check = check
        self.parts = [*shown] or [""] * GROUPS
        self.right: set[int] = set()
        self.wrong: set[int] = set()
        self.here = 0
        self.can_focus = check is not None

    def rest(self) -> int:
        """How many groups are not right yet."""
        return GROUPS - len(self.right)

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the terminal's cursor belongs: at the next sign."""
        row = next(n for n, places in enumerate(ROWS) if self.here in places)
        column = self.here - ROWS[row].start
        typed = min(len(self.parts[self.here]), SIGNS_EACH - 1)
        return self.content_region.offset + Offset(CELL * column + BOX + 1 + typed, 2 * row)

    def on_key(self, event: events.Key) -> None:
        """One sign more or less, or another group."""
        sign = fold(event.character or "").upper()
        if event.key == "backspace":
            self._take_back()
        elif event.key in ("left", "right"):
            self._go(max(min(self.here + (1 if event.key == "right" else -1), GROUPS - 1), 0))
        elif len(sign) == 1 and sign in SIGNS + MISREAD:
            self._add(sign)
        elif sign != " ":
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """What is on the clipboard lies somewhere to be read; this is typed from paper."""
        event.stop()

    def _go(self, place: int) -> None:
        self.here = place
        self.post_message(self.Turned())
        self.refresh()

    def _take_back(self) -> None:
        if not self.parts[self.here] and self.here:
            self.here -= 1
        self._write(self.parts[self.here][:-1])

    def _add(self, sign: str) -> None:
        typed = self.parts[self.here]
        self._write(("" if len(typed) == SIGNS_EACH else typed) + sign)
        if len(self.parts[self.here]) == SIGNS_EACH:
            self._judge()

    def _write(self, text: str) -> None:
        self.parts[self.here] = text
        self.right.discard(self.here)
        self.wrong.discard(self.here)
        self.post_message(self.Turned())
        self.refresh()

    def _judge(self) -> None:
        """A right group is left for the next one that is not; a wrong one begins anew with the next sign."""
        try:
            if self._check:
                self._check(self.here, self.parts[self.here])
        except Refused as refused:
            self.wrong.add(self.here)
            self.post_message(self.Wrong(refused))
            return
        self.right.add(self.here)
        if len(self.right) == GROUPS:
            self.post_message(self.Whole("".join(self.parts)))
            return
        ahead = [*range(self.here, GROUPS), *range(self.here)]
        self.here = next(place for place in ahead if place not in self.right)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The rows and the gaps between them."""
        return 2 * len(ROWS) - 1

    def render_line(self, y: int) -> Strip:
        """One row of groups, or a gap."""
        ground = self.rich_style
        cells = [segment for place in ROWS[y // 2] for segment in self._cell(place)] if y % 2 == 0 else []
        return Strip([*cells, Segment(" " * self.size.width, ground)]).crop(0, self.size.width)

    def _cell(self, place: int) -> list[Segment]:
        box = "groups--here" if self.has_focus and place == self.here else "groups--box"
        mark, tone = (
            ("✓", "groups--ok") if place in self.right else ("✗", "groups--wrong") if place in self.wrong else (" ", "")
        )
        style = self.get_component_rich_style
        return [
            Segment(f"{place + 1:>2} ", style("groups--number")),
            Segment(f" {self.parts[place]:_<{SIGNS_EACH}} ", style(box)),
            Segment(f" {mark}", style(tone) if tone else self.rich_style),
            Segment(" " * (CELL - BOX - SIGNS_EACH - 4), self.rich_style),
        ]
