"""The evening: who is on duty, what the last ones left to say, and what is still to be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from linli_tui.book.change import Change
from linli_tui.core import dates, kinds
from linli_tui.core.access import WRITE
from linli_tui.core.ledger import Field
from linli_tui.core.refusal import Refused
from linli_tui.core.words import _, say
from linli_tui.ledgers.patrol import battery, evenings, planning, rules, service
from linli_tui.ledgers.patrol.telling import Telling
from linli_tui.ledgers.patrol.view.telling_round import RoundScreen, found, go_on
from linli_tui.ui.keys import digits
from linli_tui.ui.screens import go
from linli_tui.ui.screens.asking import ConfirmScreen, LineScreen
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.widgets.digits import Choice
from linli_tui.ui.widgets.foot import Hint
from linli_tui.ui.widgets.lines import GAP, Line, Lines
from linli_tui.ui.widgets.side import Side

Row = dict[str, Any]
DEEDS = (_("照班表，一切正常"), _("一项一项记"), _("有问题要记"), _("补记别的晚上"), _("排班"), _("看记录"))
DAY = Field("day", "哪一晚", "date", required=True, past=True)
WEEKDAYS = (("1234567", _("每天晚上")), ("135", _("周一三五")), ("246", _("周二四六")), ("567", _("周五六日")))


class TonightScreen(PageScreen[None]):
    """The shifts of one evening at the left, with what is still to be told; by digit what is done about them."""

    heading = "今晚"
    BINDINGS = [*digits("tonight.choose", "act")]

    def __init__(self, day: date | None = None) -> None:
        """Of the evening it is, or of another."""
        super().__init__()
        self._other = day
        self._shifts: list[service.Shift] = []

    @property
    def day(self) -> date:
        """The evening this is about."""
        return self._other or service.evening()

    def content(self) -> Iterable[Widget]:
        """Day and battery, shifts and deeds."""
        yield Horizontal(Static("", id="name"), Static("", id="place"), id="title")
        yield Horizontal(Lines(id="card", label=12), Side(say("按数字做"), "act"), id="both")

    def on_mount(self) -> None:
        """The lines have the arrows, the screen the digits."""
        self.query_one(Side).show(map(say, DEEDS))
        self.query_one(Lines).focus()
        if words := battery.warning():
            self.say(words, "warn")

    def hints(self) -> Iterable[Hint]:
        """The few keys there are."""
        return (("choose", "做右边的事"), ("open", "记这一班"), ("menu", ""), ("back", ""))

    def more(self) -> Iterable[Choice]:
        """The papers, and the lists behind."""
        yield Choice("paper('sheet')", say("打印夜巡单"), say("空格子，用笔记"))
        yield Choice("paper('roster')", say("打印值班表"), say("一个月，贴出来"))
        yield Choice("paper('hours')", say("打印志愿者时长汇总"), say("一个月"))
        yield Choice("list('duty')", say("看排班"))
        yield Choice("list('team')", say("队伍和队员"))

    def reread(self) -> None:
        """Reads the evening again."""
        self._shifts = service.tonight(self.book, self.day)
        shown = f"{dates.show_date(self.day)}  {rules.weekday(self.day)}"
        self.query_one("#name", Static).update(Content.styled(shown, "bold"))
        self.query_one("#place", Static).update(Content(say("补记") if self._other else battery.charge()))
        self.query_one(Lines).show(self._lines())
        self.show_hints()

    def _lines(self) -> Iterator[Line]:
        for shift in self._shifts:
            yield _shift_line(shift)
        for row in service.loose(self.book, self.day):
            yield Line(f"round:{row['id']}", rules.hours(row), f"{row['label']}  {row['people'] or ''}", say("已记"))
        if not self._shifts:
            yield Line(text=say("这一晚没有排班。走了也可以照样记；要排班，按 5。"), style="$text-muted")
        last = evenings.last_handover(self.book, self.day)
        if last:
            yield GAP
            yield Line(f"card:{last['id']}", say("上一班交班"), f"{last['handover']}（{last['label']}）")
        for n, row in enumerate(evenings.lacking(self.book)):
            if n == 0:
                yield GAP
            words = say("{label} 还缺：{lacks}", label=row["label"], lacks=row["lacks"])
            yield Line(f"todo:{row['id']}", say("待补") if n == 0 else "", words, style="$text-warning")
        for n, row in enumerate(evenings.unwritten(self.book, self.day)):
            if n == 0:
                yield GAP
            yield Line(f"miss:{row['id']}:{row['day']}", say("还没有记") if n == 0 else "", row["label"])

    def on_option_list_option_selected(self, event: Lines.OptionSelected) -> None:
        """Tells of this shift, completes this round, or opens it."""
        kind, _, rest = (event.option_id or "").partition(":")
        if kind == "shift":
            shift = next(shift for shift in self._shifts if shift.duty["id"] == rest)
            self._go_on(shift.round["id"]) if shift.round else self._tell(shift.duty)
        elif kind == "miss":
            self.app.push_screen(TonightScreen(date.fromisoformat(rest.partition(":")[2])))
        elif kind in ("round", "todo"):
            self._go_on(rest)
        elif kind == "card":
            go.card(self, self.host.catalog.ledgers["round"], rest)

    def _go_on(self, record: str) -> None:
        self.book.rights.refuse(WRITE, "round")
        self.app.push_screen(go_on(self.book, self.host.actor, record), self.tell)

    def _tell(self, duty: Row, team: str | None = None) -> None:
        self.book.rights.refuse(WRITE, "round")
        about = Telling(self.book, self.host.actor, self.day, duty, team or duty.get("team"))
        self.app.push_screen(RoundScreen(about), self.tell)

    def action_act(self, digit: int) -> None:
        """Does what the digit says at the right."""
        deeds = (self._all_well, self._one_by_one, self._found, self._other_day, self._plan)
        if digit <= len(deeds):
            self.flow(deeds[digit - 1]())
        elif digit == len(DEEDS):
            self.action_list("round")

    @property
    def _meant(self) -> service.Shift | None:
        """The shift one is on, else the first that nobody has written down; None without either."""
        chosen = self.query_one(Lines).chosen.removeprefix("shift:")
        shifts = sorted(self._shifts, key=lambda shift: (shift.duty["id"] != chosen, bool(shift.round)))
        return next((shift for shift in shifts if not shift.round), None)

    async def _all_well(self) -> None:
        self.book.rights.refuse(WRITE, "round")
        shift = self._meant
        if shift is None and self._shifts:
            raise Refused(say("这一晚的都已经记了。"), say("原来记的没有动。"), say("要改，把光标移过去按回车。"))
        row = shift.duty if shift else await self._team()
        if row is None:
            return
        if not row["id"]:
            raise Refused(say("没有班表，也没有队伍可照。"), say("什么也没有记。"), say("请按 2 一项一项记。"))
        people = shift.people if shift else evenings.names(self.book, row["id"], self.day)
        end = service.planned_end(row, self.day)
        detail = (
            say("参加：{names}", names="、".join(name for _, name in people) or say("没有写")),
            say("时间：{hours}", hours=rules.hours({**row, "ended": end})),
            say("巡查点：没有逐点记"),
        )
        asked = ConfirmScreen(say("照班表记下，一切正常？"), say("记下"), say("先不"), "\n".join(detail), safe=False)
        if await self.ask(asked):
            act = service.as_planned if shift else service.team_as_planned
            self._told(act(self.book, self.host.actor, row["id"], self.day))

    def _told(self, change: Change | None) -> None:
        self.reread()
        self.tell(change)

    async def _one_by_one(self) -> None:
        shift = self._meant
        if shift:
            self._tell(shift.duty)
        elif team := await self._team():
            self._tell({}, team["id"] or None)

    async def _team(self) -> Row | None:
        """A team of which somebody walked without a list; one without an id for none, None where that was given up."""
        teams = {row["id"]: row for row in planning.teams(self.book)}
        choices = [Choice(row["id"], row["name"], row["led"] or "") for row in teams.values()]
        nobody = Choice("-", say("不是哪一队"), say("人一个一个添"))
        chosen = await self.choose(say("是哪一队走的？"), [*choices, nobody]) if teams else "-"
        return teams.get(chosen, {"id": ""}) if chosen else None

    async def _found(self) -> None:
        await found(self, next((shift.round["id"] for shift in self._shifts if shift.round), ""))

    async def _other_day(self) -> None:
        if typed := await self.ask(LineScreen(say("补记哪一晚？"), say("写成 昨天、11月8日、1108 都可以。"))):
            self.app.push_screen(TonightScreen(date.fromisoformat(kinds.read(DAY, typed))))

    def action_list(self, ledger: str) -> None:
        """Opens a list of this area."""
        go.register(self, self.host.catalog.ledgers[ledger])

    def action_paper(self, name: str) -> None:
        """Shows a paper before it is printed."""
        from linli_tui.ledgers.patrol import papers
        from linli_tui.ui.screens.printing import PreviewScreen

        self.app.push_screen(PreviewScreen(papers.of_month(self.book, name, self.day)))

    async def _plan(self, asked: date | None = None) -> None:
        self.book.rights.refuse(WRITE, "duty")
        this, month = self.day.replace(day=1), asked or evenings.to_plan(self.book, self.day)
        other = rules.next_month(this) if month == this else this
        choices = (
            Choice("last", say("照上月"), say("同一个星期几，同一队")),
            Choice("turns", say("按组轮"), say("一队一晚，接着上次的轮")),
            Choice("hand", say("一格一格填"), say("一班一班写")),
            Choice("clean", say("楼道保洁按户轮"), say("一个单元，一户一个月")),
            Choice("other", say("换成{month}月", month=other.month)),
        )
        title = say("排{month}月的班", month=month.month)
        chosen = await self.choose(title, choices, evenings.fairness(self.book, self.day))
        if chosen == "other":
            await self._plan(other)
        elif chosen == "hand":
            await go.new(self, self.host.catalog.ledgers["duty"], {"day": self.day.isoformat(), "kind": "patrol"})
        elif chosen:
            self._told(await self._planned(chosen, month))

    async def _planned(self, how: str, month: date) -> Change | None:
        book, actor = self.book, self.host.actor
        if how == "last":
            return planning.as_last_month(book, actor, month)
        if how == "clean":
            from linli_tui.ui.screens.picker import PickerScreen

            entrance = await self.ask(PickerScreen(self.host.catalog.ledgers["entrance"], title=say("哪个单元？")))
            return planning.cleaning(book, actor, entrance, month) if entrance else None
        teams, days = planning.teams(book), ""
        if any(not team["weekday"] for team in teams):
            choices = [Choice(str(n), say(title)) for n, (_days, title) in enumerate(WEEKDAYS)]
            chosen = await self.choose(say("哪几个晚上有巡逻？"), [*choices, Choice("-", say("自己写"))])
            ways = LineScreen(say("写星期几的数字，如 1 3 5；星期日写 7。"))
            days = (await self.ask(ways) if chosen == "-" else chosen and WEEKDAYS[int(chosen)][0]) or ""
            if not days:
                return None
        return planning.turns(book, actor, month, [team["id"] for team in teams], rules.weekdays(days))


def _shift_line(shift: service.Shift) -> Line:
    people = "、".join(name for _, name in shift.people) or say("还没有排人")
    state = say("已记") if shift.round else say("还没有记")
    if shift.round and shift.round["lacks"]:
        state = say("待补")
    return Line(f"shift:{shift.duty['id']}", rules.hours(shift.duty), f"{shift.duty['label']}  {people}", state)
