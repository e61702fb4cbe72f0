"""The only SQLite: a raw sqlcipher3 connection with our settings, and the only import of sqlite_utils."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2 as sqlite

from linli_tui.core.refusal import Refused

if TYPE_CHECKING:
    from sqlite_utils import Database

OLDEST_SQLITE = (3, 51, 3)
"""Older ones can corrupt a WAL file (sqlite.org, fixed in 3.51.3)."""

PRAGMAS = (
    "PRAGMA synchronous=FULL",
    "PRAGMA busy_timeout=5000",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA cell_size_check=ON",
    "PRAGMA cache_size=-65536",
    "PRAGMA journal_size_limit=16777216",
    "PRAGMA wal_autocheckpoint=400",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA fullfsync=ON",
    "PRAGMA checkpoint_fullfsync=ON",
)

Connection = Any
"""A sqlcipher3 connection: DB-API 2, `isolation_level=None`, so that every BEGIN is ours."""

Error = sqlite.Error
DatabaseError = sqlite.DatabaseError

REASONS = {
    "SQLITE_FULL": "磁盘满了",
    "SQLITE_READONLY": "这个文件或文件夹现在只能看，不能写",
    "SQLITE_BUSY": "另一个程序正占着这个文件",
    "SQLITE_LOCKED": "另一个程序正占着这个文件",
    "SQLITE_IOERR": "磁盘没有读写成功",
    "SQLITE_CANTOPEN": "磁盘没有读写成功",
    "SQLITE_CORRUPT": "文件有损坏",
    "SQLITE_NOTADB": "文件有损坏",
}
"""What the machine can do to us, in words; anything else is a mistake of the program."""


class WrongKey(Refused):
    """The file does not open with this data key: it is that of another book, or of this one before its key changed."""


def connect(path: Path, key: bytes | None = None, *, read_only: bool = False, alone: bool = False) -> Connection:
    """Opens the file with our settings, and with its data key where it is encrypted, writing nothing.

    `alone`: without the log that lies beside it; only where nobody writes meanwhile.
    Raises WrongKey; Refused when it is not ours, or the SQLite is too old or not the one that encrypts.
    """
    if tuple(map(int, sqlite.sqlite_version.split("."))) < OLDEST_SQLITE:
        raise Refused("这台电脑上的数据库程序太旧。", "台账没有打开，内容没有动。", "请重新运行 start.py 安装。")
    uri = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}{'&immutable=1' if alone else ''}"
    connection = None
    try:
        connection = sqlite.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA cipher_log_level=NONE")
        if key is not None:
            unlock(connection, key)
        for pragma in PRAGMAS:
            connection.execute(pragma)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except DatabaseError as error:
        if connection:
            connection.close()
        if key is not None and getattr(error, "sqlite_errorname", "") == "SQLITE_NOTADB":
            raise WrongKey(
                f"「{path.name}」用这把钥匙打不开。", "文件没有动。", "请看看是不是另一本台账的，或者换锁以前的。"
            ) from error
        if not is_damage(error) and (why := reason(error)):
            raise Refused(f"「{path.name}」打不开：{why}。", "文件没有动。", "请看看磁盘，再试一次。") from error
        raise Refused(
            f"「{path.name}」打不开，它不像是一本台账。", "文件没有动。", "请确认选对了文件；如果它坏了，用备份恢复。"
        ) from error
    return connection


def unlock(connection: Connection, key: bytes) -> None:
    """Gives a fresh connection the raw data key of 32 bytes. Raises Refused where this SQLite cannot encrypt."""
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise Refused("这台电脑上的数据库程序不会加锁。", "什么也没有写。", "请重新运行 start.py 安装。")
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")


def change_key(path: Path, old: bytes, new: bytes) -> None:
    """Encrypts a copy of a book, on which nobody works, with another data key."""
    connection = connect(path, old)
    try:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute(f"PRAGMA rekey=\"x'{new.hex()}'\"")
    finally:
        connection.close()


def copy_open(path: Path, key: bytes, to: Path) -> None:
    """Writes a copy of an encrypted file that is not (sqlcipher_export), deleted rows left out."""
    connection = connect(path, key)
    try:
        connection.execute("ATTACH DATABASE ? AS opened KEY ''", (str(to),))
        connection.execute("SELECT sqlcipher_export('opened')")
        connection.execute("DETACH DATABASE opened")
    finally:
        connection.close()


def damaged(connection: Connection) -> str:
    """What is wrong with the file itself, its pages and their seals; "" for nothing."""
    seals = connection.execute("PRAGMA cipher_integrity_check(1)").fetchone()
    (pages,) = connection.execute("PRAGMA main.integrity_check(1)").fetchone()
    return str(seals[0]) if seals else "" if pages == "ok" else str(pages)


def write_ahead(connection: Connection) -> None:
    """Writes go into a log first from here on; the file itself remembers it."""
    connection.execute("PRAGMA journal_mode=WAL")


def fold(connection: Connection) -> bool:
    """Folds the write-ahead log into the file and empties it; False while another window still reads from it."""
    (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def close(connection: Connection, *, read_only: bool = False) -> None:
    """Folds the write-ahead log into the file, or leaves it beside it when that cannot be done, and lets go of both."""
    try:
        if not read_only:
            with contextlib.suppress(DatabaseError):
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


@contextlib.contextmanager
def writing_nothing(connection: Connection) -> Iterator[None]:
    """Inside it, SQLite refuses every statement that would write."""
    connection.execute("PRAGMA query_only=ON")
    try:
        yield
    finally:
        connection.execute("PRAGMA query_only=OFF")


def reason(error: BaseException) -> str:
    """What the machine did to us, in words; "" when the mistake is the program's own."""
    name = getattr(error, "sqlite_errorname", "")
    return next((words for start, words in REASONS.items() if name.startswith(start)), "")


def is_damage(error: BaseException) -> bool:
    """Whether the content of a file was the reason, not the machine."""
    name = getattr(error.__cause__ or error, "sqlite_errorname", "")
    return name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))


def tables(connection: Connection) -> Database:
    """The same connection as a sqlite_utils Database, for migrations only."""
    sys.modules.setdefault("pysqlite3", sqlite)
    sys.modules.setdefault("pysqlite3.dbapi2", sqlite)
    from sqlite_utils import Database

    return Database(connection, execute_plugins=False)


def complete(statement: str) -> bool:
    """Whether the text is a whole SQL statement, triggers included."""
    return bool(sqlite.complete_statement(statement))


def run_all(connection: Connection, statements: str) -> None:
    """Runs DDL inside the caller's transaction (executescript would commit it); blank lines separate nothing."""
    statement = ""
    for piece in statements.split(";\n"):
        statement += piece + ";\n"
        if complete(statement):
            connection.execute(statement)
            statement = ""
