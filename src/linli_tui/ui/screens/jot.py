"""随手记: one line taken down from anywhere; later answered, or turned by a digit into a record of another ledger.

The area that keeps jottings offers "jots.write", called as write(t, words); without it there is nothing to jot into.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.widgets import Input

from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ui.host import host
from linli_tui.ui.screens.asking import LineScreen, esc
from linli_tui.ui.screens.drafting import KEEP_EVERY, Drafting
from linli_tui.ui.widgets.cells import fit

OFFER = "jots.write"
CELLS = 40
"""So much of the sentence is said back."""

if TYPE_CHECKING:
    from linli_tui.ui.screens.page import PageScreen


class JotScreen(LineScreen):
    """One line; while it is written it is kept as a draft of the form for jottings."""

    def on_mount(self) -> None:
        """Begins to keep it, unless a form somebody began before lies in that place."""
        ledger = next(area for area in host(self).catalog.areas if OFFER in area.offers).ledgers[0]
        self._field = next(field.name for field in ledger.fields if field.required)
        self._drafting = Drafting((ledger.name, ""))
        if self._drafting.found(self) is not None:
            self._drafting = Drafting(None)
        self._drafting.begin(self._typed)
        self.set_interval(KEEP_EVERY, self.keep_draft)

    @property
    def _typed(self) -> dict[str, str]:
        return {self._field: self.query_one(Input).value}

    @property
    def begun(self) -> tuple[str, str] | None:
        """Where the line lies as a draft; None where there is none yet."""
        return self._drafting.place if self._typed[self._field].strip() else None

    def keep_draft(self) -> bool:
        """Keeps the line; True when it lies on the desk, or there is nothing to keep."""
        return not self._typed[self._field].strip() or self._drafting.keep(self, self._typed)

    def dismiss(self, result: str | None = None) -> Any:
        """Answers; the line was taken, or thrown away."""
        self._drafting.forget(self)
        return super().dismiss(result)


async def jot(page: PageScreen[Any]) -> None:
    """Asks for one line and takes it down as a record of its own; only inside a flow."""
    write = page.host.catalog.offer(OFFER)
    if write is None:
        raise Refused(say("这本台账没有随手记。"))
    words = await page.ask(
        JotScreen(say("随手记"), say("写一句话：什么事、在哪里、谁说的。回车记下，{esc} 不记。", esc=esc()))
    )
    if words:
        with page.book.transaction(page.host.actor, "new") as t:
            write(t, words)
            t.say(say("已记下「{words}」", words=fit(words, CELLS).rstrip()))
        page.reread()
        page.tell(t.change)
