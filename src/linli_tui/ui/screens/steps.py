"""Steps every page offers: taking back what was done, saying first what that is, and leaving the program."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.ui.screens.page import PageScreen

LONG, SEEN = 500, 0.05
"""Lines of a change from which on taking it back is felt; seconds for a sentence to reach the screen before that."""


async def undo_last(page: PageScreen[Any]) -> None:
    """Offers to take back this person's last act, saying what it was."""
    from linli_tui.book import undo

    offer = undo.offer(page.book, page.host.actor)
    if offer is None:
        page.say(say("没有可以撤回的一步。"))
    elif offer.why_not:
        raise Refused(say("这一步现在撤不回：{what}。", what=offer.say), offer.why_not)
    else:
        await take_back(page, offer.change, offer.say)


async def take_back(page: PageScreen[Any], change: int, said: str, *, undone: bool = False) -> None:
    """Takes back a change of this epoch after asking, field by field; `undone` when it is itself an undo."""
    from linli_tui.book import history, undo
    from linli_tui.ui.screens.retold import details

    question = say("要把撤回的又改回去吗？") if undone else say("要撤回这一步吗？")
    yes, no = (say("改回去"), say("不改")) if undone else (say("撤回"), say("不撤回"))
    if await page.confirm(question, yes, no, "\n".join([said, *details(page.book, change, undone=undone)])):
        if history.size(page.book, page.book.epoch, change) > LONG:
            page.say(say("正在撤回，请稍等。"))
            await asyncio.sleep(SEEN)
        made = undo.undo(page.book, page.host.actor, change)
        page.reread()
        page.tell(made)


async def leave(page: PageScreen[Any]) -> None:
    """Asks, and ends the program."""
    from linli_tui.ui.screens.printing import put_away

    leaving = await page.confirm(say("要关上台账，退出吗？"), say("退出"), say("不退出"))
    if leaving and (page.host.book is None or await put_away(page)):
        page.app.exit(0)
