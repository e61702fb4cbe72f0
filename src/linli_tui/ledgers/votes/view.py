"""A committee says what it thinks: its members at the left, one digit for each, how far one has come below."""

from __future__ import annotations

from dataclasses import replace

from textual.content import Content
from textual.widgets import Static

from linli_tui.book.book import Book
from linli_tui.core.access import Actor
from linli_tui.core.words import say
from linli_tui.ledgers.votes.committee import SAYING, VOICE
from linli_tui.ui.screens.entry import EntryScreen


class VoicesScreen(EntryScreen):
    """The entry list over the lines that the opening of the meeting made; there is one walk, so none is asked for."""

    def __init__(self, book: Book, actor: Actor, record: str) -> None:
        """The members of the motion `record`."""
        super().__init__(replace(VOICE, entry=SAYING), {"motion": record}, record)

    def _title(self) -> None:
        self.query_one("#name", Static).update(Content.styled(self.book.read.label("motion", self.scope), "bold"))
        self.query_one("#place", Static).update(Content(say("念一位，记一位")))
