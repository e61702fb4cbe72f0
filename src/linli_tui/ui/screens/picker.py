"""One record of a ledger, found by typing and chosen with the arrows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from linli_tui.book.change import Change
from linli_tui.book.reading import Query
from linli_tui.core.ledger import Ledger
from linli_tui.core.words import say
from linli_tui.ui import exact, rows
from linli_tui.ui.host import seat
from linli_tui.ui.keys import binding
from linli_tui.ui.screens import offered
from linli_tui.ui.screens.asking import AskScreen, esc
from linli_tui.ui.widgets.table import Table

if TYPE_CHECKING:
    from linli_tui.book.book import Book


def only(book: Book, query: Query) -> str:
    """The one record that answers a query, or the one called exactly so; "" for none or several."""
    found = book.read.page(exact.meant(book, query), limit=2)
    return found[0]["id"] if len(found) == 1 else _called(book, query)


def _called(book: Book, query: Query) -> str:
    """The one record that is called exactly as the words of a query say; "" for none or several."""
    label, words = book.catalog.ledgers[query.ledger].label, query.words.strip()
    found = book.read.page(replace(query, filters=(*query.filters, (label, words))), limit=2) if words else []
    return found[0]["id"] if len(found) == 1 else ""


class PickerScreen(AskScreen[str]):
    """The answer is the id of the record chosen."""

    BINDINGS = [
        binding("picker.up", "move(-1)", show=False),
        binding("picker.down", "move(1)", show=False),
        binding("picker.page_up", "page(-1)", show=False),
        binding("picker.page_down", "page(1)", show=False),
        binding("picker.new", "new", show=False),
    ]

    def __init__(
        self,
        ledger: Ledger,
        words: str = "",
        *,
        title: str = "",
        at: str = "",
        filters: tuple[tuple[str, Any], ...] = (),
    ) -> None:
        """Chooses a record of `ledger` that meets `filters`, beginning with those that hold `words`, or on `at`."""
        super().__init__()
        self.ledger, self._words, self._at, self._filters = ledger, words, at, filters
        self._title = title or say("选一个{ledger}", ledger=ledger.title)

    def compose(self) -> ComposeResult:
        """The words, and what holds them."""
        with Vertical(id="band", classes="tall"):
            yield Static(Content(self._title), id="question")
            yield Horizontal(Static(say("查找"), classes="label"), Input(self._words, compact=True), id="narrowing")
            yield Table(empty=self._empty())
            yield Static(say("上下键挑，回车选定。{esc} 不选。", esc=esc()), id="ways")

    def _empty(self) -> str:
        new = offered.may(seat(self).book, self.ledger, "new")
        return say("没有找到。改几个字再看看；按回车，登记一个新的。") if new else say("没有找到。改几个字再看看。")

    def on_mount(self) -> None:
        """The words keep the keys; the arrows go through the list below."""
        self.query_one(Table).can_focus = False
        self.query_one(Input).focus()
        self._show(self._words)
        if self._at:
            self.query_one(Table).go_to(self._at)

    def _show(self, words: str) -> None:
        query, book = Query(self.ledger.name, filters=self._filters, words=words), seat(self).book
        table = self.query_one(Table)
        table.show(rows.BookSource(book, exact.meant(book, query)))
        if called := _called(book, query):
            table.go_to(called)

    def on_input_changed(self, event: Input.Changed) -> None:
        """The list follows."""
        self._show(event.value)

    def on_input_submitted(self) -> None:
        """The selected one; where nothing was found, a new one."""
        if row := self.query_one(Table).row:
            self.dismiss(row.id)
        else:
            self.action_new()

    def on_table_opened(self, event: Table.Opened) -> None:
        """The one clicked on."""
        self.dismiss(event.row.id)

    def action_move(self, rows_: int) -> None:
        """The next record, or the one before."""
        self.query_one(Table).action_move(rows_)

    def action_page(self, pages: int) -> None:
        """A page on, or back."""
        self.query_one(Table).action_page(pages)

    def action_new(self) -> None:
        """Registers a new record and takes that one, where that is offered."""
        if not offered.may(seat(self).book, self.ledger, "new"):
            return
        from linli_tui.ui.screens.form import FormScreen
        from linli_tui.ui.screens.forms import new

        words = self.query_one(Input).value.strip()
        start = (
            {self.ledger.label: words} if words and self.ledger.label in {f.name for f in self.ledger.fields} else {}
        )
        self.app.push_screen(FormScreen(new(seat(self), self.ledger, start=start)), self._take_new)

    def _take_new(self, change: Change | None) -> None:
        book = seat(self).book
        records = change.records if change else ()
        found = (record for table, record in records if table == book.catalog.table(self.ledger).name)
        if record := next(found, ""):
            self.dismiss(record)
