"""What an act may write: checked when it is done, row by row, against the rights of whoever did it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from linli_tui.book import ways
from linli_tui.book.rights import not_allowed
from linli_tui.core.access import BOOK, OFFICERS, VOID, WRITE, Actor
from linli_tui.core.refusal import Refused

if TYPE_CHECKING:
    from linli_tui.book.book import Book

ELSEWHERE = ("这一条不在您管的地方。", "什么也没有改。", "请找管那里的人，或者秘书来办。")
Entry = tuple[str, str, dict[str, tuple[Any, Any]]]
"""(ledger, record, {field: (old, new)}) of one line to come."""


def refuse_other(book: Book, actor: Actor) -> None:
    """Refuses to act in the name of somebody who has not signed in."""
    if actor != book.actor and not book.actor.is_owner:
        raise not_allowed(book.actor)


def refuse_unpermitted(book: Book, entries: Iterable[Entry], beside: set[str], outside: set[str]) -> None:
    """Refuses an act that wrote a ledger, or a row of one, that is not its actor's to write.

    Lines about the book itself are the affair of the act that wrote them.
    `beside` are tables that this act may write whoever does it; `outside` are rows that were out of his reach before.
    """
    entries = [entry for entry in entries if entry[0] != BOOK]
    if any(table == "person" and changes.get("_row") == (None, 1) for table, _record, changes in entries):
        ways.refuse_new_persons(book)
    if book.actor.is_owner:
        return
    _refuse_unseen(book, [entry for entry in entries if entry[0] not in beside], {entry[1] for entry in entries})
    book.rights.refresh()
    for table, record, changes in entries:
        if table in beside:
            continue
        right = right_for(changes)
        if not book.rights.may(right, table):
            raise not_allowed(book.actor)
        gone = changes.get("_row") == (1, None)
        if not gone and (record in outside or not book.rights.reaches(right, table, record)):
            raise Refused(*ELSEWHERE)


def right_for(changes: dict[str, tuple[Any, Any]]) -> str:
    """The right it takes to write one line."""
    return VOID if "voided" in changes and "_row" not in changes else WRITE


def _refuse_unseen(book: Book, entries: Iterable[Entry], written: set[str]) -> None:
    """Refuses to point at a record one did not see before: that would bring it into one's own places.

    What the same act has `written` is its own affair.
    """
    for table, _record, changes in entries:
        if "all" in book.rights.on(table).scopes(right_for(changes)):
            continue
        for ref in book.catalog.ledgers[table].refs:
            pointed = changes.get(ref.name, (None, None))[1]
            if pointed and pointed not in written and not book.rights.saw(book.catalog.table(ref.ref).name, pointed):
                raise Refused(*ELSEWHERE, field=ref.name)


def refuse_alone(actor: Actor, second: Actor | None) -> None:
    """Refuses what takes two persons unless a second one, an officer, has vouched."""
    if second is None or second.id == actor.id:
        raise Refused("这件事要两个人在场才能办。", "什么也没有改。", "请另一位会长、副会长或秘书输自己的密码。")
    if not set(second.posts).intersection(OFFICERS):
        raise Refused(f"{second.name}现在不是会长、副会长或秘书。", "什么也没有改。", "请换一位来确认。")
