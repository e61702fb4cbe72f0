"""从备份恢复: a backup is chosen, what would be lost is said, who may is asked; then it takes the book's place.

From an open book, or on a machine that has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from linli_tui.book import cipher, engine, files, keyfile, keys, losing, people, sheet
from linli_tui.book.book import Book
from linli_tui.book.restore import MAY, restore
from linli_tui.book.verifier import FOUNDER
from linli_tui.core.access import OFFICERS, OWNER, Actor
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ui import backups_there, leaving
from linli_tui.ui.backups_there import Lying
from linli_tui.ui.chores import ONE_AT_A_TIME
from linli_tui.ui.keys import binding
from linli_tui.ui.screens.asking import AskScreen, LineScreen
from linli_tui.ui.screens.busy import waited
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.screens.second import ask_second
from linli_tui.ui.screens.secret import PassphraseScreen, PinScreen
from linli_tui.ui.screens.sheet import CodeScreen
from linli_tui.ui.screens.where import where
from linli_tui.ui.widgets.digits import Choice, Digits
from linli_tui.ui.widgets.foot import Hint

if TYPE_CHECKING:
    from linli_tui.book.losing import Loss

OTHER, AGAIN = "?other", "?again"


@dataclass(frozen=True, slots=True)
class Opened:
    """What opens a backup: its data key (None for one that is not locked), whose passphrase or which code it was."""

    key: bytes | None = None
    person: str = FOUNDER
    words: str = ""
    code: str = ""


class RestoringScreen(PageScreen[None]):
    """Before no book at all: a stick, a backup, where to put it, what opens it; then home."""

    heading = "从备份恢复"
    BINDINGS = [binding("restoring.open", "begin", words="开始")]

    def content(self) -> Iterable[Widget]:
        """What is needed, and the way on."""
        words = say(
            "电脑坏了、丢了、换了，从这里把台账找回来。\n要有：备用U盘；台账加了锁的，还要一位负责人的口令，或者恢复单。\n\n"
            "备份本身不会动。放好以前，会先说这一份写到哪一天。"
        )
        begin = Choice("begin", say("找备份"), say("先插上备用U盘，等几秒"))
        yield Vertical(Static(Content(words)), Digits([begin]), id="welcome")

    def hints(self) -> Iterable[Hint]:
        """One way on."""
        return (("open", "找备份"), ("back", ""), ("help", ""))

    def on_digits_chosen(self, event: Digits.Chosen) -> None:
        """Begins."""
        self.action_begin()

    def action_begin(self) -> None:
        """The questions."""
        self.flow(self._begin())

    async def _begin(self) -> None:
        lying = await choose(self, lambda: [*backups_there.sticks(), *backups_there.here()])
        if lying is None:
            return
        at = await self._place(lying)
        opened = await unlocked(self, lying.path) if at else None
        if at is None or opened is None:
            return
        loss = await looked(self, lying, at, opened.key, None)
        if await agreed(self, lying, loss):
            who = await _who(self, lying.path, opened, alone=not loss.is_some)
            if who is not None:
                await self.ask(RestoreScreen(lambda: _put(self, lying.path, at, opened, *who)))

    async def _place(self, lying: Lying) -> Path | None:
        """The file it becomes."""
        usual, name = files.user_folder(), f"{lying.stem}{files.SUFFIX}"
        ways = [
            Choice("here", say("放在这台电脑上"), say("程序自己的文件夹里")),
            Choice(OTHER, say("放在别的文件夹"), say("这台电脑的硬盘上，不能是U盘")),
        ]
        chosen = await self.choose(say("「{name}」放在哪里？", name=lying.stem), ways, lying.words)
        folder = usual if chosen == "here" else await where(self, say("放在哪里？")) if chosen else None
        return folder / name if folder else None


async def choose(
    page: PageScreen[Any], places: Callable[[], list[backups_there.Place]], stem: str = ""
) -> Lying | None:
    """The backup chosen, None for none; where none is seen one is asked for the stick; only inside a flow."""
    named: list[backups_there.Place] = []
    while True:
        found = backups_there.found([*places(), *named], stem)
        choices = [Choice(str(one.path), one.words, _note(one, stem)) for one in found]
        ways = [Choice(AGAIN, say("插好了，再找一遍")), Choice(OTHER, say("在别的文件夹里"))]
        title = say("用哪一份备份？最新的在最前面。") if found else say("没有看到备份。请插上备用U盘，等几秒。")
        chosen = await page.choose(title, [*choices, *ways])
        if chosen == OTHER:
            typed = await page.ask(LineScreen(say("备份在哪个文件夹里"), say("写全，如 D:\\备份")))
            named += [(typed, Path(typed).expanduser())] if typed else []
        elif chosen != AGAIN:
            return next((one for one in found if str(one.path) == chosen), None)


def _note(one: Lying, stem: str) -> str:
    return one.where if stem else f"{one.stem}   {one.where}"


async def unlocked(page: PageScreen[Any], backup: Path) -> Opened | None:
    """What opens a backup, asked for where it is locked; None where nobody says; only inside a flow. Raises Refused."""
    if not cipher.is_encrypted(backup):
        return Opened()
    ways = [
        Choice("words", say("口令"), say("会长、副会长或秘书的")),
        Choice("code", say("恢复单"), say("照着纸打13组")),
    ]
    asked = ways if keyfile.read(backup) else ways[1:]
    chosen = await page.choose(say("这份备份加了锁，用什么打开？"), asked, say("四位密码打不开。"))
    if chosen == "words":
        detail = say("做这份备份的时候用的那一句。")
        words = await page.ask(PassphraseScreen(say("打开备份的口令"), detail, new=False))
        if words:
            person, key = keyfile.open_any(backup, words)
            return Opened(key, person, words)
    elif chosen == "code" and (code := await page.ask(CodeScreen())):
        key = sheet.read(code)
        engine.connect(backup, key, read_only=True).close()
        return Opened(key, code=code)
    return None


async def looked(page: PageScreen[Any], lying: Lying, at: Path, key: bytes | None, own: bytes | None) -> Loss:
    """What would be lost; only inside a flow. Raises Refused for a backup that is of no use."""
    return await waited(page, say("正在看备份"), lambda: losing.look(lying.path, at, key, own))


async def agreed(page: PageScreen[Any], lying: Lying, loss: Loss) -> bool:
    """Whether somebody who has read what would be lost wants it; only inside a flow. Raises Refused."""
    if loss.other:
        raise Refused(loss.say, say("什么也没有动。"), say("请换一份备份，或者换一个地方放。"))
    kept = say("原来的那一本不删，留在旁边。") if loss.there else ""
    question = say("用{when}的备份恢复吗？", when=lying.words)
    return await page.confirm(question, say("恢复"), say("不恢复"), f"{loss.say}{kept}")


async def _who(
    page: PageScreen[Any], backup: Path, opened: Opened, *, alone: bool
) -> tuple[Actor, Actor | None] | None:
    """Who restores, and the second person, as a copy of the backup knows them; None where nobody says who he is."""
    with losing.set_aside(backup) as copy, Book.open(copy, page.host.catalog, read_only=True, key=opened.key) as book:
        if not keys.has_keys(book):
            return OWNER, None
        with book.rights.wide():
            holders = keys.holders(book)
        own = next((m for m in holders if m.person == opened.person and opened.words), None)
        may = [member for member in holders if set(member.posts) & set(MAY)]
        actor = own.actor if own else await _signed(page, book, say("您是哪一位？"), may)
        if actor is None or alone:
            return (actor, None) if actor else None
        others = [m for m in holders if m.person != actor.id and set(m.posts) & set(OFFICERS)]
        second = await _signed(page, book, say("会少东西，要第二个人一起确认。是哪一位？"), others)
        return (actor, second) if second else None


async def _signed(page: PageScreen[Any], book: Book, question: str, among: list[people.Member]) -> Actor | None:
    """One of these, by the PIN. Raises Refused."""
    person = await page.choose(question, [Choice(m.person, m.name, m.short) for m in among])
    name = next((m.name for m in among if m.person == person), "")
    pin = person and await page.ask(PinScreen(say("{name}的密码", name=name)))
    return keys.vouch(book, person, pin) if pin else None


class RestoreScreen(AskScreen[Refused]):
    """Says that one has to wait, and does the work once that can be read; nothing stops it half-way."""

    def __init__(self, work: Callable[[], None]) -> None:
        """Will do this work, which ends this screen where it is done."""
        super().__init__()
        self._work = work

    def compose(self) -> ComposeResult:
        """The request to wait."""
        with Vertical(id="band"):
            yield Static(say("正在恢复"), id="question")
            yield Static(Content(say("请等一等，不要关电源，不要拔U盘。断了电，原来的和备份都还在。")), id="detail")

    def on_mount(self) -> None:
        """Begins when this has been painted."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        try:
            self._work()
        except Refused as refused:
            self.dismiss(refused)

    def action_back(self) -> None:
        """There is no way back while it is being done."""


