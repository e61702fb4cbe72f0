"""Small screens that ask one thing: a choice by digit, or yes and no with the verb on each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from linli_tui.core.words import say
from linli_tui.ui.host import host
from linli_tui.ui.keys import binding, key, name_of
from linli_tui.ui.widgets.digits import Choice, Digits

T = TypeVar("T")


def esc() -> str:
    """What people call the key that leaves without harm."""
    return name_of(key("back").keys)


class AskScreen(ModalScreen[T]):
    """A band across the screen that asks something; Esc leaves without harm, with None."""

    BINDINGS = [binding("ask.back", "back", show=False)]

    def action_back(self) -> None:
        """Leaves without an answer."""
        self.dismiss(None)


class MenuScreen(AskScreen[str]):
    """Choices by digit; the answer is the id of the one chosen."""

    def __init__(self, title: str, choices: Iterable[Choice], detail: str = "") -> None:
        """Asks under `title`, explained by `detail`."""
        super().__init__()
        self._title, self._detail, self._choices = title, detail, tuple(choices)

    def compose(self) -> ComposeResult:
        """The question and its answers."""
        with Vertical(id="band"):
            yield Static(Content(self._title), id="question")
            if self._detail:
                yield Static(Content(self._detail), id="detail")
            yield Digits(self._choices)
            yield Static(Content(self.foot()), id="ways")

    def foot(self) -> str:
        """How to answer."""
        return say("按数字选，或者用上下键再回车。{esc} 返回。", esc=esc())

    def on_digits_chosen(self, event: Digits.Chosen) -> None:
        """This is the answer."""
        self.dismiss(event.choice.id)

    def on_digits_barred(self, event: Digits.Barred) -> None:
        """Says why this cannot be chosen now."""
        self.query_one("#ways", Static).update(Content(event.choice.barred))


class ConfirmScreen(AskScreen[bool]):
    """Yes or no, each with its verb; Enter gives the safe answer, which is no, and so do Esc and any other digit.

    Who types a number with 0 in front into a list, such as 0571, comes here by the menu: nothing may come of that.
    """

    def __init__(self, question: str, yes: str, no: str, detail: str = "", *, safe: bool = True) -> None:
        """Asks `question` with the verbs `yes` and `no`; without `safe` Enter means yes."""
        super().__init__()
        self._question, self._detail, self._safe = question, detail, safe
        self._answers = (Choice("yes", yes), Choice("", no))

    def compose(self) -> ComposeResult:
        """The question and the two answers."""
        with Vertical(id="band"):
            yield Static(Content(self._question), id="question")
            if self._detail:
                yield Static(Content(self._detail), id="detail")
            answers = Digits(self._answers)
            answers.cursor = int(self._safe)
            yield answers

    def on_mount(self) -> None:
        """Where yes may do harm it has to be said to the question, not before it."""
        if self._safe:
            host(self).typeahead.forget()

    def on_digits_chosen(self, event: Digits.Chosen) -> None:
        """This is the answer."""
        self.dismiss(bool(event.choice.id))

    def on_digits_missed(self) -> None:
        """A digit that was not offered is no yes."""
        if self._safe:
            self.dismiss(False)


class LineScreen(AskScreen[str]):
    """Asks for one line of text; the answer is what was written, None for nothing."""

    def __init__(self, title: str, ways: str = "", value: str = "") -> None:
        """Asks under `title`; `ways` says how to write it."""
        super().__init__()
        self._title, self._ways, self._value = title, ways, value

    def compose(self) -> ComposeResult:
        """One row."""
        with Vertical(id="band"):
            yield Static(Content(self._title), id="question")
            yield Input(self._value, compact=True, max_length=500)
            yield Static(Content(self._ways), id="ways")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """This is the answer."""
        self.dismiss(event.value.strip() or None)
