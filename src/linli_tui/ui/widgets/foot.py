"""The last line of a screen: at most six keys, each with what it does to what the cursor is on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from linli_tui.core.words import say
from linli_tui.ui.keys import key, name_of

MOST: Final = 6

Hint = tuple[str, str]
"""(a line of the key table, words in place of the table's own or "")"""


class Foot(Widget):
    """Hints, each also a place to click; where function keys do not arrive they are not spoken of."""

    auto_links = False
    hints: tuple[Hint, ...] = ()
    f_keys = True

    def show(self, hints: Iterable[Hint], *, f_keys: bool = True) -> None:
        """Speak of these keys."""
        shown = tuple(hints)
        if shown != self.hints or f_keys != self.f_keys:
            self.hints, self.f_keys = shown, f_keys
            self.refresh()

    def spoken(self) -> list[Hint]:
        """The hints that are shown: without function keys where those do not arrive, at most six."""
        return [hint for hint in self.hints if self.f_keys or not _function_key(hint[0])][:MOST]

    def render(self) -> Content:
        """The line; of hints that do not fit the last ones are left out."""
        parts: list[Content] = []
        room = self.size.width - 1
        for verb, words in self.spoken():
            name = say("数字") if verb == "choose" else name_of(key(verb).keys)
            meaning = words or say(key(verb).words)
            room -= cell_len(f"{name} {meaning}") + (3 if parts else 0)
            if room < 0:
                break
            click = Style.from_meta({"@click": f"screen.press('{verb}')"})
            parts.append(Content.assemble((name, "bold $footer-key-foreground"), f" {meaning}").stylize(click))
        return Content("   ").join(parts)


def _function_key(verb: str) -> bool:
    first = key(verb).keys.partition(",")[0]
    return first[0] == "f" and first[1:].isdigit()
