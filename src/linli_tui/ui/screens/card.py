"""One record: its fields in full, its parts and what refers to it, and by digit what can be done with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Static

from linli_tui.book import looks
from linli_tui.book.change import Change
from linli_tui.book.reading import Query
from linli_tui.core.ledger import Ledger
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ui import cards
from linli_tui.ui.keys import binding, digits
from linli_tui.ui.screens import deeds, go, offered, unsealing
from linli_tui.ui.screens.asking import esc
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.screens.voiding import void
from linli_tui.ui.widgets.digits import Choice
from linli_tui.ui.widgets.foot import Hint
from linli_tui.ui.widgets.lines import Lines
from linli_tui.ui.widgets.side import Side

Row = dict[str, Any]
PAPER = "paper:"


class CardScreen(PageScreen[Change]):
    """A record of any ledger. Left what is written down, right what can be done; the arrows go through the left."""

    BINDINGS = [
        *digits("card.choose", "deed"),
        binding("card.change", "change"),
        binding("card.void", "void"),
        binding("card.history", "history"),
        binding("card.report", "report", show=False),
        binding("card.page_down", "read_on(1)", words="下一条", show=False, priority=True),
        binding("card.page_up", "read_on(-1)", words="上一条", show=False, priority=True),
        Binding("right", "step(1)", show=False, id="card.right"),
        Binding("left", "step(-1)", show=False, id="card.left"),
    ]

    def __init__(self, ledger: Ledger, record: str, trail: Query | None = None, told: Change | None = None) -> None:
        """The record of that id; `trail` is the list it came from, to go through with the page keys.

        `told` is what has just been done with it, to be said first.
        """
        super().__init__()
        self.ledger, self.record, self._trail, self._told = ledger, record, trail, told
        self.heading = ledger.title
        self._deeds: list[deeds.Deed] = []

    def content(self) -> Iterable[Widget]:
        """Name, fields and parts, deeds."""
        yield Horizontal(Static("", id="name"), Static("", id="place"), id="title")
        yield Horizontal(Lines(id="card", label=12), Side(say("能做的"), "deed"), id="both")

    def on_mount(self) -> None:
        """The arrows belong to the left side, the digits to the right."""
        self.query_one(Lines).focus()
        self.tell(self._told)

    @property
    def row(self) -> Row:
        """The record as it is now; Refused when it is not there any more."""
        row = self.book.read.get(self.ledger.name, self.record)
        if row is None:
            raise Refused(say("这一条已经不在了。"), do=say("请按 {esc} 回到上一页。", esc=esc()))
        return row

    def hints(self) -> Iterable[Hint]:
        """What Enter does on this line, and the keys of a card."""
        kind = self.query_one(Lines).chosen.partition(":")[0]
        enter = "改这一栏" if kind == "field" and offered.may(self.book, self.ledger, "change") else "打开"
        turning = (("page_down", "下一条"),) if self._trail else ()
        return (("open", enter), ("choose", "做右边的事"), *turning, ("menu", ""), ("back", ""), ("history", ""))

    def reread(self) -> None:
        """Reads the record, its parts and its deeds again; a record that was taken back leaves its screen."""
        row = self.book.read.get(self.ledger.name, self.record)
        if row is None:
            self.dismiss(None)
            return
        try:
            looks.note_reading(self.book, self.host.actor, self.ledger, row)
        except Refused as refused:  # what must leave a line is not shown without one
            self.meet(refused)
            return
        name = Content.assemble((str(row.get(self.ledger.label) or say("（没有名字）")), "bold"))
        state = cards.state_of(self.book, self.ledger, row)
        if state:
            name += Content.styled(f"   {state}", "$text-warning" if row["voided"] else "$text-accent")
        self.query_one("#name", Static).update(name)
        self.query_one(Lines).show(cards.card(self.book, self.ledger, row, whole=True))
        self._deeds = deeds.of(self.book, self.ledger, row)
        self.query_one(Side).show(deed.title for deed in self._deeds)
        self._say_place()
        self.show_hints()

    def _say_place(self) -> None:
        place = ""
        if self._trail:
            index, total = self.book.read.position(self._trail, self.record), self.book.read.count(self._trail)
            place = say("第 {n} 条，共 {total} 条", n=index + 1, total=total) if index is not None else ""
        self.query_one("#place", Static).update(Content(place))

    def more(self) -> Iterable[Choice]:
        """The deeds, as the menu has everything."""
        return [Choice(f"deed('{deed.id}')", deed.title) for deed in self._deeds]

    # Lines

    def on_option_list_option_highlighted(self) -> None:
        """Enter means something else on another line."""
        self.show_hints()

    def on_option_list_option_selected(self, event: Lines.OptionSelected) -> None:
        """Changes a field, or opens a part, a record or a register."""
        kind, _, rest = (event.option_id or "").partition(":")
        ledgers = self.host.catalog.ledgers
        if kind == "field":
            self._change(rest)
        elif kind == "unseal":
            self.flow(unsealing.show(self, self.row))
        elif kind == "all":
            ledger, _, link = rest.partition(":")
            go.register(self, ledgers[ledger], ((link, self.record),))
        elif kind in ledgers:
            go.card(self, ledgers[kind], rest)
        elif kind == "open" and (ref := self._ref(rest)):
            go.card(self, *ref)

    def _ref(self, name: str) -> tuple[Ledger, str] | None:
        row = self.row
        ledger = cards.leads_to(self.book, self.ledger, name, row)
        return (self.host.catalog.ledgers[ledger], row[name]) if ledger else None

    # Deeds

    def action_deed(self, which: int | str) -> None:
        """Does the deed with that digit, or of that id."""
        found = (d for n, d in enumerate(self._deeds, 1) if which in (n, d.id))
        deed = next(found, None)
        if deed is not None:
            self.flow(deed.run(self, self.row))

    def action_change(self) -> None:
        """Changes the record, beginning with the field one is on."""
        kind, _, name = self.query_one(Lines).chosen.partition(":")
        self._change(name if kind == "field" else "")

    def _change(self, field: str) -> None:
        offered.refuse(self.book, self.ledger, "change")
        if self.row["voided"]:
            word = self.host.catalog.table(self.ledger).void
            raise Refused(say("这一条已经{word}，不能改了。", word=word), say("什么也没有改。"))
        go.form(self, self.ledger, self.record, at=field)

    def action_void(self) -> None:
        """Voids the record by its ledger's own word."""
        self.flow(self._void())

    async def _void(self) -> None:
        if change := await void(self, self.ledger, [self.record]):
            self.dismiss(change)

    def action_history(self) -> None:
        """What happened to this record."""
        from linli_tui.ui.screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen(self.ledger, self.record))

    def action_report(self) -> None:
        """Prints a paper of this record; without one the book is carried out."""
        self.flow(self._print())

    async def _print(self) -> None:
        papers = {deed.id: deed for deed in self._deeds if deed.id.startswith(PAPER)}
        chosen = next(iter(papers), "")
        if len(papers) > 1:
            whose = {f"{PAPER}{paper.name}": paper.audience for paper in self.ledger.papers}
            choices = [Choice(d.id, d.title, say("这张给：{audience}", audience=whose[d.id])) for d in papers.values()]
            chosen = await self.choose(say("打印哪一张？"), choices)
            if not chosen:
                return
        if chosen:
            await papers[chosen].run(self, self.row)
        else:
            from linli_tui.ui.screens.report import ReportScreen

            self.book.rights.refuse("report")
            self.app.push_screen(ReportScreen())

    def action_read_on(self, pages: int) -> None:
        """A page further through this record, and at its end the next one of the list."""
        lines = self.query_one(Lines)
        if (lines.scroll_y < lines.max_scroll_y) if pages > 0 else lines.scroll_y > 0:
            lines.action_page_down() if pages > 0 else lines.action_page_up()
        else:
            self.action_step(pages)

    def action_step(self, step: int) -> None:
        """The next record of the list this one came from, or the one before."""
        if self._trail is None:
            return
        key = self.book.read.key(self._trail, self.row)
        bound: dict[str, Any] = {"after" if step > 0 else "before": key}
        found = self.book.read.page(self._trail, limit=1, **bound)
        if found:
            self.record = found[0]["id"]
            self.reread()
        else:
            self.say(say("已经是最后一条。") if step > 0 else say("已经是第一条。"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A record is stepped on from only in a list, and what takes a right one has not is not offered."""
        barred = (action == "step" and self._trail is None) or not offered.may(self.book, self.ledger, action)
        return super().check_action(action, parameters) and not barred

    def on_key(self, event: Key) -> None:
        """A key that is not offered here, as it takes a right, is answered with a sentence."""
        offered.answer(self, self.ledger, event)
