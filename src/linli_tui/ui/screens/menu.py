"""全部操作: everything that can be done on a page, by digit, for whoever has no function keys or does not know them."""

from __future__ import annotations

from typing import Any

from textual.dom import DOMNode

from linli_tui.core.words import say
from linli_tui.ui.keys import KEYS
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.widgets.digits import Choice

LEFT_OUT = ("back", "open", "save")
"""Verbs that need no line: Enter and Esc do them."""
LAST = ("help", "quit")
Verb = tuple[Choice, DOMNode, str]


async def everything(page: PageScreen[Any]) -> None:
    """Shows what can be done and does what is chosen; only inside a flow."""
    bound = verbs(page)
    more = list(page.more())
    if page.check_action("jot", ()):
        more.append(Choice("jot", say("随手记"), say("先记一句话")))
    first = [choice for choice in more if choice.id in page.foremost]
    rest = [choice for choice in more if choice not in first]
    chosen = await page.choose(say("这里能做的"), [*first, *(choice for choice, _, _ in bound), *rest])
    node, action = next(((node, action) for choice, node, action in bound if choice.id == chosen), (page, chosen))
    if chosen:
        await page.app.run_action(action, node)


def verbs(page: PageScreen[Any]) -> list[Verb]:
    """What the keys do here, in the order of the key table, each once."""
    order = {line.id: place for place, line in enumerate(KEYS)}
    found: dict[int, Verb] = {}
    for active in page.active_bindings.values():
        bound, verb = active.binding, (active.binding.id or "").rpartition(".")[2]
        if bound.show and active.enabled and verb in order and verb not in LEFT_OUT:
            choice = Choice(bound.id or "", bound.description, bound.key_display or "")
            found[order[verb] + len(KEYS) * (verb in LAST)] = (choice, active.node, bound.action)
    return [found[place] for place in sorted(found)]
