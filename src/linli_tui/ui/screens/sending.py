"""One report: what would leave is seen first; then it is packed, kept, copied onto a stick and read again there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from linli_tui.core import clock, dates
from linli_tui.core.words import say
from linli_tui.exchange import drives, monthly
from linli_tui.exchange.drives import Drive
from linli_tui.exchange.monthly import Leaving, Packed, Recipient
from linli_tui.paper import month_page, sending_list
from linli_tui.ui import folders
from linli_tui.ui.keys import binding
from linli_tui.ui.screens import go
from linli_tui.ui.screens.busy import prepared
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.widgets.digits import Choice
from linli_tui.ui.widgets.foot import Hint
from linli_tui.ui.widgets.lines import GAP, Line, Lines

AGAIN, LATER = "?", "later"


class SendingScreen(PageScreen[None]):
    """The sheet before anything is written: who, what for, on which ground, which tables, what stands open in them."""

    heading = "报送"
    BINDINGS = [binding("sending.open", "send", words="打包")]

    def __init__(self, recipient: Recipient) -> None:
        """What would leave to this recipient for the month one reports on today."""
        super().__init__()
        self.recipient, self.day = recipient, month_page.usual(clock.today())
        self._packed: Packed | None = None
        self._report = ""

    def content(self) -> Iterable[Widget]:
        """To whom and which month, then the tables."""
        yield Horizontal(Static("", id="name"), Static("", id="place"), id="title")
        yield Lines(id="report", label=12)

    def hints(self) -> Iterable[Hint]:
        """One step."""
        words = "再拷到U盘" if self._packed else "打包"
        return (("open", words), ("menu", ""), ("back", ""))

    def more(self) -> Iterable[Choice]:
        """Another month; the list to sign; who it is for."""
        other = self._other_month()
        yield Choice("turn_month", say("换成{month}", month=sending_list.month_text(other.isoformat())))
        if self._packed:
            yield Choice("show_list", say("看报送清单"), say("两联，签名盖章"))
        yield Choice("change_recipient", say("改报送对象"), say("给哪些台账、凭什么给"))

    # Showing

    def reread(self) -> None:
        """Counts anew what would leave."""
        self.recipient = next(
            (one for one in monthly.recipients(self.book) if one.id == self.recipient.id), self.recipient
        )
        name = Content.styled(say("报给 {name}", name=self.recipient.name), "bold")
        self.query_one("#name", Static).update(name)
        self.query_one("#place", Static).update(Content(sending_list.month_text(self.day.isoformat())))
        self.query_one(Lines).show(self._lines())

    def _lines(self) -> Iterator[Line]:
        to, found = self.recipient, monthly.leaving(self.book, self.recipient, self.day)
        yield Line("for", say("做什么用"), to.purpose, to.contact)
        yield Line("ground", say("凭什么给"), to.ground, self._left_out(found))
        rows, fresh = sum(one.sent.rows for one in found), sum(one.sent.fresh for one in found)
        whole = say("{n} 张表，{rows} 行，本月新增 {fresh} 行", n=len(found), rows=rows, fresh=fresh)
        yield Line("whole", say("一共"), whole, say("还没有写出去") if not self._packed else "")
        yield from self._sums()
        yield GAP
        for one in found:
            yield Line(f"table:{one.sent.ledger}", one.sent.title, _columns(one), _counts(one))
        for name in to.counted:
            yield Line(f"counted:{name}", self.host.catalog.ledgers[name].title, say("只报本月的数，不报内容"))

    def _left_out(self, found: Iterable[Leaving]) -> str:
        n = sum(one.sent.blank for one in found)
        return say("没有同意的 {n} 行，姓名等留空", n=n) if n else ""

    def _sums(self) -> Iterator[Line]:
        for n, text in enumerate(month_page.wrong(self.book, self.day)):
            yield Line(f"wrong:{n}", say("对不上"), text, style="bold $text-error")

    def _other_month(self) -> date:
        this = clock.today().replace(day=1)
        return dates.add_months(this, -1) if self.day == this else this

    # Going on

    def on_option_list_option_selected(self) -> None:
        """Enter goes on."""
        self.action_send()

    def action_turn_month(self) -> None:
        """Between this month and the last one; what was packed is of the month it was."""
        self.day, self._packed, self._report = self._other_month(), None, ""
        self.reread()
        self.show_hints()

    def action_change_recipient(self) -> None:
        """What this recipient gets, and why."""
        self._packed = None
        go.form(self, self.host.catalog.ledgers[monthly.RECIPIENT], self.recipient.id)

    def action_show_list(self) -> None:
        """The list in two copies, to be printed."""
        from linli_tui.ui.screens.printing import PreviewScreen

        if self._packed:
            document = sending_list.document(monthly.handed(self.book, self.host.actor, self._packed))
            self.app.push_screen(PreviewScreen(document))

    def action_send(self) -> None:
        """Packs, keeps that it leaves, and copies."""
        self.flow(self._send())

    async def _send(self) -> None:
        if self._packed is None:
            actor, to, day = self.host.actor, self.recipient, self.day
            at = monthly.place(self.book, to)
            packed = await prepared(
                self, say("正在打包"), lambda book, tell, stop: monthly.pack(book, actor, to, day, at, tell)
            )
            self._report, change = monthly.record(self.book, actor, packed)
            self._packed = packed
            self.tell(change)
            self.show_hints()
        if self.recipient.road == "paper":
            self.action_show_list()
        else:
            await self._carry(self._packed)

    async def _carry(self, packed: Packed) -> None:
        stick = await self._stick()
        if stick is None:
            self.say(say("已打包，在 {path}。插上U盘再按回车就拷。", path=folders.short(packed.path)), "ok")
            return
        made = await prepared(
            self, say("正在拷，拷完再读一遍"), lambda book, tell, stop: drives.copy(packed.path, stick, tell)
        )
        monthly.copied(self.book, self.host.actor, self._report)
        where = say("{stick}：{folder}", stick=stick.name, folder=f"{made.parent.name}/{made.name}")
        self.say(say("已拷到U盘，核对无误。{where} {untried}", where=where, untried=drives.untried()).strip(), "ok")

    async def _stick(self) -> Drive | None:
        """The stick chosen; None to do it later. Where none is plugged in one is asked for."""
        while True:
            found = drives.found()
            choices = [Choice(str(one.path), one.name, one.room) for one in found]
            title = say("拷到哪个U盘？") if found else say("没有看到U盘。请插上，等几秒。")
            asked = [*choices, Choice(AGAIN, say("插好了，再找一遍")), Choice(LATER, say("先不拷"))]
            chosen = await self.choose(title, asked)
            if chosen != AGAIN:
                return next((one for one in found if str(one.path) == chosen), None)


def _counts(one: Leaving) -> str:
    """The counts of a table at the right end of its line."""
    fresh = say("新增 {n}", n=one.sent.fresh) if one.sent.fresh else say("零报告")
    blank = say("，留空 {n}", n=one.sent.blank) if one.sent.blank else ""
    return say("{rows} 行，{fresh}{blank}", rows=one.sent.rows, fresh=fresh, blank=blank)


def _columns(one: Leaving) -> str:
    """Which columns stand open and which are masked."""
    masked = say("。打星号：{columns}", columns="、".join(one.masked)) if one.masked else ""
    return say("露出：{columns}", columns="、".join(one.open)) + masked
