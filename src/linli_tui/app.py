"""The program: one book, one screen above another, home at the bottom; keys folded, no met, crashes calm."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import Any, cast

from textual.app import App
from textual.events import Event, Key, Paste, Resize
from textual.screen import Screen

from linli_tui.book import cipher, engine, keys
from linli_tui.book.book import Book
from linli_tui.core.access import NOBODY, OWNER, Actor
from linli_tui.core.ledger import Catalog
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ui import cover, crash, habits, leaving, locked, terminal, textual_words, theme
from linli_tui.ui.guard import SECOND, Guard
from linli_tui.ui.keys import folded
from linli_tui.ui.locked import Locked
from linli_tui.ui.pace import Pace
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.typeahead import LONGEST, Typeahead
from linli_tui.ui.unlocking import Unlocking

NO_TERMINAL = 2
LEAST = (80, 24)
"""The smallest window, in columns and rows."""


class LinliApp(App[int]):
    """Holds the open book and the person at the keyboard; everything else is in the screens."""

    CSS_PATH = [theme.LOOK, Path(theme.LOOK).with_name("screens.tcss")]
    TITLE = "邻里"
    cursor_position = terminal.cursor_position

    def __init__(
        self, path: Path | None = None, *, catalog: Catalog | None = None, locked: Locked | None = None
    ) -> None:
        """Will open the book at `path`, or begin before one that is locked, or with the shelf, or the welcome."""
        terminal.install()
        textual_words.install()
        super().__init__()
        self.catalog, self.actor = catalog or _declared(), NOBODY
        self.book: Book | None = None
        self.memory: dict[str, Any] = {}
        self.habits = habits.recall()
        self.animation_level = "none"
        self.typeahead = Typeahead(self.post_message)
        self.pace = Pace(self.typeahead)
        self.guard = Guard(self)
        self.unlocking = Unlocking(self.catalog)
        self.next: list[str] = []  # the words of the program that takes the place of this one when it ends
        self._path, self._locked = path, locked

    def on_mount(self) -> None:
        """Puts on the look, and opens what is to be opened."""
        self.wear(self.habits)
        self.set_class(terminal.this_terminal().plain, "-plain")
        self.set_interval(SECOND, self.guard.look)
        locked.hush(self._driver, quiet=False)
        _begin(self, self._path, self._locked)

    def on_resize(self, event: Resize) -> None:
        """A window that is too small says so, instead of showing halves of things."""
        self.set_class(event.size.width < LEAST[0] or event.size.height < LEAST[1], "-small")

    def on_unmount(self) -> None:
        """Closes the book, whichever way the program ends."""
        self.guard.chores.close(backs_up=not self.is_headless)
        self._let_go()

    # The book

    def open_book(self, path: Path) -> None:
        """Closes the open book, opens another and goes to its home, or stands before it where it is locked.

        What this program read of the book before is not taken along: a new program opens the next one.
        Raises Refused, with nothing changed.
        """
        if self.book is not None and self.book.path == path:
            return
        if cipher.is_encrypted(path):
            self._lock(leaving.closed(path))
        else:
            self._sit_down(Book.open(path, self.catalog))

    def _sit_down(self, opened: Book) -> None:
        before = leaving.locked(opened, "start", opened=True) if keys.has_keys(opened) else None
        if before is None and (self.book is None or self.is_headless):
            self._go_home(opened, opened.actor)
            return
        opened.close()
        if before is None:
            self._end_for(["open", str(opened.path.absolute())])
        else:
            self._lock(before)

    def found_book(self, path: Path, *, passphrase: str = "", **answers: str) -> None:
        """Founds a book with the answers of the welcome and goes to its home. Raises Refused."""
        self._sit_down(Book.new(path, self.catalog, actor=OWNER, passphrase=passphrase, key=None, **answers))

    def close_book(self) -> None:
        """Closes the open book, if any, and goes to the shelf, or to the welcome where no book is known."""
        from linli_tui.book import files
        from linli_tui.ui.screens.shelf import ShelfScreen
        from linli_tui.ui.screens.welcome import WelcomeScreen

        self._let_go()
        self._leave_screens()
        self.push_screen(ShelfScreen() if files.known() else WelcomeScreen())

    def _go_home(self, opened: Book, actor: Actor) -> None:
        from linli_tui.ui.screens.home import HomeScreen

        self._let_go()
        self.book, self.actor = opened, actor
        self.memory.clear()
        self._leave_screens()
        self.unlocking.end()
        self.guard.begin(locks=leaving.locks(opened))
        self.push_screen(HomeScreen())

    # The lock

    def lock(self, why: str = "asked") -> None:
        """Locks the open book, if there is a way back: drafts are kept, and nothing of it stays in this program."""
        if self.book is None or not leaving.locks(self.book):
            return
        leaving.keep(self.book, self.actor, self.screen_stack)
        self._lock(leaving.locked(self.book, why))

    def _lock(self, before: Locked) -> None:
        if not self.lock_again(before):
            self.stand_before(before)

    def lock_again(self, before: Locked) -> bool:
        """Begins at the lock screen anew; False without a terminal, where this program goes on."""
        if not self.is_headless:
            self.unlocking.counted(before).tell()
        return self._end_for(before.words)

    def _end_for(self, words: list[str]) -> bool:
        """Makes room for a program with these words on its command line."""
        if self.is_headless:
            return False
        self.next = words
        self._let_go()
        self._leave_screens()
        locked.hush(self._driver, quiet=True)
        self.exit(0)
        return True

    def stand_before(self, before: Locked) -> None:
        """Shows the lock screen of a book that is closed now."""
        from linli_tui.ui.screens.signin import SignInScreen

        self._let_go()
        self._leave_screens()
        self.unlocking.begin(before)
        self.push_screen(SignInScreen(before))

    def unlock(self, before: Locked, person: str, secret: str, *, passphrase: bool = False) -> None:
        """Opens a locked book for this person and goes to its home. Raises Refused, with nothing changed."""
        opened, actor = self.unlocking.open(before.path, person, secret, passphrase=passphrase)
        if actor is None:
            self._sit_down(opened)
        else:
            self._go_home(opened, actor)
            self.call_after_refresh(leaving.come_back, self.screen, before.why)

    def unlock_with_code(self, before: Locked, text: str) -> None:
        """Opens an encrypted book by its recovery sheet; who has a PIN says then who he is. Raises Refused."""
        self._sit_down(self.unlocking.open_with_code(before.path, text))

    def reopen(self, path: Path, key: bytes) -> None:
        """Opens the book of this very person again, which was closed to get another data key. Raises Refused."""
        opened = Book.open(path, self.catalog, key=key)
        opened.sign_in(self.actor)
        self._go_home(opened, self.actor)

    def keys_changed(self) -> None:
        """Somebody got a key, or lost it: from now on the book is locked, or no longer."""
        if self.book is not None:
            self.guard.begin(locks=leaving.locks(self.book))

    def cover(self) -> None:
        """Shows an empty page over everything, until any key."""
        self.guard.cover()

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        covers = self.guard.covered and renderable is not None
        super()._display(screen, cover.page(self) if covers else renderable)

    def push_screen(self, screen: Any, *arguments: Any, **more: Any) -> Any:
        """As in Textual; keys typed until the screen has been painted, and its first field has the focus, go to it."""
        self.typeahead.wait()
        pushed = super().push_screen(screen, *arguments, **more)
        self.pace.comes(self.screen)
        return pushed

    def pop_screen(self) -> Any:
        """As in Textual; what is typed meanwhile goes to whatever comes next."""
        self.typeahead.wait()
        popped = super().pop_screen()
        self.pace.comes(self.screen)
        return popped

    def _leave_screens(self) -> None:
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def _let_go(self) -> None:
        self.guard.end()
        if self.book is not None:
            self.book.close()
            self.book, self.actor = None, NOBODY
            self.memory.clear()

    def wear(self, worn: habits.Habits) -> None:
        """Takes up and keeps other habits: look, density, which keys arrive."""
        if worn != self.habits:
            habits.keep(worn)
        self.habits = worn
        theme.wear(cast("App[object]", self), worn.look)
        self.set_class(worn.roomy, "-roomy")

    # Keys

    async def on_event(self, event: Event) -> None:
        """Folds full-width keys, and lets what is typed go to the field that waits for it, or for the next screen."""
        if self.guard.takes(event):
            return
        if self.has_class("-small") and isinstance(event, Key | Paste) and getattr(event, "key", "") != "ctrl+q":
            return  # nobody sees what it would do
        if self.typeahead.holds(event):
            self.set_timer(LONGEST, self.typeahead.give_up)
            return
        event = folded(self, event)
        typed = isinstance(event, Key | Paste) and not event.is_forwarded
        if isinstance(event, Key | Paste) and typed:
            self.pace.takes(event)
            _turn_to_field(self, event)
        taker = (self.focused or self.screen) if typed else None
        await super().on_event(event)
        if typed:
            self.pace.follows(event, taker)

    async def action_quit(self) -> None:
        """Ctrl+Q: the screen asks first; one that waits for an answer has to get it before."""
        if isinstance(self.screen, PageScreen):
            self.screen.action_quit()

    # No, and worse

    async def run_action(self, action: Any, default_namespace: Any = None, namespaces: Any = None) -> bool:
        """As in Textual; a refusal is met on the notice line of the screen."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except Refused as refused:
            self.meet(refused)
            return True

    def meet(self, refused: Refused) -> None:
        """Hands a refusal to the topmost full screen."""
        page = next((screen for screen in reversed(self.screen_stack) if isinstance(screen, PageScreen)), None)
        if page is not None:
            page.meet(refused)

    def _handle_exception(self, error: Exception) -> None:
        if isinstance(error, Refused):
            self.meet(error)
            return
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
            self._exit_renderables.append(crash.page(error, crash.keep_drafts(self.screen_stack)))
        self._close_messages_no_wait()


