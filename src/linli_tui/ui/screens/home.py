"""Home: the areas by digit with their figures, what asks to be done, what was begun, what was done lately."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.widget import Widget

from linli_tui.book import desk, history
from linli_tui.book.reading import Query
from linli_tui.core import clock, dates
from linli_tui.core.ledger import Area, Duty
from linli_tui.core.words import say
from linli_tui.ui.keys import binding, digits
from linli_tui.ui.screens import go
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.widgets.digits import Choice
from linli_tui.ui.widgets.foot import Hint
from linli_tui.ui.widgets.lines import GAP, Line, Lines

WEEK = "一二三四五六日"
LATELY = 4
JOTS = "jots"


class HomeScreen(PageScreen[None]):
    """The bottom of all screens while a book is open."""

    heading = "台账"
    BINDINGS = [
        *digits("home.choose", "area"),
        binding("home.history", "acts", words="做过的事"),
        binding("home.report", "report", words="报送"),
        binding("home.back", "back", show=False),
    ]

    def content(self) -> Iterable[Widget]:
        """One list of everything."""
        yield Lines(id="home", label=10, align="left")

    def hints(self) -> Iterable[Hint]:
        """Where one can go from here."""
        return (("choose", "进一本台账"), ("filter", "查找"), ("undo", ""), ("menu", ""), ("help", ""), ("quit", ""))

    def more(self) -> Iterable[Choice]:
        """What has no key, always with the same digits, and then what asks to be done."""
        if any(area.sheets for area in self.host.catalog.areas):
            yield Choice("import", say("导入"), say("业主花名册等表格"))
        yield Choice("shelf", say("台账架"), say("打开另一本台账"))
        yield Choice("habits", say("字和颜色"), say("大行距、夜间颜色、按键"))
        yield Choice("selfcheck", say("自检"), say("看看这台电脑显示得对不对"))
        for duty, n in self._due():
            if duty.ledger:
                yield Choice(f"duty('{duty.key}')", say(duty.say, n=n))

    def reread(self) -> None:
        """Reads the figures, duties, drafts and acts again."""
        self.query_one(Lines).show(self._lines())

    def _lines(self) -> Iterator[Line]:
        today = clock.today()
        weekday = say("星期{day}", day=WEEK[today.weekday()])
        yield GAP
        yield Line(text=f"{dates.show_date(today)}  {weekday}", style="$text-muted")
        for area in self.host.catalog.areas:
            yield GAP
            yield Line(
                f"area:{area.name}", f"{area.digit}  {area.title}", self._figures(area), lead="bold $text-accent"
            )
        yield from self._section(say("先做这个"), self._first_steps())
        yield from self._section(say("要办的"), self._duties())
        yield from self._section(say("没写完的"), self._drafts())
        acts = [act for act in history.acts(self.book, limit=LATELY) if act.who]
        yield from self._section(say("刚做过的"), (Line(f"act:{n}", "", a.say, a.at[5:]) for n, a in enumerate(acts)))

    def _section(self, title: str, lines: Iterable[Line]) -> Iterator[Line]:
        for number, line in enumerate(lines):
            if number == 0:
                yield GAP
            yield Line(line.id, title if number == 0 else "", line.text, line.note, line.style)

    def _figures(self, area: Area) -> str:
        read = self.book.read
        shown = (f"{f.title} {_number(read.one(f.sql))} {f.unit}".strip() for f in area.figures)
        return "   ".join(shown)

    def _first_steps(self) -> Iterator[Line]:
        """What to do with a book that holds nothing yet."""
        first = go.shown(self.book, self.host.catalog.areas[0])[0]
        if not self.book.read.count(Query(first.name)):
            sheets = [sheet.title for area in self.host.catalog.areas for sheet in area.sheets]
            yield Line(f"first:{first.name}", "", say("登记{ledger}", ledger=first.title))
            if sheets:
                yield Line("import:", "", say("或者导入{sheets}", sheets="、".join(sheets)))

    def _due(self) -> Iterator[tuple[Duty, int]]:
        """What asks to be done, and how many times."""
        for area in self.host.catalog.areas:
            for duty in area.duties:
                params = (clock.today().isoformat(),) * duty.sql.count(":today")
                if n := self.book.read.one(duty.sql.replace(":today", "?"), params):
                    yield duty, n

    def _duties(self) -> Iterator[Line]:
        for duty, n in self._due():
            yield Line(f"duty:{duty.key}" if duty.ledger else "", "", say(duty.say, n=n), style="$text-warning")

    def _drafts(self) -> Iterator[Line]:
        for draft in desk.drafts(self.book, self.host.actor):
            ledger = self.host.catalog.ledgers.get(draft.ledger)
            if ledger is not None:
                name = draft.typed.get(ledger.label) or (
                    draft.record and self.book.read.label(ledger.name, draft.record)
                )
                words = say("{ledger} {name}", ledger=ledger.title, name=name or say("（还没有名字）"))
                yield Line(f"draft:{draft.ledger}:{draft.record}", "", words, clock.local_text(draft.at)[5:])

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

    def action_area(self, digit: int) -> None:
        """Opens the area with that digit."""
        for area in self.host.catalog.areas:
            if area.digit == str(digit):
                self._open_area(area)

    def _open_area(self, area: Area) -> None:
        ledgers = go.shown(self.book, area)
        name = self.host.memory.get(f"area:{area.name}", "")
        ledger = next((ledger for ledger in ledgers if ledger.name == name), ledgers[0])
        figure = next((f for f in area.figures if f.ledger == ledger.name), None)
        go.register(self, ledger, figure.filters if figure else ())

    def action_duty(self, key: str) -> None:
        """The records that ask for something."""
        duty = next((duty for area in self.host.catalog.areas for duty in area.duties if duty.key == key), None)
        if duty is not None:
            go.register(self, self.host.catalog.ledgers[duty.ledger], duty.filters)

    def action_acts(self) -> None:
        """What was done in this book."""
        from linli_tui.ui.screens.history import ActsScreen

        self.app.push_screen(ActsScreen())

    def action_report(self) -> None:
        """Carries the book out to a folder."""
        from linli_tui.ui.screens.report import ReportScreen

        self.app.push_screen(ReportScreen())

    def action_import(self) -> None:
        """Brings a spreadsheet in."""
        from linli_tui.ui.screens.importing import ImportScreen

        self.app.push_screen(ImportScreen())

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


def _number(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value or 0)
