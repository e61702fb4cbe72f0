"""换锁: a book gets a new data key; a copy with the new one is proved before it takes the place of the old one.

At every moment the name of the book holds a whole file, and beside it lie slots that open it: first those of both keys,
then the file, then only the new ones. The recovery sheet of before is worth nothing afterwards.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linli_tui.book import cipher, engine, files, journal, keyfile, keys, schema
from linli_tui.core import clock
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.core.access import Actor

PART = ".换锁.part"


def rekey(book: Book, actor: Actor, second: Actor | None = None) -> bytes:
    """Closes the book and gives it a new data key, which is returned; takes two persons once anybody has a key.

    Raises Refused.
    """
    old, path = book.key, book.path
    if old is None:
        raise Refused(say("这本台账没有加锁，没有锁可换。"), say("什么也没有改。"))
    book.rights.refuse("keys")
    with book.transaction(actor, "rekey", second=second) as t:
        if keys.has_keys(book):
            t.refuse_alone()
        t.pen.note("book", book.id, {"rekeyed": (None, clock.today().isoformat())})
        t.say(say("换了锁"))
    book.close()
    return change(path, old)


def change(path: Path, old: bytes) -> bytes:
    """Gives a closed book a new data key. Raises Refused with the old one still good."""
    lock = files.Lock(path)
    part, new = path.with_name(f"{path.name}{PART}"), cipher.new_key()
    try:
        part.unlink(missing_ok=True)
        keyfile.add_key(path, old, new)
        _copy(path, old, part, new)
        os.replace(part, path)
    except (OSError, engine.DatabaseError) as error:
        why = engine.reason(error) or getattr(error, "strerror", "") or say("没有写成")
        raise Refused(
            say("锁没有换成：{why}。", why=why), say("原来的锁还好用，内容没有动。"), say("请看看磁盘，再换一次。")
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        lock.release()
    with suppress(OSError):  # until the old slots can go they are of no use, and the next opening drops them
        files.sync_folder(path.parent)
        keyfile.drop_key(path, old)
    return new


def _copy(path: Path, old: bytes, part: Path, new: bytes) -> None:
    """A copy with the new key, proved to hold what the book holds, on disk before this returns."""
    source = engine.connect(path, old)
    try:
        if not engine.fold(source):
            raise Refused(say("另一个窗口还开着这本台账。"), say("原来的锁还好用。"), say("请先关掉那个窗口。"))
        source.execute("VACUUM INTO ?", (str(part),))
        ends = _ends(source)
    finally:
        engine.close(source)
    engine.change_key(part, old, new)
    copy = engine.connect(part, new, read_only=True)
    try:
        if _ends(copy) != ends or engine.damaged(copy):
            raise Refused(say("换锁的副本不对。"), say("原来的锁还好用，内容没有动。"), say("请看看磁盘，再换一次。"))
    finally:
        engine.close(copy, read_only=True)
    files.sync_file(part)


def _ends(connection: Any) -> tuple[Any, ...]:
    """What two copies of a book have in common: the end of the journal, and how many rows each table has."""
    tables = [name for (name,) in connection.execute("SELECT name FROM main.sqlite_master WHERE type='table'")]
    rows = {name: connection.execute(f'SELECT count(*) FROM main."{name}"').fetchone()[0] for name in sorted(tables)}
    return journal.head(connection, schema.get_meta(connection, "epoch")), rows
