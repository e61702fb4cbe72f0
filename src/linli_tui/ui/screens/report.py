"""Where F7 leads from home: to whom is reported, what was, the board's page; or just a folder for oneself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from linli_tui.book.reading import Query
from linli_tui.core.access import READ
from linli_tui.core.words import say
from linli_tui.exchange import folder, monthly
from linli_tui.ui.keys import binding, digits
from linli_tui.ui.screens import go
from linli_tui.ui.screens.busy import prepared
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.screens.where import where
from linli_tui.ui.widgets.foot import Hint
from linli_tui.ui.widgets.lines import GAP, Line, Lines


class ReportScreen(PageScreen[None]):
    """To whom the council reports, each under a digit; then the board's page, what was sent, and a folder of all."""

    heading = "报送"
    BINDINGS = [*digits("report.choose", "nth")]

    def content(self) -> Iterable[Widget]:
        """One list."""
        yield Horizontal(Static(Content.styled(say("报给谁？"), "bold"), id="name"), id="title")
        yield Lines(id="report", label=3)

    def hints(self) -> Iterable[Hint]:
        """A digit or Enter."""
        return (("choose", "按数字选"), ("open", "选定"), ("menu", ""), ("back", ""))

    def reread(self) -> None:
        """Reads again to whom is reported."""
        self._offered = list(self._ways())
        numbered = [Line(line.id, str(n), line.text, line.note) for n, line in enumerate(self._offered, 1)]
        told = say("先看清楚再写：给谁、为什么、多少行、哪些露出来。")
        self.query_one(Lines).show([*numbered, GAP, Line(text=told, style="$text-muted")])

    def _ways(self) -> Iterator[Line]:
        known, may = self.host.catalog.ledgers, self.book.rights.may(monthly.VERB)
        self._recipients = {one.id: one for one in monthly.recipients(self.book)} if may else {}
        for one in self._recipients.values():
            last = say("上次 {day}", day=one.last) if one.last else say("还没有报过")
            yield Line(f"to:{one.id}", "", one.name, last)
        if monthly.RECIPIENT in known and may:
            yield Line("new:", "", say("写一个新的报送对象") if self._recipients else say("先写报给谁，如街道办事处"))
        yield Line("board:", "", say("本月公示"), say("贴出来给大家看的一页"))
        if monthly.REPORT in known and self.book.rights.may(READ, monthly.REPORT):
            yield Line("sent:", "", say("报送过的"), say("街道盖章回来，在这里记"))
        if may:
            yield Line("folder:", "", say("不报给谁，只把台账导出来"))

    def on_option_list_option_selected(self, event: Lines.OptionSelected) -> None:
        """Goes where the line leads."""
        kind, _, rest = (event.option_id or "").partition(":")
        self._go(kind, rest)

    def action_nth(self, digit: int) -> None:
        """The line with that digit."""
        if digit <= len(self._offered):
            kind, _, rest = self._offered[digit - 1].id.partition(":")
            self._go(kind, rest)

    def _go(self, kind: str, rest: str) -> None:
        from linli_tui.ui.screens.board import BoardScreen
        from linli_tui.ui.screens.sending import SendingScreen

        known = self.host.catalog.ledgers
        if kind == "board":
            self.app.push_screen(BoardScreen())
        elif kind == "sent":
            go.register(self, known[monthly.REPORT])
        else:
            self.book.rights.refuse(monthly.VERB)
            if kind == "to":
                self.app.push_screen(SendingScreen(self._recipients[rest]))
            elif kind == "new":
                street = "" if self._recipients else self.book.setting("street.name")
                go.form(self, known[monthly.RECIPIENT], start={"name": street} if street else {})
            else:
                self.app.push_screen(FolderScreen())


class FolderScreen(PageScreen[None]):
    """The folder for oneself: one spreadsheet for each ledger, names and phones hidden."""

    heading = "导出"
    BINDINGS = [binding("folder.open", "where", words="选放在哪里")]

    def content(self) -> Iterable[Widget]:
        """What leaves."""
        yield Horizontal(Static(Content.styled(say("要带出去的"), "bold"), id="name"), id="title")
        yield Lines(id="report", label=12)

    def hints(self) -> Iterable[Hint]:
        """One step."""
        return (("open", "选放在哪里"), ("menu", ""), ("back", ""))

    def reread(self) -> None:
        """Counts anew."""
        self.query_one(Lines).show(self._lines())

    def _lines(self) -> Iterator[Line]:
        for ledger in self.host.catalog.ledgers.values():
            if ledger.in_report and not ledger.hidden and self.book.rights.may(READ, ledger.name):
                hidden = [shown.field.title for shown in folder.shown_columns(self.host.catalog, ledger) if shown.mask]
                masked = say("已隐去：{fields}", fields="、".join(hidden)) if hidden else ""
                n = self.book.read.count(Query(ledger.name))
                yield Line(f"ledger:{ledger.name}", ledger.title, say("{n} 行", n=n), masked)
        yield GAP
        text = say("每本台账一张表，WPS 和 Excel 都能打开；另有一份清单，写着每个文件的行数和核对码。")
        yield Line(text=text, style="$text-muted")

    def on_option_list_option_selected(self) -> None:
        """Enter goes on."""
        self.action_where()

    def action_where(self) -> None:
        """Asks for a place and writes."""
        self.flow(self._write())

    async def _write(self) -> None:
        self.book.rights.refuse("report")
        to, actor = await where(self, say("放在哪里？")), self.host.actor
        if to is None:
            return
        made = await prepared(
            self, say("正在写"), lambda book, tell, stop: folder.report(book, actor, to, progress=tell)
        )
        self.say(say("已写好 {n} 个文件，在「{path}」。", n=len(made.files) + 1, path=made.path), "ok")
