"""全部操作: everything that can be done on a page, by digit, for whoever has no function keys or does not know them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from textual.binding import Binding
from textual.dom import DOMNode

from linli_tui.book import shelf
from linli_tui.core.words import say
from linli_tui.ui.keys import KEYS, key, name_of
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.widgets.digits import PAGE, Choice
from linli_tui.ui.widgets.table import Table

LEFT_OUT = ("back", "open", "save", "quit")
"""Verbs that need no line: Enter and Esc do them; leaving has its own, the last one."""
LATE = ("cover", "lock", "void", "help")
SHELF = "shelf"
"""Bears the last digit of the first page everywhere, so that another book is three keys away."""
Verb = tuple[Choice, DOMNode, str]


async def everything(page: PageScreen[Any]) -> None:
    """Shows what can be done and does what is chosen; only inside a flow."""
    bound = verbs(page)
    chosen = await page.choose(say("这里能做的"), choices(page, bound))
    node, action = next(((node, action) for choice, node, action in bound if choice.id == chosen), (page, chosen))
    if chosen == SHELF:
        from linli_tui.ui.screens.shelf import ShelfScreen

        page.app.push_screen(ShelfScreen())
    elif chosen:
        await page.app.run_action(action, node)


def choices(page: PageScreen[Any], bound: list[Verb]) -> list[Choice]:
    """The lines of the menu: what matters most here first, taking down a sentence close behind it.

    Voiding stands behind everything that does no harm; help and leaving come last.
    """
    more = list(page.more())
    keys = [choice for choice, _, _ in bound]
    last = [choice for verb in LATE for choice in keys if _verb(choice) == verb]
    if page.check_action("pins", ()):
        last.append(Choice("pins", say("开锁方式"), say("谁用什么密码打开台账")))
    last.append(Choice("quit", say("退出"), name_of(key("quit").keys)))
    shelved = [choice for choice in more if choice.id == SHELF] or list(_shelf(page))
    more = [choice for choice in more if choice.id != SHELF]
    first = [*(choice for choice in more if choice.id in page.foremost), *(c for c in keys if c not in last)]
    rest = [choice for choice in more if choice not in first]
    if page.check_action("jot", ()):
        first.insert(1, Choice("jot", say("随手记"), say("先记一句话")))
    lines = [*first, *rest]
    return [*lines[: PAGE - 1], *shelved, *lines[PAGE - 1 :], *last]


def _shelf(page: PageScreen[Any]) -> Iterator[Choice]:
    """The way to the other books, from any page of an open one."""
    if page.host.book is not None and page.check_action(SHELF, ()) and len(shelf.books()) > 1:
        yield Choice(SHELF, say("台账架"), say("打开另一本台账"))


def in_digits(page: PageScreen[Any], text: str) -> str:
    """The sentence with the digits of the menu in place of each function key, `F2` as `0 再按 1`."""
    verb_of = {pressed: line.id for line in KEYS for pressed in line.keys.upper().split(",")}
    lines = choices(page, verbs(page))

    def way(named: re.Match[str]) -> str:
        place = next((n for n, choice in enumerate(lines) if _verb(choice) == verb_of.get(named[0])), None)
        if place is None:
            return say("0，从里面选")
        turns, digit = divmod(place, PAGE)
        return say(" 再按 ").join(["0", *["0"] * turns, str(digit + 1)])

    return re.sub(r"F[0-9]+", way, text)


def _verb(choice: Choice) -> str:
    return choice.id.rpartition(".")[2]


def verbs(page: PageScreen[Any]) -> list[Verb]:
    """What the keys do here, in the order of the key table, each once.

    What they cannot do just now keeps its digit, and so does what a list does while one types into its filter.
    """
    order = {line.id: place for place, line in enumerate(KEYS)}
    bound = [(active.binding, active.node, active.enabled) for active in page.active_bindings.values()]
    for table in page.query(Table):
        bound += [(each, table, table.row is not None) for each in table.BINDINGS if isinstance(each, Binding)]
    found: dict[int, Verb] = {}
    for each, node, enabled in bound:
        verb = (each.id or "").rpartition(".")[2]
        if each.show and verb in order and verb not in LEFT_OUT and (enabled or order[verb] not in found):
            barred = "" if enabled else say("现在没有选中哪一条")
            found[order[verb]] = (
                Choice(each.id or "", each.description, each.key_display or "", barred),
                node,
                each.action,
            )
    return [found[place] for place in sorted(found)]
