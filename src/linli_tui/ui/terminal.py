"""What this terminal is, and remedies for what Textual 8.2.8 does to Chinese text in any of them."""

from __future__ import annotations

import os
import re
import select
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rich.text import Text
from textual.app import App
from textual.geometry import Offset
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.widgets import Input

from linli_tui.ui import compositor

_MODERN_WINDOWS = ("WT_SESSION", "TERM_PROGRAM", "ConEmuANSI", "ALACRITTY_WINDOW_ID")
_ANSWER = re.compile(rb"\x1b\[\d+;(\d+)R")


@dataclass(frozen=True, slots=True)
class Terminal:
    """A terminal as far as it can be told from outside: what it calls itself, its size, how many colours."""

    name: str
    columns: int
    rows: int
    colours: int
    plain: bool
    """Whether to draw with nothing but ASCII, ✓ ✗ and Chinese: the old Windows console, a bare Linux console."""


def look_at(environ: Mapping[str, str], platform: str, size: tuple[int, int], lines: int | None = None) -> Terminal:
    """The terminal these environment variables speak of; `lines` is what `ambiguous_width` found, if asked.

    On Windows 11 the new terminal does not say who it is when it is opened by double click: it is then taken for
    the old console, which costs nothing, since `plain` only ever takes ornaments away.
    """
    term = environ.get("TERM", "")
    if platform == "win32":
        name = next((mark for mark in _MODERN_WINDOWS if environ.get(mark)), "conhost")
        plain = name == "conhost"
    else:
        name, plain = environ.get("TERM_PROGRAM") or term or "?", term in ("linux", "dumb", "")
    return Terminal(name, *size, _colours(environ, platform, term), plain or lines == 2)


def this_terminal(lines: int | None = None) -> Terminal:
    """The terminal this program runs in; without one 80 columns and 24 rows."""
    columns, rows = shutil.get_terminal_size()
    return look_at(os.environ, sys.platform, (columns, rows), lines)


def is_there() -> bool:
    """Whether somebody sits before it: keys come from a terminal, and what is painted goes to one."""
    painted = (sys.stdout,) if sys.platform == "win32" else (sys.stdout, sys.stderr)
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, *painted))


def _colours(environ: Mapping[str, str], platform: str, term: str) -> int:
    if environ.get("NO_COLOR") or term == "dumb":
        return 0
    if platform == "win32" or environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return 1 << 24
    return 256 if "256color" in term else 8 if term == "linux" else 16


def ambiguous_width(glyph: str = "│") -> int | None:
    """How many cells this terminal draws `glyph` in; None without a terminal, or when it does not answer in 1 s.

    The default stands for all the glyphs of ambiguous width: 2 on the old Windows console with a Chinese font.
    """
    if not (sys.stdin and sys.stdout and sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    try:
        return _column_after(glyph)
    finally:
        sys.stdout.write("\r" + " " * 8 + "\r")
        sys.stdout.flush()


if sys.platform == "win32":

    def _column_after(glyph: str) -> int | None:
        import ctypes
        from ctypes import wintypes

        class Screen(ctypes.Structure):
            """CONSOLE_SCREEN_BUFFER_INFO of the Windows console interface."""

            _fields_ = [
                ("size", wintypes._COORD),
                ("cursor", wintypes._COORD),
                ("attributes", wintypes.WORD),
                ("window", wintypes.SMALL_RECT),
                ("largest", wintypes._COORD),
            ]

        sys.stdout.write("\r" + glyph)
        sys.stdout.flush()
        found, console = Screen(), ctypes.windll.kernel32
        answered = console.GetConsoleScreenBufferInfo(console.GetStdHandle(-11), ctypes.byref(found))
        return found.cursor.X if answered else None

else:

    def _column_after(glyph: str) -> int | None:
        import termios
        import tty

        terminal = sys.stdin.fileno()
        before = termios.tcgetattr(terminal)
        tty.setcbreak(terminal)
        try:
            sys.stdout.write(f"\r{glyph}\x1b[6n")
            sys.stdout.flush()
            answer = b""
            while select.select([terminal], [], [], 1)[0]:
                answer += os.read(terminal, 32)
                if found := _ANSWER.search(answer):
                    return int(found[1]) - 1
            return None
        finally:
            termios.tcsetattr(terminal, termios.TCSANOW, before)


def _caret(app: App[Any]) -> Offset:
    """Where the terminal's own cursor belongs: at the cursor of the focused widget, else at its first cell."""
    focused = app.focused
    if focused is None:
        return Offset(0, 0)
    at: Offset | None = getattr(focused, "cursor_screen_offset", None)
    if at is None:
        return focused.region.offset
    # At the end of its text an Input reports the cell after the one it draws its cursor in.
    return at - Offset(1, 0) if isinstance(focused, Input) and focused.cursor_at_end else at


cursor_position = property(_caret, lambda app, offset: None, doc="Where the terminal's cursor belongs just now.")
"""For the body of our App class. Textual remembers a place that is stale after layout, scrolling and resizing, and
the candidate window of a Chinese input method and a braille display sit there. What Textual sets is ignored."""


def install() -> None:
    """Put the remedies into Textual, once for the process; calling it again changes nothing."""
    compositor.install()
    ScrollBar.renderer = BlankScrollBar
    Input._value = _input_text  # type: ignore[method-assign,assignment]


class BlankScrollBar(ScrollBarRender):
    """A scrollbar of tint alone: the eighth blocks Textual draws its ends with are of ambiguous width."""

    VERTICAL_BARS = [" "]
    HORIZONTAL_BARS = [" "]


def _covered(self: Input) -> Text:
    """The text an Input draws; a secret as `*`, since Textual's dot is of ambiguous width."""
    shown = "*" * len(self.value) if self.password else self.value
    text = Text(shown, no_wrap=True, overflow="ignore", end="")
    return text if self.highlighter is None or self.password else self.highlighter(text)


_input_text = property(_covered)
