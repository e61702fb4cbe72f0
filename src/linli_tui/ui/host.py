"""What a screen may ask of the program it runs in, so that no screen needs to know the program itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from linli_tui.core.access import Actor
from linli_tui.core.ledger import Catalog
from linli_tui.ui.habits import Habits
from linli_tui.ui.locked import Locked
from linli_tui.ui.typeahead import Typeahead
from linli_tui.ui.unlocking import Unlocking

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from linli_tui.book.book import Book


@dataclass(frozen=True, slots=True)
class Seat:
    """An open book, and who sits at it."""

    book: Book
    actor: Actor


class Host(Protocol):
    """The running program as screens see it."""

    catalog: Catalog
    book: Book | None
    actor: Actor
    habits: Habits
    typeahead: Typeahead
    unlocking: Unlocking
    memory: dict[str, Any]
    """Small facts of this session, such as the ledger of an area looked at last; gone with the program."""

    def open_book(self, path: Path) -> None:
        """Closes the open book, opens another and goes to its home. Raises Refused, with nothing changed."""

    def found_book(self, path: Path, **answers: str) -> None:
        """Founds a book with the answers of the welcome and goes to its home. Raises Refused."""

    def close_book(self) -> None:
        """Closes the open book, if any, and goes to the shelf."""

    def unlock(self, locked: Locked, person: str, secret: str, *, passphrase: bool = False) -> None:
        """Opens a locked book for this person and goes to its home. Raises Refused, with nothing changed."""

    def unlock_with_code(self, locked: Locked, text: str) -> None:
        """Opens an encrypted book by its recovery sheet. Raises Refused, with nothing changed."""

    def reopen(self, path: Path, key: bytes) -> None:
        """Opens the book again, which was closed to get another data key, for the same person. Raises Refused."""

    def lock(self, why: str = "asked") -> None:
        """Locks the open book: drafts are kept, nothing of it stays in this program."""

    def lock_again(self, locked: Locked) -> bool:
        """Begins at the lock screen anew; False where this program goes on, having nothing to forget."""

    def keys_changed(self) -> None:
        """Somebody got a key, or lost it."""

    def cover(self) -> None:
        """Shows an empty page over everything, until any key."""

    def wear(self, habits: Habits) -> None:
        """Takes up and keeps other habits: look, density, which keys arrive."""


def seat(node: DOMNode) -> Seat:
    """Book and person; RuntimeError while no book is open."""
    at = host(node)
    if at.book is None:
        raise RuntimeError("no book is open")
    return Seat(at.book, at.actor)


def host(node: DOMNode) -> Host:
    """The program a node of the screen runs in."""
    return cast(Host, node.app)
