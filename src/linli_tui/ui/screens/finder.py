"""Any record of any ledger, found by a piece of its name, its pinyin, its home or its whole telephone number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static

from linli_tui.core.places import natural_key
from linli_tui.core.words import say
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

    def content(self) -> Iterable[Widget]:
        """The words at the top, what holds them below."""
        yield Horizontal(Static(say("查找"), classes="label"), FindWords(), Static("", id="narrowed"), id="narrowing")
        yield Lines(id="found", label=8)

    def on_mount(self) -> None:
        """The words keep the keys."""
        self.query_one(Lines).can_focus = False
        self.query_one(Input).focus()

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
            yield Line(text=say("打姓名、拼音首字母、房号、公约里的字，或者整个电话号码。"), style="$text-muted")
            yield Line(text=say("几个词之间空一格，就都要有。"), style="$text-muted")
            return
        found = self.book.find(words, limit=MOST)
        count.update(say("找到 {n} 条", n=len(found)) if len(found) < MOST else say("先看 {n} 条", n=MOST))
        if not found:
            yield GAP
            yield Line(text=say("没有找到。换几个字看看；电话和身份证号要打七位以上。"), style="$text-muted")
        order = {name: place for place, name in enumerate(self.host.catalog.ledgers)}
        ledger = ""
        for hit in sorted(found, key=lambda hit: (order[hit.ledger], natural_key(hit.label))):
            title = self.host.catalog.ledgers[hit.ledger].title if hit.ledger != ledger else ""
            if title:
                yield GAP
            ledger = hit.ledger
            yield Line(f"{hit.ledger}:{hit.id}", title, f"{hit.label}   {hit.line}")

    def action_move(self, where: str) -> None:
        """Goes through what was found."""
        getattr(self.query_one(Lines), f"action_{where}")()

    def on_input_submitted(self) -> None:
        """Opens the line one is on."""
        self._open(self.query_one(Lines).chosen)

    def on_option_list_option_selected(self, event: Lines.OptionSelected) -> None:
        """Opens the line clicked on."""
        self._open(event.option_id or "")

    def _open(self, chosen: str) -> None:
        ledger, _, record = chosen.partition(":")
        if record:
            go.card(self, self.host.catalog.ledgers[ledger], record)
