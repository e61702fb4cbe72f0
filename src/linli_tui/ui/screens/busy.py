"""Long work in a thread of its own: with its own reading of the book, a count, and Esc to stop; or only waited for."""

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


class WaitScreen(AskScreen[Any]):
    """Says that one has to wait for work that cannot be counted nor stopped; answers as the other one."""

    def __init__(self, title: str, work: Callable[[], Any], detail: str = "") -> None:
        """Does `work`, explained by `detail`."""
        super().__init__()
        self._title, self._work, self._detail = title, work, detail

    def compose(self) -> ComposeResult:
        """Title and the request to wait."""
        with Vertical(id="band"):
            yield Static(Content(self._title), id="question")
            yield Static(Content(self._detail or say("请等一等，好了会说。")), id="detail")

    def on_mount(self) -> None:
        """Begins."""
        self.run_worker(self._run, thread=True, group="busy", exit_on_error=True)

    def _run(self) -> None:
        result: Any = None
        wrong: Refused | None = None
        try:
            result = self._work()
        except Refused as refused:
            wrong = refused
        # Later: being dismissed ends this worker, which must not wait for that.
        self.app.call_from_thread(self.app.call_later, self.dismiss, (result, wrong))

    def action_back(self) -> None:
        """There is no way back while it is being done."""


class BusyScreen(WaitScreen):
    """Tells how far the work is; its answer is (result, None) or (None, what went wrong)."""

    def __init__(self, title: str, work: Work[Any], book: Book) -> None:
        """Does `work` for `book`."""
        super().__init__(title, lambda: self._read(work, book))
        self._stop = threading.Event()

    def _read(self, work: Work[Any], book: Book) -> Any:
        with reading(book) as window:
            return work(window, self._tell, self._stop.is_set)

    def compose(self) -> ComposeResult:
        """Title, a bar of tint, the way to stop."""
        with Vertical(id="band"):
            yield Static(Content(self._title), id="question")
            yield Static("", id="bar")
            yield Static(say("{esc} 停下来，什么也不会写。", esc=esc()), id="ways")

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


def reading(book: Book) -> Book:
    """A window of its own that only reads the same book, as the same person. Raises Refused."""
    return Book.open(book.path, book.catalog, actor=book.actor, read_only=True, key=book.key)


async def prepared(page: PageScreen[Any], title: str, work: Work[T]) -> T:
    """The result of long work; only inside a flow. Raises Refused when it could not be done or was stopped."""
    result: T = await _answered(page, BusyScreen(title, work, page.book))
    return result


async def waited(page: PageScreen[Any], title: str, work: Callable[[], T], detail: str = "") -> T:
    """The result of work that one has to wait for; only inside a flow. Raises Refused when it could not be done."""
    result: T = await _answered(page, WaitScreen(title, work, detail))
    return result


async def _answered(page: PageScreen[Any], screen: WaitScreen) -> Any:
    answer = await page.ask(screen)
    if answer is None or answer[1] is not None:
        raise answer[1] if answer else Refused(say("已经停下。"), say("什么也没有写。"))
    return answer[0]
