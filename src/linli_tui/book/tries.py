"""Wrong tries at the lock: each is counted in the book before it is judged; neither a kill nor a restart forgives one.

A delay is measured from the last try. Where the clock went back it begins anew from now; it can never be for years.
A clock set forward shortens the delays before LAST tries. From LAST on they are measured by the seconds this machine
has been running too, which no setting changes: after a restart those since it began, so that a delay can last longer
there, never less. Whoever can write a file that is not encrypted can forget a try.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import timedelta
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
"""`at`: the instant, a space, and the seconds the machine had been running."""
ONE_MORE = """
INSERT INTO main.desk_tries VALUES (?,?,1,?)
ON CONFLICT(person, kind) DO UPDATE SET wrong = wrong + 1, at = excluded.at RETURNING wrong
"""


def delay(wrong: int) -> int:
    """The seconds to wait after so many wrong tries in a row."""
    return 0 if wrong < FREE else FIRST_DELAY * 2 ** min(wrong - FREE, DOUBLINGS)


def note(book: Book, person: str, kind: str, most: int | None = None) -> int:
    """Counts one more try, on disk before this returns, and says how many there were since the last right one.

    0, and nothing is counted, where it is not to be listened to: it has to be waited, or there were `most` already.
    Looking and counting are one write, so that many programs at once are listened to no oftener than one.
    """
    with _writing(book) as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            times, at = _last(connection, person, kind)
            listens = not _left(times, at) and (most is None or times < most)
            if listens:
                connection.execute(ONE_MORE, (person, kind, _now())).fetchall()
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    return times + 1 if listens else 0


def wrong(book: Book, person: str, kind: str) -> int:
    """How many tries failed since the last right one."""
    return _last(book.connection, person, kind)[0]


def waits(book: Book, person: str, kind: str) -> int:
    """Seconds until the next try is listened to; 0 for now."""
    times, at = _last(book.connection, person, kind)
    if delay(times) and _since(at) < 0:
        with _writing(book) as connection:
            connection.execute("UPDATE main.desk_tries SET at=? WHERE person=? AND kind=?", (_now(), person, kind))
    return _left(times, at)


def forget(book: Book, person: str, kind: str) -> None:
    """The right one was given: nothing is held against this person."""
    if _last(book.connection, person, kind)[0]:
        with _writing(book) as connection:
            connection.execute("DELETE FROM main.desk_tries WHERE person=? AND kind=?", (person, kind))


def _last(connection: Connection, person: str, kind: str) -> tuple[int, str]:
    row = connection.execute(
        "SELECT wrong, at FROM main.desk_tries WHERE person=? AND kind=?", (person, kind)
    ).fetchone()
    return (row[0], row[1]) if row else (0, "")


def _now() -> str:
    return f"{clock.instant()} {int(clock.monotonic())}"


def _since(at: str) -> int:
    """Whole seconds since then by the clock; less than none where it went back."""
    return (clock.now() - clock.read_instant(at.partition(" ")[0])) // timedelta(seconds=1)


def _left(times: int, at: str) -> int:
    """The seconds of the delay that are left."""
    if not delay(times):
        return 0
    passed, then = max(_since(at), 0), at.partition(" ")[2]
    if times >= LAST and then:
        running = int(clock.monotonic())
        passed = min(passed, running - int(then) if running >= int(then) else running)
    return max(delay(times) - passed, 0)


@contextlib.contextmanager
def _writing(book: Book) -> Iterator[Connection]:
    """Where to count: a window that only reads counts too, or it would be a place to guess without end."""
    connection = engine.connect(book.path, book.key) if book.reading_only else book.connection
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
