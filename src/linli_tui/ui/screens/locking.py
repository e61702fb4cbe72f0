"""换人、锁上: locks the book; where nobody has a key yet it says what that would need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli_tui.core.words import say
from linli_tui.ui import leaving
from linli_tui.ui.widgets.digits import Choice

if TYPE_CHECKING:
    from linli_tui.ui.screens.page import PageScreen


async def lock(page: PageScreen[Any]) -> None:
    """Locks the book, or leads to where keys are made; only inside a flow."""
    if leaving.locks(page.book):
        page.host.lock()
        return
    title = say("这本台账还没有设密码，锁不上。")
    detail = say("设好以后，按这个键就锁上，换一个人按自己的四位密码。\n先走开一下，可以把屏幕盖住。")
    ways = [
        Choice("pins", say("去设密码"), say("给会长、副会长或秘书设")),
        Choice("cover", say("盖住屏幕"), say("按任意键回来")),
    ]
    chosen = await page.choose(title, ways, detail)
    if chosen == "pins":
        page.action_pins()
    elif chosen == "cover":
        page.host.cover()