def _put(page: PageScreen[Any], backup: Path, at: Path, opened: Opened, actor: Actor, second: Actor | None) -> None:
    """Puts it where no book is open, and opens it for whoever has just said the passphrase."""
    app, host = page.app, page.host
    restored = restore(backup, at, host.catalog, opened.key, actor=actor, second=second)
    try:
        if opened.words:
            host.unlock(leaving.closed(at), opened.person, opened.words, passphrase=True)
        elif opened.code:
            host.unlock_with_code(leaving.closed(at), opened.code)
        else:
            host.open_book(at)
    except Refused:
        host.open_book(at)
    _said(app, host, restored.say)


async def restore_open(page: PageScreen[Any]) -> None:
    """Puts a backup in the place of the open book, which is closed for it; only inside a flow. Raises Refused."""
    book, actor = page.book, page.host.actor
    if keys.has_keys(book) and not set(actor.posts) & set(MAY):
        raise Refused(say("您现在的职务不能恢复台账。"), say("什么也没有动。"), say("请找会长、副会长或秘书来办。"))
    lying = await choose(page, lambda: backups_there.places_of(book), book.path.stem)
    if lying is None:
        return
    opened = Opened(book.key) if _opens(lying.path, book.key) else await unlocked(page, lying.path)
    if opened is None:
        return
    loss = await looked(page, lying, book.path, opened.key, book.key)
    if not await agreed(page, lying, loss):
        return
    second = None
    if loss.locked and loss.is_some:
        second = await ask_second(page, say("从备份恢复"))
        if second is None:
            return
    refused = await page.ask(RestoreScreen(lambda: _swap(page, lying.path, opened.key, second)))
    if refused is not None:
        raise refused


