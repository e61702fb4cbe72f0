"""投进去: a sentence, or a patrol, taken down before a locked book, sealed at once; unread until the book is opened."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from linli_tui.book import dropbox
from linli_tui.core import times
from linli_tui.core.refusal import Refused
from linli_tui.core.words import _, say
from linli_tui.ui.host import host
from linli_tui.ui.screens.asking import AskScreen, esc
from linli_tui.ui.widgets.digits import Choice, Digits
from linli_tui.ui.widgets.who import Who

if TYPE_CHECKING:
    from linli_tui.ui.screens.page import PageScreen


ROUND = "round"
"""The kind of entry that is a patrol that was walked, where an area takes one in."""
Rows = tuple[tuple[str, str, int], ...]
"""Name, label and most characters of each row; the first is who writes."""
GIVEN_AS_TIME = ("started", "ended")


async def drop(page: PageScreen[Any], path: Path) -> None:
    """Takes one sentence down, or a patrol, and seals it; only inside a flow."""
    dropped = await page.ask(DropScreen(path))
    if dropped == ROUND:
        dropped = await page.ask(RoundDropScreen(path))
    if dropped:
        page.say(say("收好了，明天打开台账时会放进去。"), "ok")


class DropScreen(AskScreen[str]):
    """Who writes, where, what; Enter goes on, the last one seals it. The answer is the kind of what is to be dropped.

    It is "" for nothing; that of a patrol, asked for here, is still to be written.
    """

    asks = _("记一句话，不用密码")
    kind = "jot"
    rows: Rows = (
        ("writer", _("谁记的"), dropbox.MOST_WHO),
        ("where", _("在哪里"), 60),
        ("words", _("什么事"), dropbox.MOST_TEXT),
    )
    needed: tuple[str, ...] = ("writer", "words")

    def __init__(self, path: Path) -> None:
        """For the book in this file."""
        super().__init__()
        self._path = path
        self._warned = False

    def compose(self) -> ComposeResult:
        """The names, then the rows."""
        door = dropbox.door(self._path)
        names = [Choice(who, who) for who in door.who] if door else []
        with Vertical(id="band"):
            yield Static(Content(say(self.asks)), id="question")
            yield Who([*names, Choice("", say("不在上面，自己写")), *self.others()])
            for name, label, longest in self.rows:
                yield _row(say(label), name, longest)
            yield Static("", id="ways")

    def others(self) -> Iterable[Choice]:
        """What else can be dropped, behind the names."""
        if any(dropbox.OFFER + ROUND in area.offers for area in host(self).catalog.areas):
            yield Choice(ROUND, say("巡逻一次"), say("今晚走过了，先记下"))

    def on_mount(self) -> None:
        """The names first."""
        for row in self.query(".row"):
            row.display = False
        self.query_one(Who).focus()
        self._say(say("谁来记？按数字选；打姓或者拼音，可以少看几个。{esc} 不记了。", esc=esc()))

    def _say(self, text: str) -> None:
        self.query_one("#ways", Static).update(Content(text))

    def on_digits_chosen(self, event: Digits.Chosen) -> None:
        """This one writes; or it is a patrol."""
        if event.choice.id == ROUND:
            self.dismiss(ROUND)
            return
        self.query_one(Who).display = False
        for row in self.query(".row"):
            row.display = True
        self.query_one("#writer", Input).value = event.choice.id
        self.query_one(f"#{self.rows[1][0]}" if event.choice.id else "#writer", Input).focus()
        self._say(say("回车到下一行，写完最后一行回车就收好。{esc} 不记了。", esc=esc()))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """To the next row; behind the last one it is sealed."""
        rows = list(self.query(Input))
        place = rows.index(event.input)
        if place == len(rows) - 1:
            self._drop()
        elif event.value.strip() or event.input.id not in self.needed:
            rows[place + 1].focus()

    def action_back(self) -> None:
        """Leaves; what was written is not thrown away by one key."""
        written = any(row.value.strip() for row in self.query(Input) if row.id != "writer")
        if written and not self._warned:
            self._warned = True
            self._say(say("写的还没有收。再按一次 {esc}，就不记了。", esc=esc()))
        else:
            self.dismiss("")

    def values(self, told: dict[str, str]) -> dict[str, str]:
        """What is sealed of what was written; Refused where a row cannot be read."""
        return told

    def _drop(self) -> None:
        told = {str(row.id): row.value.strip() for row in self.query(Input)}
        empty = next((name for name in self.needed if not told[name]), "")
        if empty:
            self.query_one(f"#{empty}", Input).focus()
            self._say(say("这一行还空着。"))
            return
        try:
            writer = told.pop("writer")
            dropbox.drop(self._path, self.kind, self.values(told), writer)
        except Refused as refused:
            if refused.field:
                self.query(f"#{refused.field}").focus()
            self._say(str(refused))
            return
        self.dismiss(self.kind)


class RoundDropScreen(DropScreen):
    """Who walked tonight, from when to when, and what was to be seen; nothing written there means all was well."""

    asks = _("巡逻一次，不用密码")
    kind = ROUND
    rows: Rows = (
        ("writer", _("谁记的"), dropbox.MOST_WHO), ("started", _("几点起"), 20), ("ended", _("几点止"), 20),
        ("people", _("还有谁"), 60), ("words", _("看见什么"), dropbox.MOST_TEXT),
    )  # fmt: skip
    needed = ("writer",)

    def others(self) -> Iterable[Choice]:
        """Nothing else."""
        return ()

    def values(self, told: dict[str, str]) -> dict[str, str]:
        """The times in minutes, and that all was well where nothing was seen."""
        for name in GIVEN_AS_TIME:
            if told[name]:
                told[name] = str(_minutes(name, told[name]))
        return told if told["words"] else {**told, "all_well": "1"}


def _minutes(name: str, typed: str) -> int:
    try:
        return times.read_time(typed)
    except Refused as refused:
        raise Refused(refused.what, do=refused.do, field=name) from refused


def _row(label: str, name: str, longest: int) -> Widget:
    return Horizontal(Static(label, classes="label"), Input(compact=True, max_length=longest, id=name), classes="row")
