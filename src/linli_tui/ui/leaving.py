"""Getting up from a book and coming back: what is being written is kept, and offered to the same person again."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from linli_tui.book import desk, engine, kept, keyfile, keys, people, verifier
from linli_tui.book.book import Book
from linli_tui.book.verifier import PASSPHRASE, PIN
from linli_tui.core.access import OFFICERS, Actor
from linli_tui.core.words import say
from linli_tui.ui import crash
from linli_tui.ui.locked import Locked, Opener
from linli_tui.ui.watch import REASONS, SCREEN, sentence


@runtime_checkable
class Begun(Protocol):
    """A screen on which somebody writes what is not saved yet."""

    @property
    def begun(self) -> tuple[str, str] | None:
        """The (ledger, record) its draft lies under; None where nothing was written, or nothing can be kept."""


def keep(book: Book, actor: Actor, screens: Iterable[Any]) -> None:
    """Keeps what is being written, and which form it was that this person got up from, as far as the disk takes it."""
    screens = list(screens)
    crash.keep_drafts(screens)
    places = [place for screen in screens if isinstance(screen, Begun) and (place := screen.begun)]
    with contextlib.suppress(engine.Error):
        desk.remember(book, _left(actor), places[-1] if places else None)


def _left(actor: Actor) -> str:
    return f"left:{actor.id}"


def locks(book: Book) -> bool:
    """Whether there is a way back into this book once it is locked."""
    return book.key is not None or keys.has_keys(book)


def locked(book: Book, why: str, *, opened: bool = False) -> Locked:
    """What the lock screen has to know of an open book: who can open it, and with what.

    An encrypted one keeps its key, shut for each PIN, while only the screen is locked, or somebody just `opened` it
    and has yet to say who he is; else it is closed as after a restart.
    """
    if book.key is None:
        return Locked(book.path, why, tuple(_openers(book)))
    if not keys.has_keys(book) or not (opened or REASONS[why].stage == SCREEN):
        return closed(book.path, why)
    return Locked(book.path, why, tuple(_openers(book)), kept=kept.keep(book))


def closed(path: Path, why: str = "start") -> Locked:
    """What can be known of an encrypted book from outside: whose passphrase opens it."""
    slots = {slot.person: slot for slot in keyfile.read(path)}
    return Locked(path, why, tuple(Opener(slot.person, slot.short, False, True) for slot in slots.values()))


def _openers(book: Book) -> Iterator[Opener]:
    holders = keys.holders(book)
    for member, short in zip(holders, people.shorts(holders), strict=True):
        kinds, officer = keys.kinds_of(book, member.person), bool(set(member.posts) & set(OFFICERS))
        yield Opener(member.person, short, PIN in kinds, PASSPHRASE in kinds and officer)


def come_back(home: Any, why: str) -> None:
    """Says who sits there now, why it had been locked and what was dropped in; opens the form he got up from."""
    from linli_tui.book import dropbox

    book, actor = home.book, home.host.actor
    said = [say("{name}，请坐。", name=actor.name), sentence(why) if why != "start" else "", keys.said_of_day(book)]
    if dropped := dropbox.take_in(book).say:
        said.append(say("{dropped}。", dropped=dropped))
    home.reread()
    home.say("".join(said), "ok")
    left = desk.recall(book, _left(actor))
    desk.remember(book, _left(actor), None)
    drafts = [[draft.ledger, draft.record] for draft in desk.drafts(book, actor)]
    if left in drafts and (ledger := home.host.catalog.ledgers.get(left[0])):
        from linli_tui.ui.screens import go

        go.form(home, ledger, left[1] or None)
    else:
        from linli_tui.ui.screens.printing import greet

        greet(home)


def has_keys(path: Path) -> bool:
    """Whether a book that is not open can only be entered with a key. Raises Refused, or what the engine does."""
    with contextlib.closing(engine.connect(path, read_only=True)) as connection:
        return bool(verifier.kept(connection))
