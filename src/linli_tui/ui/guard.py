"""Guards what is on the screen: covers it by one key, and looks once a second whether the book has to be locked."""

from __future__ import annotations

from typing import Any, Protocol

from textual.events import Event, InputEvent, Key, MouseMove, MouseUp, Paste
from textual.screen import Screen

from linli_tui.book.book import Book
from linli_tui.core import clock
from linli_tui.ui.chores import Chores
from linli_tui.ui.keys import key
from linli_tui.ui.typeahead import Typeahead
from linli_tui.ui.watch import Tick, Watch

SECOND = 1.0
"""Seconds between two looks."""


class Guarded(Protocol):
    """The program, as far as it is guarded."""

    book: Book | None
    typeahead: Typeahead
    memory: dict[str, Any]

    @property
    def screen(self) -> Screen[Any]:
        """What is on top."""

    @property
    def screen_stack(self) -> list[Screen[Any]]:
        """All screens, the lowest first."""

    def lock(self, why: str = "asked") -> None:
        """Locks the open book for this reason."""

    def call_after_refresh(self, callback: Any, *arguments: Any) -> Any:
        """Calls it when everything has been painted."""


class Guard:
    """Knows when a key was pressed last, whether the screen is covered, and since when somebody sits at the book."""

    def __init__(self, app: Guarded) -> None:
        self._app = app
        self.chores = Chores(app)
        self._pressed = clock.monotonic()
        self._watch: Watch | None = None
        self._locks = False
        self._shown = ""
        self.covered = False

    def begin(self, *, locks: bool) -> None:
        """A book was opened, or somebody signed in; one without keys is covered when idle, never locked."""
        self._pressed, self._locks = clock.monotonic(), locks
        self._watch = Watch(self._tick())

    def end(self) -> None:
        """No book is open any more."""
        self._watch = None
        self.covered = False

    def _tick(self) -> Tick:
        return Tick(clock.now(), clock.monotonic(), self._pressed)

    def look(self) -> None:
        """Locks, closes or covers where it is time to, long work is waited for; else begins a chore."""
        from linli_tui.ui.screens.busy import WaitScreen

        if self.covered and self._shown != self._minute():
            self._paint()
        if self._watch is None:
            return
        busy = any(isinstance(screen, WaitScreen) for screen in self._app.screen_stack)
        if busy:
            self._pressed = clock.monotonic()
        why = self._watch.look(self._tick())
        if self._locks and why is not None and not busy:
            self._app.lock(why.key)
        else:
            if not self._locks and not self.covered and self._watch.idle(self._tick()):
                self.cover()
            self.chores.look(clock.monotonic() - self._pressed)

    # The cover

    def cover(self) -> None:
        """Shows the empty page over everything, until any key."""
        self.covered = True
        self._paint()

    def uncover(self) -> None:
        """Shows again what was there; the key that did it, and what came with it, goes nowhere."""
        if self.covered:
            self.covered = False
            self._app.typeahead.wait()
            self._app.typeahead.forget()
            self._app.screen.refresh()
            self._app.call_after_refresh(self._app.typeahead.go)

    def _paint(self) -> None:
        self._shown = self._minute()
        self._app.screen.refresh()

    def _minute(self) -> str:
        return clock.local_text(clock.instant())

    def takes(self, event: Event) -> bool:
        """Notes that somebody is there; takes the keys that cover and lock, on every screen; says whether it did."""
        if not isinstance(event, InputEvent) or event.is_forwarded:
            return False
        if not isinstance(event, MouseMove):
            self._pressed = clock.monotonic()
        if self._app.typeahead.returns(event):
            return False
        if self.covered:
            if isinstance(event, Key | Paste | MouseUp):
                self.uncover()
            return True
        if not isinstance(event, Key):
            return False
        if event.key in key("cover").keys.split(","):
            self.cover()
            return True
        if self._locks and self._watch is not None and event.key in key("lock").keys.split(","):
            self._app.lock()
            return True
        return False
