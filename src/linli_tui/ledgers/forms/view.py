"""A paper that returned is keyed in: the form of its ledger, under the number it bears."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from linli_tui.book.book import Book
from linli_tui.core.access import Actor
from linli_tui.core.words import say
from linli_tui.ledgers.forms import service
from linli_tui.ui.host import Seat
from linli_tui.ui.screens import forms
from linli_tui.ui.screens.form import FormScreen


class PaperScreen(FormScreen):
    """The form of what the paper is a form of."""

    def __init__(self, book: Book, actor: Actor, record: str) -> None:
        """Of the blank form `record`."""
        row = book.read.get("blank_form", record) or {}
        asked = forms.new(Seat(book, actor), book.catalog.ledgers[row["ledger"]])
        title = say("登记{form}  {number}", form=row["form"], number=row["reserved"])
        super().__init__(replace(asked, title=title, save=partial(service.register, book, actor, record), draft=None))
