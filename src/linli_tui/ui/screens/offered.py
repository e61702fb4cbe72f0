"""What a page offers of a ledger: only what the posts of the person signed in allow, and a sentence for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from textual.binding import Binding
from textual.events import Key

from linli_tui.core.access import BOOK, BOOK_RIGHTS, VOID, WRITE
from linli_tui.core.ledger import Ledger
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
_ON_BOOK = frozenset(right for right, _ in BOOK_RIGHTS)


def may(book: Book, ledger: Ledger, action: str) -> bool:
    """Whether an action of a page is offered for a ledger."""
    return action not in TAKES or book.rights.may(TAKES[action], _on(action, ledger))


def refuse(page: PageScreen[Any], ledger: Ledger, pressed: Key) -> None:
    """Answers a key that is not offered here, as it takes a right, with a sentence: Refused."""
    for each in page.BINDINGS:
        if isinstance(each, Binding) and each.action in TAKES and pressed.key in each.key.split(","):
            if not may(page.book, ledger, each.action):
                pressed.stop()
            page.book.rights.refuse(TAKES[each.action], _on(each.action, ledger))


def empty(book: Book, ledger: Ledger) -> str:
    """What an empty list says; how to begin it only to those who may."""
    said = say(ledger.empty or "还没有登记。按 F2 登记第一条。")
    return said if may(book, ledger, "new") else said.partition("。")[0] + "。"


def _on(action: str, ledger: Ledger) -> str:
    return BOOK if TAKES[action] in _ON_BOOK else ledger.name
