"""A locked book: what its lock screen is told, and how the program is replaced, so that nothing it held is left."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, NoReturn

from linli_tui.book.kept import Kept
from linli_tui.book.kept import read as read_kept

LOCKED = "--locked"
"""As in `cli`, which does not load the screens to know it."""
TOLD = "LINLI_LOCKED"
CLEAR = "\x1b[?1049h\x1b[2J\x1b[?1049l\x1b[2J\x1b[3J\x1b[H"
"""Both screens of a terminal and what scrolled out of them are emptied: ECMA-48 ED 2, and ED 3 of xterm."""


@dataclass(frozen=True, slots=True)
class Opener:
    """Somebody who can open the book: as a place and a surname, and whether by PIN, by passphrase, or both."""

    person: str
    short: str
    by_pin: bool
    by_words: bool


@dataclass(frozen=True, slots=True)
class Locked:
    """The book's file and why it is locked (a key of `watch.REASONS`); who can open it; what was said to `person`.

    `asks_words` says that the passphrase is asked though the PIN would do; `kept` is what opens an encrypted book by
    PIN while this machine goes on running, None where only a passphrase does.
    """

    path: Path
    why: str = "start"
    openers: tuple[Opener, ...] = ()
    person: str = ""
    notice: str = ""
    asks_words: bool = False
    kept: Kept | None = None

    @property
    def words(self) -> list[str]:
        """The words of the command line that begins before this book."""
        return [LOCKED, str(self.path.absolute())]

    def tell(self) -> None:
        """Leaves the rest in the environment, which other people on the machine cannot list as they can commands."""
        openers = [astuple(opener) for opener in self.openers]
        told = [self.why, openers, self.person, self.notice, self.asks_words, _hand_over(self.kept)]
        os.environ[TOLD] = json.dumps(told)


def read(words: Sequence[str]) -> Locked | None:
    """What was told to this program at its beginning; None where nothing was."""
    try:
        why, told, person, notice, asks_words, kept = json.loads(os.environ.pop(TOLD, ""))
        openers = tuple(Opener(*opener) for opener in told)
        return Locked(Path(words[1]), why, openers, person, notice, asks_words, _taken_over(kept))
    except (ValueError, TypeError, IndexError, OSError):
        return None


def _hand_over(kept: Kept | None) -> int | str | None:
    """Where the next program finds what is kept: in a pipe, which nobody else can read, and only once."""
    if kept is None:
        return None
    if sys.platform == "win32":
        return kept.told()
    reading, writing = os.pipe()
    os.write(writing, kept.told().encode())
    os.close(writing)
    os.set_inheritable(reading, True)
    return reading


def _taken_over(where: int | str | None) -> Kept | None:
    if where is None:
        return None
    if isinstance(where, int):
        with open(where, encoding="utf-8") as pipe:
            where = pipe.read()
    return read_kept(where)


def clear() -> None:
    """Empties the terminal, and what scrolled out of it."""
    sys.stdout.write(CLEAR)
    sys.stdout.flush()


def become(words: Sequence[str]) -> NoReturn:
    """Ends this program and begins it anew with these words; no byte of the memory of this one is left.

    On Windows a program cannot be replaced: there a new one runs while this one waits, its memory still its own.
    """
    command = [sys.executable, "-m", "linli_tui", *words]
    if sys.platform == "win32":
        raise SystemExit(subprocess.call(command))
    os.execv(sys.executable, command)


def hush(driver: Any, *, quiet: bool) -> None:
    """Lets the terminal echo nothing, or echo again, once the program has let go of it.

    Between two programs somebody may already type the digits of a PIN. `driver` is the one of Textual, which keeps how
    the terminal was before it; where there is none, or nothing was kept, nothing is done.
    """
    kept = getattr(driver, "attrs_before", None)
    if kept is not None and sys.platform != "win32":
        import termios

        bits = termios.ECHO | termios.ICANON
        kept[3] = kept[3] & ~bits if quiet else kept[3] | bits


def forget_typed() -> None:
    """Throws away what was typed between two programs: nobody saw what it would be for."""
    if sys.platform != "win32":
        import termios

        termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)
