"""The stamped paper is keyed back: table by table, ours unless the street stamped another number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from linli_tui.book.book import Book
from linli_tui.book.change import Change
from linli_tui.core import kinds
from linli_tui.core.access import Actor
from linli_tui.core.ledger import Field
from linli_tui.core.words import say
from linli_tui.ledgers.sending import service
from linli_tui.ui.keys import binding
from linli_tui.ui.screens.asking import LineScreen, esc
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.widgets.digits import Choice
from linli_tui.ui.widgets.foot import Hint
from linli_tui.ui.widgets.lines import GAP, Line, Lines

COUNT = Field("stamped", "街道盖章的数", "int")
SAVE = "save"


class StampScreen(PageScreen[Change]):
    """The tables of one report; Enter on one writes what the street stamped, the last line keeps it all."""

    heading = "街道签收"
    foremost = ("keep",)
    BINDINGS = [binding("stamp.save", "keep", words="都对过了")]

    def __init__(self, book: Book, actor: Actor, record: str) -> None:
        """Of the report `record`; every count is ours until another one is written."""
        super().__init__()
        self._at, self.actor, self.record = book, actor, record
        self.lines = book.read.parts("report_line", record)
        self.counts = {str(line["id"]): int(line["rows"]) for line in self.lines}

    def content(self) -> Iterable[Widget]:
        """Which report, its tables."""
        yield Horizontal(Static("", id="name"), Static("", id="place"), id="title")
        yield Lines(id="stamp", label=14)

    def hints(self) -> Iterable[Hint]:
        """A number, or all of it."""
        return (("open", "数不一样，改"), ("save", "都对过了"), ("menu", ""), ("back", ""))

    def more(self) -> Iterable[Choice]:
        """Keeping it, for whoever has no function keys."""
        yield Choice("keep", say("都对过了，记下签收"))

    def reread(self) -> None:
        """Shows the counts."""
        title = self._at.read.label("report_out", self.record)
        self.query_one("#name", Static).update(Content.styled(title, "bold"))
        self.query_one("#place", Static).update(Content(say("照着盖了章的那一联看")))
        self.query_one(Lines).show(self._lines())

    def _lines(self) -> Iterator[Line]:
        yield Line(SAVE, "", say("都对过了，记下签收"), style="bold")
        yield GAP
        for line in self.lines:
            theirs = self.counts[line["id"]]
            differs = theirs != line["rows"]
            text = say("我们 {n} 行，街道 {m} 行", n=line["rows"], m=theirs) if differs else say("{n} 行", n=theirs)
            yield Line(line["id"], line["title"], text, style="bold $text-warning" if differs else "")

    def on_option_list_option_selected(self, event: Lines.OptionSelected) -> None:
        """Asks for the number of a table, or keeps all."""
        if event.option_id == SAVE:
            self.action_keep()
        else:
            self.flow(self._ask(event.option_id or ""))

    async def _ask(self, line: str) -> None:
        title = next(str(row["title"]) for row in self.lines if row["id"] == line)
        asked = LineScreen(say("{title}：街道盖章的数", title=title), say("写数字，回车。{esc} 不改。", esc=esc()))
        typed = await self.ask(asked)
        if typed:
            self.counts[line] = kinds.read(COUNT, typed)
            self.reread()

    def action_keep(self) -> None:
        """The paper is back; what differs is kept with it."""
        self.dismiss(service.stamp(self._at, self.actor, self.record, self.counts))
