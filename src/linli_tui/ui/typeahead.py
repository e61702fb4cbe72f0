"""Keys typed while a screen is on its way wait for it, so that a practised hand need not."""

from __future__ import annotations

from collections.abc import Callable

from textual.events import Event, Key, Paste

LONGEST = 2.0
"""Seconds after which held keys are let go whatever happens."""


class Typeahead:
    """Holds keys between the moment a screen is asked for and the moment it can take them."""

    def __init__(self, post: Callable[[Event], object], later: Callable[[float, Callable[[], None]], object]) -> None:
        """`post` puts a key back into the program, `later` calls something after so many seconds."""
        self._post, self._later = post, later
        self._awaited = 0
        self._held: list[Event] = []

    def wait(self) -> None:
        """A screen is on its way."""
        if not self._awaited:
            self._later(LONGEST, self._let_go)
        self._awaited += 1

    def go(self) -> None:
        """It is there, or will not come."""
        self._awaited = max(self._awaited - 1, 0)
        if not self._awaited:
            self._let_go()

    def holds(self, event: Event) -> bool:
        """Keeps a key or pasted text back while a screen is awaited; says whether it did."""
        if not self._awaited or not isinstance(event, Key | Paste) or event.is_forwarded:
            return False
        self._held.append(event)
        return True

    def _let_go(self) -> None:
        self._awaited = 0
        held, self._held = self._held, []
        for event in held:
            self._post(event)
