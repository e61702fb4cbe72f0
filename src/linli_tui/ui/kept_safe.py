"""What home and 保管 say of the ways in, the backups and the last check of a book, and to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from linli_tui.book import backup_standing, checked, disk, ways
from linli_tui.ui.chores import FAILED
from linli_tui.ui.widgets.lines import Line

if TYPE_CHECKING:
    from linli_tui.book.book import Book

PINS, KEEPING = "pins:", "keeping:"
"""The ids of these lines: the first leads to 开锁方式, the others to 保管."""
RED, WARN = "bold $text-error", "$text-warning"


def may(book: Book) -> bool:
    """Whether the person signed in looks after the book: who sees what others did, the keys, the laptop."""
    return book.rights.may("acts") or book.rights.may("keys") or "keeper" in book.actor.posts


def lines(book: Book, memory: dict[str, Any]) -> Iterator[Line]:
    """The lines of home, what is urgent in red; none for whom they do not concern.

    `memory` is that of the session, which knows what failed by itself.
    """
    if not may(book):
        return
    if lacking := ways.lacking(book):
        yield Line(PINS, "", lacking, style=RED)
    standing, memory_of = backup_standing.standing(book), checked.recalled(book)
    yield Line(f"{KEEPING}backup", "", standing.say, style=RED if standing.is_red else "")
    wrong = memory_of is not None and memory_of.found > 0
    yield Line(f"{KEEPING}check", "", checked.sentence(book), style=RED if wrong else "")
    for name, words in (("disk", disk.word(book.path)), ("failed", str(memory.get(FAILED, "")))):
        if words:
            yield Line(f"{KEEPING}{name}", "", words, style=WARN)


def is_urgent(said: Iterable[Line]) -> bool:
    """Whether something of it is red."""
    return any(line.style == RED for line in said)
