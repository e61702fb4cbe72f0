"""Steps every page offers: taking back one's own last act, and leaving the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.ui.screens.page import PageScreen


async def undo_last(page: PageScreen[Any]) -> None:
    """Offers to take back this person's last act, saying what it was."""
    from linli_tui.book import undo

    offer = undo.offer(page.book, page.host.actor)
    if offer is None:
        page.say(say("没有可以撤回的一步。"))
    elif offer.why_not:
        raise Refused(say("这一步现在撤不回：{what}。", what=offer.say), offer.why_not)
    elif await page.confirm(say("要撤回这一步吗？"), say("撤回"), say("不撤回"), offer.say):
        change = undo.undo(page.book, page.host.actor, offer.change)
        page.reread()
        page.tell(change)


async def leave(page: PageScreen[Any]) -> None:
    """Asks, and ends the program."""
    if await page.confirm(say("要关上台账，退出吗？"), say("退出"), say("不退出")):
        page.app.exit(0)
