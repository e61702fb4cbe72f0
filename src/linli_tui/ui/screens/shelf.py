"""台账架: the books of this machine, one open at a time; opening another, founding a new one, one from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from linli_tui.book import shelf
from linli_tui.core import clock
from linli_tui.core.data import read_toml
from linli_tui.core.words import say
from linli_tui.ui import elsewhere, folders
from linli_tui.ui.keys import binding
from linli_tui.ui.screens.asking import LineScreen
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.theme import SEALS
from linli_tui.ui.widgets.books import Books, seal_of
from linli_tui.ui.widgets.digits import Choice, Digits
from linli_tui.ui.widgets.foot import Hint
from linli_tui.ui.widgets.lines import GAP, Line, Lines


class ShelfScreen(PageScreen[None]):
    """Books by digit, and below them what was waiting in each when it was last closed."""

    heading = "台账架"
    BINDINGS = [binding("shelf.new", "new", words="新建一本")]

    def content(self) -> Iterable[Widget]:
        """The books that were open here before, the ways to others, and what is due in them."""
        yield Horizontal(Static(Content.styled(say("打开哪一本台账？"), "bold"), id="name"), id="title")
        yield Books(id="shelf")
        yield Lines(id="due", label=10, align="left")

    def on_mount(self) -> None:
        """The digits have the keys; the open book is told of as it is now."""
        if self.host.book is not None:
            shelf.note(self.host.book)
        self.query_one(Lines).can_focus = False
        self.query_one(Books).focus()

    def hints(self) -> Iterable[Hint]:
        """Digits."""
        back = (("back", ""),) if self.host.book else (("quit", ""),)
        return (("choose", "打开"), ("open", "打开"), ("new", "新建一本"), *back, ("menu", ""), ("help", ""))

    def more(self) -> Iterable[Choice]:
        """What is seldom done with a book on the shelf."""
        if self.host.book is None:
            yield Choice("restore", say("从备份恢复"), say("把备份里的台账放到这台电脑上"))
        if shelf.books():
            yield Choice("colour", say("换颜色"), say("给一本台账换个颜色，好认"))
            yield Choice("hide", say("从架上拿掉"), say("不再列出一本台账，文件不动"))

    def reread(self) -> None:
        """Looks which of the known books are still there."""
        books = shelf.books()
        choices = [Choice(book, standing.name, self._note(book, standing)) for book, standing in books.items()]
        ways = [Choice("new", say("新建一本")), Choice("other", say("打开别处的"), say("打台账文件的名字"))]
        seals = {book: seal_of(standing.colour) for book, standing in books.items()}
        self.query_one(Books).show_books([*choices, *ways], seals)
        self.query_one(Lines).show(self._due(books))

    def _lies(self, standing: shelf.Standing) -> str:
        return say("文件在 {folder}", folder=folder(standing))

    def _note(self, book: str, standing: shelf.Standing) -> str:
        if not standing.is_there:
            return say("原来在 {folder}，现在找不到了", folder=folder(standing))
        body = read_toml("rules", "bodies.toml").get(standing.body, {}).get("title", "")
        count = sum(n for _, n in standing.due)
        due = say("要办的 {n} 件", n=count) if count else say("没有要办的") if standing.used else ""
        used = say("正打开着") if self._is_open(book) else self._used(standing)
        return "   ".join(filter(None, (body, used, due)))

    def _used(self, standing: shelf.Standing) -> str:
        return say("{at} 用过", at=clock.local_text(standing.used)) if standing.used else ""

    def _is_open(self, book: str) -> bool:
        return self.host.book is not None and self.host.book.id == book

    def _due(self, books: dict[str, shelf.Standing]) -> Iterator[Line]:
        """Where each lies, and what was due when it was last seen, in the words of the duties."""
        duties = {duty.key: duty.say for area in self.host.catalog.areas for duty in area.duties}
        for standing in (standing for standing in books.values() if standing.is_there):
            yield GAP
            yield Line(label=standing.name, text=self._lies(standing), style="$text-muted")
            yield from (Line(text=say(duties[key], n=n)) for key, n in standing.due if key in duties)

    def on_digits_chosen(self, event: Digits.Chosen) -> None:
        """Opens a book, or goes one of the other ways."""
        chosen = event.choice.id
        if chosen == "new":
            self.action_new()
        elif chosen == "other":
            self.flow(self._other())
        elif self._is_open(chosen):
            self.dismiss(None)
        elif not (standing := shelf.books()[chosen]).is_there:
            self.flow(self._missing(chosen, standing))
        else:
            elsewhere.go_to(self, chosen, standing.path)

    def action_new(self) -> None:
        """Founds a book."""
        from linli_tui.ui.screens.welcome import WelcomeScreen

        self.app.push_screen(WelcomeScreen())

    def action_restore(self) -> None:
        """A backup is put on this machine."""
        from linli_tui.ui.screens.restoring import RestoringScreen

        self.app.push_screen(RestoringScreen())

    async def _other(self) -> None:
        typed = await self.ask(LineScreen(say("台账文件"), say("写全，如 D:\\台账\\永富新村.台账")))
        if typed:
            elsewhere.go_to(self, "", str(Path(typed).expanduser()))

    async def _missing(self, book: str, standing: shelf.Standing) -> None:
        where = folder(standing)
        ways = [Choice("", say("先留着")), Choice("hide", say("从架上拿掉"), say("以后再打开它，又会列出来"))]
        detail = say("原来在 {folder}。是不是改了名字、挪了地方？挪了就用「打开别处的」。", folder=where)
        if await self.choose(say("「{name}」的文件现在找不到了。", name=standing.name), ways, detail):
            self._hide(book, standing)

    def action_hide(self) -> None:
        """Lists a book no longer."""
        self.flow(self._ask_hide())

    async def _ask_hide(self) -> None:
        book = await self._which(say("不再列出哪一本？文件不动，以后再打开它，又会列出来。"))
        if book and self._is_open(book):
            self.say(say("这一本正打开着，先打开别的再拿掉它。"), "warn")
        elif book:
            self._hide(book, shelf.books()[book])

    def _hide(self, book: str, standing: shelf.Standing) -> None:
        shelf.hide(book)
        self.reread()
        self.say(say("「{name}」不再列出，文件没有动。", name=standing.name), "ok")

    def action_colour(self) -> None:
        """Gives a book another colour."""
        self.flow(self._ask_colour())

    async def _ask_colour(self) -> None:
        book = await self._which(say("给哪一本换颜色？"))
        if not book:
            return
        whose = {seal_of(s.colour): s.name for s in shelf.books().values()}
        colours = [Choice(str(n), seal, whose.get(seal, "")) for n, seal in enumerate(SEALS)]
        if chosen := await self.choose(say("换成什么颜色？"), colours):
            shelf.paint(book, int(chosen))
            self.look()
            self.reread()

    async def _which(self, question: str) -> str:
        books = shelf.books()
        return await self.choose(question, [Choice(book, s.name, folder(s)) for book, s in books.items()])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One is on the shelf already."""
        return action != "shelf" and super().check_action(action, parameters)

    def action_back(self) -> None:
        """Back to the open book, if there is one."""
        if self.host.book is not None:
            self.dismiss(None)


def folder(standing: shelf.Standing) -> str:
    """Where the file of a book lies, or lay, as people say it."""
    return folders.short(Path(standing.path).parent).replace("~", say("个人文件夹"), 1)
