"""打口令看内容: sealed fields are opened by a passphrase, asked once, until the book is locked or somebody signs in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli_tui.book import people, sealing
from linli_tui.book.verifier import PASSPHRASE
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ui.screens.secret import PassphraseScreen
from linli_tui.ui.widgets.digits import Choice

if TYPE_CHECKING:
    from linli_tui.ui.screens.page import PageScreen

Row = dict[str, Any]


async def show(page: PageScreen[Any], row: Row) -> None:
    """Opens sealed fields, and the page is read again; only inside a flow."""
    if await unseal(page, say("打口令看内容")):
        page.reread()
        page.say(say("打开了。锁屏以后又锁上。"), "ok")


async def unseal(page: PageScreen[Any], title: str) -> bool:
    """Asks for a passphrase and opens with it; False where none was typed. Raises Refused for whom it does not open."""
    from linli_tui.book import keys

    book, sits = page.book, page.host.actor
    able = sealing.openers(book)
    if sits.is_owner:
        person = await _choose(page, able)
        return bool(person) and await _open(page, person, able[person], title)
    if not any(member.person == sits.id and sealing.may_open(book, member) for member in people.members(book)):
        raise Refused(say("这里的内容只有会长和调解员打得开。"), say("内容还锁着。"))
    if PASSPHRASE not in keys.kinds_of(book, sits.id):
        raise Refused(say("您还没有口令。"), say("内容还锁着。"), say("请先在「开锁方式」里给自己设一句口令。"))
    if sits.id not in able:
        await _hand_on(page, able)
    return await _open(page, sits.id, sits.name, title)


async def _hand_on(page: PageScreen[Any], able: dict[str, str]) -> None:
    """Somebody who can open lets the one who sits here do so from now on."""
    page.say(say("您的口令还打不开以前的内容，请打得开的人先打一次自己的口令。"))
    if person := await _choose(page, able):
        await _open(page, person, able[person], say("让{name}以后也打得开", name=page.host.actor.name))


async def _choose(page: PageScreen[Any], able: dict[str, str]) -> str:
    if not able:
        raise Refused(say("现在没有人打得开。"), say("内容还锁着。"), say("请给会长或调解员设口令。"))
    return await page.choose(say("谁来打口令？"), [Choice(person, name) for person, name in able.items()]) or ""


async def _open(page: PageScreen[Any], person: str, name: str, title: str) -> bool:
    screen = PassphraseScreen(title, say("请{name}打自己的口令，一个字一个字照着打。", name=name), new=False)
    words = await page.ask(screen)
    return bool(words) and sealing.open_with(page.book, person, words)
