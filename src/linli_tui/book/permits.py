"""What an act may write: checked when it is done, row by row, against the rights of whoever did it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from linli_tui.book.rights import not_allowed
from linli_tui.core.access import OFFICERS, VOID, WRITE, Actor
from linli_tui.core.refusal import Refused

if TYPE_CHECKING:
    from linli_tui.book.book import Book

Entry = tuple[str, str, dict[str, tuple[Any, Any]]]
"""(ledger, record, {field: (old, new)}) of one line to come."""


def refuse_other(book: Book, actor: Actor) -> None:
    """Refuses to act in the name of somebody who has not signed in."""
    if actor != book.actor and not book.actor.is_owner:
        raise not_allowed(book.actor)


def refuse_unpermitted(book: Book, entries: Iterable[Entry], beside: set[str]) -> None:
    """Refuses an act that wrote a ledger, or a row of one, that is not its actor's to write.

    `beside` are tables that this act may write whoever does it.
    """
    if book.actor.is_owner:
        return
    book.rights.refresh()
    for table, record, changes in entries:
        if table in beside:
            continue
        right = VOID if "voided" in changes and "_row" not in changes else WRITE
        scopes = book.rights.on(table).scopes(right)
        if not scopes:
            raise not_allowed(book.actor)
        gone = changes.get("_row") == (1, None)
        if "all" not in scopes and not gone and not book.rights.sees(table, record):
            raise Refused("这一条不在您管的地方。", "什么也没有改。", "请找管那里的人，或者秘书来办。")


def refuse_alone(actor: Actor, second: Actor | None) -> None:
    """Refuses what takes two persons unless a second one, an officer, has vouched."""
    if second is None or second.id == actor.id:
        raise Refused("这件事要两个人在场才能办。", "什么也没有改。", "请另一位会长、副会长或秘书输自己的密码。")
    if not set(second.posts).intersection(OFFICERS):
        raise Refused(f"{second.name}现在不是会长、副会长或秘书。", "什么也没有改。", "请换一位来确认。")
