"""Wrong tries at the lock: each is counted in the book before it is judged; neither a kill nor a restart forgives one.

A delay is measured from the last try. Where the clock went back it begins anew from now; it can never be for years.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from linli_tui.book import engine
from linli_tui.book.engine import Connection
from linli_tui.core import clock
from linli_tui.core.refusal import Refused

if TYPE_CHECKING:
    from linli_tui.book.book import Book

FREE = 5
"""So many wrong tries before the first delay."""
LAST = 10
"""After so many only somebody else opens."""
FIRST_DELAY, DOUBLINGS = 30, 7
"""In seconds: 30, 60, 120 and so on up to 64 minutes."""

TABLES = """
CREATE TABLE IF NOT EXISTS desk_tries(
  person TEXT NOT NULL, kind TEXT NOT NULL, wrong INTEGER NOT NULL, at TEXT NOT NULL, PRIMARY KEY(person, kind)
  ) STRICT, WITHOUT ROWID;
"""
ONE_MORE = """
INSERT INTO main.desk_tries VALUES (?,?,1,?)
ON CONFLICT(person, kind) DO UPDATE SET wrong = wrong + 1, at = excluded.at RETURNING wrong
"""


def delay(wrong: int) -> int:
    """The seconds to wait after so many wrong tries in a row."""
    return 0 if wrong < FREE else FIRST_DELAY * 2 ** min(wrong - FREE, DOUBLINGS)


def note(book: Book, person: str, kind: str) -> int:
    """Counts one more try, on disk before this returns, and says how many there were since the last right one."""
    with _writing(book) as connection:
        ((wrong,),) = connection.execute(ONE_MORE, (person, kind, clock.instant())).fetchall()
        return int(wrong)


def wrong(book: Book, person: str, kind: str) -> int:
    """How many tries failed since the last right one."""
    return _last(book, person, kind)[0]


def waits(book: Book, person: str, kind: str) -> int:
    """Seconds until the next try is listened to; 0 for now."""
    times, at = _last(book, person, kind)
    if not delay(times):
        return 0
    elapsed = (clock.now() - clock.read_instant(at)).total_seconds()
    if elapsed < 0:
        elapsed = 0
        with _writing(book) as connection:
            connection.execute(
                "UPDATE main.desk_tries SET at=? WHERE person=? AND kind=?", (clock.instant(), person, kind)
            )
    return max(delay(times) - int(elapsed), 0)


def forget(book: Book, person: str, kind: str) -> None:
    """The right one was given: nothing is held against this person."""
    if _last(book, person, kind)[0]:
        with _writing(book) as connection:
            connection.execute("DELETE FROM main.desk_tries WHERE person=? AND kind=?", (person, kind))


def _last(book: Book, person: str, kind: str) -> tuple[int, str]:
    row = book.connection.execute(
        "SELECT wrong, at FROM main.desk_tries WHERE person=? AND kind=?", (person, kind)
    ).fetchone()
    return (row[0], row[1]) if row else (0, "")


@contextlib.contextmanager
def _writing(book: Book) -> Iterator[Connection]:
    """Where to count: a window that only reads counts too, or it would be a place to guess without end."""
    connection = engine.connect(book.path) if book.reading_only else book.connection
    try:
        yield connection
    except engine.DatabaseError as error:
        reason = engine.reason(error)
        if not reason:
            raise
        raise Refused(
            f"现在打不开：{reason}，记不下试了几次。", "台账还锁着，内容没有动。", "请看看磁盘和文件夹，再试一次。"
        ) from error
    finally:
        if book.reading_only:
            connection.close()
