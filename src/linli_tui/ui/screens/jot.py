"""随手记: one line taken down from anywhere; later answered, or turned by a digit into a record of another ledger.

The area that keeps jottings offers "jots.write", called as write(t, words); without it there is nothing to jot into.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ui.screens.asking import LineScreen, esc
from linli_tui.ui.widgets.cells import fit

CELLS = 40
"""So much of the sentence is said back."""

if TYPE_CHECKING:
    from linli_tui.ui.screens.page import PageScreen


async def jot(page: PageScreen[Any]) -> None:
    """Asks for one line and takes it down as a record of its own; only inside a flow."""
    write = page.host.catalog.offer("jots.write")
    if write is None:
        raise Refused(say("这本台账没有随手记。"))
    words = await page.ask(
        LineScreen(say("随手记"), say("写一句话：什么事、在哪里、谁说的。回车记下，{esc} 不记。", esc=esc()))
    )
    if words:
        with page.book.transaction(page.host.actor, "new") as t:
            write(t, words)
            t.say(say("已记下「{words}」", words=fit(words, CELLS).rstrip()))
        page.reread()
        page.tell(t.change)
