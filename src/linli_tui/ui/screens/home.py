"""Home: the areas by digit with their figures, what asks to be done, what was begun, what was done lately."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.widget import Widget

from linli_tui.book import desk, history, people, sealing, shelf
from linli_tui.book.reading import Query
from linli_tui.core import clock, dates
from linli_tui.core.access import WRITE
from linli_tui.core.fold import clean
from linli_tui.core.ledger import Area, Duty
from linli_tui.core.words import say
from linli_tui.ui import kept_safe
from linli_tui.ui.keys import binding, digits
from linli_tui.ui.screens import go, offered
from linli_tui.ui.screens.asking import LineScreen, esc
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.widgets.cells import wrap
from linli_tui.ui.widgets.digits import Choice
from linli_tui.ui.widgets.foot import Hint
from linli_tui.ui.widgets.lines import GAP, Line, Lines

if TYPE_CHECKING:
    from linli_tui.book.book import Book

WEEK = "一二三四五六日"
LATELY = 4
AROUND = 3
"""Rows of the window that are not the list's: top line, notice, foot."""
LABEL, GUTTER, EDGES = 11, 2, 4
"""Cells of a label, between a line's parts, and at both ends of it."""
AIR = Line(wide=True)
"""The gap before an area, given up where lines would go out of sight."""


