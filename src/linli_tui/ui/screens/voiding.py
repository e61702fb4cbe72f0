"""Voiding records by their ledger's own word, after asking once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from linli_tui.book import writing
from linli_tui.book.change import Change
from linli_tui.core.access import VOID
from linli_tui.core.ledger import Ledger
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.ui.screens.page import PageScreen

NAMED = 12
"""So many are named in the question; the number tells of all."""


async def void(page: PageScreen[Any], ledger: Ledger, records: Sequence[str]) -> Change | None:
    """Voids one record or several as one act; None when nobody wanted to. Only inside a flow.

    Raises Refused for whom that is not to be done.
    """
    page.book.rights.refuse(VOID, ledger.name)
    word = page.host.catalog.table(ledger).void
    names = [page.book.read.label(ledger.name, record) for record in records]
    many = say("这 {n} 条{ledger}", n=len(records), ledger=ledger.title)
    what = many if len(records) > 1 else say("「{ledger} {name}」", ledger=ledger.title, name="".join(names))
    detail = say("{word}以后不在名单里，经过还在，也可以撤回。", word=word)
    if len(records) > 1:
        detail = "、".join(names[:NAMED]) + "\n" + detail
    if not records or not await page.confirm(say("{word}{what}？", word=word, what=what), word, say("保留"), detail):
        return None
    if len(records) == 1:
        return writing.void(page.book, page.host.actor, ledger.name, records[0])
    with page.book.transaction(page.host.actor, "void") as t:
        for record in records:
            t.void(ledger.name, record)
        t.say(say("已{word}{n}条{ledger}", word=word, n=len(records), ledger=ledger.title))
    return t.change