def _declared() -> Catalog:
    from linli_tui.ledgers import catalog

    return catalog()


def _begin(app: LinliApp, path: Path | None, before: Locked | None) -> None:
    """Shows what the program was started for."""
    if before is not None:
        app.stand_before(before)
    elif path is None:
        app.close_book()
    else:
        try:
            app.open_book(path)
        except Refused as refused:
            app.close_book()
            app.call_after_refresh(app.meet, refused)


def _turn_to_field(app: LinliApp, event: Key | Paste) -> None:
    """Lets what is typed go to the field of the screen that waits for it, unless the key means something there."""
    page = app.screen
    field = page.typed_into() if isinstance(page, PageScreen) else None
    if not isinstance(page, PageScreen) or field is None or app.focused is field:
        return
    if isinstance(event, Key) and (event.key in page.active_bindings or not page.key_may_type(event)):
        return
    page.set_focus(field)


def standing(path: Path) -> Locked | None:
    """What a book that cannot be entered without a key looks like from outside; None for any other.

    Whoever asks has read rows of it and is to give way to a new program, which is told only this.
    """
    with contextlib.suppress(Refused, engine.Error):
        if cipher.is_encrypted(path):
            return leaving.closed(path)
        if path.exists() and leaving.has_keys(path):
            from linli_tui.ledgers import catalog

            with Book.open(path, catalog()) as book:
                return leaving.locked(book, "start")
    return None


def run(path: Path | None = None, before: Locked | None = None) -> int:
    """Runs the program on a book, before a locked one, or from the shelf; returns the exit code.

    2 where there is no terminal to show it. Where the program ends for another, it does not return.
    """
    if not terminal.is_there():
        print(say("这里没有屏幕可用，什么也没有打开。请在终端里打开，或者写 linli --help。"), file=sys.stderr)
        return NO_TERMINAL
    if before is None and path is not None and (found := standing(path)) is not None:
        found.tell()
        locked.become(found.words)
    if before is not None:
        locked.forget_typed()
    app = LinliApp(path, locked=before)
    app.run()
    if app.next:
        locked.clear()
        locked.become(app.next)
    return app.return_code or 0
