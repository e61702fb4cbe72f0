"""What is shown and kept when the program breaks: a calm page and a log, neither with anything from the book."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from linli_tui.book import files
from linli_tui.core import clock
from linli_tui.core.words import say


@runtime_checkable
class Drafted(Protocol):
    """A screen on which somebody writes."""

    def keep_draft(self) -> bool:
        """Keeps what stands in it; False when that was not possible."""


def keep_drafts(screens: Iterable[Any]) -> bool:
    """Whether everything somebody was writing is kept."""
    kept = True
    for screen in screens:
        if isinstance(screen, Drafted):
            try:
                kept = screen.keep_draft() and kept
            except Exception:
                kept = False
    return kept


def page(error: BaseException, kept: bool) -> str:
    """The words of the page, after the log was written."""
    where = write_log(error)
    said = (
        say("您写的内容已经保存，下次打开可以接着写。") if kept else say("您刚才写的那一页没有保存，以前存好的都在。")
    )
    return "\n".join(
        (
            "",
            say("  出了点问题，程序停下来了。"),
            "  " + said,
            say("  请重新打开一次。要是又停下来，请把下面这个文件交给帮忙的人。"),
            say("  里面没有居民的信息。"),
            f"  {where}" if where else say("  （记录没有写成）"),
            "",
        )
    )


def write_log(error: BaseException) -> Path | None:
    """Writes where in the program it broke: kinds of errors and lines of code, no values and no messages."""
    moment = clock.now().strftime("%Y%m%d-%H%M%S")
    path = files.user_folder() / "logs" / f"{moment}.log"
    try:
        files.replace_file(path, "\n".join(_chain(error)).encode())
    except OSError:
        return None
    return path


def _chain(error: BaseException | None) -> Iterable[str]:
    while error is not None:
        yield f"{type(error).__module__}.{type(error).__qualname__}"
        yield from (f"  {f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__))
        error = error.__cause__ or error.__context__
