"""The evening: who is on duty and what the last ones left to say; and a round told item by item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from linli_tui.book.change import Change
from linli_tui.core import dates, kinds, times
from linli_tui.core.access import WRITE
from linli_tui.core.fold import looks_like_pinyin
from linli_tui.core.ledger import Field
from linli_tui.core.refusal import Refused
from linli_tui.core.words import _, say
from linli_tui.ledgers.patrol import battery, evenings, planning, rules, service, telling
from linli_tui.ui.keys import binding, digits
from linli_tui.ui.screens import go
from linli_tui.ui.screens.asking import ConfirmScreen, LineScreen, esc
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.widgets.digits import Choice
from linli_tui.ui.widgets.entry_list import EntryLine, EntryLines
from linli_tui.ui.widgets.foot import Hint
from linli_tui.ui.widgets.lines import GAP, Line, Lines
from linli_tui.ui.widgets.side import Side

Row = dict[str, Any]
WEEK = "一二三四五六日"
DEEDS = (_("照班表，一切正常"), _("一项一项记"), _("有问题要记"), _("补记别的晚上"), _("排班"), _("看记录"))
DAY = Field("day", "哪一晚", "date", required=True, past=True)
WEEKDAYS = (("", _("每天晚上")), ("135", _("周一三五")), ("246", _("周二四六")), ("567", _("周五六日")))
FINDINGS = "findings"
"""The area in which what was found on the way is written down; its front is opened with the round it was found on."""


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
        weekday = say("星期{day}", day=WEEK[self.day.weekday()])
        shown = f"{dates.show_date(self.day)}  {weekday}"
        self.query_one("#name", Static).update(Content.styled(shown, "bold"))
        self.query_one("#place", Static).update(Content(say("补记") if self._other else battery.charge()))
        self.query_one(Lines).show(self._lines())
        self.show_hints()

    def _lines(self) -> Iterator[Line]:
        for shift in self._shifts:
            yield _shift_line(shift)
        for row in service.loose(self.book, self.day):
            yield Line(f"round:{row['id']}", _hours(row), f"{row['label']}  {row['people'] or ''}", say("已记"))
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
            yield Line(f"round:{row['id']}", say("待补") if n == 0 else "", words, style="$text-warning")
        for n, row in enumerate(evenings.unwritten(self.book, self.day)):
            if n == 0:
                yield GAP
            yield Line(f"miss:{row['id']}:{row['day']}", say("还没有记") if n == 0 else "", row["label"])

    # What is done

    def on_option_list_option_selected(self, event: Lines.OptionSelected) -> None:
        """Tells of this shift, completes this round, or opens it."""
        kind, _, rest = (event.option_id or "").partition(":")
        if kind == "shift":
            shift = next(shift for shift in self._shifts if shift.duty["id"] == rest)
            self._tell(shift.duty, shift.round["id"] if shift.round else "")
        elif kind == "miss":
            self.app.push_screen(TonightScreen(date.fromisoformat(rest.partition(":")[2])))
        elif kind == "round":
            self._complete(rest)
        elif kind == "card":
            go.card(self, self.host.catalog.ledgers["round"], rest)

    def _complete(self, record: str) -> None:
        row = self.book.read.get("round", record) or {}
        duty = (self.book.read.get("duty", row["duty"]) if row.get("duty") else None) or {}
        self.book.rights.refuse(WRITE, "round")
        self.app.push_screen(RoundScreen(date.fromisoformat(row["day"]), duty, row["team"], record), self.tell)

    def _tell(self, duty: Row, record: str = "", team: str | None = None) -> None:
        self.book.rights.refuse(WRITE, "round")
        self.app.push_screen(RoundScreen(self.day, duty, duty.get("team") or team, record), self.tell)

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
        team = None if shift else await self._team()
        if team and not team["id"]:
            raise Refused(say("没有班表，也没有队伍可照。"), say("什么也没有记。"), say("请按 2 一项一项记。"))
        if shift is None and not team:
            return
        row = shift.duty if shift else team or {}
        people = shift.people if shift else evenings.names(self.book, row["id"], self.day)
        end = service.planned_end(row, self.day)
        detail = [
            say("参加：{names}", names="、".join(name for _, name in people) or say("没有写")),
            say("时间：{hours}", hours=_hours({**row, "ended": end})),
            say("巡查点：没有逐点记"),
        ]
        asked = ConfirmScreen(say("照班表记下，一切正常？"), say("记下"), say("先不"), "\n".join(detail), safe=False)
        if await self.ask(asked):
            act = service.as_planned if shift else service.team_as_planned
            change = act(self.book, self.host.actor, row["id"], self.day)
            self.reread()
            self.tell(change)

    async def _one_by_one(self) -> None:
        shift = self._meant
        if shift:
            self._tell(shift.duty)
        else:
            team = await self._team()
            if team:
                self._tell({}, team=team["id"] or None)

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
        ways = say("写成 昨天、11月8日、1108 都可以。")
        typed = await self.ask(LineScreen(say("补记哪一晚？"), ways))
        if typed:
            self.app.push_screen(TonightScreen(date.fromisoformat(kinds.read(DAY, typed))))

    def action_list(self, ledger: str) -> None:
        """Opens a list of this area."""
        go.register(self, self.host.catalog.ledgers[ledger])

    def action_paper(self, name: str) -> None:
        """Shows a paper before it is printed."""
        from linli_tui.ledgers.patrol import papers
        from linli_tui.ui.screens.printing import PreviewScreen

        self.app.push_screen(PreviewScreen(papers.of_month(self.book, name, self.day)))

    # The duty list

    async def _plan(self) -> None:
        self.book.rights.refuse(WRITE, "duty")
        month = evenings.to_plan(self.book, self.day)
        while True:
            other = rules.next_month(self.day) if month == self.day.replace(day=1) else self.day.replace(day=1)
            choices = (
                Choice("last", say("照上月"), say("同一个星期几，同一队")),
                Choice("turns", say("按组轮"), say("一队一晚，接着上次的轮")),
                Choice("hand", say("一格一格填"), say("一班一班写")),
                Choice("clean", say("楼道保洁按户轮"), say("一个单元，一户一个月")),
                Choice("other", say("换成{month}月", month=other.month)),
            )
            title = say("排{month}月的班", month=month.month)
            chosen = await self.choose(title, choices, evenings.fairness(self.book, self.day))
            if chosen != "other":
                break
            month = other
        if chosen == "hand":
            await go.new(self, self.host.catalog.ledgers["duty"], {"day": self.day.isoformat(), "kind": "patrol"})
        elif chosen:
            change = await self._planned(chosen, month)
            self.reread()
            self.tell(change)

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
            if not chosen:
                return None
            ways = say("写星期几的数字，如 1 3 5；星期日写 7。")
            days = (await self.ask(LineScreen(ways)) or "") if chosen == "-" else WEEKDAYS[int(chosen)][0]
        return planning.turns(book, actor, month, [team["id"] for team in teams], rules.weekdays(days))


class RoundScreen(PageScreen[Change]):
    """The people, times and points of one round, one line each; every digit is saved at once, nothing has to be."""

    heading = "巡逻"
    BINDINGS = [*digits("round.choose", "set"), binding("round.back", "back", words="记完了")]

    def __init__(self, day: date, duty: Row, team: str | None, record: str = "") -> None:
        """Of a duty's evening, or of a team's; `record` is the round when it is begun already."""
        super().__init__()
        self._day, self._duty, self._team, self._record = day, duty, team, record
        self._items: list[telling.Item] = []
        self._told: Change | None = None

    def content(self) -> Iterable[Widget]:
        """Title, lines and digits, what is still to be told."""
        yield Horizontal(Static("", id="name"), Static("", id="place"), id="title")
        yield Horizontal(EntryLines(id="card"), Side(say("按数字记"), "set"), id="both")
        yield Static("", id="count")

    def on_mount(self) -> None:
        """Who was on the list, and the points there are."""
        self._people = evenings.on_it(self.book, self._duty.get("id") or "", self._team, self._day)
        self._points = service.points(self.book)
        label = rules.round_label(self._day.isoformat(), self.book.read.label("team", self._team) if self._team else "")
        self.query_one("#name", Static).update(Content.styled(label, "bold"))
        planned = _hours(self._plan)
        self.query_one("#place", Static).update(Content(say("班表 {hours}", hours=planned) if planned else ""))
        self.query_one(EntryLines).focus()

    @property
    def _plan(self) -> Row:
        team = (self.book.read.get("team", self._team) if self._team else None) or {}
        return self._duty if self._duty.get("started") is not None else team

    @property
    def _row(self) -> Row:
        return (self.book.read.get("round", self._record) if self._record else None) or {}

    def hints(self) -> Iterable[Hint]:
        """The few keys there are."""
        item = self._here
        enter = say(telling.WAYS[item.kind][0]) if item else ""
        return (("open", enter), ("choose", "记别的"), ("undo", ""), ("menu", ""), ("back", "记完了"))

    def reread(self) -> None:
        """Shows every line and what is still to be told."""
        self._items = telling.items(self.book, self._record, self._people, self._points)
        lines = (EntryLine(item.id, item.label, item.aside, item.state) for item in self._items)
        self.query_one(EntryLines).show(lines)
        lacks = self._row.get("lacks")
        told = say("还缺：{lacks}。缺着也不要紧，下次再补。", lacks=lacks) if lacks else say("都记好了。")
        self.query_one("#count", Static).update(Content(told if self._record else say("按一个数字就存一次。")))
        self._say_ways()

    @property
    def _here(self) -> telling.Item | None:
        at = self.query_one(EntryLines).highlighted
        return self._items[at] if at is not None and at < len(self._items) else None

    def on_option_list_option_highlighted(self) -> None:
        """The digits mean something else on another line."""
        self._say_ways()

    def _say_ways(self) -> None:
        item = self._here
        self.query_one(Side).show(map(say, telling.WAYS[item.kind]) if item else ())
        self.show_hints()

    def on_option_list_option_selected(self, event: Lines.OptionSelected) -> None:
        """Enter is the first digit."""
        self.action_set(1)

    def action_set(self, digit: int) -> None:
        """Takes what the digit means on this line, and goes on to the next."""
        item = self._here
        if item is None or digit > len(telling.WAYS[item.kind]):
            return
        ways = {
            telling.PERSON: self._person, telling.ADD: self._add, telling.BEGIN: self._time, telling.END: self._time,
            telling.POINT: self._point, telling.WORDS: self._words, telling.FINDING: self._finding,
        }  # fmt: skip
        if item.kind == telling.DONE:
            self.action_back()
        else:
            self.flow(ways[item.kind](item, digit))

    def action_back(self) -> None:
        """Back to the evening, which says what was written down."""
        self.dismiss(self._told)

    def _save(self, values: Row | None = None, people: Iterable[Row] = (), checks: Iterable[Row] = ()) -> None:
        """Saves a piece; the first one makes the round."""
        about = {"day": self._day.isoformat(), "duty": self._duty.get("id"), "team": self._team}
        begun = {} if self._record else about
        self._told = service.write_down(
            self.book, self.host.actor, {**begun, **(values or {})}, tuple(people), tuple(checks), self._record or None
        )
        self._record = self._record or next(record for table, record in self._told.records if table == "round")
        self.query_one(EntryLines).step(1)
        self.reread()
        self.say(self._told.say, "warn" if "；" in self._told.say else "ok")

    async def _person(self, item: telling.Item, digit: int) -> None:
        came = ("came", "early", "told", "missing", "came")
        if digit > len(came):
            rest = [each for each in self._items if each.kind == telling.PERSON and not each.state]
            self._save(people=[{"person": each.of, "came": "came"} for each in rest])
            self._go_past(telling.BEGIN)
            return
        values: Row = {"person": item.of, "came": came[digit - 1], "on_at": None, "off_at": None}
        if digit in (2, 5):
            title = say("{name}几点走的？", name=item.label) if digit == 2 else say("{name}几点到的？", name=item.label)
            at = await self._ask_time(title, self._near())
            if at is None:
                return
            values["off_at" if digit == 2 else "on_at"] = at
        self._save(people=[values])

    def _near(self) -> list[int]:
        row = {**self._plan, **{name: value for name, value in self._row.items() if value is not None}}
        return telling.half_hours(row.get("started"), row.get("ended"), service.minute_now(self._day))

    async def _add(self, item: telling.Item, digit: int) -> None:
        from linli_tui.ui.screens.picker import PickerScreen

        person = await self.ask(PickerScreen(self.host.catalog.ledgers["person"], title=say("还有谁？")))
        if person:
            self._save(people=[{"person": person, "came": "came"}])

    async def _time(self, item: telling.Item, digit: int) -> None:
        name, planned = item.of, self._plan.get(item.of)
        if digit == 5:
            self._save({name: None, "todo": telling.told(self._row.get("todo"), name, known=False)})
            return
        if digit == 2 and planned is None:
            raise Refused(say("班表上没有写几点。"), say("什么也没有记。"), say("请按 1 写几点。"))
        if digit == 3:
            at: int | None = service.minute_now(self._day)
            if at is not None and not 0 <= at < times.DAY + rules.TURN_OF_DAY:
                raise Refused(say("这一晚已经过去了。"), say("什么也没有记。"), say("请按 1 写几点。"))
        else:
            at = planned if digit == 2 else await self._ask_time(item.label, [])
        if at is not None:
            todo = telling.told(self._row.get("todo"), name, known=True)
            self._save({name: at, "todo": todo, **({"unsure": 1} if digit == 4 else {})})

    async def _point(self, item: telling.Item, digit: int) -> None:
        states = ("seen", "missed", "unsure")
        if digit <= len(states):
            self._save(checks=[{"checkpoint": item.of, "state": states[digit - 1]}])
            return
        rest = [each for each in self._items if each.kind == telling.POINT and not each.state]
        self._save(checks=[{"checkpoint": each.of, "state": "seen"} for each in rest])
        self._go_past(telling.WORDS)

    async def _words(self, item: telling.Item, digit: int) -> None:
        words = None
        if digit == 1:
            words = await ask_words(self, item.label, item.aside)
            if words is None:
                return
        if words or item.aside:
            self._save({item.of: words})
        else:
            self.query_one(EntryLines).step(1)

    async def _finding(self, item: telling.Item, digit: int) -> None:
        await found(self, self._record)

    def _go_past(self, kind: str) -> None:
        """To the first line of that kind."""
        lines = self.query_one(EntryLines)
        lines.highlighted = next((n for n, each in enumerate(self._items) if each.kind == kind), lines.highlighted)

    async def _ask_time(self, title: str, near: list[int]) -> int | None:
        """A time by digit where some are near, else typed; None for none."""
        if near:
            choices = [Choice(str(at), times.show_time(at)) for at in near]
            chosen = await self.choose(title, [*choices, Choice("-", say("写几点"))])
            if chosen != "-":
                return int(chosen) if chosen else None
        typed, ways = "", say("写成 2250 就可以，过了半夜写 0040。{esc} 不写。", esc=esc())
        while typed := await self.ask(LineScreen(title, ways, typed)) or "":
            try:
                return rules.of_evening(times.read_time(typed))
            except Refused as refused:
                ways = str(refused)
        return None


async def ask_words(page: PageScreen[Any], title: str, words: str = "") -> str | None:
    """One line of Chinese; what looks like pinyin left over is asked about once. Only inside a flow."""
    while words := str(await page.ask(LineScreen(title, say("回车记下，{esc} 不写。", esc=esc()), words)) or ""):
        question = say("「{text}」好像是拼音，没变成汉字。", text=words[:20])
        if not looks_like_pinyin(words) or await page.confirm(question, say("照存"), say("再改")):
            return words
    return None


async def found(page: PageScreen[Any], record: str) -> None:
    """Writes a finding down, with the round it was found on where there is one; only inside a flow."""
    ledger = page.host.catalog.ledgers.get("finding")
    if ledger is None:
        raise Refused(say("这本台账还没有问题台账。"), say("什么也没有记。"), say("请先按 Ctrl+J 记一句随手记。"))
    await go.new(page, ledger, {"source": "patrol", **({"round": record} if record else {})})
    page.reread()


def _shift_line(shift: service.Shift) -> Line:
    people = "、".join(name for _, name in shift.people) or say("还没有排人")
    state = say("已记") if shift.round else say("还没有记")
    if shift.round and shift.round["lacks"]:
        state = say("待补")
    return Line(f"shift:{shift.duty['id']}", _hours(shift.duty), f"{shift.duty['label']}  {people}", state)


def _hours(row: Row) -> str:
    shown = [times.show_time(row[name]) for name in ("started", "ended") if row.get(name) is not None]
    return "-".join(shown)
