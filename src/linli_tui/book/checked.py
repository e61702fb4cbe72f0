"""What is remembered of checks: up to where all was proved, when somebody last looked, what is due, what home says."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from linli_tui.book import desk, engine, files, remake
from linli_tui.book.finding import DO
from linli_tui.core import clock
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.finding import Report

CHECKED = "checked"
MONTH = 31
"""Days after which everything is looked through again."""


@dataclass(frozen=True, slots=True)
class Point:
    """The last line up to which everything was proved, how many rows stood in each table, and when all was looked at.

    `at` and `whole` are instants: of the last good check, and of the last good one of the whole book.
    """

    seq: int
    epoch: str
    n: int
    hash: str
    rows: dict[str, int]
    at: str
    whole: str


@dataclass(frozen=True, slots=True)
class Memory:
    """The last check: when, how many things it found, and the point proved last, if any was.

    `remake` says that only what can be worked out again was wrong.
    """

    at: str
    found: int
    point: Point | None
    remake: bool = False


def recalled(book: Book) -> Memory | None:
    """What is remembered; None where nobody has checked yet, or it cannot be read any more."""
    with contextlib.suppress(TypeError, KeyError, ValueError, engine.DatabaseError):
        kept = desk.recall(book, CHECKED)
        return Memory(**{**kept, "point": Point(**kept["point"]) if kept["point"] else None})
    return None


def point(book: Book) -> Point | None:
    """The point proved last; None where its line is not in the journal as it was."""
    memory = recalled(book)
    kept = memory.point if memory else None
    if kept is None:
        return None
    line = book.connection.execute("SELECT epoch, n, hash FROM main.journal WHERE seq=?", (kept.seq,)).fetchone()
    return kept if line and (line[0], line[1], line[2].hex()) == (kept.epoch, kept.n, kept.hash) else None


def after(book: Book, report: Report, before: Memory | None) -> Memory:
    """What is to be remembered of a check that has just ended."""
    now = clock.instant()
    known = before.point if before else None
    if not report.ok:
        return Memory(now, len(report.findings), known, all(finding.check in DO for finding in report.findings))
    seq, epoch, n, end = book.connection.execute(
        "SELECT seq, epoch, n, hash FROM main.journal ORDER BY seq DESC LIMIT 1"
    ).fetchone() or (0, "", 0, b"")
    tables = [table.name for table in book.catalog.tables()]
    rows = {name: book.connection.execute(f'SELECT count(*) FROM main."{name}"').fetchone()[0] for name in tables}
    whole = now if report.whole or known is None else known.whole
    return Memory(now, 0, Point(seq, epoch, n, end.hex(), rows, now, whole))


def remember(book: Book, memory: Memory) -> None:
    """Keeps it on the desk, where that can be written; what can be worked out again is, at the next opening."""
    with contextlib.suppress(engine.DatabaseError):
        desk.remember(book, CHECKED, asdict(memory))
        if memory.remake:
            remake.forget(book)


def remember_beside(book: Book, memory: Memory) -> bool:
    """The same for a reading window, where the book is the one in use on this machine and no window has it open.

    A copy is left as it is, to the byte. Whether it was kept.
    """
    known = files.known().get(book.id)
    if known is None or known.path != str(book.path.absolute()):
        return False
    try:
        lock = files.Lock(book.path)
    except (Refused, OSError):
        return False
    try:
        connection = engine.connect(book.path, book.key)
        try:
            facts = [(CHECKED, asdict(memory)), *([(remake.MADE, None)] if memory.remake else [])]
            kept = [(key, json.dumps(value)) for key, value in facts]
            connection.executemany("INSERT OR REPLACE INTO main.desk_memory VALUES (?,?)", kept)
        finally:
            engine.close(connection)
        return True
    except (Refused, engine.DatabaseError):
        return False
    finally:
        lock.release()


def due(book: Book) -> Literal["full", "new", ""]:
    """What an idle moment is good for: everything once a month, what is new once a day."""
    memory, today = recalled(book), clock.today()
    if memory and _day(memory.at) == today:
        return ""
    kept = point(book)
    if kept is None or not 0 <= (today - _day(kept.whole)).days < MONTH:
        return "full"
    return "new"


def sentence(book: Book) -> str:
    """What home says: that all is well and when somebody looked, or that it is not."""
    memory = recalled(book)
    if memory is None:
        return say("账本还没有查过")
    if memory.found:
        return say("账本有{n}处不对  {when} 查到的，先不要改", n=memory.found, when=_when(memory.at))
    return say("账本完好  {when} 查过", when=_when(memory.at))


def _when(at: str) -> str:
    day, time = clock.local_text(at).split(" ")
    ago = (clock.today() - _day(at)).days
    return f"{({0: say('今天'), 1: say('昨天')}).get(ago, day)} {time}"


def _day(at: str) -> date:
    return clock.civil(at)
