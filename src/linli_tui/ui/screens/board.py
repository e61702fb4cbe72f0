"""本月公示 on the screen: every figure of the month beside last month's; behind each one the list it counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from linli_tui.core import clock, dates
from linli_tui.core.access import READ
from linli_tui.core.words import say
from linli_tui.paper import month_page, sending_list
from linli_tui.paper.month_page import Told
from linli_tui.ui.keys import binding
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.widgets.digits import Choice
from linli_tui.ui.widgets.foot import Hint
from linli_tui.ui.widgets.lines import GAP, Line, Lines


class BoardScreen(PageScreen[None]):
    """The figures area by area, as they will be posted; Enter opens what a figure counts."""

    heading = "本月公示"
    foremost = ("print_page",)
    BINDINGS = [binding("board.report", "print_page", words="打印")]

    def __init__(self) -> None:
        """Of the month one reports on today."""
        super().__init__()
        self.day = month_page.usual(clock.today())

    def content(self) -> Iterable[Widget]:
        """The month, for whom it is, the figures."""
        yield Horizontal(Static("", id="name"), Static("", id="place"), id="title")
        yield Lines(id="board", label=8)

    def hints(self) -> Iterable[Hint]:
        """A figure's list, or the paper."""
        return (("open", "看是哪几条"), ("report", "打印"), ("menu", ""), ("back", ""))

    def more(self) -> Iterable[Choice]:
        """The month before or after."""
        yield Choice("turn_month(-1)", say("看前一个月"))
        if self.day < clock.today().replace(day=1):
            yield Choice("turn_month(1)", say("看后一个月"))

    def reread(self) -> None:
        """Counts anew."""
        self._told = month_page.figures(self.book, self.day)
        title = Content.styled(sending_list.month_text(self.day.isoformat()), "bold")
        self.query_one("#name", Static).update(title)
        self.query_one("#place", Static).update(Content(say("这张给：{audience}", audience=month_page.AUDIENCE)))
        self.query_one(Lines).show(self._lines())

    def _lines(self) -> Iterator[Line]:
        area = ""
        for n, one in enumerate(self._told):
            before, now = one.texts
            if area and one.area != area:
                yield GAP
            label, area = (one.area if one.area != area else ""), one.area
            text = say("{title}  {now}", title=one.line.title, now=now)
            yield Line(f"figure:{n}", label, text, say("上月 {before}", before=before))
        yield GAP
        for right, text in month_page.sums(self._told):
            yield Line(text=text, style="$text-muted" if right else "bold $text-error")

    def on_option_list_option_selected(self, event: Lines.OptionSelected) -> None:
        """Opens what the figure counts."""
        self._open(self._told[int((event.option_id or "").partition(":")[2])])

    def _open(self, one: Told) -> None:
        from linli_tui.ui.screens.register import RegisterScreen

        self.book.rights.refuse(READ, one.line.ledger)
        first, following = month_page.month_of(self.day)
        screen = RegisterScreen(self.host.catalog.ledgers[one.line.ledger])
        binds = (("first", first), ("next", following))
        screen.query_ = replace(screen.query_, where=one.line.where, binds=binds)
        self.app.push_screen(screen)

    def action_turn_month(self, step: int) -> None:
        """A month on or back."""
        self.day = dates.add_months(self.day, step)
        self.reread()

    def action_print_page(self) -> None:
        """The page for the board, to be printed or carried to the copy shop."""
        from linli_tui.ui.screens.printing import PreviewScreen

        self.app.push_screen(PreviewScreen(month_page.document(self.book, self.host.actor, self.day)))