def _opens(backup: Path, key: bytes | None) -> bool:
    """Whether the key of the open book opens a backup too: it may be from before the lock was changed."""
    if not cipher.is_encrypted(backup):
        return True
    with suppress(Refused):
        if key is not None:
            engine.connect(backup, key, read_only=True).close()
            return True
    return False


def _swap(page: PageScreen[Any], backup: Path, key: bytes | None, second: Actor | None) -> None:
    """Closes the book, restores, and opens what is there then; where it was refused, the book as it was."""
    app, host, book = page.app, page.host, page.book
    path, own, actor = book.path, book.key, host.actor
    with ONE_AT_A_TIME:
        leaving.keep(book, actor, app.screen_stack)
        book.close()
        try:
            restored = restore(backup, path, host.catalog, key, own=own, actor=actor, second=second)
        except Refused as refused:
            host.reopen(path, own or b"")
            app.call_after_refresh(app.screen.meet, refused)  # type: ignore[attr-defined]
            return
    host.book = None
    try:
        host.open_book(path)
    except Refused as refused:
        host.close_book()
        app.call_after_refresh(app.screen.meet, refused)  # type: ignore[attr-defined]
        return
    _said(app, host, restored.say)


def _said(app: Any, host: Any, words: str) -> None:
    """Says on home that it was done, unless somebody has to sign in first."""
    if host.book is not None:
        app.call_after_refresh(app.screen.say, words, "ok")
