"""Steps every page offers: taking back what was done, saying first what that is, and leaving the program."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ui.widgets.cells import fit
from linli_tui.ui.widgets.digits import Choice

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.ui.screens.page import PageScreen

LONG, SEEN = 500, 0.05
"""Lines of a change from which on taking it back is felt; seconds for a sentence to reach the screen before that."""
MOST, CELLS = 6, 70
"""So many lines tell what is taken back, each at most so wide."""


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

    question = say("要把撤回的又改回去吗？") if undone else say("要撤回这一步吗？")
    yes, no = (say("改回去"), say("不改")) if undone else (say("撤回"), say("不撤回"))
    if await page.confirm(question, yes, no, "\n".join([said, *_details(page.book, change)])):
        if history.size(page.book, page.book.epoch, change) > LONG:
            page.say(say("正在撤回，请稍等。"))
            await asyncio.sleep(SEEN)
        made = undo.undo(page.book, page.host.actor, change)
        page.reread()
        page.tell(made)


def changed(title: str, old: str, new: str) -> str:
    """What became of one field, in words."""
    new = new or say("空着")
    return (
        say("{title}：{old} 改为 {new}", title=title, old=old, new=new)
        if old
        else say("{title}：{new}", title=title, new=new)
    )


def _details(book: Book, change: int) -> list[str]:
    """The fields of the one record a change touched, or a line for each of its records."""
    from linli_tui.book import history

    touched = history.touched(book, book.epoch, change, MOST + 1)
    if len(touched) == 1:
        lines = [changed(*field) for field in touched[0][1].fields]
        rest = say("等 {n} 处", n=len(lines))
    else:
        lines = ["  ".join([label, *(changed(*field) for field in event.fields)]) for label, event in touched]
        rest = say("等 {n} 条", n=history.size(book, book.epoch, change))
    shown = [fit(line, CELLS).rstrip() for line in lines[:MOST]]
    return [*shown, rest] if len(lines) > MOST else shown


async def lock(page: PageScreen[Any]) -> None:
    """Locks the book; where nobody has a key it explains what that would need, and leads there."""
    from linli_tui.book import keys

    if keys.has_keys(page.book):
        page.host.lock()
        return
    title = say("这本台账还没有设密码，锁不上。")
    detail = say("设好以后，按这个键就锁上，换一个人按自己的四位密码。先走开一下，可以把屏幕盖住。")
    ways = [
        Choice("pins", say("去设密码"), say("给会长、副会长或秘书设")),
        Choice("cover", say("盖住屏幕"), say("按任意键回来")),
    ]
    chosen = await page.choose(title, ways, detail)
    if chosen == "pins":
        page.action_pins()
    elif chosen == "cover":
        page.host.cover()


async def leave(page: PageScreen[Any]) -> None:
    """Asks, and ends the program."""
    if await page.confirm(say("要关上台账，退出吗？"), say("退出"), say("不退出")):
        page.app.exit(0)
