"""Asking for what nobody else may read: four digits or a passphrase, once or twice; shown as `*`, kept in no draft."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from linli_tui.book.typed import read_passphrase
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ui.screens.asking import AskScreen, esc
from linli_tui.ui.widgets.pin import Pin


class PinScreen(AskScreen[str]):
    """Asks for four digits; where they are new, twice. The answer is the digits, None for none."""

    def __init__(self, title: str, detail: str = "", *, new: bool = False) -> None:
        """Asks under `title`, explained by `detail`."""
        super().__init__()
        self._title, self._detail, self._new = title, detail, new
        self._first = ""

    def compose(self) -> ComposeResult:
        """The question and four places."""
        with Vertical(id="band"):
            yield Static(Content(self._title), id="question")
            if self._detail:
                yield Static(Content(self._detail), id="detail")
            yield Pin(say("四位数字"))
            yield Static(Content(say("按完四位就算。{esc} 不改了。", esc=esc())), id="ways")

    def on_mount(self) -> None:
        """The digits have the keys."""
        self.query_one(Pin).focus()

    def on_pin_entered(self, event: Pin.Entered) -> None:
        """The answer, or the first half of it."""
        if not self._new or event.pin == self._first:
            self.dismiss(event.pin)
            return
        again = not self._first
        self._first = event.pin if again else ""
        self.query_one(Pin).ask(say("再按一遍") if again else say("四位数字"))
        said = say("请再按一遍，免得按错。") if again else say("两遍不一样，请从头按。")
        self.query_one("#ways", Static).update(Content(said))


class PassphraseScreen(AskScreen[str]):
    """Asks for a passphrase; a new one has to be good enough, and is typed twice. The answer is None for none."""

    def __init__(self, title: str, detail: str, *, new: bool = True) -> None:
        """Asks under `title`, explained by `detail`."""
        super().__init__()
        self._title, self._detail, self._new = title, detail, new
        self._first = ""

    def compose(self) -> ComposeResult:
        """The question and one row."""
        with Vertical(id="band"):
            yield Static(Content(self._title), id="question")
            yield Static(Content(self._detail), id="detail")
            yield Input(password=True, compact=True, max_length=200)
            yield Static(Content(say("打好按回车。{esc} 不改了。", esc=esc())), id="ways")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The answer, or the first half of it."""
        words, event.input.value = event.value.strip(), ""
        try:
            if words and self._new:
                read_passphrase(words)
        except Refused as refused:
            self._first = ""
            self._say(str(refused))
            return
        if words and (words == self._first or not self._new):
            self.dismiss(words)
            return
        again = bool(words) and not self._first
        self._first = words if again else ""
        self._say(
            say("请再打一遍，免得打错。") if again else say("两遍不一样，请从头打。") if words else say("还没有打。")
        )

    def _say(self, words: str) -> None:
        self.query_one("#ways", Static).update(Content(words))
