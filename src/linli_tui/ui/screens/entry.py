"""Many rows in one sitting: a digit for each line, every one saved at once; the whole sitting can be undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from linli_tui.book import desk, undo
from linli_tui.book.reading import Query
from linli_tui.core import kinds
from linli_tui.core.ledger import Field, Ledger
from linli_tui.core.show import cell
from linli_tui.core.words import say
from linli_tui.ui.keys import digits
from linli_tui.ui.screens.asking import LineScreen
from linli_tui.ui.screens.entering import Sitting, aside, entry_of, progress, walks
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.widgets.digits import Choice
from linli_tui.ui.widgets.entry_list import EntryLine, EntryLines
from linli_tui.ui.widgets.foot import Hint
from linli_tui.ui.widgets.side import Side

MOST = 400
Row = dict[str, Any]


class EntryScreen(PageScreen[None]):
    """The lines of one walk at the left, what the digits mean at the right, how far one has come below."""

    BINDINGS = [
        *digits("entry.choose", "set"),
        Binding("enter", "set(1)", say("照 1 记"), id="entry.open", priority=True),
        Binding("backspace", "go_back", say("回上一行"), id="entry.backspace", show=False),
    ]

    foremost = ("next_scope", "undo_sitting")

    def __init__(self, ledger: Ledger, fixed: Row, scope: str) -> None:
        """Rows of `ledger` with the `fixed` values, for every record of its `over` that lies in `scope`."""
        super().__init__()
        self.ledger, self.fixed, self.scope, self.entry = ledger, fixed, scope, entry_of(ledger)

    def content(self) -> Iterable[Widget]:
        """Title, lines and digits, counts."""
        yield Horizontal(Static("", id="name"), Static("", id="place"), id="title")
        yield Horizontal(EntryLines(id="card"), Side(say("按数字记"), "set"), id="both")
        yield Static("", id="count")

    @property
    def _sitting(self) -> Sitting:
        return Sitting.of(self.seat, self.ledger, self.fixed)

    def on_mount(self) -> None:
        """The lines have the arrows, the screen the digits."""
        self.heading = self.ledger.title
        self.query_one(Side).show(title for _, title, _ in self.entry.digits)
        self.query_one(EntryLines).focus()
        self._title()
        desk.remember(self.book, f"entry:{self.ledger.name}", self.scope)

    def hints(self) -> Iterable[Hint]:
        """The few keys of a walk."""
        return (
            ("open", self.entry.digits[0][1]),
            ("choose", "别的结果"),
            ("undo", "撤回"),
            ("menu", ""),
            ("back", "写完了"),
        )

    def more(self) -> Iterable[Choice]:
        """The next walk, and taking all of this one back."""
        yield Choice("next_scope", say("下一张单子"), self._next_label())
        for field in self._days():
            yield Choice(f"other_day('{field.name}')", say("换日子"), cell(self.ledger, field.name, self.fixed))
        if done := self._sitting.done():
            yield Choice("undo_sitting", say("撤回这一次"), say("这一次登记的 {n} 户全部撤回", n=len(done)))

    def _days(self) -> list[Field]:
        return [field for field in map(self.ledger.field, self.fixed) if field.kind == "date"]

    def action_other_day(self, name: str) -> None:
        """The sheet is of another day than today."""
        self.flow(self._other_day(self.ledger.field(name)))

    async def _other_day(self, field: Field) -> None:
        typed = await self.ask(LineScreen(field.title, say("写成 3月8日、0308、昨天 都可以。")))
        if typed:
            self.fixed[field.name] = kinds.read(field, typed)
            self._title()

    @property
    def _scopes(self) -> Ledger:
        catalog = self.host.catalog
        return catalog.ledgers[catalog.ledgers[self.entry.over].field(self.entry.scope).ref]

    def _title(self) -> None:
        refs = [self.ledger.field(name) for name in self.fixed]
        about = [
            self.book.read.label(f.ref, self.fixed[f.name]) if f.ref else cell(self.ledger, f.name, self.fixed)
            for f in refs
        ]
        place = self.book.read.label(self._scopes.name, self.scope)
        self.query_one("#name", Static).update(Content.styled(place, "bold"))
        self.query_one("#place", Static).update(Content("  ".join(about)))

    def reread(self) -> None:
        """Reads all lines and what is known of them."""
        known = self._known()
        query = Query(self.entry.over, filters=((self.entry.scope, self.scope),))
        over = self.host.catalog.ledgers[self.entry.over]
        lines, counts = [], Counter[str]()
        for row in self.book.read.page(query, limit=MOST):
            written = known.get(row["id"])
            state = self._state(written) if written else ""
            counts[state or say("还没有")] += 1
            lines.append(EntryLine(row["id"], str(row[over.label]), aside(over, row), state))
        self.query_one(EntryLines).show(lines)
        self._say_counts(counts)

    def _known(self) -> dict[str, Row]:
        refs = [name for name in self.fixed if self.ledger.field(name).ref or self.ledger.field(name).choices]
        where = " AND ".join(f'"{name}"=?' for name in refs) or "1"
        rows = self.book.read.sql(
            f'SELECT * FROM "{self.ledger.name}_list" WHERE voided=0 AND {where}', [self.fixed[name] for name in refs]
        )
        return {row[self.entry.item]: row for row in rows}

    def _state(self, row: Row) -> str:
        for _digit, title, values in self.entry.digits:
            if all(row.get(name) == value for name, value in values):
                return title
        return cell(self.ledger, self.entry.digits[0][2][0][0], row)

    def _say_counts(self, counts: Counter[str]) -> None:
        order = {title: place for place, (_, title, _values) in enumerate(self.entry.digits)}
        said = [f"{title} {n}" for title, n in sorted(counts.items(), key=lambda pair: order.get(pair[0], 99))]
        self.query_one("#count", Static).update(
            Content("\n".join(["   ".join(said), *progress(self.book, self.ledger, self.fixed)]))
        )

    def action_set(self, digit: int) -> None:
        """Saves what this digit means for the line one is on, and goes on to the next."""
        lines = self.query_one(EntryLines)
        if digit > len(self.entry.digits) or not lines.here:
            return
        values = dict(self.entry.digits[digit - 1][2])
        by = self.host.catalog.load(self.ledger, self.entry.by)
        by(self.book, self.host.actor, self.fixed, lines.here.id, values, self._sitting.begin())
        name = lines.here.label
        at_end = not lines.step(1)
        if at_end:
            desk.remember(self.book, f"entry:{self.ledger.name}", self._next() or self.scope)
        self.reread()
        title = self.entry.digits[digit - 1][1]
        rest = say("这张单子到底了，按 0 可以去下一张：{next}。", next=self._next_label()) if at_end else ""
        self.say(say("{name} {title}。{rest}", name=name, title=title, rest=rest), "ok")

    def action_go_back(self) -> None:
        """One line back, to say it again."""
        self.query_one(EntryLines).step(-1)

    def _next(self) -> str:
        query = walks(self.book, self.ledger, self.fixed)
        row = self.book.read.get(self._scopes.name, self.scope)
        following = self.book.read.page(query, after=self.book.read.key(query, row), limit=1) if row else []
        return following[0]["id"] if following else ""

    def _next_label(self) -> str:
        following = self._next()
        return self.book.read.label(self._scopes.name, following) if following else say("没有了")

    def action_next_scope(self) -> None:
        """The next walk, in the same sitting."""
        if following := self._next():
            self.scope = following
            desk.remember(self.book, f"entry:{self.ledger.name}", following)
            self.query_one(EntryLines).restart()
            self._title()
            self.reread()

    def action_undo_sitting(self) -> None:
        """Takes back everything of this sitting."""
        self.flow(self._undo_sitting())

    async def _undo_sitting(self) -> None:
        done = self._sitting.done()
        question = say("要撤回这一次登记的全部 {n} 户吗？", n=len(done))
        if done and await self.confirm(question, say("全部撤回"), say("不撤回")):
            undo.undo_sitting(self.book, self.host.actor, self._sitting.name)
            self._sitting.end()
            self.reread()
            self.say(say("已撤回这一次登记的 {n} 户。", n=len(done)), "ok")
