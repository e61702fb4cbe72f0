"""What a page offers of a ledger: only what the posts of the person signed in allow, and a sentence for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from textual.binding import Binding
from textual.events import Key

from linli_tui.core.access import BOOK, BOOK_RIGHTS, VOID, WRITE
from linli_tui.core.ledger import Ledger
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.ui.screens.page import PageScreen

TAKES: Final = {
    "new": WRITE,
    "change": WRITE,
    "change_marked": WRITE,
    "entry": WRITE,
    "void": VOID,
    "carry_out": "report",
}
"""The right that an action of a page takes; the others take none, or ask for it themselves."""
BY_HAND: Final = frozenset(TAKES) - {"carry_out"}
"""What is not offered where rows are written by acts alone."""
_ON_BOOK = frozenset(right for right, _ in BOOK_RIGHTS)


def may(book: Book, ledger: Ledger, action: str) -> bool:
    """Whether an action of a page is offered for a ledger."""
    if action in BY_HAND and not ledger.by_hand:
        return False
    return action not in TAKES or book.rights.may(TAKES[action], _on(action, ledger))


def refuse(book: Book, ledger: Ledger, action: str) -> None:
    """Raises Refused for an action of a page that takes a right one has not, or is nobody's here."""
    if action in BY_HAND and not ledger.by_hand:
        what = say("「{ledger}」由程序自己记，不能手写，也不能改、不能作废。", ledger=ledger.title)
        raise Refused(what, say("什么也没有改。"))
    book.rights.refuse(TAKES[action], _on(action, ledger))


def answer(page: PageScreen[Any], ledger: Ledger, pressed: Key) -> None:
    """Answers a key that is not offered here with a sentence: Refused."""
    for each in page.BINDINGS:
        if isinstance(each, Binding) and each.action in TAKES and pressed.key in each.key.split(","):
            if not may(page.book, ledger, each.action):
                pressed.stop()
            refuse(page.book, ledger, each.action)


def empty(book: Book, ledger: Ledger) -> str:
    """What an empty list says; how to begin it only to those who may."""
    said = say(ledger.empty or "还没有登记。按 F2 登记第一条。")
    return said if book.rights.may(WRITE, ledger.name) else said.partition("。")[0] + "。"


def _on(action: str, ledger: Ledger) -> str:
    return BOOK if TAKES[action] in _ON_BOOK else ledger.name
