"""Any record of any ledger, found by a piece of its name, its pinyin, its home or its whole telephone number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static

from linli_tui.book import paper_numbers, ranking
from linli_tui.book.looking_up import look_up
from linli_tui.core.words import say
from linli_tui.ui import elsewhere
from linli_tui.ui.keys import binding
from linli_tui.ui.screens import go
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.widgets.find_words import FindWords
from linli_tui.ui.widgets.foot import Hint
from linli_tui.ui.widgets.lines import GAP, Line, Lines

MOST = 60


class FinderScreen(PageScreen[None]):
    """What is typed is found in all ledgers at once."""

    heading = "查找"
    BINDINGS = [
        binding("finder.up", "move('cursor_up')", show=False),
        binding("finder.down", "move('cursor_down')", show=False),
        binding("finder.page_up", "move('page_up')", show=False),
        binding("finder.page_down", "move('page_down')", show=False),
    ]

    def __init__(self, words: str = "") -> None:
        """Looks for these words first."""
        super().__init__()
        self._first = words

    def content(self) -> Iterable[Widget]:
        """The words at the top, what holds them below."""
        yield Horizontal(Static(say("查找"), classes="label"), FindWords(), Static("", id="narrowed"), id="narrowing")
        yield Lines(id="found", label=8)

    def on_mount(self) -> None:
        """The words keep the keys."""
        self.query_one(Lines).can_focus = False
        self.query_one(Input).focus()
        self.query_one(Input).value = self._first

    def hints(self) -> Iterable[Hint]:
        """How to go on."""
        return (("open", "打开"), ("up", "往上"), ("down", "往下"), ("back", ""))

    def typed_into(self) -> Input:
        """The words."""
        return self.query_one(Input)

    def on_input_changed(self) -> None:
        """The list follows what is typed; one stands on the first again."""
        self.reread()
        self.query_one(Lines).action_first()

    def reread(self) -> None:
        """Finds again."""
        self.query_one(Lines).show(self._lines(self.query_one(Input).value.strip()))

    def _lines(self, words: str) -> Iterator[Line]:
        count = self.query_one("#narrowed", Static)
        if not words:
            count.update("")
            yield GAP
            yield Line(
                text=say("打姓名、拼音首字母、房号、单子的编号、公约里的字，或者整个电话号码。"), style="$text-muted"
            )
            yield Line(text=say("几个词之间空一格，就都要有。"), style="$text-muted")
            return
        if other := elsewhere.said(self, words):
            count.update("")
            yield GAP
            yield Line(text=say("{whose}按回车，去那边找。", whose=other), style="$text-warning", wide=True)
            return
        hits = look_up(self.book, words, MOST)
        count.update(say("找到 {n} 条", n=len(hits)) if len(hits) < MOST else say("先看 {n} 条", n=MOST))
        if not hits:
            yield GAP
            yield Line(text=self._nothing(words), style="$text-muted")
        before: tuple[str, bool] = ("", False)
        for found, exact in ((hit.found, hit.rank == ranking.EXACT) for hit in hits):
            title = self.host.catalog.ledgers[found.ledger].title if (found.ledger, exact) != before else ""
            if title:
                yield GAP
            before = (found.ledger, exact)
            yield Line(f"{found.ledger}:{found.id}", title, f"{found.label}   {found.line}")

    def _nothing(self, words: str) -> str:
        if number := paper_numbers.read(words):
            return say("这本台账里没有编号是 {number} 的单子。", number=number)
        return say("没有找到。换几个字看看；电话和身份证号要打七位以上。")

    def action_move(self, where: str) -> None:
        """Goes through what was found."""
        getattr(self.query_one(Lines), f"action_{where}")()

    def on_input_submitted(self) -> None:
        """Opens the line one is on; the number of another book's paper leads there."""
        if elsewhere.offer(self, self.query_one(Input).value):
            return
        self._open(self.query_one(Lines).chosen)

    def on_option_list_option_selected(self, event: Lines.OptionSelected) -> None:
        """Opens the line clicked on."""
        self._open(event.option_id or "")

    def _open(self, chosen: str) -> None:
        ledger, _, record = chosen.partition(":")
        if record:
            go.card(self, self.host.catalog.ledgers[ledger], record)
