"""A short list to choose from by digit: one line each, nine to a page, also by arrows and mouse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Offset, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from linli_tui.core.words import say
from linli_tui.ui.keys import binding, digits
from linli_tui.ui.widgets.cells import fit

PAGE: Final = 9
"""So many choices stand on one page, one for each digit."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One line to choose: `note` explains it; `barred` says why it cannot be chosen just now."""

    id: str
    words: str
    note: str = ""
    barred: str = ""


@dataclass
class _FromDigits(Message):
    """What a list of choices tells its screen."""

    digits: Digits
    choice: Choice

    @property
    def control(self) -> Digits:
        """The list this comes from, for `@on(Digits.Chosen, "#id")`."""
        return self.digits


class Digits(Widget, can_focus=True):
    """Choices numbered 1 to 9; more than nine are turned by 0. What is barred stays in its place, with the reason."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"digits--choice", "digits--barred", "digits--cursor", "digits--more"}
    BINDINGS = [
        *digits("digits.choose", "choose"),
        binding("digits.up", "move(-1)", show=False),
        binding("digits.down", "move(1)", show=False),
        binding("digits.open", "choose_here", words="选这个", show=False),
        binding("digits.menu", "turn(1)", words="下一页", show=False),
        binding("digits.page_down", "turn(1)", show=False),
        binding("digits.page_up", "turn(-1)", show=False),
    ]

    class Chosen(_FromDigits):
        """Someone chose this."""

    class Barred(_FromDigits):
        """Someone wanted this, which cannot be chosen just now; the reason is in `choice.barred`."""

    class Missed(Message):
        """Someone pressed a digit that no line bears."""

    def __init__(self, choices: Iterable[Choice] = (), *, id: str | None = None) -> None:  # noqa: A002
        """A list of these choices."""
        super().__init__(id=id)
        self.choices = tuple(choices)
        self.cursor = 0

    def show(self, choices: Iterable[Choice]) -> None:
        """Offer other choices."""
        self.choices, self.cursor = tuple(choices), 0
        self.refresh(layout=True)
        self.refresh_bindings()

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the terminal's cursor belongs: at the line one is on."""
        return self.content_region.offset + Offset(0, self.cursor % PAGE)

    @property
    def _pages(self) -> int:
        return max(-(-len(self.choices) // PAGE), 1)

    @property
    def _top(self) -> int:
        return self.cursor // PAGE * PAGE

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave 0 to the screen while there is nothing to turn."""
        return action != "turn" or self._pages > 1

    def action_choose(self, digit: int) -> None:
        """Choose the line with this digit."""
        index = self._top + digit - 1
        if index < len(self.choices):
            self.cursor = index
            self.refresh()
            choice = self.choices[index]
            self.post_message((self.Barred if choice.barred else self.Chosen)(self, choice))
        else:
            self.post_message(self.Missed())

    def action_choose_here(self) -> None:
        """Choose the line one is on."""
        self.action_choose(self.cursor % PAGE + 1)

    def action_move(self, lines: int) -> None:
        """Go a line down, or up."""
        self.cursor = max(min(self.cursor + lines, len(self.choices) - 1), 0)
        self.refresh()

    def action_turn(self, pages: int) -> None:
        """Go to the next page, or the one before; after the last comes the first."""
        self.cursor = (self.cursor // PAGE + pages) % self._pages * PAGE
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Choose the line clicked on."""
        if event.y < PAGE:
            self.action_choose(event.y + 1)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line for each choice of a full page, and one to turn it."""
        return min(len(self.choices), PAGE) + (self._pages > 1)

    def render_line(self, y: int) -> Strip:
        """One choice, or the line that tells of other pages."""
        shown = self.choices[self._top : self._top + PAGE]
        if y < len(shown):
            return self._choice_line(y, shown)
        more = say("0 下一页（第 {page} 页，共 {pages} 页）", page=self._top // PAGE + 1, pages=self._pages)
        last = self._pages > 1 and y == PAGE
        return self._strip("  " + more if last else "", "digits--more" if last else "digits--choice")

    def _choice_line(self, y: int, shown: tuple[Choice, ...]) -> Strip:
        choice, here = shown[y], self._top + y == self.cursor
        words = max(cell_len(each.words) for each in shown)
        text = f"{'>' if here else ' '} {y + 1} {fit(choice.words, words)}  {choice.barred or choice.note}"
        names = ["digits--barred" if choice.barred else "digits--choice", *(["digits--cursor"] if here else [])]
        return self._strip(text, *names)

    def _strip(self, text: str, *names: str) -> Strip:
        width = self.size.width
        return Strip([Segment(fit(text.rstrip(), width), self.get_component_rich_style(*names))], width)
