"""The one upgrade that seals what stood in a book in clear before it had a second key; the chain stays as it is.

Rows, the journal's `what` and drafts are sealed together. What a line vouches for is still the clear text: its
commitment stays beside the sealed values, and the salt, by which short texts could be guessed, is sealed with them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from linli_tui.book import desk, history, journal
from linli_tui.book.case_key import Public
from linli_tui.core import sealing
from linli_tui.core.sealing import is_sealed

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.writing import Transaction

SALT = ":salt"
"""What the salt of a field is sealed as: the field and this."""


def seal_all(t: Transaction, public: Public) -> None:
    """Seals what stands in the book in clear: rows, lines of the journal, drafts."""
    for table in sealing.tables(t.book.catalog):
        once = _Once(public, table.name)
        names = sealing.names(table)
        for line in list(journal.lines(t.book.connection, "ledger=?", (table.name,))):
            _seal_line(t.book, line, names, once)
        for name in names:
            _seal_column(t.book, table.name, name, once)
    _seal_drafts(t.book, public)


class _Once:
    """Seals a text of a place the same way each time, so that rows and lines go on agreeing without any key."""

    def __init__(self, public: Public, table: str) -> None:
        self._public, self._table = public, table
        self._done: dict[tuple[str, str, str], str] = {}

    def seal(self, record: str, name: str, text: Any) -> Any:
        """What stands for a text; nothing, and what is sealed already, stays."""
        if not text or not isinstance(text, str) or is_sealed(text):
            return text
        key = (record, name, text)
        if key not in self._done:
            self._done[key] = self._public.seal((self._table, record, name), text)
        return self._done[key]


def _seal_line(book: Book, line: journal.Line, names: set[str], once: _Once) -> None:
    what = line.fields
    for name, value in what.items():
        now = name if line.schema == book.schema else history.name_now(book.catalog, line, name)
        if now in names and isinstance(value, list) and len(value) == 3 and _is_clear(value[:2]):
            old, new = (once.seal(line.record, now, text) for text in value[:2])
            what[name] = [old, new, once.seal(line.record, now + SALT, value[2]), journal.erased(name, value)]
    text = journal.canon(what)
    if text != line.what:
        book.connection.execute("UPDATE main.journal SET what=? WHERE epoch=? AND n=?", (text, line.epoch, line.n))


def _is_clear(texts: Iterable[Any]) -> bool:
    return any(text and isinstance(text, str) and not is_sealed(text) for text in texts)


def _seal_column(book: Book, table: str, name: str, once: _Once) -> None:
    rows = book.connection.execute(f'SELECT id, "{name}" FROM main."{table}" WHERE "{name}" IS NOT NULL').fetchall()
    book.connection.executemany(
        f'UPDATE main."{table}" SET "{name}"=? WHERE id=?',
        [(once.seal(record, name, text), record) for record, text in rows],
    )


def _seal_drafts(book: Book, public: Public) -> None:
    rows = book.connection.execute("SELECT actor, ledger, record, typed FROM main.desk_draft").fetchall()
    for actor, ledger, record, typed in rows:
        if ledger in book.catalog.ledgers and sealing.names(book.catalog.table(ledger)) and not is_sealed(typed):
            shut = public.seal(desk.place(actor, ledger, record), typed)
            where = (shut, actor, ledger, record)
            book.connection.execute("UPDATE main.desk_draft SET typed=? WHERE actor=? AND ledger=? AND record=?", where)
