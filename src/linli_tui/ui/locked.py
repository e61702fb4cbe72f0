"""A locked book: what its lock screen is told, and how the program is replaced, so that nothing it held is left."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

LOCKED = "--locked"
"""As in `cli`, which does not load the screens to know it."""
CLEAR = "\x1b[?1049h\x1b[2J\x1b[?1049l\x1b[2J\x1b[3J\x1b[H"
"""Both screens of a terminal and what scrolled out of them are emptied: ECMA-48 ED 2, and ED 3 of xterm."""


@dataclass(frozen=True, slots=True)
class Locked:
    """The book's file and why it is locked (a key of `watch.REASONS`).

    `officers` are the ids of those whose passphrase opens it once it is closed; `person` is who tries, `notice` what
    was said to him.
    """

    path: Path
    why: str = "start"
    officers: tuple[str, ...] = ()
    person: str = ""
    notice: str = ""

    @property
    def words(self) -> list[str]:
        """As words of a command line."""
        return [LOCKED, str(self.path.absolute()), self.why, ",".join(self.officers), self.person, self.notice]


def read(words: Sequence[str]) -> Locked:
    """What `Locked.words` said; what is missing at the end is empty."""
    _, path, why, officers, person, notice, *_ = [*words, "", "", "", "", ""]
    return Locked(Path(path), why or "start", tuple(filter(None, officers.split(","))), person, notice)


def become(words: Sequence[str]) -> NoReturn:
    """Ends this program and begins it anew with these words; no byte of the memory of this one is left.

    On Windows a program cannot be replaced: there a new one runs while this one waits, its memory still its own.
    """
    if words[0] == LOCKED:
        sys.stdout.write(CLEAR)
        sys.stdout.flush()
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
