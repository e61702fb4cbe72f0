"""恢复单: the data key shown to be copied by hand, then typed back from the paper; or typed to open a closed book."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from linli_tui.book import sheet
from linli_tui.core import clock, dates
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ui.keys import binding
from linli_tui.ui.screens.asking import AskScreen, esc
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.widgets.foot import Hint
from linli_tui.ui.widgets.groups import Groups

if TYPE_CHECKING:
    from linli_tui.ui.widgets.groups import Check


class SheetScreen(PageScreen[bool]):
    """First to be copied, then, out of sight, to be typed back; the answer is whether it was. Esc puts it off."""

    heading = "恢复单"
    BINDINGS = [binding("sheet.open", "next", words="抄好了，核对")]
    _typing = False

    def content(self) -> Iterable[Widget]:
        """The sheet, and the places to type it back into; one of them is seen."""
        signs = sheet.groups(self.book.key or b"")
        yield Vertical(
            Static("", id="question"),
            Static("", id="detail"),
            Groups(shown=signs, id="signs"),
            Groups(_compared(signs), id="typed"),
            Static("", id="ways"),
            id="sheet",
        )

    def on_mount(self) -> None:
        """To be copied first."""
        self._turn(typing=False)

    def hints(self) -> Iterable[Hint]:
        """Copied, or later; then how to look again."""
        if self._typing:
            return (("back", say("再看一眼恢复码")),)
        return (("open", say("抄好了，核对")), ("back", say("以后再抄")), ("help", ""))

    def _turn(self, *, typing: bool) -> None:
        self._typing = typing
        shown, typed = self.query_one("#signs", Groups), self.query_one("#typed", Groups)
        shown.display, typed.display = not typing, typing
        copy = say("请用笔抄在一张纸上，放到别人家里的信封里")
        self._put("question", say("照着纸，把13组打回来") if typing else copy)
        self._put("detail", _typing_words() if typing else self._copying_words())
        self._put("ways", self._left() if typing else _signs_words())
        self.set_focus(typed if typing else None)
        self.show_hints()

    def _put(self, place: str, words: str) -> None:
        self.query_one(f"#{place}", Static).update(Content(words))

    def _copying_words(self) -> str:
        return say(
            "口令忘了，有这张纸和台账文件就打得开；谁拿到这两样，也打得开。\n"
            "上面写：{name}，{day}，再抄下面13组。不要拍照，不要存在电脑里。",
            name=self.book.name,
            day=dates.show_date(clock.today()),
        )

    def _left(self) -> str:
        n = self.query_one("#typed", Groups).rest()
        return say("还差 {n} 组。打错了按退格；左右键换一组。", n=n)

    def action_next(self) -> None:
        """The paper is written; what is typed is compared as it comes."""
        if not self._typing:
            self._turn(typing=True)

    def on_groups_turned(self) -> None:
        """What was said of a wrong group is old."""
        self._put("ways", self._left())
        self.say("")

    def on_groups_wrong(self, event: Groups.Wrong) -> None:
        """Names the group; nothing else is lost."""
        self._put("ways", self._left())
        self.meet(event.refused)

    def on_groups_whole(self) -> None:
        """All of it stands on the paper."""
        sheet.note(self.book)
        self.dismiss(True)

    def action_back(self) -> None:
        """Back to the sheet; from there it is put off."""
        if self._typing:
            self.say("")
            self._turn(typing=False)
        else:
            self.dismiss(False)


class CodeScreen(AskScreen[str]):
    """Asks for a recovery sheet before a closed book; the answer is its signs, None for none."""

    def compose(self) -> ComposeResult:
        """The request, the places, the ways."""
        with Vertical(id="band"):
            yield Static(say("照着恢复单，把13组打进来"), id="question")
            yield Static(Content(_typing_words()), id="detail")
            yield Groups(sheet.refuse_wrong)
            yield Static(Content(self._ways()), id="ways")

    def on_mount(self) -> None:
        """The groups have the keys."""
        self.query_one(Groups).focus()

    def _ways(self) -> str:
        return say("打完13组就开。打错了按退格；左右键换一组。{esc} 不打了。", esc=esc())

    def _say(self, words: str) -> None:
        self.query_one("#ways", Static).update(Content(words))

    def on_groups_turned(self) -> None:
        """What was said of a wrong group is old."""
        self._say(self._ways())

    def on_groups_wrong(self, event: Groups.Wrong) -> None:
        """Names the group."""
        self._say(str(event.refused))

    def on_groups_whole(self, event: Groups.Whole) -> None:
        """The answer."""
        self.dismiss(event.text)


async def copy_out(page: PageScreen[Any]) -> None:
    """Shows the sheet over a page, and says there what came of it; only inside a flow."""
    copied = await page.ask(SheetScreen())
    page.reread()
    if copied:
        page.say(say("恢复单抄好了，也核对过。请今天就放到别人家里的信封里。"), "ok")
    else:
        page.say(say("恢复单还没有抄好。什么时候都能再抄：按 0，选「开锁方式」。"), "warn")


def _typing_words() -> str:
    return say("打满五个，它自己核对，自己跳到下一组。大小写、全角半角都行。")


def _signs_words() -> str:
    return say("没有字母 I、L、O、U：圆圈都是数字 0，一竖都是数字 1。")


def _compared(signs: tuple[str, ...]) -> Check:
    """What compares a group that is whole with what it has to be."""

    def check(place: int, typed: str) -> None:
        sheet.refuse_wrong(place, typed)
        if not hmac.compare_digest(typed.translate(sheet.MISREAD), signs[place]):
            what = say("第{n}组「{part}」和恢复单不一样。", n=place + 1, part=typed)
            raise Refused(what, do=say("请看看纸上是不是抄错了：{esc}，再看一眼恢复码。", esc=esc()), field=sheet.SHEET)

    return check
