"""The rules of the list of looks: the program writes it, people read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.writing import Transaction
    from linli_tui.core.access import Actor

Row = dict[str, Any]
LOOKING = "look"
"""The verb of the one kind of act that writes here."""


def guard_look(t: Transaction, old: Row | None, new: Row) -> None:
    """Takes a row only of an act of looking, and puts down who looked, by the name he had then."""
    if old is not None or t.verb != LOOKING:
        _refuse()
    who = new["who"] or t.actor.id
    new["who"] = who if t.row("person", who) else None
    new["actor_name"] = new["actor_name"] or t.actor.name


def refuse_by_hand(book: Book, actor: Actor, values: Row, record: str | None = None) -> NoReturn:
    """Nobody writes one by hand."""
    _refuse()


def _refuse() -> NoReturn:
    raise Refused(
        say("查看登记由程序自己记，不能手写，也不能改、不能作废。"),
        say("什么也没有改。"),
        say("登记得不对，请在随手记里写一句。"),
    )
