"""The command `linli`: without words it opens the screens, with words it does without them what needs no looking.

Exit codes: 0 done, 1 refused (a sentence on stderr says what, what was kept, what to do), 2 wrong call.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from linli_tui.core.refusal import Refused

DONE, REFUSED = 0, 1
LOCKED = "--locked"
"""The word by which the program begins itself anew before a locked book; help does not list it."""


def main(words: Sequence[str] | None = None) -> int:
    """Runs one command, given its words or those of the command line; returns the exit code."""
    given = list(sys.argv[1:] if words is None else words)
    speak_chinese()
    try:
        # The screens are opened without the machinery of the command line, which would cost their first frame.
        if not given:
            return _open_screens(None)
        if given[0] == LOCKED:
            return _open_screens(Path(given[1]) if given[1:] else None, given)
        if given[0] == "open" and len(given) == 2 and not given[1].startswith("-"):
            return _open_screens(Path(given[1]))
        from linli_tui.commands import run

        return run(given)
    except Refused as refused:
        print(refused, file=sys.stderr)
    except BrokenPipeError:
        # Whoever read along has gone; nothing is to be flushed to him at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        print("已经停下。", file=sys.stderr)
    return REFUSED


def speak_chinese() -> None:
    """Lets the output carry Chinese: UTF-8 into files and pipes, and on terminals whose own encoding has too little."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        try:
            "邻里䶮✓".encode(stream.encoding or "ascii")
            enough = stream.isatty()
        except (UnicodeEncodeError, LookupError):
            enough = False
        reconfigure(**({} if enough else {"encoding": "utf-8"}), errors="backslashreplace")


def _open_screens(book: Path | None, locked: Sequence[str] = ()) -> int:
    from linli_tui.app import run
    from linli_tui.ui.locked import read

    return run(book, read(locked) if locked else None)
