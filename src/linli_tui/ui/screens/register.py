"""The list of any ledger: found by typing, filtered, sorted; from here records are opened, made, changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Key, Resize
from textual.widget import Widget
from textual.widgets import Input, Static

from linli_tui.book.reading import Query
from linli_tui.core.ledger import Ledger
from linli_tui.core.words import say
from linli_tui.ui import cards, elsewhere, exact, rows
from linli_tui.ui.keys import binding
from linli_tui.ui.screens import go, marked, narrowing, offered
from linli_tui.ui.screens.asking import esc
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.widgets.digits import Choice
from linli_tui.ui.widgets.find_words import FindWords
from linli_tui.ui.widgets.foot import Hint
from linli_tui.ui.widgets.lines import Lines
from linli_tui.ui.widgets.table import Table
from linli_tui.ui.widgets.tabs import Tabs

WIDE = 100


class RegisterScreen(PageScreen[None]):
    """A list of one ledger at a time; the ledgers of its area stand above it."""

    BINDINGS = [
        binding("register.new", "new"),
        binding("register.filter", "search", words="筛选"),
        binding("register.change", "change"),
        binding("register.void", "void"),
        binding("register.history", "history"),
        binding("register.report", "carry_out", words="导出这张名单"),
        binding("register.next", "turn(1)", words="下一本", show=False),
        binding("register.previous", "turn(-1)", words="上一本", show=False),
        Binding("right", "turn(1)", show=False, id="register.right"),
        Binding("left", "turn(-1)", show=False, id="register.left"),
    ]

    AUTO_FOCUS = "#list"
    foremost = ("entry",)

    def __init__(self, ledger: Ledger, filters: tuple[tuple[str, Any], ...] = ()) -> None:
        """The list of `ledger`, narrowed to rows whose columns have the values of `filters`."""
        super().__init__()
        self.ledger = ledger
        self.query_ = Query(ledger.name, filters=filters)
        self._fresh = False

    @property
    def table(self) -> Table:
        """The list itself."""
        return self.query_one(Table)

    def content(self) -> Iterable[Widget]:
        """The ledgers of the area, what the list is narrowed by, the list, and on a wide screen the selected record."""
        self._ledgers = go.shown(self.book, self.host.catalog.area(self.ledger)) or (self.ledger,)
        tabs = Tabs([ledger.title for ledger in self._ledgers])
        tabs.display = len(self._ledgers) > 1
        yield tabs
        yield Horizontal(
            Static(say("筛选"), classes="label"),
            FindWords(narrowing.searched(self.host.catalog, self.ledger)),
            Static("", id="narrowed"),
            id="narrowing",
        )
        yield Horizontal(Table(id="list"), Lines(id="preview", label=12), id="both")

    def on_mount(self) -> None:
        """The list has the keys; what is typed goes to the filter all the same."""
        preview = self.query_one("#preview", Lines)
        preview.can_focus = preview.pointed = False
        self._show()
        self._fresh = True
        self.table.focus()

    def hints(self) -> Iterable[Hint]:
        """What can be done with the selected row."""
        if self.focused is self.typed_into():
            menu = () if self.query_.words else (("menu", ""),)
            return (("open", "打开第一条"), ("down", "到下面选"), *menu, ("back", "不筛了"))
        verbs = "open new filter change menu back" if self.table.row else "new filter menu back"
        return tuple((verb, "") for verb in verbs.split() if offered.may(self.book, self.ledger, verb))

    def more(self) -> Iterable[Choice]:
        """What has no key: narrowing, order, what was voided, the entry list."""
        yield from narrowing.offers(self.host.catalog, self.ledger, self.query_)
        if offered.may(self.book, self.ledger, "change_marked"):
            yield from marked.offers(self.ledger, len(self.table.marks))
        if self.ledger.entry and offered.may(self.book, self.ledger, "entry"):
            yield Choice("entry", say("一户一户登记"), say("一个单元一张单子"))
        if len(self._ledgers) > 1:
            yield Choice("turn(1)", say("下一本"), say(self._ledgers[self._after(1)].title))

    def typed_into(self) -> FindWords:
        """The filter."""
        return self.query_one(FindWords)

    # Showing

    def _show(self) -> None:
        self.heading = self.host.catalog.area(self.ledger).title
        self.host.memory[f"area:{self.host.catalog.area(self.ledger).name}"] = self.ledger.name
        self.query_one(Tabs).show(self._ledgers.index(self.ledger) if self.ledger in self._ledgers else 0)
        self.typed_into().placeholder = narrowing.searched(self.host.catalog, self.ledger)
        self._set_query(self.query_)

    def _set_query(self, query: Query) -> None:
        self.query_ = query
        narrowed = query.words or query.filters or query.voided or query.on
        empty = (
            say("没有找到。按 {esc} 看全部。", esc=esc())
            if narrowed
            else self.in_digits(offered.empty(self.book, self.ledger))
        )
        room = min(self.size.width, rows.ROOM + 4) - 4 if not self._wide else self.size.width // 2
        self.table.show(rows.BookSource(self.book, exact.meant(self.book, query), room), empty=empty)

    def reread(self) -> None:
        """Reads the rows again, the same one staying selected."""
        self.table.roomy = self.host.habits.roomy
        if not self._fresh:
            self.table.reload()
        self._fresh = False

    @property
    def _wide(self) -> bool:
        return self.size.width >= WIDE

    def on_resize(self, event: Resize) -> None:
        """A wide screen shows the selected record beside the list."""
        self.query_one("#preview").display = self._wide
        self._preview()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a row there is nothing to change, to void or to look back on; some takes a right."""
        barred = action in ("change", "void", "history") and self.is_mounted and not self.table.row
        offer = offered.may(self.book, self.ledger, action) and super().check_action(action, parameters)
        return None if barred and offer else offer

    def on_table_counted(self, event: Table.Counted) -> None:
        """How many rows are shown, of how many."""
        self._say_count(event.total)

    def on_table_marked(self) -> None:
        """How many are marked is part of the count."""
        self._say_count(self.table.total or 0)

    def _say_count(self, shown: int) -> None:
        said = narrowing.counted(self.book, self.query_, shown, len(self.table.marks))
        self.query_one("#narrowed", Static).update(Content(said))

    def on_table_moved(self, event: Table.Moved) -> None:
        """Another row is selected."""
        self._preview()
        self.show_hints()

    def _preview(self) -> None:
        preview = self.query_one("#preview", Lines)
        if self._wide:
            row = self.table.row and self.book.read.get(self.ledger.name, self.table.row.id)
            preview.show(cards.card(self.book, self.ledger, row) if row else ())

    # Narrowing

    def on_input_changed(self, event: Input.Changed) -> None:
        """The list follows what is typed."""
        if event.value != self.query_.words:
            self._set_query(replace(self.query_, words=event.value))

    def on_input_submitted(self) -> None:
        """Enter in the filter opens the first row found; whoever comes back is in the list."""
        if elsewhere.offer(self, self.typed_into().value):
            return
        self.table.focus()
        self.table.action_open()

    def on_key(self, event: Key) -> None:
        """Down leaves the filter for the list; a key that is not offered is answered with a sentence."""
        offered.answer(self, self.ledger, event)
        if event.key in ("down", "pagedown") and self.focused is self.typed_into():
            self.table.focus()
            event.stop()

    def action_search(self) -> None:
        """To the filter; a second time to all ledgers."""
        if self.focused is self.typed_into():
            self.action_find()
        else:
            self.typed_into().focus()

    def action_back(self) -> None:
        """First everything is shown again, then this list is left."""
        if self.query_.words or self.query_.filters or self.query_.voided or self.query_.on:
            self.typed_into().value = ""
            self._set_query(Query(self.ledger.name, self.query_.sort, self.query_.descending))
            self.table.focus()
        elif self.focused is self.typed_into():
            self.table.focus()
        else:
            super().action_back()

    def action_query(self, kind: str) -> None:
        """Narrowed otherwise, in another order, what holds now, what was voided: see `narrowing`."""
        self.flow(self._query(kind))

    async def _query(self, kind: str) -> None:
        query = await narrowing.turned(self, self.ledger, self.query_, kind)
        if query is not None:
            self._set_query(query)

    def _after(self, step: int) -> int:
        return (self._ledgers.index(self.ledger) + step) % len(self._ledgers)

    def action_turn(self, step: int) -> None:
        """The next ledger of the area, or the one before."""
        if len(self._ledgers) > 1:
            self._turn_to(self._after(step))

    def on_tabs_turned(self, event: Tabs.Turned) -> None:
        """Somebody clicked on another ledger of the area."""
        self._turn_to(event.index)

    def _turn_to(self, index: int) -> None:
        self.ledger = self._ledgers[index]
        self.query_ = Query(self.ledger.name)
        self.typed_into().value = ""
        self._show()
        self.look()

    # Records

    def on_table_opened(self, event: Table.Opened) -> None:
        """The whole record."""
        go.card(self, self.ledger, event.row.id, exact.meant(self.book, self.query_))

    def action_new(self) -> None:
        """A new record of this ledger; where parts belong to it, its card is where one goes on."""
        self.flow(self._new())

    async def _new(self) -> None:
        record = await go.new(self, self.ledger, dict(self.query_.filters))
        self.table.go_to(record)

    def action_change(self) -> None:
        """Changes the selected record."""
        if row := self.table.row:
            go.form(self, self.ledger, row.id)

    def action_void(self) -> None:
        """Voids the selected record, or all that are marked."""
        self.flow(marked.void(self, self.ledger, self.table))

    def action_history(self) -> None:
        """What happened to the selected record."""
        from linli_tui.ui.screens.history import HistoryScreen

        if row := self.table.row:
            self.app.push_screen(HistoryScreen(self.ledger, row.id))

    def action_carry_out(self) -> None:
        """Carries out this list, or what is ticked in it, as a spreadsheet."""
        self.flow(marked.carry_out(self, exact.meant(self.book, self.query_), self.table.marks))

    def action_change_marked(self) -> None:
        """Changes one column of all rows that are ticked."""
        self.flow(marked.change(self, self.ledger, self.table))

    def action_entry(self) -> None:
        """Many rows in one sitting."""
        from linli_tui.ui.screens.entering import begin

        self.flow(begin(self, self.ledger, {}))
