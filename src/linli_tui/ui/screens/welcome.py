"""The first evening: the kind of body, the compound's name and words, where the book lies; keys, letters, the lock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from linli_tui.book import files, shelf
from linli_tui.core.data import read_toml
from linli_tui.core.fold import clean
from linli_tui.core.ledger import Field
from linli_tui.core.words import _, say
from linli_tui.ui.habits import Habits
from linli_tui.ui.keys import binding
from linli_tui.ui.screens.asking import AskScreen, LineScreen
from linli_tui.ui.screens.forms import Asked
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.screens.secret import PassphraseScreen
from linli_tui.ui.widgets.digits import Choice, Digits
from linli_tui.ui.widgets.foot import Hint

if TYPE_CHECKING:
    from textual.screen import Screen

FIELDS = (
    Field("name", _("小区的名字"), required=True, max_length=30, hint=_("照大家的叫法，如 永富新村")),
    Field("short", _("简称"), max_length=2, hint=_("两个字，写在编号前面，如 永富；空着就用头两个字")),
    Field(
        "building",
        _("楼怎么叫"),
        "choice",
        choices=(("幢", "幢"), ("栋", "栋"), ("号楼", "号楼"), ("座", "座")),
        default="幢",
    ),
    Field(
        "entrance", _("单元怎么叫"), "choice", choices=(("单元", "单元"), ("门", "门"), ("梯", "梯")), default="单元"
    ),
    Field(
        "house_head",
        _("楼长怎么叫"),
        "choice",
        choices=(("楼长", "楼长"), ("楼栋长", "楼栋长"), ("门长", "门长")),
        default="楼长",
    ),
    Field("folder", _("台账放在哪里"), max_length=200, hint=_("这台电脑自己的硬盘上，一般不用改；不要放U盘里")),
)
FN = _(
    "您的键盘可能要按住 Fn 再按 F2；有的可以按 Fn 和 Esc 锁定。\n"
    "不改也行：从现在起，屏幕上只提示数字键，按 0 就是全部操作。"
)


class WelcomeScreen(PageScreen[None]):
    """Founds a book, step by step; Esc goes back to the first step, nothing is written before the last."""

    heading = "新建台账"
    step: tuple[Hint, ...] = ()
    """What the keys do in the question that is asked just now; none before the first."""
    BINDINGS = [binding("welcome.open", "begin", words="开始")]

    def content(self) -> Iterable[Widget]:
        """What this is, and one way on."""
        words = say(
            "邻里，是小区自己的台账：谁住在这里、约定了什么、\n谁说了什么、办得怎样，都记在这台电脑的一个文件里，不用联网。\n\n"
            "先问几件事，两分钟就好。问完以前什么也不写。"
        )
        yield Vertical(
            Static(Content.styled(say("欢迎。"), "bold")),
            Static(Content(words)),
            Digits(
                [
                    Choice("begin", say("开始")),
                    Choice("selfcheck", say("先看看这台电脑显示得对不对")),
                    *([Choice("restore", say("从备份恢复"))] if self.host.book is None else []),
                ]
            ),
            id="welcome",
        )

    def hints(self) -> Iterable[Hint]:
        """One way on; while something is asked, the ways to answer it."""
        if self.step:
            return self.step
        back = (("back", ""),) if len(self.app.screen_stack) > 2 else (("quit", ""),)
        return (("open", "开始"), ("choose", ""), *back, ("help", ""))

    def on_digits_chosen(self, event: Digits.Chosen) -> None:
        """Begins, or checks the terminal first."""
        if event.choice.id == "begin":
            self.action_begin()
        elif event.choice.id == "restore":
            from linli_tui.ui.screens.restoring import RestoringScreen

            self.app.push_screen(RestoringScreen())
        else:
            from linli_tui.ui.screens.selfcheck import SelfcheckScreen

            self.app.push_screen(SelfcheckScreen())

    def action_begin(self) -> None:
        """The questions."""
        self.flow(self._begin())

    def _ask(self, *step: Hint) -> None:
        """Names in the foot what the keys do in the next question."""
        self.step = step
        self.show_hints()

    async def _begin(self) -> None:
        try:
            await self._found()
        finally:
            self._ask()

    async def _found(self) -> None:
        from linli_tui.ui.screens.form import FormScreen

        bodies = read_toml("rules", "bodies.toml")
        kinds = [Choice(key, body["title"], body.get("full", "")) for key, body in bodies.items()]
        self._ask(("choose", say("选一种组织")), ("open", say("选这一种")), ("back", say("先不建")))
        body = await self.choose(say("您这里是哪一种组织？"), kinds)
        if not body:
            return
        detail = str(bodies[body].get("note", ""))
        start = {f.name: f.default for f in FIELDS} | {"folder": str(usual_folder())}
        answers = await self.ask(
            FormScreen(Asked(say("小区叫什么"), FIELDS, start, dict, note=detail, button=say("下一步")))
        )
        if not answers:
            return
        self._ask(("choose", say("选一样")), ("open", say("选这一样")), ("back", say("先不建")))
        answers["short"] = await self._short_of_its_own(settings(answers)["short"])
        if not answers["short"]:
            return
        self._ask(("new", say("试一试功能键")), ("choose", say("没有反应，或者以后再说")))
        await test_keys(self)
        self._ask(("choose", say("换一换")), ("open", say("就这样")))
        await habits(self)
        passphrase = await self._lock()
        if passphrase is not None:
            self._open(book_path(answers), body=body, passphrase=passphrase, **settings(answers))

    async def _lock(self) -> str | None:
        """The passphrase of a book that is locked, "" for one that is not by choice, None where it is not founded."""
        ways = [
            Choice("lock", say("加锁"), say("没有口令打不开，电脑丢了也看不到")),
            Choice("plain", say("不加锁"), say("谁拿走电脑，谁就能看到全部")),
        ]
        while True:
            self._ask(("choose", say("选一样")), ("open", say("选这一样")), ("back", say("先不建")))
            chosen = await self.choose(say("台账要加锁吗？"), ways, say("里面要记各家的电话、劝解，请加锁。"))
            if not chosen:
                return None
            if chosen == "plain":
                question = say("不加锁，谁拿走这台电脑，谁就能看到台账里的全部内容。")
                if await self.confirm(question, say("不加锁"), say("还是加锁")):
                    return ""
            self._ask(("open", say("打好了")), ("back", say("再想想")))
            detail = say(
                "一句只有您知道的话：至少4个汉字，或者8个字母数字，打两遍。\n"
                "以后打开台账就用它。忘了口令，又没有恢复单，谁也打不开。"
            )
            if words := await self.ask(PassphraseScreen(say("请想一句口令"), detail)):
                return str(words)

    def _open(self, path: Path, **answers: str) -> None:
        """Founds the book; over its home stands the sheet that is to be copied, where it has one."""
        app, host = self.app, self.host
        host.found_book(path, **answers)
        if host.book is not None and host.book.path == path and host.book.key is not None:
            app.call_after_refresh(_begin_copying, app.screen)

    async def _short_of_its_own(self, short: str) -> str:
        """The short name, another one where it begins the numbers of another book here; "" to leave off."""
        while (other := shelf.same_short(short)) is not None:
            question = say("简称「{short}」，{name}已经在用了。", short=short, name=other.name)
            ways = [Choice("other", say("换一个简称")), Choice("same", say("就用这个"))]
            chosen = await self.choose(question, ways, say("两本台账的单子，编号开头会一样，看不出是哪一本的。"))
            if chosen == "same":
                return short
            if not chosen:
                return ""
            typed = await self.ask(LineScreen(say("简称"), say("一两个字，写在编号前面，如 永富"), short))
            short = clean(typed or "")[:2] or short
        return short

    def action_back(self) -> None:
        """Back to the shelf, if one came from there."""
        if len(self.app.screen_stack) > 2:
            self.dismiss(None)


def _begin_copying(home: PageScreen[Any]) -> None:
    from linli_tui.ui.screens.sheet import copy_out

    home.flow(copy_out(home))


def usual_folder() -> Path:
    """Where books lie unless somebody says otherwise."""
    return files.user_folder()


def book_path(answers: dict[str, Any]) -> Path:
    """The file of a new book: 永富新村.台账 in the folder that was answered."""
    name = "".join(char if char not in '\\/:*?"<>|.' else "_" for char in answers["name"])
    return Path(answers.get("folder") or usual_folder()).expanduser() / f"{name}{files.SUFFIX}"


def settings(answers: dict[str, Any]) -> dict[str, str]:
    """The answers a book is founded with; the short name is the beginning of the name where none was given."""
    kept = {name: str(value) for name, value in answers.items() if value and name != "folder"}
    return {**kept, "short": kept.get("short") or kept["name"][:2]}


class KeyTestScreen(AskScreen[bool]):
    """Asks for F2; the answer is whether it arrived."""

    BINDINGS = [binding("keytest.new", "arrived", words="F2", show=False)]

    def compose(self) -> ComposeResult:
        """The request."""
        with Vertical(id="band"):
            yield Static(say("请按一下键盘最上面一排的 F2"), id="question")
            yield Digits([Choice("no", say("我按了，没有反应")), Choice("skip", say("以后再说"))])

    def action_arrived(self) -> None:
        """F2 arrives here."""
        self.dismiss(True)

    def on_digits_chosen(self, event: Digits.Chosen) -> None:
        """It does not, or nobody wants to know."""
        self.dismiss(False if event.choice.id == "no" else None)


async def test_keys(page: PageScreen[Any]) -> None:
    """Tries whether function keys arrive; where not, the screens speak of digits from then on."""
    arrived = await page.ask(KeyTestScreen())
    if arrived is not None:
        page.host.wear(replace(page.host.habits, f_keys=arrived))
    if arrived is False:
        await page.ask(_told(say("功能键没有反应"), say(FN)))


def _told(title: str, detail: str) -> Screen[Any]:
    from linli_tui.ui.screens.asking import MenuScreen

    return MenuScreen(title, [Choice("ok", say("知道了"))], detail)


async def habits(page: PageScreen[Any]) -> None:
    """Spacing, colours, keys: each shown as it is, one changed at a time."""
    while True:
        worn = page.host.habits
        chosen = await page.choose(say("字和颜色"), _habits(worn), say("字太小：按住 Ctrl 再按 +，字就大一点。"))
        if chosen == "roomy":
            page.host.wear(replace(worn, roomy=not worn.roomy))
        elif chosen == "look":
            page.host.wear(replace(worn, look="paper" if worn.look == "night" else "night"))
        elif chosen == "keys":
            await test_keys(page)
        else:
            return


def _habits(worn: Habits) -> list[Choice]:
    return [
        Choice("done", say("就这样")),
        Choice("roomy", say("换成紧凑"), say("现在是大行距"))
        if worn.roomy
        else Choice("roomy", say("换成大行距"), say("现在是紧凑")),
        Choice("look", say("换成纸色"), say("现在是夜色"))
        if worn.look == "night"
        else Choice("look", say("换成夜色"), say("现在是纸色")),
        Choice("keys", say("试一试功能键"), say("现在功能键能用") if worn.f_keys else say("现在只提示数字键")),
    ]
