"""投进去: one sentence taken down before a locked book, sealed at once; nobody can read it until the book is opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from linli_tui.book import dropbox
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ui.screens.asking import AskScreen, esc
from linli_tui.ui.widgets.digits import Choice, Digits
from linli_tui.ui.widgets.who import Who

if TYPE_CHECKING:
    from linli_tui.ui.screens.page import PageScreen


async def drop(page: PageScreen[Any], path: Path) -> None:
    """Takes one sentence down and seals it; only inside a flow."""
    if await page.ask(DropScreen(path)):
        page.say(say("收好了，明天打开台账时会放进去。"), "ok")


class DropScreen(AskScreen[bool]):
    """Who writes, where, what; Enter goes on, the last one seals it. The answer is whether something was dropped."""

    def __init__(self, path: Path) -> None:
        """For the book in this file."""
        super().__init__()
        self._path = path
        self._warned = False

    def compose(self) -> ComposeResult:
        """The names, then three rows."""
        door = dropbox.door(self._path)
        names = [Choice(who, who) for who in door.who] if door else []
        with Vertical(id="band"):
            yield Static(Content(say("记一句话，不用密码")), id="question")
            yield Who([*names, Choice("", say("不在上面，自己写"))])
            yield _row(say("谁记的"), "writer", dropbox.MOST_WHO)
            yield _row(say("在哪里"), "where", 60)
            yield _row(say("什么事"), "words", dropbox.MOST_TEXT)
            yield Static("", id="ways")

    def on_mount(self) -> None:
        """The names first."""
        for row in self.query(".row"):
            row.display = False
        self.query_one(Who).focus()
        self._say(say("谁来记？按数字选；打姓或者拼音，可以少看几个。{esc} 不记了。", esc=esc()))

    def _say(self, text: str) -> None:
        self.query_one("#ways", Static).update(Content(text))

    def on_digits_chosen(self, event: Digits.Chosen) -> None:
        """This one writes."""
        self.query_one(Who).display = False
        for row in self.query(".row"):
            row.display = True
        self.query_one("#writer", Input).value = event.choice.id
        self.query_one("#where" if event.choice.id else "#writer", Input).focus()
        self._say(say("回车到下一行，写完最后一行回车就收好。{esc} 不记了。", esc=esc()))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """To the next row; behind the last one it is sealed."""
        rows = list(self.query(Input))
        place = rows.index(event.input)
        if event.input.id == "words":
            self._drop()
        elif event.value.strip() or event.input.id == "where":
            rows[place + 1].focus()

    def action_back(self) -> None:
        """Leaves; what was written is not thrown away by one key."""
        written = any(row.value.strip() for row in self.query(Input) if row.id != "writer")
        if written and not self._warned:
            self._warned = True
            self._say(say("写的还没有收。再按一次 {esc}，就不记了。", esc=esc()))
        else:
            self.dismiss(None)

    def _drop(self) -> None:
        writer, where, words = (row.value.strip() for row in self.query(Input))
        empty = "#writer" if not writer else "#words" if not words else ""
        if empty:
            self.query_one(empty, Input).focus()
            self._say(say("这一行还空着。"))
            return
        try:
            dropbox.drop(self._path, "jot", {"where": where, "words": words}, writer)
        except Refused as refused:
            self._say(str(refused))
            return
        self.dismiss(True)


def _row(label: str, name: str, longest: int) -> Widget:
    return Horizontal(Static(label, classes="label"), Input(compact=True, max_length=longest, id=name), classes="row")
