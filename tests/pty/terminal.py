"""A program in a terminal of 80 by 24: typed to as a person does, read as a person sees it."""

from __future__ import annotations

import os
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Mapping

import pyte

if sys.platform != "win32":
    import fcntl
    import pty
    import termios

KEYS = {
    "回车": "\r", "退出键": "\x1b", "Tab": "\t", "上": "\x1b[A", "下": "\x1b[B", "右": "\x1b[C", "左": "\x1b[D",
    "退格": "\x7f", "上翻页": "\x1b[5~", "下翻页": "\x1b[6~", "空格": " ", "F1": "\x1bOP", "F2": "\x1bOQ",
    "F3": "\x1bOR",
    "F4": "\x1bOS", "F5": "\x1b[15~", "F6": "\x1b[17~", "F7": "\x1b[18~", "F8": "\x1b[19~", "F9": "\x1b[20~",
    "F10": "\x1b[21~",
}  # fmt: skip
FULL_WIDTH = str.maketrans("0123456789.-", "０１２３４５６７８９。－")
ESCAPE = 0.3
"""Seconds a lone Esc needs to be told from the beginning of another key."""
SETTLED = 0.15
"""Seconds without output after which the screen is taken as painted."""


class Terminal:
    """One running program; `pressed` counts the keys of daily work, typed Chinese counted as one act."""

    def __init__(
        self,
        command: list[str],
        environment: Mapping[str, str],
        columns: int = 80,
        rows: int = 24,
        *,
        history: bool = False,
    ) -> None:
        self.screen = pyte.HistoryScreen(columns, rows) if history else pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.pressed = 0
        self.full_width = False
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "PYTHONUTF8": "1"}
        self._child = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env={**os.environ, **terminal, **environment},
            start_new_session=True,
        )  # fmt: skip
        os.close(slave)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        if self._child.poll() is None:
            os.killpg(self._child.pid, signal.SIGKILL)
        self._child.wait()
        os.close(self._master)

    @property
    def text(self) -> str:
        """What stands on the screen, wide characters once, blanks at line ends cut."""
        return "\n".join("".join(self._line(row)).rstrip() for row in range(self.screen.lines))

    def _line(self, row: int) -> list[str]:
        return [self.screen.buffer[row][column].data for column in range(self.screen.columns)]

    def see(self, *words: str, patience: float = 20.0) -> str:
        """Waits until all the words stand on the screen and nothing moves; fails showing the screen."""
        end = time.monotonic() + patience
        while True:
            quiet = not self._read(SETTLED)
            seen = self.text
            if quiet and all(word in seen for word in words):
                return seen
            if time.monotonic() > end or self._child.poll() is not None:
                missing = [word for word in words if word not in seen]
                raise AssertionError(f"not on the screen: {missing}\n{seen}")

    def press(self, *names: str) -> None:
        """Presses keys one by one; single characters are typed as they are, or full-width."""
        for name in names:
            key = KEYS.get(name, name)
            self._write(key.translate(FULL_WIDTH) if self.full_width else key)
            self.pressed += 1
            self._read(0.02)
            if name == "退出键":
                self._rest(ESCAPE)

    def _rest(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._read(left)

    def rest(self) -> None:
        """Waits until nothing moves on the screen."""
        while self._read(SETTLED):
            pass

    @property
    def chosen(self) -> str:
        """The text of the line the terminal's cursor is on: where an input method and a screen reader look."""
        return "".join(self._line(self.screen.cursor.y)).strip()

    def type(self, words: str) -> None:
        """Types words as an input method hands them over."""
        self._write(words)
        self.pressed += 1
        self._read(0.05)

    @property
    def pid(self) -> int:
        """The process that was started."""
        return self._child.pid

    @property
    def everything(self) -> str:
        """What stands on the screen, and what scrolled out of it."""
        top = getattr(getattr(self.screen, "history", None), "top", ())
        scrolled = ("".join(line[column].data for column in range(self.screen.columns)) for line in top)
        return "\n".join([*scrolled, self.text])

    @property
    def echoes(self) -> bool:
        """Whether the terminal shows what is typed by itself."""
        return bool(termios.tcgetattr(self._master)[3] & termios.ECHO)

    @property
    def running(self) -> bool:
        """Whether the program has not ended."""
        return self._child.poll() is None

    def end(self, patience: float = 10.0) -> int:
        """Waits for the program to end and gives its exit code."""
        end = time.monotonic() + patience
        while self._child.poll() is None and time.monotonic() < end:
            self._read(0.1)
        return self._child.wait(1)

    def _write(self, text: str) -> None:
        os.write(self._master, text.encode())

    def _read(self, wait: float) -> bool:
        if not select.select([self._master], [], [], wait)[0]:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:
            return False
        self._stream.feed(data)
        return bool(data)
