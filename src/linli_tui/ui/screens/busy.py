"""Long work: prepared in a thread of its own with its own reading of the book, shown with a count, stopped by Esc."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from linli_tui.book.book import Book
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ui.screens.asking import AskScreen, esc

if TYPE_CHECKING:
    from linli_tui.ui.screens.page import PageScreen

T = TypeVar("T")
Progress = Callable[[int, int], None]
Work = Callable[[Book, Progress, Callable[[], bool]], T]
"""Called with a reading book, whom to tell how far it is, and who knows whether it shall stop."""
BAR = 40


class BusyScreen(AskScreen[Any]):
    """Tells how far the work is; its answer is (result, None) or (None, what went wrong)."""

    def __init__(self, title: str, work: Work[Any], book: Book) -> None:
        """Does `work` for `book`."""
        super().__init__()
        self._title, self._work, self._book = title, work, book
        self._stop = threading.Event()

    def compose(self) -> ComposeResult:
        """Title, a bar of tint, the way to stop."""
        with Vertical(id="band"):
            yield Static(Content(self._title), id="question")
            yield Static("", id="bar")
            yield Static(say("{esc} 停下来，什么也不会写。", esc=esc()), id="ways")

    def on_mount(self) -> None:
        """Begins."""
        self.run_worker(self._run, thread=True, group="busy", exit_on_error=True)

    def _run(self) -> None:
        result: Any = None
        wrong: Refused | None = None
        try:
            with Book.open(self._book.path, self._book.catalog, actor=self._book.actor, read_only=True) as reading:
                result = self._work(reading, self._tell, self._stop.is_set)
        except Refused as refused:
            wrong = refused
        # Later: being dismissed ends this worker, which must not wait for that.
        self.app.call_from_thread(self.app.call_later, self.dismiss, (result, wrong))

    def _tell(self, done: int, whole: int) -> None:
        if self._stop.is_set():
            raise Refused(say("已经停下。"), say("什么也没有写。"))
        self.app.call_from_thread(self._show, done, whole)

    def _show(self, done: int, whole: int) -> None:
        full = BAR * done // max(whole, 1)
        bar = Content.assemble((" " * full, "on $accent"), (" " * (BAR - full), "on $panel"))
        self.query_one("#bar", Static).update(Content.assemble(bar, say("  {done} / {whole}", done=done, whole=whole)))

    def action_back(self) -> None:
        """Stops at the next count."""
        self._stop.set()


async def prepared(page: PageScreen[Any], title: str, work: Work[T]) -> T:
    """The result of long work; only inside a flow. Raises Refused when it could not be done or was stopped."""
    answer = await page.ask(BusyScreen(title, work, page.book))
    if answer is None or answer[1] is not None:
        raise answer[1] if answer else Refused(say("已经停下。"), say("什么也没有写。"))
    result: T = answer[0]
    return result
