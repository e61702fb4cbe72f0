"""What is written in a form and not saved yet, kept on the desk of whoever writes it."""

from __future__ import annotations

from textual.dom import DOMNode

from linli_tui.book import desk
from linli_tui.ui.host import seat

Typed = dict[str, str]
KEEP_EVERY = 2.0
"""Seconds between two looks at whether a draft has to be written again."""


class Drafting:
    """The draft of one form; without a place to keep it under nothing is kept."""

    def __init__(self, place: tuple[str, str] | None) -> None:
        """Under (ledger, record)."""
        self.place = place
        self._kept: Typed = {}

    def begin(self, typed: Typed) -> None:
        """What stands there at first need not be kept."""
        self._kept = typed

    def keep(self, node: DOMNode, typed: Typed) -> bool:
        """Keeps what is written; False where it cannot be kept."""
        if self.place is None:
            return False
        if typed != self._kept:
            at = seat(node)
            desk.save_draft(at.book, at.actor, *self.place, typed)
            self._kept = typed
        return True

    def found(self, node: DOMNode) -> desk.Draft | None:
        """What was kept here before."""
        if self.place is None:
            return None
        kept = desk.drafts(seat(node).book, seat(node).actor)
        return next((draft for draft in kept if (draft.ledger, draft.record) == self.place), None)

    def forget(self, node: DOMNode) -> None:
        """It was saved, or thrown away."""
        if self.place is not None:
            desk.clear_draft(seat(node).book, seat(node).actor, *self.place)