class HomeScreen(PageScreen[None]):
    """The bottom of all screens while a book is open."""

    heading = "台账"
    counts = False
    """Whether it has been painted once: what takes counting comes after that, in the places left for it."""
    tells_of_keeping = True
    BINDINGS = [
        *digits("home.choose", "area"),
        binding("home.history", "acts", words="做过的事"),
        binding("home.report", "report", words="报送"),
        binding("home.back", "back", show=False),
    ]

    def content(self) -> Iterable[Widget]:
        """One list of everything."""
        yield Lines(id="home", label=LABEL, align="left")

    def hints(self) -> Iterable[Hint]:
        """Where one can go from here."""
        return (("choose", "进一本台账"), ("filter", "查找"), ("undo", ""), ("menu", ""), ("help", ""), ("quit", ""))

    def more(self) -> Iterable[Choice]:
        """What has no key, always with the same digits, and then what asks to be done."""
        if any(area.sheets for area in self.host.catalog.areas) and self.book.rights.may("import"):
            yield Choice("import", say("导入"), say("业主花名册等表格"))
        if kept_safe.may(self.book):
            yield Choice("keeping", say("保管"), say("备份、核对、演练、恢复"))
        yield Choice("shelf", say("台账架"), say("打开另一本台账"))
        yield Choice("habits", say("字和颜色"), say("大行距、夜间颜色、按键"))
        yield Choice("selfcheck", say("自检"), say("看看这台电脑显示得对不对"))
        if self.book.rights.may("hand_over"):
            yield Choice("first_page", say("接手第一页"), say("十行要紧的，一年里哪个月到什么日子"))
            yield Choice("hand_over", say("移交清单"), say("没办完的、生效的、纸在哪里，三方签字"))
        for duty, n in self._due():
            if duty.ledger:
                yield Choice(f"duty('{duty.key}')", say(duty.say, n=n))

    def reread(self) -> None:
        """Reads the figures, duties, drafts and acts again; a paper number left for this book is looked up."""
        width, height = self.app.size
        self.query_one(Lines).show(_fitting(list(self._lines()), height - AROUND, width, self.host.habits.roomy))
        if not self.counts:
            self.call_after_refresh(self._count)
        if self.host.actor.id and (number := shelf.take_word(self.book.id)):
            self.call_after_refresh(self._look_up, number)

    def _count(self) -> None:
        self.counts = True
        if self.is_current:
            self.reread()
        if self.host.book is not None:
            shelf.note(self.book)

    def _look_up(self, number: str) -> None:
        from linli_tui.ui.screens.finder import FinderScreen

        self.app.push_screen(FinderScreen(number))

    def _lines(self) -> Iterator[Line]:
        yield AIR
        if people.in_caretaking(self.book):
            text = say("看守期：任期到了，还没有接任的人。现在只能看、备份、移交，急事先记下来。")
            yield Line(text=text, style="bold $text-error", wide=True)
        today = clock.today()
        weekday = say("星期{day}", day=WEEK[today.weekday()])
        yield Line(text=f"{dates.show_date(today)}  {weekday}", style="$text-muted")
        yield GAP
        digit = ""
        for area in self._areas():
            if digit and area.digit[0] != digit:
                yield AIR
            lead = say("{digit}  {area}", digit=area.digit[0] if area.digit[0] != digit else " ", area=area.title)
            digit = area.digit[0]
            yield Line(f"area:{area.name}", lead, self._figures(area), lead="bold $text-accent")
        if self.counts:
            yield from _section(say("先做这个"), self._first_steps())
            asked = say("要办的"), list(chain(self._duties(), _few_openers(self.book)))
            safe = say("保管"), list(kept_safe.lines(self.book, self.host.memory))
            for title, lines in (safe, asked) if kept_safe.is_urgent(safe[1]) else (asked, safe):
                yield from _section(title, lines)
        yield from _section(say("没写完的"), _drafts(self))
        acts = [act for act in history.acts(self.book, limit=LATELY) if act.who]
        yield from _section(say("刚做过的"), (Line(f"act:{n}", "", a.say, a.at[5:]) for n, a in enumerate(acts)))

    def _areas(self, digit: str = "") -> list[Area]:
        """The areas this person may look into, all or those under one digit."""
        areas = (area for area in self.host.catalog.areas if area.digit.startswith(digit))
        return [area for area in areas if go.shown(self.book, area)]

    def _figures(self, area: Area) -> str:
        counted = ((f, self.book.read.figure(f.sql)) for f in area.figures if self.counts)
        return "   ".join(f"{f.title} {_number(n)} {f.unit}".strip() for f, n in counted if n is not None)

    def _first_steps(self) -> Iterator[Line]:
        """What to do with a book that holds nothing yet, or whose papers bear another book's name."""
        twin = self._twin()
        if twin is not None:
            words = say("简称「{short}」{name}也在用，两边的单子会分不清：改一个", short=self._short(), name=twin.name)
            yield Line("short:", "", words, style="$text-warning")
        first = next((ledger for area in self._areas() for ledger in go.shown(self.book, area)), None)
        if first and offered.may(self.book, first, "new") and not self.book.read.count(Query(first.name)):
            sheets = [sheet.title for area in self.host.catalog.areas for sheet in area.sheets]
            yield Line(f"first:{first.name}", "", say("登记{ledger}", ledger=first.title))
            if sheets:
                yield Line("import:", "", say("或者导入{sheets}", sheets="、".join(sheets)))

    def _short(self) -> str:
        return shelf.shorts(self.book)[0]

    def _twin(self) -> shelf.Standing | None:
        """Another book here with the same letters before its numbers, where this person may change them."""
        may = "setting" in self.host.catalog.ledgers and self.book.rights.may(WRITE, "setting")
        return shelf.same_short(self._short(), self.book.id) if may else None

    def _due(self) -> Iterator[tuple[Duty, int]]:
        """What asks to be done, and how many times."""
        for area in self.host.catalog.areas:
            for duty in (duty for duty in area.duties if go.may_read(self.book, duty.ledger)):
                if n := self.book.read.due(duty):
                    yield duty, n

    def _duties(self) -> Iterator[Line]:
        for duty, n in self._due():
            yield Line(f"duty:{duty.key}" if duty.ledger else "", "", say(duty.say, n=n), style="$text-warning")

    # Going on

    def on_option_list_option_selected(self, event: Lines.OptionSelected) -> None:
        """Opens what the line speaks of."""
        kind, _, rest = (event.option_id or "").partition(":")
        if kind == "area":
            self._open_area(next(a for a in self.host.catalog.areas if a.name == rest))
        elif kind == "duty":
            self.action_duty(rest)
        elif kind == "first":
            go.register(self, self.host.catalog.ledgers[rest])
        elif kind == "draft":
            ledger, _, record = rest.partition(":")
            go.form(self, self.host.catalog.ledgers[ledger], record or None)
        elif kind == "import":
            self.action_import()
        elif kind == "act":
            self.action_acts()
        elif kind == "short":
            self.flow(self._change_short())
        elif f"{kind}:" == kept_safe.PINS:
            self.action_pins()
        elif f"{kind}:" == kept_safe.KEEPING:
            self.action_keeping()

    async def _change_short(self) -> None:
        settle = self.host.catalog.offer("settings.change")
        ways = say("一两个字，写在以后的编号前面；以前的单子不变。{esc} 不改。", esc=esc())
        typed = clean(await self.ask(LineScreen(say("新的简称"), ways)) or "")
        if settle and typed:
            with self.book.transaction(self.host.actor, "change") as t:
                settle(t, "compound.short", typed)
                t.say(say("从今天起，编号前面写「{short}」", short=typed))
            shelf.note(self.book)
            self.reread()
            self.tell(t.change)

    def action_area(self, digit: int) -> None:
        """Opens the area with that digit; of several under it, the one chosen by another digit."""
        areas = self._areas(str(digit))
        if len(areas) == 1:
            self._open_area(areas[0])
        elif areas:
            self.flow(self._choose_area(areas))

    async def _choose_area(self, areas: list[Area]) -> None:
        choices = [Choice(area.name, area.title, self._figures(area)) for area in areas]
        chosen = await self.choose(say("进哪一本？"), choices)
        for area in areas:
            if area.name == chosen:
                self._open_area(area)

    def _open_area(self, area: Area) -> None:
        if area.front:
            self.app.push_screen(area.load(area.front)())
            return
        ledgers = go.shown(self.book, area)
        name = self.host.memory.get(f"area:{area.name}", "")
        ledger = next((ledger for ledger in ledgers if ledger.name == name), ledgers[0])
        figure = next((f for f in area.figures if f.ledger == ledger.name), None)
        go.register(self, ledger, figure.filters if figure else ())

    def action_duty(self, key: str) -> None:
        """The records that ask for something."""
        duty = next((duty for area in self.host.catalog.areas for duty in area.duties if duty.key == key), None)
        if duty is not None and duty.ledger:
            go.register(self, self.host.catalog.ledgers[duty.ledger], duty.filters)

    def action_acts(self) -> None:
        """What was done in this book."""
        from linli_tui.ui.screens.history import ActsScreen

        self.app.push_screen(ActsScreen())

    def action_report(self) -> None:
        """Carries the book out to a folder."""
        from linli_tui.ui.screens.report import ReportScreen

        self.app.push_screen(ReportScreen())

    def action_first_page(self) -> None:
        """What a new secretary reads first."""
        from linli_tui.ui.screens.printing import show_first_page

        show_first_page(self)

    def action_hand_over(self) -> None:
        """What is handed over at the end of a term."""
        from linli_tui.ui.screens.printing import show_hand_over

        show_hand_over(self)

    def action_import(self) -> None:
        """Brings a spreadsheet in."""
        from linli_tui.ui.screens.importing import ImportScreen

        self.app.push_screen(ImportScreen())

    def action_keeping(self) -> None:
        """Backups, the check, restoring."""
        from linli_tui.ui.screens.keeping import KeepingScreen

        self.app.push_screen(KeepingScreen())

    def action_shelf(self) -> None:
        """The other books of this machine."""
        from linli_tui.ui.screens.shelf import ShelfScreen

        self.app.push_screen(ShelfScreen())

    def action_habits(self) -> None:
        """Letter size, colours, keys."""
        from linli_tui.ui.screens.welcome import habits

        self.flow(habits(self))

    def action_selfcheck(self) -> None:
        """How this terminal shows things."""
        from linli_tui.ui.screens.selfcheck import SelfcheckScreen

        self.app.push_screen(SelfcheckScreen())

    def action_back(self) -> None:
        """Esc does nothing here: it never quits."""


