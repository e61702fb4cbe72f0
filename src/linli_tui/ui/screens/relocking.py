"""换锁: an encrypted book gets a new data key by two persons and goes on under it; then the new sheet is copied."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from linli_tui.book import keyfile, keys, rekey
from linli_tui.book.verifier import PASSPHRASE
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ui.screens.asking import AskScreen
from linli_tui.ui.screens.second import ask_second
from linli_tui.ui.screens.secret import PassphraseScreen, PinScreen
from linli_tui.ui.screens.sheet import copy_out

if TYPE_CHECKING:
    from linli_tui.core.access import Actor
    from linli_tui.ui.screens.page import PageScreen


async def proved(page: PageScreen[Any]) -> bool:
    """Whether who sits here has just said again what he opens the book with; only inside a flow. Raises Refused."""
    book, sits = page.book, page.host.actor
    by_words = sits.is_owner or PASSPHRASE in keys.kinds_of(book, sits.id)
    if by_words:
        whose = say("打开台账的口令") if sits.is_owner else say("{name}的口令", name=sits.name)
        secret = await page.ask(PassphraseScreen(whose, say("看恢复单以前，再打一遍口令。"), new=False))
    else:
        secret = await page.ask(PinScreen(say("{name}的密码", name=sits.name), say("看恢复单以前，再按一遍密码。")))
    if not secret:
        return False
    if sits.is_owner:
        keyfile.open_any(book.path, secret)
    else:
        (keys.open_with if by_words else keys.sign_in)(book, sits.id, secret)
    return True


async def change_lock(page: PageScreen[Any]) -> None:
    """Explains, asks the second person, and changes the lock on a page that waits; only inside a flow."""
    detail = say(
        "恢复单丢了、给人看过，或者换届了，就换一次锁；口令漏了先换口令。\n"
        "换好以后旧恢复单打不开这本台账，要重抄一张；各人的口令、密码照旧。"
    )
    if not await page.confirm(say("要换锁吗？"), say("换锁"), say("不换"), detail):
        return
    second = None
    if keys.has_keys(page.book):
        second = await ask_second(page, say("换锁"))
        if second is None:
            return
    refused = await page.ask(RelockScreen(lambda: _relock(page, second)))
    if refused is not None:
        raise refused


class RelockScreen(AskScreen[Refused]):
    """Says that one has to wait, and does the work once that can be read; nothing stops it half-way."""

    def __init__(self, work: Callable[[], Refused | None]) -> None:
        """Will do this work, which may end this screen."""
        super().__init__()
        self._work = work

    def compose(self) -> ComposeResult:
        """The request to wait."""
        with Vertical(id="band"):
            yield Static(say("正在换锁"), id="question")
            yield Static(Content(say("请等一等，不要关电源。真的断了电，原来的锁还好用。")), id="detail")

    def on_mount(self) -> None:
        """Begins when this has been painted."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        refused = self._work()
        if refused is not None:
            self.dismiss(refused)

    def action_back(self) -> None:
        """There is no way back while it is being done."""


def _relock(page: PageScreen[Any], second: Actor | None) -> Refused | None:
    """Goes on with the book under its new data key, or its old one; what was refused while it was still open."""
    app, host, book = page.app, page.host, page.book
    path, old = book.path, book.key
    refused = None
    try:
        key = rekey.rekey(book, host.actor, second)
    except Refused as error:
        if old is None or book.key is not None:
            return error
        key, refused = old, error
    host.reopen(path, key)
    app.call_after_refresh(_go_on, app.screen, refused)
    return None


def _go_on(home: PageScreen[Any], refused: Refused | None) -> None:
    if refused is not None:
        home.meet(refused)
        return
    home.say(say("锁换好了，旧恢复单不用了。"), "ok")
    home.flow(copy_out(home))
