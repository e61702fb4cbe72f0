"""What every screen has: top bar, content, notice line, foot; the menu of digits; and the one place where no is met."""

from __future__ import annotations

from collections.abc import Coroutine, Iterable
from typing import Any, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.events import Key
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from linli_tui.book import shelf
from linli_tui.book.book import Book
from linli_tui.book.change import Change
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ui.host import Host, Seat, host, seat
from linli_tui.ui.keys import binding
from linli_tui.ui.screens.asking import ConfirmScreen, MenuScreen
from linli_tui.ui.signed import signed_in
from linli_tui.ui.widgets.books import seal_of
from linli_tui.ui.widgets.digits import Choice
from linli_tui.ui.widgets.foot import Foot, Hint
from linli_tui.ui.widgets.notice import Notice, Tone
from linli_tui.ui.widgets.topbar import TopBar

T = TypeVar("T")


class PageScreen(Screen[T]):
    """One full screen. A subclass gives its `content`, its `hints`, and `reread`, which reads everything again."""

    BINDINGS = [
        binding("page.back", "back"),
        binding("page.menu", "menu", show=False),
        binding("page.commands", "menu", show=False),
        binding("page.filter", "find", words="查找"),
        binding("page.undo", "undo"),
        Binding(
            "ctrl+j",
            "jot",
            say("随手记"),
            key_display="Ctrl+J",
            tooltip=say("先记一句话，以后再归到哪本台账"),
            id="page.jot",
        ),
        binding("page.cover", "cover"),
        binding("page.lock", "lock"),
        binding("page.help", "help"),
        binding("page.quit", "quit"),
    ]
    heading = ""
    """What the top bar says beside the compound's name."""
    foremost: tuple[str, ...] = ()
    """Those of `more` that come first in the menu."""
    _stale = False
    """Whether another page has been looked at since the notice line said something."""

    def compose(self) -> ComposeResult:
        """Top bar, content, notice line, foot."""
        yield Static(say("窗口小了一点，请拉大一些，或者把字调小：按住 Ctrl 再按 -。"), id="small")
        yield TopBar()
        yield Vertical(*self.content(), id="content")
        yield Notice()
        yield Foot()

    def content(self) -> Iterable[Widget]:
        """What stands between the top bar and the notice line."""
        raise NotImplementedError

    def hints(self) -> Iterable[Hint]:
        """The keys that matter for what the cursor is on."""
        return (("back", ""), ("menu", ""))

    def more(self) -> Iterable[Choice]:
        """What can be done here without a key of its own; the id is an action of this screen."""
        return ()

    def reread(self) -> None:
        """Reads and shows everything again."""

    def typed_into(self) -> Widget | None:
        """The field that takes what is typed while no field has the focus."""
        return None

    # The program and its book

    @property
    def host(self) -> Host:
        """The program this screen runs in."""
        return host(self)

    @property
    def book(self) -> Book:
        """The open book; RuntimeError before there is one."""
        return seat(self).book

    @property
    def seat(self) -> Seat:
        """The open book and the person at it."""
        return seat(self)

    # What it says

    def say(self, text: str, tone: Tone = "") -> None:
        """A sentence for the notice line."""
        self._stale = False
        self.query_one(Notice).say(text, tone)

    def tell(self, change: Change | None) -> None:
        """What a change did, and that it can be taken back."""
        if change is None:
            return
        if not change.number:
            self.say(change.say or say("没有什么要改的。"))
        elif change.verb == "undo":
            self.say(change.say, "ok")
        else:
            self.say(say("{done}，可以撤回这一步。", done=change.say.rstrip("。")), "ok")

    def meet(self, refused: Refused) -> None:
        """The one place where no is met: what happened, what was kept, what to do."""
        self.say(str(refused), "error")

    def look(self) -> None:
        """Shows title and hints anew."""
        book = self.host.book
        heading = say(self.heading) if self.heading else ""
        self.query_one(TopBar).show(
            compound=book.name if book else say("邻里"),
            title=heading,
            person=signed_in(book, self.host.actor) if book else "",
            seal=self._seal(),
        )
        self.show_hints()

    def _seal(self) -> str:
        """The colour of the open book."""
        return seal_of(shelf.colour(self.host.book.id) if self.host.book is not None else 0)

    def show_hints(self) -> None:
        """Shows the hints anew, as the cursor is on something else."""
        for foot in self.query(Foot):
            foot.show(self.hints(), f_keys=self.host.habits.f_keys)

    def on_screen_suspend(self) -> None:
        """Another screen is seen; where it is a page, what is said here is old when one comes back."""
        self._stale = self._stale or isinstance(self.app.screen, PageScreen)

    def on_screen_resume(self) -> None:
        """This screen is seen (again): what it shows may have changed."""
        if not self.is_current:
            return  # it was seen for no longer than the one above it was being taken away
        if self._stale:
            self.say("")
        self.look()
        self.reread()

    def on_descendant_focus(self) -> None:
        """Other keys matter now."""
        self.show_hints()

    # Steps that ask something in between

    def flow(self, steps: Coroutine[Any, Any, None]) -> None:
        """Runs steps that wait for answers; a refusal among them is met here."""

        async def run() -> None:
            try:
                await steps
            except Refused as refused:
                self.meet(refused)
            finally:
                self.host.typeahead.go()

        self.host.typeahead.wait()
        self.run_worker(run(), group="flow", exit_on_error=True)

    async def ask(self, screen: Screen[Any]) -> Any:
        """Shows another screen and waits for its answer; only inside `flow`."""
        answer = self.app.push_screen(screen, wait_for_dismiss=True)
        self.host.typeahead.go()
        answered = await answer
        self.host.typeahead.wait()
        return answered

    async def confirm(self, question: str, yes: str, no: str, detail: str = "") -> bool:
        """Asks once; the safe answer is the one that Enter and Esc give. Only inside `flow`."""
        return bool(await self.ask(ConfirmScreen(question, yes, no, detail)))

    async def choose(self, title: str, choices: Iterable[Choice], detail: str = "") -> str:
        """Lets one of some choices be picked by digit; its id, "" for none. Only inside `flow`."""
        return (await self.ask(MenuScreen(title, choices, detail))) or ""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except Refused as refused:
            self.meet(refused)

    # Keys

    def action_back(self) -> None:
        """Leaves without harm."""
        self.dismiss(None)

    def action_press(self, verb: str) -> None:
        """Does what the key of that verb does here; for the mouse."""
        for active in self.active_bindings.values():
            if active.enabled and (active.binding.id or "").endswith(f".{verb}"):
                self.app.call_later(self.app.run_action, active.binding.action, active.node)
                return

    def in_digits(self, text: str) -> str:
        """A sentence that speaks of function keys, with the digits instead where those do not arrive."""
        from linli_tui.ui.screens.menu import in_digits

        return text if self.host.habits.f_keys else in_digits(self, text)

    def action_menu(self) -> None:
        """Everything that can be done here, by digit."""
        from linli_tui.ui.screens.menu import everything

        self.flow(everything(self))

    def action_help(self) -> None:
        """What every key does here."""
        from linli_tui.ui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self))

    def action_find(self) -> None:
        """Looks for a record in all ledgers."""
        from linli_tui.ui.screens.finder import FinderScreen

        self.app.push_screen(FinderScreen())

    def action_jot(self) -> None:
        """Takes down one line, to be sorted later."""
        from linli_tui.ui.screens.jot import jot

        self.flow(jot(self))

    def action_cover(self) -> None:
        """Shows an empty page, until any key."""
        self.host.cover()

    def action_lock(self) -> None:
        """Locks the book, so that somebody else can sit down; a book without keys says how to get some."""
        from linli_tui.ui.screens.locking import lock

        self.flow(lock(self))

    def action_pins(self) -> None:
        """Who opens this book with what."""
        from linli_tui.ui.screens.pins import PinsScreen

        self.app.push_screen(PinsScreen())

    def action_quit(self) -> None:
        """Asks, and leaves the program."""
        from linli_tui.ui.screens.steps import leave

        self.flow(leave(self))

    def action_undo(self) -> None:
        """Offers to take back one's own last step."""
        from linli_tui.ui.screens.steps import undo_last

        self.flow(undo_last(self))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a book there is nothing to find, take back, jot down or lock."""
        return self.host.book is not None or action not in ("find", "undo", "jot", "lock", "pins")

    def key_may_type(self, event: Key) -> bool:
        """Whether this key is the beginning of a text for `typed_into`: any sign but blank and 0."""
        return bool(event.is_printable and event.character and event.character.strip() and event.key != "0")
