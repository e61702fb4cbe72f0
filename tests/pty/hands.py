"""A volunteer's hands: does things by the words on the screen, as a person does, and only with the keys he has."""

from __future__ import annotations

import re

from tests.pty.terminal import Terminal


def menu(t: Terminal, words: str) -> None:
    """Opens 全部操作 and picks the line that begins with these words."""
    t.press("0")
    for _ in range(4):
        seen = t.see("这里能做的")
        found = re.search(rf"(\d) {re.escape(words)}", seen)
        if found:
            t.press(found[1])
            return
        t.press("0")
    raise AssertionError(f"nothing called {words!r}\n{t.text}")


def deed(t: Terminal, words: str) -> None:
    """Presses the digit that stands before these words on a card."""
    found = re.search(rf"(\d) +{re.escape(words)}", t.see(words))
    assert found, t.text
    t.press(found[1])


def go_down_to(t: Terminal, words: str, most: int = 20) -> None:
    """Moves down until the line of these words is the chosen one."""
    for _ in range(most):
        if words in t.chosen:
            return
        t.press("下")
        t.rest()
    raise AssertionError(f"cannot come to {words!r}\n{t.text}")
