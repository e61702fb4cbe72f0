"""Carrying the book out: what leaves, with how many rows and what is hidden; then where to; then the folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from linli_tui.book.reading import Query
from linli_tui.core.access import READ
from linli_tui.core.words import say
from linli_tui.exchange import folder
from linli_tui.ui.keys import binding
from linli_tui.ui.screens.busy import prepared
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.screens.where import where
from linli_tui.ui.widgets.foot import Hint
from linli_tui.ui.widgets.lines import GAP, Line, Lines


class ReportScreen(PageScreen[None]):
    """The monthly folder for whoever has nothing but WPS: one spreadsheet for each ledger, names and phones hidden."""

    heading = "报送"
    BINDINGS = [binding("report.open", "where", words="选放在哪里")]

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
