"""A building from the front: floors from the top, entrances side by side, behind each window a home and a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from linli_tui.ui.keys import binding
from linli_tui.ui.widgets.cells import fit

WORD: Final = 4
"""Cells of the word of a home."""
SPACED, CLOSE = (1, 1, 3), (0, 1, 2)
"""Blank cells inside a window at either side, between two windows, and between two entrances."""


@dataclass(frozen=True, slots=True)
class Window:
    """One home: its id, its number, the word said about it and the tint of that word (good, warn, faint or "")."""

    id: str
    code: str
    word: str = ""
    tint: str = ""


@dataclass(frozen=True, slots=True)
class Front:
    """A building: (title, doors) of each entrance, the title of each floor, and for each floor a window or a blank."""

    entrances: Sequence[tuple[str, int]] = ()
    floors: Sequence[str] = ()
    windows: Sequence[Sequence[Window | None]] = ()


class Facade(Widget, can_focus=True):
    """Walked with the arrows; what does not fit comes into view as one walks, or by a page."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {f"facade--{part}" for part in ("head", "window", "good", "warn", "faint", "cursor")}
    DEFAULT_CSS = """
    Facade { height: 1fr; background: $background; }
    Facade > .facade--head { color: $text-accent; text-style: bold; }
    Facade > .facade--window { background: $panel; color: $text; }
    Facade > .facade--good { background: $panel; color: $text-success; }
    Facade > .facade--warn { background: $panel; color: $text-warning; text-style: bold; }
    Facade > .facade--faint { background: $surface; color: $text-muted; }
    Facade > .facade--cursor { background: $block-cursor-background; text-style: bold; }
    """
    BINDINGS = [
        binding("facade.up", "move(-1, 0)", words="上一层", show=False),
        binding("facade.down", "move(1, 0)", words="下一层", show=False),
        binding("facade.page_up", "page(-1)", words="往上一屏", show=False),
        binding("facade.page_down", "page(1)", words="往下一屏", show=False),
    ]

    @dataclass
    class Moved(Message):
        """One stands before another home."""

        window: Window

    def __init__(self) -> None:
        """A front without homes."""
        super().__init__(id="facade")
        self.front = Front()
        self.floor = self.door = self._top = self._left = 0

    def show(self, front: Front) -> None:
        """Shows a building; one stays before the same home where it is still there, else stands before the first."""
        before = self.here
        self.front = front
        places = {w.id: (f, d) for f, row in enumerate(front.windows) for d, w in enumerate(row) if w}
        first = next(iter(places.values()), (0, 0))
        self.floor, self.door = places.get(before.id, first) if before else first
        self._reveal()

    @property
    def here(self) -> Window | None:
        """The home one stands before."""
        rows = self.front.windows
        return rows[self.floor][self.door] if self.floor < len(rows) and self.door < len(rows[self.floor]) else None

    @property
    def unseen(self) -> tuple[int, int, int, int]:
        """What is out of view: floors above and below, doors at the left and at the right."""
        below = len(self.front.floors) - self._top - self._lines
        right = sum(doors for _, doors in self.front.entrances) - self._left - len(self._places)
        return self._top, max(below, 0), self._left, right

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the terminal's cursor belongs: at the number of the home one stands before."""
        line = 1 + (self.floor - self._top) * self._pitch
        return self.content_region.offset + Offset(self._places.get(self.door, 0) + self._gaps[0], line)

    def action_move(self, floors: int, doors: int) -> None:
        """Some floors down, or doors to the right; places without a home are passed over."""
        rows = self.front.windows
        if doors:
            found = next((d for d in self._on(self.door, doors, len(rows[self.floor])) if rows[self.floor][d]), None)
            self.door = self.door if found is None else found
        for floor in self._on(self.floor, floors, len(rows)) if floors else ():
            if homes := [d for d, window in enumerate(rows[floor]) if window]:
                self.floor, self.door = floor, min(homes, key=lambda d: abs(d - self.door))
                break
        self._reveal()

    def action_page(self, pages: int) -> None:
        """As many floors as are in view; after the last floor the entrances further on, from the top again."""
        last = len(self.front.floors) - 1
        if not 0 <= self._top + pages * self._lines <= last and (beyond := self._beyond(pages)) is not None:
            self.door, self.floor = beyond, 0 if pages > 0 else last
        else:
            self.floor = max(0, min(self.floor + pages * self._lines, last))
        if self.here is None:
            self.action_move(0, 1) if any(self.front.windows[self.floor][self.door :]) else self.action_move(0, -1)
        self._reveal()

    def _beyond(self, pages: int) -> int | None:
        """The first door that is not in view at that side."""
        doors = sum(doors for _, doors in self.front.entrances)
        door = max(self._places, default=0) + 1 if pages > 0 else self._left - 1
        return door if 0 <= door < doors else None

    @staticmethod
    def _on(start: int, step: int, end: int) -> range:
        return range(start + step, end if step > 0 else -1, step)

    # Where things stand

    @property
    def _lines(self) -> int:
        """How many floors are in view."""
        return max((self.size.height - 1 + self._pitch - 1) // self._pitch, 1)

    @property
    def _pitch(self) -> int:
        """Lines from one floor to the next: two as long as all floors can be seen so."""
        return 2 if 2 * len(self.front.floors) <= self.size.height else 1

    @property
    def _label(self) -> int:
        return max(map(cell_len, self.front.floors), default=0) + 2

    @property
    def _code(self) -> int:
        return max((cell_len(w.code) for row in self.front.windows for w in row if w), default=3)

    @property
    def _gaps(self) -> tuple[int, int, int]:
        """The widest of the two ways that shows all doors, else the narrow one."""
        spaced = list(self._ends(SPACED))
        return SPACED if not spaced or self._label + spaced[-1] <= self.size.width else CLOSE

    def _ends(self, gaps: tuple[int, int, int], first: int = 0) -> Iterator[int]:
        """The cell after each door from `first` on, counted from the left side of that one."""
        width, ends = self._code + 1 + WORD + 2 * gaps[0], 0
        closing = set(accumulate(doors for _, doors in self.front.entrances))
        for door in range(first, max(closing, default=0)):
            yield ends + width
            ends += width + (gaps[2] if door + 1 in closing else gaps[1])

    @property
    def _places(self) -> dict[int, int]:
        """The doors in view and the cell each begins in."""
        width = self._code + 1 + WORD + 2 * self._gaps[0]
        ends = enumerate(self._ends(self._gaps, self._left), self._left)
        return {door: self._label + end - width for door, end in ends if self._label + end <= self.size.width}

    def _reveal(self) -> None:
        self._top = max(min(self._top, self.floor), self.floor - self._lines + 1, 0)
        self._top = min(self._top, max(len(self.front.floors) - self._lines, 0))
        if self.door < self._left:
            self._left = self.door
        while self._left < self.door not in self._places:
            self._left += 1
        self.refresh()
        if self.here:
            self.post_message(self.Moved(self.here))

    def on_resize(self) -> None:
        """What one stands before stays in view."""
        self._left = 0
        self._reveal()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """The titles of the entrances, or a floor."""
        floor, between = divmod(y - 1, self._pitch)
        if y == 0:
            return self._drawn(self._heads())
        if between or self._top + floor >= len(self.front.floors):
            return Strip.blank(self.size.width, self.rich_style)
        return self._drawn(self._floor(self._top + floor))

    def _drawn(self, pieces: Iterator[tuple[int, str, str]]) -> Strip:
        """Texts at their cells, each in the style of its part."""
        segments, at = [], 0
        for cell, text, part in pieces:
            style = self.get_component_rich_style(f"facade--{part}") if part else self.rich_style
            segments += [Segment(" " * (cell - at), self.rich_style), Segment(text, style)]
            at = cell + cell_len(text)
        return Strip([*segments, Segment(" " * max(self.size.width - at, 0), self.rich_style)]).crop(0, self.size.width)

    def _heads(self) -> Iterator[tuple[int, str, str]]:
        places, door = self._places, 0
        width = self._code + 1 + WORD + 2 * self._gaps[0]
        for title, doors in self.front.entrances:
            seen = [places[d] for d in range(door, door + doors) if d in places]
            if seen:
                yield seen[0], fit(title, seen[-1] + width - seen[0], "center"), "head"
            door += doors

    def _floor(self, floor: int) -> Iterator[tuple[int, str, str]]:
        yield 0, fit(self.front.floors[floor], self._label - 2, "right"), ""
        pad = " " * self._gaps[0]
        for door, cell in self._places.items():
            window = self.front.windows[floor][door]
            if window is None:
                continue
            code, word = fit(window.code, self._code, "right"), fit(window.word, WORD) + pad
            if (floor, door) == (self.floor, self.door):
                yield cell - (not pad), f">{code} {word}", "cursor"
            else:
                number = "window" if window.word and window.tint != "faint" else "faint"
                yield cell, f"{pad}{code} ", number
                yield cell + cell_len(pad + code) + 1, word, window.tint or number
