"""What opens a book that is closed or locked: for a plain one nothing; a passphrase, or a PIN while it runs on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from linli_tui.book import cipher, keyfile, keys, sheet
from linli_tui.book.book import Book
from linli_tui.book.kept import Kept
from linli_tui.book.verifier import FOUNDER
from linli_tui.core.access import Actor
from linli_tui.core.ledger import Catalog
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ui.locked import Locked


class Unlocking:
    """Stands before one locked book at a time and counts the wrong PINs given there."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._kept: Kept | None = None

    def begin(self, before: Locked) -> None:
        """Somebody stands before this book now."""
        self._kept = before.kept

    def end(self) -> None:
        """A book is open: nothing is kept any more."""
        self._kept = None

    def counted(self, before: Locked) -> Locked:
        """The same book, with the wrong PINs that were given since."""
        return replace(before, kept=self._kept or before.kept)

    def open(self, path: Path, person: str, secret: str, *, passphrase: bool) -> tuple[Book, Actor | None]:
        """The book, and who it was opened for: None where that has to be said yet. Raises Refused."""
        opened = Book.open(path, self._catalog, key=self._data_key(path, person, secret, passphrase))
        if passphrase and person == FOUNDER:
            return opened, None
        opened.by_sheet = self._kept is not None and self._kept.by_sheet
        try:
            return opened, (keys.open_with if passphrase else keys.sign_in)(opened, person, secret)
        except BaseException:
            opened.close()
            raise

    def open_with_code(self, path: Path, text: str) -> Book:
        """The book, opened by its recovery sheet. Raises Refused."""
        opened = Book.open(path, self._catalog, key=sheet.read(text))
        opened.by_sheet = True
        return opened

    def _data_key(self, path: Path, person: str, secret: str, passphrase: bool) -> bytes | None:
        if not cipher.is_encrypted(path):
            return None
        if passphrase:
            return keyfile.open_slot(path, person, secret)
        if self._kept is None:
            raise Refused(say("台账关上了，密码打不开。"), say("台账还锁着。"), say("请用口令或者恢复单打开。"))
        self._kept.refuse_waiting(person)
        key = self._kept.open(person, secret)
        if key is None:
            self._kept = self._kept.counted(person)
            raise self._kept.said_wrong(person)
        return key