def _drafts(home: HomeScreen) -> Iterator[Line]:
    """What this person has begun to write."""
    for draft in desk.drafts(home.book, home.host.actor):
        ledger = home.host.catalog.ledgers.get(draft.ledger)
        if ledger is not None and go.may_read(home.book, ledger.name):
            name = draft.typed.get(ledger.label) or (draft.record and home.book.read.label(ledger.name, draft.record))
            words = say("{ledger} {name}", ledger=ledger.title, name=name or say("（还没有名字）"))
            yield Line(f"draft:{draft.ledger}:{draft.record}", "", words, clock.local_text(draft.at)[5:])


def _few_openers(book: Book) -> Iterator[Line]:
    """That fewer than two persons can open what is sealed."""
    if words := sealing.said(book):
        yield Line("", "", words, style="$text-warning")


def _section(title: str, lines: Iterable[Line]) -> Iterator[Line]:
    for number, line in enumerate(lines):
        if number == 0:
            yield GAP
        yield Line(line.id, title if number == 0 else "", line.text, line.note, line.style)


def _number(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value or 0)


def _fitting(lines: list[Line], room: int, width: int, roomy: bool) -> list[Line]:
    """Of the lines those that fit, as far as that goes without air, what was done before the last, gaps."""
    if _height(lines, width) > room and not roomy:
        lines = [line for line in lines if line is not AIR]
    while _height(lines, width) > room and lines[-2].id.startswith("act:"):
        lines.pop()
    while _height(lines, width) > room and GAP in lines:
        del lines[-1 - lines[::-1].index(GAP)]
    return lines


def _height(lines: list[Line], width: int) -> int:
    """How many rows they take, wrapped beside their labels and notes."""
    notes = [cell_len(line.note) + GUTTER if line.note else 0 for line in lines]
    before = EDGES + LABEL + GUTTER
    return sum(len(wrap(line.text, width - before - note)) for line, note in zip(lines, notes, strict=True))
