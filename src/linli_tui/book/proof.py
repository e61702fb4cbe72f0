"""What a copy of a book holds, told from the file itself: whether it is whole, where its journal ends, its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from linli_tui.book import cipher, engine, journal, schema
from linli_tui.core.ledger import Catalog
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

TABLES = (
    "SELECT name FROM main.sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' "
    "AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
)
FOREIGN = "SELECT 1 FROM main.sqlite_master WHERE type='view' OR (type='trigger' AND name NOT IN (?,?))"
OWN_TRIGGERS = ("journal_keeps", "journal_stays")
MORE = "SELECT count(*) FROM main.journal WHERE epoch=? AND n>? AND n=change"
LACKING = MORE.replace("count(*)", "count(*), min(at), max(at)")


@dataclass(frozen=True, slots=True)
class Facts:
    """A book as it stands in a file: its id, its schema, the instant of its last change, where each epoch ends
    (epoch, n, hash), and how many rows every table has."""

    book: str
    schema: int
    at: str
    ends: tuple[tuple[str, int, str], ...]
    counts: tuple[tuple[str, int], ...]

    @property
    def last(self) -> dict[str, int]:
        """The last number of each epoch."""
        return {epoch: n for epoch, n, _ in self.ends}


def connect(path: Path, key: bytes | None, *, read_only: bool = True) -> engine.Connection:
    """Opens a file with the key of the book, where it is encrypted. Raises NeedsKey, WrongKey, Refused."""
    encrypted = cipher.is_encrypted(path)
    if encrypted and key is None:
        from linli_tui.book.book import NeedsKey

        raise NeedsKey(say("这份备份加了锁。"), say("什么也没有动。"), say("请用口令或者恢复单打开它。"))
    return engine.connect(path, key if encrypted else None, read_only=read_only)


def facts(connection: engine.Connection) -> Facts:
    """What an open file holds. Raises Refused when it is not a book."""
    if not connection.execute("SELECT 1 FROM main.sqlite_master WHERE name='journal' AND type='table'").fetchone():
        raise Refused(say("这个文件里没有台账。"), say("什么也没有动。"), say("请确认选对了文件。"))
    epochs = [epoch for (epoch,) in connection.execute("SELECT id FROM main.epoch ORDER BY id")]
    ends = tuple((epoch, *journal.head(connection, epoch)) for epoch in epochs)
    names = [name for (name,) in connection.execute(TABLES)]
    counts = tuple((name, connection.execute(f'SELECT count(*) FROM main."{name}"').fetchone()[0]) for name in names)
    last = connection.execute("SELECT at FROM main.journal ORDER BY seq DESC LIMIT 1").fetchone()
    number = int(schema.get_meta(connection, "schema", "0"))
    return Facts(
        schema.get_meta(connection, "book"), number, last[0] if last else "",
        tuple((epoch, n, end.hex()) for epoch, n, end in ends), counts,
    )  # fmt: skip


def read(path: Path, key: bytes | None, called: str = "") -> Facts:
    """Opens a file anew, reading only, looks at every page of it and tells what it holds.

    Raises Refused when a page is damaged or the file is not a book of this key; `called` is its name for people.
    """
    name = called or path.name
    try:
        connection = connect(path, key)
    except Refused as refused:
        if isinstance(refused.__cause__, engine.DatabaseError) and not isinstance(refused, engine.WrongKey):
            raise damaged(name) from refused
        raise
    try:
        if not _is_whole(connection, encrypted=cipher.is_encrypted(path)):
            raise damaged(name)
        return facts(connection)
    except engine.DatabaseError as error:
        raise damaged(name) from error
    finally:
        connection.close()


def _is_whole(connection: engine.Connection, *, encrypted: bool) -> bool:
    """Every page as it was written, by its HMAC, where it is encrypted; else every page and index as SQLite sees it."""
    if encrypted:
        return connection.execute("PRAGMA cipher_integrity_check").fetchone() is None
    return bool(connection.execute("PRAGMA main.integrity_check(1)").fetchone() == ("ok",))


def damaged(name: str) -> Refused:
    """What people are told of a copy that is not whole."""
    return Refused(say("「{name}」有损坏，不能用。", name=name), say("台账没有动。"), say("请换一份备份。"))


def is_of(path: Path, book: str, key: bytes | None) -> bool:
    """Whether a file is a copy of this book that this key opens; it is read, never written."""
    try:
        connection = connect(path, key)
    except Refused:
        return False
    try:
        return schema.get_meta(connection, "book") == book
    except engine.DatabaseError:
        return False
    finally:
        connection.close()


def refuse_unfit(path: Path, key: bytes | None, catalog: Catalog) -> None:
    """Refuses a file that this program would not open, or that brings SQL of its own."""
    connection = connect(path, key)
    try:
        if int(schema.get_meta(connection, "schema", "0")) > schema.latest(catalog):
            raise Refused(
                say("这份备份是用更新的程序写的。"), say("台账没有动。"), say("请先把这台电脑上的程序换成新版。")
            )
        if connection.execute(FOREIGN, OWN_TRIGGERS).fetchone():
            raise Refused(say("这个文件里有不是台账的东西。"), say("台账没有动。"), say("请换一份备份。"))
    finally:
        connection.close()


def more(connection: engine.Connection, held: Mapping[str, int]) -> int:
    """How many changes of an open book another copy lacks, that holds so many lines of each epoch."""
    epochs = [epoch for (epoch,) in connection.execute("SELECT id FROM main.epoch")]
    return sum(connection.execute(MORE, (epoch, held.get(epoch, 0))).fetchone()[0] for epoch in epochs)


def lacking(connection: engine.Connection, held: Mapping[str, int]) -> tuple[int, str, str]:
    """The same, and from when to when they were made: instants, "" and "" for none."""
    epochs = [epoch for (epoch,) in connection.execute("SELECT id FROM main.epoch")]
    found = [connection.execute(LACKING, (epoch, held.get(epoch, 0))).fetchone() for epoch in epochs]
    some = [row for row in found if row[0]]
    if not some:
        return 0, "", ""
    return sum(row[0] for row in some), min(row[1] for row in some), max(row[2] for row in some)
