"""Help, made from the keys that work on the page it was called from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from textual.widget import Widget

from linli_tui.core.words import say
from linli_tui.ui.keys import KEYS, name_of
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.widgets.foot import Hint
from linli_tui.ui.widgets.lines import GAP, Line, Lines


class HelpScreen(PageScreen[None]):
    """Keys and what they do; read from the live bindings, so that it cannot tell of a key that does nothing."""

    heading = "帮助"

    def __init__(self, page: PageScreen[Any]) -> None:
        """Help on a page."""
        super().__init__()
        self._lines = list(_lines(page))

    def content(self) -> Iterable[Widget]:
        """One list."""
        yield Lines(id="help", label=14)

    def on_mount(self) -> None:
        """Shows the keys."""
        self.query_one(Lines).show(self._lines)

    def hints(self) -> Iterable[Hint]:
        """How to leave."""
        return (("back", ""),)


def _own(name: str, words: str) -> bool:
    """Whether the note of the key table speaks of what the key does here, and not of what it does elsewhere."""
    common = {line.id: line.words for line in KEYS}
    return say(common.get(name.rpartition(".")[2], words)) == words


def _lines(page: PageScreen[Any]) -> Iterator[Line]:
    yield GAP
    yield Line(text=say("这一页能用的键"), style="bold")
    yield GAP
    keys: dict[str, tuple[list[str], str, str]] = {}
    for active in sorted(page.active_bindings.values(), key=lambda active: not active.binding.show):
        bound = active.binding
        if bound.id and active.enabled and bound.description:
            keys.setdefault(bound.id, ([], bound.description, bound.tooltip))[0].append(name_of(bound.key))
    seen: set[tuple[str, ...]] = set()
    for name, (names, words, note) in keys.items():
        if name.endswith(("choose1", "menu")) or name[-1:].isdigit() or tuple(names) in seen:
            continue
        seen.add(tuple(names))
        text = f"{words}：{note}" if note and note != words and _own(name, words) else words
        yield Line(name, "、".join(dict.fromkeys(names)), text)
    yield GAP
    if any(name.endswith("choose1") for name in keys):
        yield Line("digits", "1 到 9", dict(page.hints()).get("choose") or say("按数字挑选"))
    yield Line("menu", "0", say("这里能做的全部事情，用数字挑。功能键不灵的时候用它"))
    yield GAP
    yield Line(text=say("字太小：按住 Ctrl 再按 +，字就大一点；Ctrl 和 - 小一点。"), style="$text-muted")
    yield Line(text=page.in_digits(say("打错了不要紧：按 F8 可以撤回自己的上一步。")), style="$text-muted")
