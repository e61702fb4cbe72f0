"""The laptop, the sticks and what is lost on one page: what lies where, whether it was asked this month, what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from linli_tui.book.change import Change
from linli_tui.core import clock
from linli_tui.core.access import WRITE
from linli_tui.core.words import say
from linli_tui.ledgers.safety import rules, service
from linli_tui.ui.keys import digits
from linli_tui.ui.screens import go
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.widgets.digits import Choice
from linli_tui.ui.widgets.foot import Hint
from linli_tui.ui.widgets.lines import GAP, Line, Lines
from linli_tui.ui.widgets.side import Side

Row = dict[str, Any]
ROWS = {
    "laptop": "SELECT * FROM laptop_list WHERE voided = 0 ORDER BY stage = 'struck', since DESC, id",
    "stick": "SELECT * FROM stick_list WHERE voided = 0 ORDER BY lies = 'lost', name, id",
    "loss": "SELECT * FROM loss_list WHERE voided = 0 AND state = 'open' ORDER BY noticed_on, id",
}
TINTS = {"lost": "$text-error", "struck": "$text-muted"}


class SafetyScreen(PageScreen[Change]):
    """Every laptop, stick and open loss on a line; Enter opens one, the digits do what stands at the right."""

    heading = "电脑保管"
    BINDINGS = [*digits("safety.choose", "deed")]
    foremost = ("deed(1)",)

    def __init__(self) -> None:
        """Of the open book."""
        super().__init__()
        self._deeds: list[tuple[str, Callable[[], None]]] = []

    def content(self) -> Iterable[Widget]:
        """Which laptop this is, the lines, what can be done."""
        yield Horizontal(Static("", id="name"), Static("", id="place"), id="title")
        yield Horizontal(Lines(id="card"), Side(say("能做的"), "deed"), id="both")

    def on_mount(self) -> None:
        """The arrows go through the lines."""
        self.query_one(Lines).focus()

    def hints(self) -> Iterable[Hint]:
        """The few keys there are."""
        return (("open", ""), ("choose", "做右边的事"), ("menu", ""), ("back", ""))

    def more(self) -> Iterable[Choice]:
        """The same by the menu."""
        return [Choice(f"deed({n})", title) for n, (title, _run) in enumerate(self._deeds, 1)]

    def reread(self) -> None:
        """Reads everything again; a laptop that is not written down is the first thing to do."""
        here = service.here(self.book)
        name = say("眼前这台：{name}", name=here["name"]) if here else say("眼前这台还没有登记")
        self.query_one("#name", Static).update(Content.styled(name, "bold"))
        self._deeds = list(self._offered(here))
        self.query_one(Side).show(title for title, _run in self._deeds)
        self.query_one(Lines).show(self._lines())
        self.show_hints()

    def _offered(self, here: Row | None) -> Iterator[tuple[str, Callable[[], None]]]:
        ledgers, may = self.host.catalog.ledgers, self.book.rights.may
        if not here and may(WRITE, "laptop"):
            yield say("登记眼前这台"), lambda: go.form(self, ledgers["laptop"])
        if may(WRITE, "loss"):
            yield say("丢了东西"), lambda: go.form(self, ledgers["loss"])
        for ledger in go.shown(self.book, self.host.catalog.area("laptop")):
            yield say("全部{title}", title=ledger.title), self._opening(ledger.name)

    def _opening(self, name: str) -> Callable[[], None]:
        return lambda: go.register(self, self.host.catalog.ledgers[name])

    def _lines(self) -> Iterator[Line]:
        for ledger in go.shown(self.book, self.host.catalog.area("laptop")):
            rows = self.book.read.sql(ROWS[ledger.name])
            yield GAP
            yield Line(text=ledger.title, style="bold $text-accent", wide=True)
            if not rows:
                none = {"laptop": say("还没有登记。"), "stick": say("还没有登记，备份都在这间屋里。")}
                yield Line(text=none.get(ledger.name) or say("没有在办的。"), style="$text-muted", wide=True)
            for row in rows:
                text, note, style = getattr(self, f"_{ledger.name}")(row)
                yield Line(f"{ledger.name}:{row['id']}", "", text, note, style, wide=True)

    def _laptop(self, row: Row) -> tuple[str, str, str]:
        text = "  ".join(filter(None, (row["name"], row["lies_at"])))
        told = row["stage"] != "struck" or row["told_on"]
        stage = dict(rules.STAGES)[row["stage"]] if told else say("注销了，还没告诉街道")
        return text, stage, TINTS.get(row["stage"], "") if told else "$text-warning"

    def _stick(self, row: Row) -> tuple[str, str, str]:
        at = say("在{who}家", who=row["holder_label"]) if row["lies"] == "away" else dict(rules.LIES)[row["lies"]]
        asked = (row["asked_on"] or "") >= clock.today().replace(day=1).isoformat()
        note = say("这个月问过") if asked else say("这个月还没问")
        lost = row["lies"] == "lost"
        return f"{row['name']}  {at}", "" if lost else note, TINTS.get(row["lies"], "" if asked else "$text-warning")

    def _loss(self, row: Row) -> tuple[str, str, str]:
        return row["what"].splitlines()[0], say("十步做了{n}步", n=row["steps"]), "$text-warning"

    def on_option_list_option_selected(self, event: Lines.OptionSelected) -> None:
        """The card of what the line speaks of."""
        name, _, record = (event.option_id or "").partition(":")
        if record:
            go.card(self, self.host.catalog.ledgers[name], record)

    def action_deed(self, digit: int) -> None:
        """Does what stands at the right under that digit."""
        if digit <= len(self._deeds):
            self._deeds[digit - 1][1]()
