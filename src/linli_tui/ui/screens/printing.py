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
from linli_tui.exchange import drives
from linli_tui.paper import as_text, first_page, formats, hand_over, printed, waiting
from linli_tui.paper.document import Document
from linli_tui.ui import folders
from linli_tui.ui.keys import binding, digits
from linli_tui.ui.screens.asking import ConfirmScreen
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.screens.reading import ReadingScreen, Text
from linli_tui.ui.widgets.digits import Choice
from linli_tui.ui.widgets.foot import Hint

if TYPE_CHECKING:
    from linli_tui.book.book import Book

NAMED = 6
"""So many papers that lie on the machine are named."""


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
        *digits("printing.choose", "write_as"),
        binding("printing.page_down", "turn(1)", words="往下", show=False, priority=True),
        binding("printing.page_up", "turn(-1)", words="往上", show=False, priority=True),
    ]

    def __init__(self, document: Document) -> None:
        """Of this document, beginning at its first page."""
        super().__init__()
        self.document, self._pages, self._at = document, as_text.pages(document), 0
        self._whole: Document | None = None

    def content(self) -> Iterable[Widget]:
        """Title and audience, the page, as what it can be written."""
        title = Static(Content.styled(self.document.title, "bold"), id="name")
        yield Horizontal(title, Static("", id="place"), id="title")
        yield PageText("")
        yield Static(Content(self._offered()), id="formats")

    def on_mount(self) -> None:
        """The page has the keys."""
        self.query_one(PageText).focus()
        self._show()

    def hints(self) -> Iterable[Hint]:
        """How to print, go through it and away."""
        return (("open", "打印"), ("page_down", "往下"), ("page_up", "往上"), ("menu", ""), ("back", ""))

    def more(self) -> Iterable[Choice]:
        """What else becomes of a paper."""
        if self.document.audience == waiting.POSTED and drives.found():
            yield Choice("carry", say("拷到U盘"), say("拿到打印店去印"))
        ready = waiting.listed(self.book)
        yield Choice("wait", say("放进待打印"), say("现在有 {n} 张", n=len(ready)))
        if ready and drives.found():
            yield Choice("carry_all", say("待打印的都拷到U盘"), say("只拷给大家看的，放在「给打印店的」"))
        if self._whole:
            yield Choice("blank", say("照原来的样子"))
        else:
            yield Choice("blank", say("只填抬头，留空手写"), say("拿到现场用笔写"))
            yield Choice("wall", say("大字，A3纸"), say("贴在公告栏上"))
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

    def _offered(self) -> str:
        forms = "  ".join(f"{n} {say(form.title)}" for n, form in enumerate(formats.FORMATS, 1))
        return say("写成：{forms}  回车：这台电脑上好印的那一种", forms=forms)

    def action_put_down(self) -> None:
        """Writes it as is usual here and says where it is."""
        self._write(None, formats.usual())

    def action_write_as(self, digit: int) -> None:
        """The same as a file of another kind."""
        if digit <= len(formats.FORMATS):
            self._write(None, formats.FORMATS[digit - 1])
        else:
            self.say(self._offered())

    def action_blank(self) -> None:
        """Shows it half-blank, or as it was."""
        self._turn_into(self.document.blank())

    def action_wall(self) -> None:
        """Shows it in large letters on A3, or as it was."""
        self._turn_into(self.document.on_wall())

    def _turn_into(self, other: Document) -> None:
        other, self._whole = (self._whole, None) if self._whole else (other, self.document)
        self.document, self._pages, self._at = other, as_text.pages(other), 0
        self._show()

    def action_carry(self) -> None:
        """Writes them onto a stick; what is not for everybody stays here."""
        self.flow(self._carry())

    async def _carry(self) -> None:
        if chosen := await self._stick():
            self._write(Path(chosen), formats.usual())

    async def _stick(self) -> str:
        choices = [Choice(str(one.path), one.name, one.room) for one in drives.found()]
        return await self.choose(say("拷到哪个U盘？"), choices)

    def action_wait(self) -> None:
        """Lays it ready for whoever goes to a printer."""
        made = waiting.add(self.book, self.host.actor, self.document)
        n = len(waiting.listed(self.book))
        self.say(say("已放进待打印，一共 {n} 张。{note}", n=n, note=made.note), "ok")

    def action_carry_all(self) -> None:
        """Takes what lies ready and everybody may see onto a stick."""
        self.flow(self._carry_all())

    async def _carry_all(self) -> None:
        if chosen := await self._stick():
            carried = waiting.carry(self.book, Path(chosen))
            where = say("{n} 张已拷到 {folder}。", n=carried.count, folder=folders.short(carried.folder))
            stayed = "、".join(one.title for one in carried.stayed[:NAMED])
            self.say(where + (say("没有拷（不是给大家看的）：{titles}。", titles=stayed) if stayed else ""), "ok")

    def _write(self, to: Path | None, form: formats.Format) -> None:
        made = printed.put_down(self.book, self.host.actor, self.document, to, (form.ending,))
        path = Path(made.path)
        where = say("已写好「{name}」，在 {folder}。", name=path.name, folder=folders.short(path.parent))
        self.say(f"{where}{made.note}", "ok")

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
