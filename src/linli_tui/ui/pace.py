"""When the next key may be taken: a screen that comes has been painted, the key before has been taken by its widget."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from textual.app import App
from textual.events import Event
from textual.message_pump import MessagePump
from textual.screen import Screen

from linli_tui.ui.typeahead import Typeahead


class Pace:
    """Lets the typeahead go when what it waits for is there."""

    def __init__(self, typeahead: Typeahead) -> None:
        """Each `wait` of this typeahead that is told of here ends here."""
        self._typeahead = typeahead
        self._unpainted: Screen[Any] | None = None
        self._untaken: Event | None = None

    def comes(self, screen: Screen[Any]) -> None:
        """This screen is on top now, and was waited for: until it has been painted twice.

        Once, and with the focus where it belongs. One that was covered before that will not be painted any more; its
        keys are for what covers it. And the key that led here has been taken, by a widget that may be gone.
        """
        self._painted(self._unpainted)
        self._taken(self._untaken)
        self._unpainted = screen
        screen.call_after_refresh(screen.call_after_refresh, self._painted, screen)

    def _painted(self, screen: Screen[Any] | None) -> None:
        if screen is not None and screen is self._unpainted:
            self._unpainted = None
            self._typeahead.go()

    def takes(self, event: Event) -> None:
        """This key or text is handed on: the next one waits."""
        self._typeahead.wait()
        self._untaken = event

    def follows(self, event: Event, taker: MessagePump | None) -> None:
        """It was handed to `taker`: the next one may follow when all that are above it have seen it too.

        The second time is for what the widget then tells its screen: that a line was chosen, a field finished.
        """
        _when_taken(taker, partial(_when_taken, taker, partial(self._taken, event)))

    def _taken(self, event: Event | None) -> None:
        if event is not None and event is self._untaken:
            self._untaken = None
            self._typeahead.go()


def _when_taken(node: MessagePump | None, then: Callable[[], object]) -> None:
    """Calls `then` after a key handed to a node has gone up through all that are above it, the program last."""
    if node is None or not node.is_running:
        then()
    else:
        node.call_later(*([then] if isinstance(node, App) else [_when_taken, node._parent, then]))
