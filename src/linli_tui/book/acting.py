"""The one door to what a card offers: actions, questions and moves of a record, each with the right it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli_tui.book import permits
from linli_tui.book.rights import not_allowed
from linli_tui.core.access import BOOK, BOOK_RIGHTS, Actor
from linli_tui.core.ledger import Action, Ledger, Move
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change

_ON_BOOK = frozenset(right for right, _ in BOOK_RIGHTS)


def may(book: Book, ledger: Ledger, step: Action | Move) -> bool:
    """Whether the person signed in may take a step of a record of this ledger."""
    right = step.right if not isinstance(step, Action) or not step.reads else "read"
    return book.rights.may(right, BOOK if right in _ON_BOOK else ledger.name)


def act(
    book: Book, actor: Actor, ledger: str, key: str, record: str, *, second: Actor | None = None, **asked: Any
) -> Change:
    """Takes the action of that key on a record. Raises Refused without the right, or alone where it takes two."""
    declared = book.catalog.ledgers[ledger]
    action = _action(declared, key)
    _refuse(book, declared, action)
    if action.two:
        permits.refuse_alone(actor, second)
        asked["second"] = second
    change: Change = book.catalog.load(declared, action.by)(book, actor, record, **asked)
    return change


def ask(book: Book, actor: Actor, ledger: str, key: str, record: str, **asked: Any) -> str:
    """The answer to the question of that key about a record, as lines to read."""
    declared = book.catalog.ledgers[ledger]
    action = _action(declared, key)
    _refuse(book, declared, action)
    return str(book.catalog.load(declared, action.reads)(book, actor, record, **asked))


def move(book: Book, actor: Actor, ledger: str, key: str, record: str, done: str = "", **asked: Any) -> Change:
    """Moves a record along its lifecycle; `done` says what was done where the move's title does not."""
    declared = book.catalog.ledgers[ledger]
    life = book.catalog.table(declared).lifecycle
    if life is None:
        raise KeyError(key)
    made = next(m for m in life.moves if m.key == key)
    _refuse(book, declared, made)
    with book.transaction(actor, key) as t:
        t.move(ledger, record, key, **asked)
        name = book.read.label(ledger, record) or declared.title
        t.say(say("{done}「{name}」", done=done or say("已{verb}", verb=made.title.removesuffix("了")), name=name))
    return t.change


def _action(ledger: Ledger, key: str) -> Action:
    return next(action for action in ledger.actions if action.key == key)


def _refuse(book: Book, ledger: Ledger, step: Action | Move) -> None:
    if not may(book, ledger, step):
        raise not_allowed(book.actor)
