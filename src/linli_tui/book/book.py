"""An open book: opening, founding, one writer, and the door to reading and writing."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from linli_tui.book import (
    baseline,
    cipher,
    desk,
    engine,
    epochs,
    files,
    finder,
    history,
    journal,
    log_beside,
    remake,
    rights,
    schema,
    shelf,
    tries,
    verifier,
)
from linli_tui.book.case_key import CaseKey
from linli_tui.book.reading import Reader
from linli_tui.core import clock
from linli_tui.core.access import NOBODY, OWNER, Actor
from linli_tui.core.ledger import Catalog, Ledger
from linli_tui.core.refusal import Refused

if TYPE_CHECKING:
    from linli_tui.book.shape import Shape
    from linli_tui.book.writing import Transaction


BEFORE_UPGRADE = "升级以前"
"""The folder among the backups of this machine where a book lies as it was before a newer program opened it."""


class NeedsKey(Refused):
    """The book is encrypted and opens only with its data key."""


class Book:
    """One compound's ledgers, open; a context manager that closes it. `key` is its data key, None for a plain one."""

    def __init__(
        self,
        path: Path,
        catalog: Catalog,
        connection: Any,
        lock: files.Lock | None,
        actor: Actor,
        key: bytes | None = None,
    ) -> None:
        self.path, self.catalog, self.connection, self.key = path, catalog, connection, key
        self.machine = files.machine()
        self.epoch = schema.get_meta(connection, "epoch")
        self.id = schema.get_meta(connection, "book")
        self.schema = int(schema.get_meta(connection, "schema", "0"))
        self.read = Reader(connection, catalog)
        self.rights: rights.Rights
        self._lock = lock
        self.by_sheet = False
        self._noted = 0.0
        self._closed = False
        self._shapes: dict[str, Shape] = {}
        self.sign_in(actor)

    @classmethod
    def new(
        cls,
        path: Path,
        catalog: Catalog,
        *,
        name: str,
        actor: Actor = OWNER,
        passphrase: str = "",
        key: bytes | None = None,
        **settings: str,
    ) -> Book:
        """Founds a book: the file, its first epoch, the compound's name and settings (body, short, words …).

        It is encrypted where a passphrase is given, which then opens it, or a data key.
        Raises Refused when a file is there already or the place would damage a book.
        """
        from linli_tui.book import keyfile

        if path.exists():
            raise Refused(f"「{path.name}」已经有了。", "原来的文件没有动。", "请换一个名字，或者直接打开它。")
        files.refuse_bad_place(path)
        there = files.parts(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            lock = files.Lock(path)
        except OSError as error:
            raise Refused(f"「{path.parent}」里不能写。", "什么也没有写。", "请换一个文件夹。") from error
        book = None
        try:
            data_key = cipher.new_key() if passphrase and key is None else key
            book = _opened(path, catalog, actor, lock, key=data_key)
            if passphrase:
                keyfile.found(book, passphrase)
            with book.transaction(actor, "found") as t:
                for offer in ("settings.found", "places.found"):
                    write = catalog.offer(offer)
                    if write:
                        write(t, {"name": name, **settings})
                t.say(f"已建好「{name}」的台账")
            remake.settle(book)
            return book
        except BaseException:
            if book:
                book.close()
            for part in files.parts(path):
                if part not in there:
                    with contextlib.suppress(OSError):
                        part.unlink()
            raise

    @classmethod
    def open(
        cls,
        path: Path,
        catalog: Catalog,
        *,
        actor: Actor | None = None,
        read_only: bool = False,
        key: bytes | None = None,
    ) -> Book:
        """Opens a book, with its data key where it is encrypted, and brings it to this program's schema.

        Whoever opens it is its owner while nobody has a key, later nobody, until `book.keys` lets somebody in.
        A copy put back, or a book that came to another machine, begins a new epoch.
        Raises NeedsKey; Refused when it is missing, open elsewhere, damaged, or of a newer program.
        """
        if not path.exists():
            raise Refused(f"没有找到「{path}」。", do="请看看文件名和文件夹，或者新建一本。")
        encrypted = cipher.is_encrypted(path)
        if encrypted and key is None:
            raise NeedsKey(f"「{path.stem}」加了锁。", "文件没有动。", "请用口令或者恢复单打开它。")
        return _opened(
            path, catalog, actor, None if read_only else _lock(path), found=True, key=key if encrypted else None
        )

    def __enter__(self) -> Book:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Folds everything into the one file and lets go of it; closing once more changes nothing."""
        from linli_tui.book import dropbox, keyfile

        if self._closed:
            return
        self._closed = True
        try:
            if not self.reading_only:
                self.note_head()
                shelf.note(self)
                dropbox.renew(self)
                keyfile.renew(self)
        finally:
            engine.close(self.connection, read_only=self.reading_only)
            self.key, self.read.case_key = None, CaseKey()
            if self._lock:
                self._lock.release()

    @property
    def reading_only(self) -> bool:
        """Whether this is a second, reading window."""
        return self._lock is None

    def refuse_reading_only(self) -> None:
        """Refuses to write in a window that only reads."""
        if self.reading_only:
            raise Refused("这里只能看，不能改。", "台账没有动。", "请在打开台账的那个窗口里改。")

    def sign_in(self, actor: Actor) -> None:
        """From here on everything is read with this person's rights."""
        self.actor = actor
        self.rights = self.read.rights = rights.Rights(self.connection, self.catalog, actor)

    def transaction(
        self, actor: Actor, verb: str, why: str = "", sitting: str = "", second: Actor | None = None
    ) -> Transaction:
        """One act, with a second person where it takes two; see `book.writing.Transaction`."""
        from linli_tui.book.writing import Transaction

        return Transaction(self, actor, verb, why, sitting, second)

    def shape(self, ledger: str) -> Shape:
        """What writing needs to know of the table behind a ledger."""
        from linli_tui.book.shape import shape

        table = self.catalog.table(ledger)
        if table.name not in self._shapes:
            self._shapes[table.name] = shape(self.catalog, table)
        return self._shapes[table.name]

    def setting(self, key: str, default: str = "") -> str:
        """The value of a setting in force today."""
        if "setting" not in self.catalog.ledgers:
            return default
        day = clock.today().isoformat()
        value = self.read.one(
            "SELECT value FROM setting WHERE key=? AND voided=0 AND ifnull(since, '')<=? AND ifnull(until, '9999')>? "
            "ORDER BY ifnull(since, '') DESC",
            (key, day, day),
        )
        return default if value is None else str(value)

    @property
    def name(self) -> str:
        """The compound's own name."""
        return self.setting("compound.name", self.path.stem)

    def next_number(self, ledger: Ledger) -> str:
        """The next human number of a ledger in this year and epoch, never given twice: 永富-约-2026-0012."""
        year = clock.today().year
        key = (ledger.name, self.epoch, year)
        self.connection.execute("INSERT OR IGNORE INTO main.counter VALUES (?,?,?,0)", key)
        self.connection.execute("UPDATE main.counter SET last=last+1 WHERE ledger=? AND epoch=? AND year=?", key)
        (last,) = self.connection.execute(
            "SELECT last FROM main.counter WHERE ledger=? AND epoch=? AND year=?", key
        ).fetchone()
        (letter,) = self.connection.execute("SELECT letter FROM main.epoch WHERE id=?", (self.epoch,)).fetchone()
        short = self.setting("compound.short") or self.name[:2]
        return f"{short}-{ledger.numbered}-{year}-{last:04d}{letter}"

    def note_head(self, *, at_once: bool = True) -> None:
        """Keeps the end of the journal outside the file, so that an older copy put back is noticed.

        Between many changes in a row once a second is enough: losing the last one costs only that notice.
        """
        if not at_once and time.monotonic() - self._noted < 1:
            return
        self._noted = time.monotonic()
        n, end = journal.head(self.connection, self.epoch)
        files.remember(self.id, files.Known(str(self.path.absolute()), self.epoch, n, end.hex()))

    def history(self, ledger: str, record: str) -> list[history.Event]:
        """The story of one record, newest first."""
        return history.events(self, ledger, record)

    def find(self, words: str, limit: int = 50) -> list[finder.Found]:
        """Records of all ledgers that hold the words."""
        return self.read.find(words, limit)


def _opened(
    path: Path,
    catalog: Catalog,
    actor: Actor | None,
    lock: files.Lock | None,
    *,
    found: bool = False,
    key: bytes | None = None,
) -> Book:
    connection = None
    try:
        if lock:
            log_beside.refuse_foreign(path, key)
        connection = engine.connect(path, key, read_only=lock is None)
        if found and not connection.execute("SELECT 1 FROM sqlite_master WHERE name='journal'").fetchone():
            raise Refused(f"「{path.name}」里没有台账。", "文件没有动。", "请确认选对了文件。")
        if lock:
            if found:
                _copy_before_upgrade(connection, path, catalog, key)
            engine.write_ahead(connection)
            _bring_up(connection, catalog)
        else:
            schema.refuse_other(connection, catalog)
        book = Book(path, catalog, connection, lock, OWNER, key)
        if lock:
            remake.remake_when_needed(book)
            baseline.write_when_due(book)
        opener = actor or (NOBODY if verifier.kept(connection) else OWNER)
        if opener != book.actor:
            book.sign_in(opener)
        return book
    except BaseException as error:
        if connection:
            connection.close()
        if lock:
            lock.release()
        reason = engine.reason(error)
        if reason:
            raise Refused(
                f"「{path.name}」打不开：{reason}。", "内容没有动。", "请再试一次；如果文件坏了，用备份恢复。"
            ) from error
        raise


def _lock(path: Path) -> files.Lock:
    try:
        return files.Lock(path)
    except OSError as error:
        raise Refused(
            f"「{path.parent}」里现在不能写。", "台账没有打开，内容没有动。", "请看看这个文件夹是不是只能看。"
        ) from error


def _copy_before_upgrade(connection: Any, path: Path, catalog: Catalog, key: bytes | None) -> None:
    """Keeps a proved copy of a book of an older program, the way back. Raises Refused where there is no room for it."""
    from linli_tui.book import backup

    if schema.is_behind(connection, catalog):
        backup.make(path, files.user_folder() / "backups" / BEFORE_UPGRADE, key)


def _bring_up(connection: Any, catalog: Catalog) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statements in (schema.TABLES, journal.TABLES, verifier.TABLES, desk.TABLES, tries.TABLES, finder.TABLES):
            engine.run_all(connection, statements)
        epoch = epochs.for_today(connection)
        schema.upgrade(connection, catalog, epoch, files.machine())
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
