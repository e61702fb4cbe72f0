"""A round told item by item: its people, times and points, each saved with a digit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from linli_tui.book import undo
from linli_tui.book.book import Book
from linli_tui.book.change import Change
from linli_tui.core.access import Actor
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.patrol import rules, service, telling
from linli_tui.ledgers.patrol.telling import Item, Telling
from linli_tui.ui.keys import binding, digits
from linli_tui.ui.screens.oneline import ask_time, ask_words
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.widgets.digits import Choice
from linli_tui.ui.widgets.entry_list import EntryLine, EntryLines
from linli_tui.ui.widgets.foot import Hint
from linli_tui.ui.widgets.side import Side


class RoundScreen(PageScreen[Change]):
    """The people, times and points of one round, one line each; every digit is saved at once, nothing has to be."""

    heading = "巡逻"
    BINDINGS = [*digits("round.choose", "set"), binding("round.back", "back", words="记完了")]

    def __init__(self, about: Telling) -> None:
        """Of a round that is begun, or is not yet."""
        super().__init__()
        self._telling, self._items = about, list[Item]()

    def content(self) -> Iterable[Widget]:
        """Title, lines and digits, what is still to be told."""
        yield Horizontal(Static("", id="name"), Static("", id="place"), id="title")
        yield Horizontal(EntryLines(id="card"), Side(say("按数字记"), "set"), id="both")
        yield Static("", id="count")

    def on_mount(self) -> None:
        """Which round, and when it was to be."""
        planned = rules.hours(self._telling.plan)
        self.query_one("#name", Static).update(Content.styled(self._telling.label, "bold"))
        self.query_one("#place", Static).update(Content(say("班表 {hours}", hours=planned) if planned else ""))
        self.query_one(EntryLines).focus()

    def hints(self) -> Iterable[Hint]:
        """The few keys there are."""
        enter = telling.WAYS[self._here.kind][0] if self._here else ""
        return (("open", enter), ("choose", "记别的"), ("undo", ""), ("menu", ""), ("back", "记完了"))

    def more(self) -> Iterable[Choice]:
        """What has no digit here."""
        if steps := self._steps():
            yield Choice("undo_whole", say("撤回这一整趟"), say("这一趟记的 {n} 步全部撤回", n=len(steps)))

    def _steps(self) -> list[int]:
        """The acts that tell of this round and stand."""
        return undo.standing(self.book, service.whole(self._telling.record)) if self._telling.record else []

    def reread(self) -> None:
        """Shows every line and what is still to be told."""
        if self._telling.record and not self._telling.row:
            self._telling.record = ""  # it was taken back
        self._items = self._telling.items()
        lines = (EntryLine(item.id, item.label, item.aside, item.state) for item in self._items)
        self.query_one(EntryLines).show(lines)
        lacks = self._telling.row.get("lacks")
        done = say("还缺：{lacks}。缺着也不要紧，下次再补。", lacks=lacks) if lacks else say("都记好了。")
        self.query_one("#count", Static).update(Content(done if self._telling.record else say("按一个数字就存一次。")))
        self._say_ways()

    @property
    def _here(self) -> Item | None:
        at = self.query_one(EntryLines).highlighted
        return self._items[at] if at is not None and at < len(self._items) else None

    def on_option_list_option_highlighted(self) -> None:
        """The digits mean something else on another line."""
        self._say_ways()

    def _say_ways(self) -> None:
        self.query_one(Side).show(map(say, telling.WAYS[self._here.kind]) if self._here else ())
        self.show_hints()

    def on_option_list_option_selected(self, event: EntryLines.OptionSelected) -> None:
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

    def action_undo_whole(self) -> None:
        """Takes back everything that was told of this round."""
        self.flow(self._undo_whole())

    async def _undo_whole(self) -> None:
        question = say("要撤回这一整趟吗？一共记了 {n} 步。", n=len(self._steps()))
        if await self.confirm(question, say("全部撤回"), say("不撤回"), self._telling.label):
            undo.undo_sitting(self.book, self.host.actor, service.whole(self._telling.record))
            self._telling.change = None
            self.reread()
            self.say(say("已撤回这一整趟。"), "ok")

    def action_back(self) -> None:
        """Back to the evening, which says what was written down."""
        self.dismiss(self._telling.change)

    def _next(self, change: Change | None, past: str = "") -> None:
        """What was saved, and on to the next line, or to the first of a kind."""
        lines = self.query_one(EntryLines)
        lines.step(1)
        if past:
            lines.highlighted = next((n for n, each in enumerate(self._items) if each.kind == past), lines.highlighted)
        self.reread()
        if change:
            self.say(change.say, "warn" if "；" in change.say else "ok")

    async def _person(self, item: Item, digit: int) -> None:
        if digit == telling.THE_REST:
            self._next(self._telling.save_rest(telling.PERSON), telling.BEGIN)
            return
        at = None
        if digit in (telling.EARLIER, telling.LATER):
            title = "{name}几点走的？" if digit == telling.EARLIER else "{name}几点到的？"
            at = await ask_time(self, say(title, name=item.label), self._telling.near())
            if at is None:
                return
        self._next(self._telling.save_person(item.of, digit, at))

    async def _add(self, item: Item, digit: int) -> None:
        from linli_tui.ui.screens.picker import PickerScreen

        person = await self.ask(PickerScreen(self.host.catalog.ledgers["person"], title=say("还有谁？")))
        if person:
            self._next(self._telling.save_person(person, 1))

    async def _time(self, item: Item, digit: int) -> None:
        if digit == telling.NOBODY_KNOWS:
            self._next(self._telling.save_time(item.of, None))
            return
        known = digit in (telling.BY_LIST, telling.NOW)
        at = self._telling.known_time(item.of, digit) if known else await ask_time(self, item.label)
        if at is not None:
            self._next(self._telling.save_time(item.of, at, about=digit == telling.ABOUT))

    async def _point(self, item: Item, digit: int) -> None:
        if digit > len(telling.SEEN):
            self._next(self._telling.save_rest(telling.POINT), telling.WORDS)
        else:
            self._next(self._telling.save(checks=[{"checkpoint": item.of, "state": telling.SEEN[digit - 1][0]}]))

    async def _words(self, item: Item, digit: int) -> None:
        words = await ask_words(self, item.label, item.aside) if digit == 1 else None
        if words or (digit == telling.TAKE_OUT and item.aside):
            self._next(self._telling.save({item.of: words}))
        elif digit > 1:
            self._next(None)

    async def _finding(self, item: Item, digit: int) -> None:
        if not self._telling.record:
            self._telling.save()
        await found(self, self._telling.record)


def go_on(book: Book, actor: Actor, record: str) -> RoundScreen:
    """The screen on which a round that is begun is told further."""
    return RoundScreen(Telling.of(book, actor, record))


async def found(page: PageScreen[Any], record: str) -> None:
    """Writes a finding down, with the round it was found on where there is one; only inside a flow."""
    screen = page.host.catalog.offer("findings.screen")
    if screen is None:
        raise Refused(say("这里没有问题台账。"), say("什么也没有记。"), say("请按 Ctrl+J 记一句随手记。"))
    change = await page.ask(screen(page.book, page.host.actor, round=record))
    page.reread()
    page.tell(change)
