"""A paper before it is printed: page by page as text, and then as files that WPS, Excel or any editor prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from linli_tui.book import desk
from linli_tui.core import clock
from linli_tui.core.access import Actor
from linli_tui.core.words import say
from linli_tui.paper import as_text, first_page, hand_over, printed
from linli_tui.paper.document import Document
from linli_tui.ui import folders
from linli_tui.ui.keys import binding
from linli_tui.ui.screens.asking import ConfirmScreen
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.screens.reading import ReadingScreen, Text
from linli_tui.ui.widgets.digits import Choice
from linli_tui.ui.widgets.foot import Hint

if TYPE_CHECKING:
    from linli_tui.book.book import Book

NAMED = 6
"""So many papers that lie on the machine are named."""
POSTED = "大家看"
"""The one audience whose papers may go onto a stick, for the copy shop."""


class PageText(Text):
    """One page of a paper at a time."""

    def show(self, lines: Iterable[str]) -> None:
        """Shows these lines from the first."""
        self._text = "\n".join(lines)
        self.on_resize()
        self.scroll_home(animate=False)


class PreviewScreen(PageScreen[None]):
    """A document, page by page; it says for whom it is, and is written where only this user of the machine can look."""

    heading = "打印"
    BINDINGS = [
        binding("printing.open", "put_down", words="打印", show=False),
        binding("printing.report", "put_down", words="打印"),
        binding("printing.page_down", "turn(1)", words="往下", show=False, priority=True),
        binding("printing.page_up", "turn(-1)", words="往上", show=False, priority=True),
    ]

    def __init__(self, document: Document) -> None:
        """Of this document, beginning at its first page."""
        super().__init__()
        self.document, self._pages, self._at = document, as_text.pages(document), 0

    def content(self) -> Iterable[Widget]:
        """Title and audience, the page."""
        title = Static(Content.styled(self.document.title, "bold"), id="name")
        yield Horizontal(title, Static("", id="place"), id="title")
        yield PageText("")

    def on_mount(self) -> None:
        """The page has the keys."""
        self.query_one(PageText).focus()
        self._show()

    def hints(self) -> Iterable[Hint]:
        """How to print, go through it and away."""
        return (("open", "打印"), ("page_down", "往下"), ("page_up", "往上"), ("menu", ""), ("back", ""))

    def more(self) -> Iterable[Choice]:
        """What else becomes of a paper."""
        if self.document.audience == POSTED and next(folders.sticks(), None):
            yield Choice("carry", say("拷到U盘"), say("拿到打印店去印"))
        yield Choice("listed", say("打印过的"), say("谁在什么时候打印过什么"))

    def _show(self) -> None:
        place = say("第{n}页，共{of}页", n=self._at + 1, of=len(self._pages))
        self.query_one("#place", Static).update(Content(f"{self.document.given_to}   {place}"))
        self.query_one(PageText).show(self._pages[self._at])

    def action_turn(self, step: int) -> None:
        """Further through this page, and at its end to the next one; the other way the same."""
        text = self.query_one(PageText)
        if (text.scroll_y < text.max_scroll_y) if step > 0 else text.scroll_y > 0:
            text.scroll_page_down(animate=False) if step > 0 else text.scroll_page_up(animate=False)
        elif 0 <= self._at + step < len(self._pages):
            self._at += step
            self._show()
        else:
            self.say(say("已经是最后一页。") if step > 0 else say("已经是第一页。"))

    def action_put_down(self) -> None:
        """Writes the files and says where they are."""
        self._write(None)

    def action_carry(self) -> None:
        """Writes them onto a stick; what is not for everybody stays here."""
        self.flow(self._carry())

    async def _carry(self) -> None:
        choices = [Choice(str(path), title, folders.short(path)) for title, path in folders.sticks()]
        if chosen := await self.choose(say("拷到哪个U盘？"), choices):
            self._write(Path(chosen))

    def _write(self, to: Path | None) -> None:
        made = printed.put_down(self.book, self.host.actor, self.document, to)
        path = Path(made.path)
        where = say("已写好「{name}」，在 {folder}。", name=path.name, folder=folders.short(path.parent))
        self.say(say("{where}用 WPS 打开来打印。", where=where), "ok")

    def action_listed(self) -> None:
        """What was printed before."""
        self.app.push_screen(ReadingScreen(say("打印过的"), listed(self.book)))


def listed(book: Book) -> str:
    """The papers printed from this book on this machine, newest first, as lines to read."""
    lines = [
        say("{at}  {title} {number}  给：{audience}  {who}\n    {path}", at=clock.local_text(p.at), title=p.title,
            number=p.number, audience=p.audience, who=p.who, path=folders.short(Path(p.path)))
        for p in printed.listed(book)
    ]  # fmt: skip
    return "\n".join(lines) or say("还没有打印过。")


async def put_away(page: PageScreen[Any]) -> bool:
    """Asks what becomes of the papers that lie on this machine; Enter clears them. False when nobody wants to leave.

    A file that another program holds open stays, and that is said.
    """
    lying = printed.lying(page.book)
    if not lying:
        return True
    question = say("打印出来的 {n} 个文件还在这台电脑上，要清除吗？", n=len(lying))
    detail = "\n".join([*lying[:NAMED], say("纸已经印好就不用留。谁在什么时候打印过什么，台账里还记着。")])
    clear = await page.ask(ConfirmScreen(question, say("清除"), say("留下"), detail, safe=False))
    if clear and printed.clear(page.book) and (left := printed.lying(page.book)):
        page.say(say("还有 {n} 个文件正在别的程序里打开着，先关掉它们，再退出。", n=len(left)), "error")
        return False
    return clear is not None


def show_hand_over(page: PageScreen[Any]) -> None:
    """移交清单. Raises Refused for whom handing over is no part of the post."""
    _show(page, hand_over.document)


def show_first_page(page: PageScreen[Any]) -> None:
    """The first page of a new secretary."""
    _show(page, first_page.document)


def greet(page: PageScreen[Any]) -> None:
    """Shows the first page to an officer who followed another one, at the first sign-in only."""
    seen = f"first_page:{page.host.actor.id}"
    if first_page.is_new(page.book, page.host.actor) and not desk.recall(page.book, seen):
        desk.remember(page.book, seen, clock.instant())
        show_first_page(page)


def _show(page: PageScreen[Any], made: Callable[[Book, Actor], Document]) -> None:
    page.app.push_screen(PreviewScreen(made(page.book, page.host.actor)))
