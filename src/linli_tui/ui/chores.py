"""What is done for a book by itself while nobody presses a key: today's backup, then the check; one more at quitting.

Each in a thread of its own with a window that only reads, so that no screen freezes; nothing of it waits for a lock.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from linli_tui.book import backup, checked, engine
from linli_tui.book.book import Book
from linli_tui.core import clock
from linli_tui.core.refusal import Refused

if TYPE_CHECKING:
    from textual.screen import Screen

QUIET, NEXT, AGAIN = 30, 600, 3600
"""Seconds without a key before anything is begun; until one looks again; until what failed is tried again."""
PATIENCE = 60.0
"""Seconds that quitting waits for what was begun before."""
FAILED = "chores"
"""Under this the session remembers what went wrong last, for the first page to say."""
ONE_AT_A_TIME = threading.Lock()
"""Held while a backup is made: two of the same minute would write the same file."""


class Served(Protocol):
    """The program, as far as something is done for it."""

    book: Book | None
    memory: dict[str, Any]

    @property
    def screen(self) -> Screen[Any]:
        """What is on top."""


@dataclass(slots=True)
class _Chore:
    """One that is under way: for which book, what the program itself does with what came of it, and what that is."""

    book: Book
    remember: Callable[[Any], None]
    thread: threading.Thread | None = None
    result: Any = None
    refused: Refused | None = None


class Chores:
    """Begins one chore at a time and takes its result back when the program looks again."""

    def __init__(self, app: Served) -> None:
        self._app = app
        self._chore: _Chore | None = None
        self._not_before = 0.0

    def look(self, idle: float) -> None:
        """Ends what is done, and begins what is due once nobody has pressed a key for `idle` seconds."""
        book = self._app.book
        if self._chore is not None:
            if self._chore.thread is None or not self._chore.thread.is_alive():
                self._end(self._chore)
        elif book is not None and idle >= QUIET and clock.monotonic() >= self._not_before:
            self._begin(book)

    def close(self, *, backs_up: bool) -> None:
        """The program ends: the day's work goes with the day's backup, unless that cannot be made."""
        self.wait()
        if backs_up and (book := self._app.book) is not None:
            with suppress(Refused, engine.Error, OSError):
                backup.daily(book, closing=True)

    def wait(self) -> None:
        """Waits for what is under way."""
        if self._chore is not None and self._chore.thread is not None:
            self._chore.thread.join(PATIENCE)

    def _begin(self, book: Book) -> None:
        self._not_before = clock.monotonic() + NEXT
        try:
            due = "backup" if backup.due(book) else checked.due(book)
        except (engine.Error, OSError):
            return
        if not due:
            return
        work, remember = (_back_up, _nothing) if due == "backup" else (_check(due), _remember(book))
        chore = self._chore = _Chore(book, remember)
        opened = partial(Book.open, book.path, book.catalog, actor=book.actor, read_only=True, key=book.key)
        chore.thread = threading.Thread(target=_run, args=(chore, work, opened), daemon=True)
        chore.thread.start()

    def _end(self, chore: _Chore) -> None:
        self._chore = None
        if chore.book is not self._app.book:
            return
        if chore.refused is not None:
            self._app.memory[FAILED] = str(Refused(chore.refused.what, do=chore.refused.do))
            self._not_before = clock.monotonic() + AGAIN
        else:
            self._app.memory.pop(FAILED, None)
            with suppress(engine.Error):
                chore.remember(chore.result)
            self._not_before = 0.0
        if self._app.screen.is_current and getattr(self._app.screen, "tells_of_keeping", False):
            self._app.screen.reread()  # type: ignore[attr-defined]


def _run(chore: _Chore, work: Callable[[Book], Any], opened: Callable[[], Book]) -> None:
    try:
        with opened() as window:
            chore.result = work(window)
    except Refused as refused:
        chore.refused = refused
    except (engine.Error, OSError) as error:
        chore.refused = backup.not_backed_up(chore.book.path.parent, error)


def _back_up(window: Book) -> Any:
    """Onto the stick that was named, where it is plugged in; else to the second place."""
    from linli_tui.exchange import backup as sticks

    with ONE_AT_A_TIME:
        stick = sticks.named(window)
        return sticks.to_stick(window, stick) if stick else backup.back_up(window)


def _check(due: str) -> Callable[[Book], Any]:
    from linli_tui.book.check import check

    return lambda window: check(window, new=due == "new")


def _remember(book: Book) -> Callable[[Any], None]:
    return lambda report: checked.remember(book, report.memory) if report.memory else None


def _nothing(_made: Any) -> None:
    """A backup has been remembered where it was made."""
