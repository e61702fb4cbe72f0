"""Getting up from a book and coming back: what is being written is kept, and offered to the same person again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol, runtime_checkable

from linli_tui.book import desk, keys
from linli_tui.book.book import Book
from linli_tui.book.verifier import PASSPHRASE
from linli_tui.core.access import OFFICERS, Actor
from linli_tui.core.words import say
from linli_tui.ui import crash
from linli_tui.ui.locked import Locked
from linli_tui.ui.watch import sentence


@runtime_checkable
class Begun(Protocol):
    """A screen on which somebody writes what is not saved yet."""

    @property
    def begun(self) -> tuple[str, str] | None:
        """The (ledger, record) its draft lies under; None where nothing was written, or nothing can be kept."""


def keep(book: Book, actor: Actor, screens: Iterable[Any]) -> None:
    """Keeps what is being written, and which form it was that this person got up from."""
    screens = list(screens)
    crash.keep_drafts(screens)
    places = [place for screen in screens if isinstance(screen, Begun) and (place := screen.begun)]
    desk.remember(book, _left(actor), places[-1] if places else None)


def _left(actor: Actor) -> str:
    return f"left:{actor.id}"


def locked(book: Book, why: str) -> Locked:
    """What the lock screen has to know of an open book: whose passphrase opens it, once it is closed."""
    officers = [m.person for m in keys.holders(book) if set(m.posts) & set(OFFICERS)]
    return Locked(book.path, why, tuple(p for p in officers if PASSPHRASE in keys.kinds_of(book, p)))


def come_back(home: Any, why: str) -> None:
    """Says who sits there now, why it had been locked and what was dropped in; opens the form he got up from."""
    from linli_tui.book import dropbox

    book, actor = home.book, home.host.actor
    said = [say("{name}，请坐。", name=actor.name), sentence(why) if why != "start" else ""]
    if dropped := dropbox.take_in(book):
        said.append(say("夜里投进来 {n} 份。", n=dropped))
    home.reread()
    home.say("".join(said), "ok")
    left = desk.recall(book, _left(actor))
    desk.remember(book, _left(actor), None)
    drafts = [[draft.ledger, draft.record] for draft in desk.drafts(book, actor)]
    if left in drafts and (ledger := home.host.catalog.ledgers.get(left[0])):
        from linli_tui.ui.screens import go

        go.form(home, ledger, left[1] or None)
