"""Names to pick one's own from: by digit, nine to a page; letters and characters leave those that begin so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from textual import events
from textual.message import Message

from linli_tui.core.fold import fold
from linli_tui.ui.widgets.digits import Choice, Digits


def answers(choice: Choice, words: str) -> bool:
    """Whether a name holds the words, or a piece of it begins with them in pinyin or initials."""
    if not words or fold(words) in fold(choice.words):
        return True
    if not words.isascii():
        return False
    from linli_tui.core.names import pinyin_keys

    typed = words.lower()
    return any(key.startswith(typed) for piece in _pieces(choice.words) for key in pinyin_keys(piece))


def _pieces(words: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", words)


class Who(Digits):
    """Names by digit that letters narrow; backspace widens them again."""

    @dataclass
    class Narrowed(Message):
        """Other letters hold now; "" for all names."""

        words: str

    def __init__(self, choices: Iterable[Choice] = (), *, id: str | None = None) -> None:  # noqa: A002
        """A list of these names."""
        super().__init__(choices, id=id)
        self._all = self.choices
        self.words = ""

    def offer(self, choices: Iterable[Choice]) -> None:
        """Shows other names, all of them."""
        self._all = tuple(choices)
        self._narrow("")

    def on_key(self, event: events.Key) -> None:
        """One letter more, or one less."""
        typed = event.character or ""
        if event.key == "backspace" and self.words:
            self._narrow(self.words[:-1])
        elif len(typed) == 1 and typed.isalpha():
            self._narrow(self.words + typed)
        else:
            return
        event.stop()
        event.prevent_default()

    def _narrow(self, words: str) -> None:
        self.words = words
        self.show(choice for choice in self._all if answers(choice, words))
        self.post_message(self.Narrowed(words))
