"""台账架: the books of this machine, one open at a time; opening another, founding a new one, one from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from linli_tui.book import files
from linli_tui.core.words import say
from linli_tui.ui import folders
from linli_tui.ui.keys import binding
from linli_tui.ui.screens.asking import LineScreen
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.widgets.digits import Choice, Digits
from linli_tui.ui.widgets.foot import Hint


class ShelfScreen(PageScreen[None]):
    """Books by digit."""

    heading = "台账架"
    BINDINGS = [binding("shelf.new", "new", words="新建一本")]

    def content(self) -> Iterable[Widget]:
        """The books that were open here before, and the ways to others."""
        yield Horizontal(Static(Content.styled(say("打开哪一本台账？"), "bold"), id="name"), id="title")
        yield Digits(id="shelf")

    def on_mount(self) -> None:
        """The digits have the keys."""
        self.query_one(Digits).focus()

    def hints(self) -> Iterable[Hint]:
        """Digits."""
        back = (("back", ""),) if self.host.book else (("quit", ""),)
        return (("choose", "打开"), ("open", "打开"), ("new", "新建一本"), *back, ("help", ""))

    def reread(self) -> None:
        """Looks which of the known books are still there."""
        paths = dict.fromkeys(Path(known.path) for known in files.known().values())
        books = [Choice(str(path), path.stem, self._note(path), self._barred(path)) for path in paths]
        ways = [Choice("new", say("新建一本")), Choice("other", say("打开别处的"), say("打台账文件的名字"))]
        self.query_one(Digits).show([*books, *ways])

    def _note(self, path: Path) -> str:
        here = self.host.book is not None and self.host.book.path == path
        return say("正打开着") if here else folders.short(path.parent)

    def _barred(self, path: Path) -> str:
        return "" if path.exists() else say("原来在 {folder}，现在找不到了", folder=folders.short(path.parent))

    def on_digits_barred(self, event: Digits.Barred) -> None:
        """The file is gone."""
        self.say(event.choice.barred, "warn")

    def on_digits_chosen(self, event: Digits.Chosen) -> None:
        """Opens a book, or goes one of the other ways."""
        chosen = event.choice.id
        if chosen == "new":
            self.action_new()
        elif chosen == "other":
            self.flow(self._other())
        elif self.host.book is not None and str(self.host.book.path) == chosen:
            self.dismiss(None)
        else:
            self.host.open_book(Path(chosen))

    def action_new(self) -> None:
        """Founds a book."""
        from linli_tui.ui.screens.welcome import WelcomeScreen

        self.app.push_screen(WelcomeScreen())

    async def _other(self) -> None:
        typed = await self.ask(LineScreen(say("台账文件"), say("写全，如 D:\\台账\\永富新村.台账")))
        if typed:
            self.host.open_book(Path(typed).expanduser())

    def action_back(self) -> None:
        """Back to the open book, if there is one."""
        if self.host.book is not None:
            self.dismiss(None)
