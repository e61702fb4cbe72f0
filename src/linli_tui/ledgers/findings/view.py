"""What is open, by step and by day; and the one screen on which a finding is written in nine keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from textual import events
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from linli_tui.book.book import Book
from linli_tui.book.change import Change
from linli_tui.core import kinds
from linli_tui.core.access import WRITE, Actor
from linli_tui.core.fold import clean, fold, looks_like_pinyin
from linli_tui.core.lines import wrap
from linli_tui.core.words import say
from linli_tui.ledgers.findings import service
from linli_tui.ledgers.findings.finding_place import KINDS, meant
from linli_tui.ledgers.findings.life import LIFE
from linli_tui.ledgers.findings.queries import DUE
from linli_tui.ledgers.findings.rules import OPEN
from linli_tui.ledgers.findings.telling import LENGTHS, ROWS, Telling
from linli_tui.ui.keys import binding, digits
from linli_tui.ui.screens import go
from linli_tui.ui.screens.asking import esc
from linli_tui.ui.screens.drafting import KEEP_EVERY, Drafting
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.widgets.digits import Choice
from linli_tui.ui.widgets.foot import Hint
from linli_tui.ui.widgets.lines import GAP, Line, Lines
from linli_tui.ui.widgets.side import Side

MOST = 200
PACT = 3
"""Lines of the article that stand below."""
BOARD = "SELECT * FROM finding_list WHERE voided = 0 AND state IN ({}) ORDER BY board, id LIMIT ?"
TINTS = {"red": "bold $text-error", "orange": "$text-warning"}


class BoardScreen(PageScreen[Change]):
    """What is still to be done, step by step, the next day first; by digit a new one, all of them, papers."""

    heading = "问题"
    BINDINGS = [*digits("board.choose", "deed")]
    foremost = ("deed(1)",)

    def __init__(self) -> None:
        """Of the open book."""
        super().__init__()
        self._deeds: list[tuple[str, Any]] = []

    def content(self) -> Iterable[Widget]:
        """How much is late, the steps, what can be done."""
        yield Horizontal(Static("", id="name"), Static("", id="place"), id="title")
        yield Horizontal(Lines(id="card"), Side(say("能做的"), "deed"), id="both")

    def on_mount(self) -> None:
        """The arrows go through the findings, the digits do what stands at the right."""
        write = [(say("记一条问题"), self._new)] if self.book.rights.may(WRITE, "finding") else []
        ledgers = go.shown(self.book, self.host.catalog.area("finding"))
        lists = [(say("全部{title}", title=each.title), self._opening(each.name)) for each in ledgers]
        self._deeds = [*write, *lists, (say("打印问题清单"), self._print)]
        self.query_one(Side).show(title for title, _run in self._deeds)
        self.query_one(Lines).focus()

    def hints(self) -> Iterable[Hint]:
        """The few keys there are."""
        return (("open", ""), ("choose", "做右边的事"), ("filter", "查找"), ("menu", ""), ("back", ""))

    def more(self) -> Iterable[Choice]:
        """The same by the menu."""
        return [Choice(f"deed({n})", title) for n, (title, _run) in enumerate(self._deeds, 1)]

    def reread(self) -> None:
        """Reads what is open again."""
        self.query_one("#name", Static).update(Content.styled(str(self.book.read.figure(DUE) or ""), "bold"))
        self.query_one(Lines).show(self._lines())
        self.show_hints()

    def _lines(self) -> Iterator[Line]:
        rows = self.book.read.sql(BOARD.format(", ".join("?" * len(OPEN))), (*OPEN, MOST))
        if not rows:
            yield Line(text=say("没有在办的问题。按 1 记一条。"), style="$text-muted", wide=True)
        for state, found in groupby(rows, lambda row: row["state"]):
            group = list(found)
            yield GAP
            title, n = say(LIFE.title(state)), say("{n} 条", n=len(group))
            yield Line(text=title, style="bold $text-accent", note=n, wide=True)
            for row in group:
                yield Line(row["id"], "", row["label"], self._note(row), TINTS.get(row["level"], ""), wide=True)

    def _note(self, row: dict[str, Any]) -> str:
        shown = self.host.catalog.ledgers["finding"].shown
        level = kinds.show(shown("level"), row["level"]) if row["level"] in TINTS else ""
        until = say("待补") if row["todo"] else row["late"] or kinds.show(shown("close_by"), row["close_by"])
        return f"{level}  {until}".strip()

    def on_option_list_option_selected(self, event: Lines.OptionSelected) -> None:
        """The card of a finding."""
        if event.option_id:
            go.card(self, self.host.catalog.ledgers["finding"], event.option_id)

    def action_deed(self, digit: int) -> None:
        """Does what stands at the right under that digit."""
        if digit <= len(self._deeds):
            self._deeds[digit - 1][1]()

    def _new(self) -> None:
        self.app.push_screen(EntryScreen(self.book, self.host.actor), self.tell)

    def _opening(self, name: str) -> Any:
        return lambda: go.register(self, self.host.catalog.ledgers[name])

    def _print(self) -> None:
        from linli_tui.paper import printed
        from linli_tui.ui.screens.printing import PreviewScreen

        ledger = self.host.catalog.ledgers["finding"]
        record = self.book.read.one("SELECT id FROM finding WHERE voided = 0")
        if record is None:
            self.say(say("还没有问题，没有什么要打印的。"), "warn")
            return
        paper = next(paper for paper in ledger.papers if paper.name == "finding_list")
        self.app.push_screen(PreviewScreen(printed.make(self.book, self.host.actor, ledger, paper, record)))


class Told(Input):
    """One row; a digit in it may mean a choice, of which its screen knows."""

    async def _on_key(self, event: events.Key) -> None:
        screen = self.screen
        typed = fold(event.character) if event.is_printable and event.character else ""
        if typed.isdigit() and isinstance(screen, EntryScreen) and screen.take(self, typed):
            event.stop()
            event.prevent_default()


class EntryScreen(PageScreen[Change]):
    """Four rows and, under them, what the digits of the present row mean; what nobody knows is left empty, 待补."""

    heading = "记一条问题"
    AUTO_FOCUS = "#code"
    DEFAULT_CSS = """
    EntryScreen .row { height: 1; padding: 0 2; }
    EntryScreen .label { width: 10; color: $text-muted; }
    EntryScreen Told { width: 1fr; }
    EntryScreen Told:focus { background: $block-cursor-background; }
    EntryScreen #options { height: 1fr; margin: 1 0 0 0; padding: 0 2; }
    EntryScreen #pact { height: auto; padding: 0 2; color: $text-muted; }
    """
    BINDINGS = [
        binding("entry.save", "save"),
        Binding("up", "go(-1)", show=False, id="entry.up"),
        Binding("down", "go(1)", show=False, id="entry.down"),
    ]

    def __init__(self, book: Book, actor: Actor, record: str = "", *, round: str = "") -> None:  # noqa: A002
        """A new finding, of a round where one is given; or the finding `record`, of which something is missing."""
        super().__init__()
        self.told = Telling.begun(book, record, round)
        self._drafting = Drafting(None if record or round else ("finding", ""))

    def content(self) -> Iterable[Widget]:
        """Title, rows, what the digits mean, what the pact says."""
        name = say("补一条问题") if self.told.record else say("记一条问题")
        yield Horizontal(Static(Content.styled(name, "bold"), id="name"), id="title")
        for (key, title), text in zip(ROWS, self.told.shown, strict=True):
            field = Told(text, compact=True, select_on_focus=True, id=key)
            field.cursor_blink = False
            yield Horizontal(Static(say(title), classes="label"), field, classes="row")
        yield Static("", id="options")
        yield Static("", id="pact")

    def on_mount(self) -> None:
        """The first row that is empty has the keys; what is written is kept as a draft."""
        self._begun = self._typed()
        if (draft := self._drafting.found(self)) is not None:
            self.told.take_up(self.book, draft.typed)
            for (key, _title), text in zip(ROWS, self.told.shown, strict=True):
                self._row(key).value = text
            self.say(say("接着上次没有写完的写。"))
        self._drafting.begin(self._typed())
        self.set_interval(KEEP_EVERY, self.keep_draft)
        empty = next((key for key, _title in ROWS if not self._row(key).value), "words")
        self.set_focus(self._row(empty))

    def hints(self) -> Iterable[Hint]:
        """How to go on."""
        last = isinstance(self.focused, Told) and self.focused.id == "words"
        return (("open", "记下" if last else "下一栏"), ("up", "上一栏"), ("save", "记下"), ("back", "返回"))

    def _row(self, key: str) -> Told:
        return self.query_one(f"#{key}", Told)

    # Digits

    def take(self, row: Told, digit: str) -> bool:
        """Whether a digit typed into a row meant a choice of it, which is then made."""
        n = int(digit)
        if row.id == "code":
            typed = row.value + digit if row.value.isdecimal() and len(row.value) < 2 else digit
            row.value, row.cursor_position = typed, len(typed)
            if len(typed) == 2:
                self._choose_code(typed)
            return True
        if row.id == "length" and 0 < n <= len(LENGTHS):
            self.told.length = LENGTHS[n - 1][0]
            row.value = say(LENGTHS[n - 1][1])
            self.action_go(1)
            return True
        untouched = not row.value or row.value in self.told.ready or row.selected_text == row.value
        if row.id == "words" and untouched and 0 < n <= len(self.told.ready):
            row.value = self.told.ready[n - 1]
            row.cursor_position = len(row.value)
            return True
        return row.id == "length"

    def _choose_code(self, typed: str) -> None:
        if self.told.choose(typed):
            self._row("code").value = self.told.title
            self.action_go(1)
            self.say(self.told.urgent, "warn" if self.told.urgent else "")
        else:
            self._row("code").value = ""
            self.say(say("没有第 {n} 类，再看一眼下面。不清楚就按回车，以后补。", n=typed), "warn")

    # From row to row

    def action_go(self, step: int) -> None:
        """To another row."""
        keys = [key for key, _title in ROWS]
        here = keys.index(self.focused.id) if isinstance(self.focused, Told) and self.focused.id else 0
        self._row(keys[max(min(here + step, len(keys) - 1), 0)]).focus()

    def on_descendant_focus(self) -> None:
        """Other digits mean something now."""
        super().on_descendant_focus()
        self._show_options()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: the row is as it is meant to be, on to the next; after the last it is saved."""
        if event.input.id == "place":
            self.flow(self._settle_and_go())
        elif event.input.id == "words":
            self.action_save()
        elif event.input.id == "code" and not self._settle_code():
            return
        else:
            self.action_go(1)

    def _settle_code(self) -> bool:
        """A kind by one digit or some of its words; False where there is none, which is said once."""
        row = self._row("code")
        typed = clean(fold(row.value))
        if typed.isdecimal():
            self._choose_code(typed)
            return False
        found = self.told.search(typed)
        row.value = self.told.title
        if not found:
            self.say(say("没有「{typed}」这一类。再回车就先空着，以后补。", typed=typed), "warn")
        return found

    async def _settle_and_go(self) -> None:
        await self._settle_place()
        self.action_go(1)

    async def _settle_place(self) -> None:
        """The place that is meant; chosen where there are several, kept as words where there is none."""
        row, book, told = self._row("place"), self.book, self.told
        typed = row.value.strip()
        if typed and typed == told.called:
            return
        found = meant(book, typed)
        if len(found) > 1:
            from linli_tui.ui.screens.picker import PickerScreen

            chosen = await self.ask(PickerScreen(book.catalog.ledgers["place"], typed, filters=KINDS))
            found = [chosen] if chosen else []
        told.place, told.called = (found[0], book.read.label("place", found[0])) if found else ("", "")
        if found:
            row.value = told.called
        elif typed:
            self.say(say("没有找到「{typed}」，先写在话里，以后再补。", typed=typed), "warn")

    def _show_options(self) -> None:
        key = self.focused.id or "" if isinstance(self.focused, Told) else ""
        self.told.ready = service.phrases(self.book, self.told.code)
        self.query_one("#options", Static).update(Content("\n".join(self.told.options(key)) if key else ""))
        said = wrap(self.told.article(self.book), self.size.width - 4)
        self.query_one("#pact", Static).update(Content("\n".join(said[:PACT])))

    # Saving and leaving

    def _typed(self) -> dict[str, str]:
        rows = {key: self._row(key).value for key, _title in ROWS}
        return {**rows, "code": self.told.title or rows["code"], "place": self.told.place}

    @property
    def changed(self) -> bool:
        """Whether something was written."""
        return self._typed() != self._begun

    @property
    def begun(self) -> tuple[str, str] | None:
        """Where what is written lies as a draft; None where nothing is, or nothing can be kept."""
        return self._drafting.place if self.changed else None

    def keep_draft(self) -> bool:
        """Keeps what is written; True when it lies on the desk, or there is nothing to keep."""
        return not self.changed or self._drafting.keep(self, self._typed())

    def action_save(self) -> None:
        """Saves as much as is known."""
        self.flow(self._save())

    async def _save(self) -> None:
        if self._row("code").value.isdecimal():
            self._choose_code(self._row("code").value)
        await self._settle_place()
        words = clean(self._row("words").value)
        if looks_like_pinyin(words):
            question = say("「{text}」好像是拼音，没变成汉字。", text=words[:20])
            if not await self.confirm(question, say("照存"), say("再改")):
                self._row("words").focus()
                return
        told = self.told
        values = told.values(self._row("place").value, words)
        spot = told.length == "spot"
        change = service.write_finding(self.book, self.host.actor, values, told.record or None, spot=spot)
        self._drafting.forget(self)
        self.dismiss(change)

    def action_back(self) -> None:
        """Leaves; where something was written it is asked what becomes of it."""
        if self.changed:
            self.flow(self._leave())
        else:
            self.dismiss(None)

    async def _leave(self) -> None:
        choices = [
            Choice("save", say("记下，缺的以后补")),
            Choice("drop", say("不记了")),
            Choice("stay", say("继续写")),
        ]
        chosen = await self.choose(say("写了还没有存，怎么办？"), choices, say("{esc} 继续写。", esc=esc()))
        if chosen == "save":
            await self._save()
        elif chosen == "drop":
            self._drafting.forget(self)
            self.dismiss(None)
