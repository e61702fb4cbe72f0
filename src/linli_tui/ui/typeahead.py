"""Keys are taken one after the other: what is typed while a screen is on its way waits for it.

Textual hands every key on at once, to whatever has the focus at that moment; a practised hand that types 0 1 before the
menu is painted would write the 1 into the filter below it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from textual.events import Event, Key, Paste

from linli_tui.core import clock

LONGEST = 2.0
"""Seconds after which a key is taken whatever is still awaited."""


class Typeahead:
    """Holds keys from the moment one is taken, or a screen is asked for, until that is done."""

    def __init__(self, post: Callable[[Event], object]) -> None:
        """`post` puts a key back into the program."""
        self._post = post
        self._awaited = 0
        self._since = 0.0
        self._held: deque[Event] = deque()
        self._next: Event | None = None
        self._deaf = False

    @property
    def idle(self) -> bool:
        """Whether nothing is awaited and no key waits."""
        return not self._awaited and not self._held and self._next is None

    def wait(self) -> None:
        """Something is on its way that the next key is for."""
        if not self._awaited:
            self._since = clock.monotonic()
        self._awaited += 1

    def go(self) -> None:
        """It is there, or will not come."""
        self._awaited = max(self._awaited - 1, 0)
        self._deaf = self._deaf and self._awaited > 0
        if not self._awaited and self._held and self._next is None:
            self._next = self._held.popleft()
            self._post(self._next)

    def forget(self) -> None:
        """What is awaited is a question nobody can have answered yet: keys typed before it is seen are not for it."""
        self._deaf = self._awaited > 0
        self._held.clear()

    def give_up(self) -> None:
        """Lets the held keys go where what they wait for has been awaited too long."""
        if self._awaited and clock.monotonic() - self._since >= LONGEST:
            self._awaited = 0
            self.go()

    def returns(self, event: Event) -> bool:
        """Whether this is a key that was held back and comes now."""
        return event is self._next

    def holds(self, event: Event) -> bool:
        """Keeps a key or pasted text back while something is awaited; says whether it did."""
        if not isinstance(event, Key | Paste) or event.is_forwarded:
            return False
        if event is self._next:
            self._next = None
            return False
        self.give_up()
        if self.idle:
            return False
        if not self._deaf:
            self._held.append(event)
        return True
