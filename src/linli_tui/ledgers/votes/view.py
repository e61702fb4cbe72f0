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
from linli_tui.ui.widgets.entry_list import EntryLines


class VoicesScreen(EntryScreen):
    """The entry list over the lines that the opening of the meeting made; there is one walk, so none is asked for."""

    def __init__(self, book: Book, actor: Actor, record: str) -> None:
        """The members of the motion `record`."""
        super().__init__(replace(VOICE, entry=SAYING), {"motion": record}, record)

    def _title(self) -> None:
        self.query_one("#name", Static).update(Content.styled(self.book.read.label("motion", self.scope), "bold"))
        self.query_one("#place", Static).update(Content(say("念一位，记一位")))

    def action_set(self, digit: int) -> None:
        """Saves what this digit means for the member one is on; after the last one says what comes next."""
        super().action_set(digit)
        if all(line.state for line in self.query_one(EntryLines).lines):
            self.say(say("都记了。对过以后按退出键回去，选「表决」。"), "ok")
