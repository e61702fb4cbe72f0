"""Short ways to do one thing to a book, and to write its journal as docs/journal.md has it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from linli_tui.book import journal
from linli_tui.book.book import Book
from linli_tui.book.writing import Change, Transaction
from linli_tui.core.access import OWNER, Actor

ROOT = Path(__file__).parents[2]


def act(
    book: Book, body: Callable[[Transaction], Any], verb: str = "change", actor: Actor = OWNER, **more: str
) -> Change:
    """One transaction around a body."""
    with book.transaction(actor, verb, **more) as t:
        body(t)
    return t.change


def save(book: Book, ledger: str, **values: Any) -> str:
    """Saves one record in one change and returns its id."""
    change = act(book, lambda t: t.save(ledger, values), "change" if "id" in values else "new")
    return change.records[0][1] if change.number else values["id"]


def rows(book: Book) -> dict[str, dict[str, dict[str, Any]]]:
    """{table: {id: journaled columns}} straight from the file."""
    found = {}
    for table in book.catalog.tables():
        names = book.shape(table.name).columns
        listed = ", ".join(f'"{name}"' for name in names)
        cursor = book.connection.execute(f'SELECT {listed} FROM main."{table.name}"')
        found[table.name] = {row[0]: dict(zip(names, row, strict=True)) for row in cursor}
    return found


def head(book: Book) -> tuple[int, bytes]:
    """The end of the journal."""
    return journal.head(book.connection, book.epoch)


def canon(value: Any) -> str:
    """Canonical JSON by the standard library alone."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def exported(lines: Iterable[journal.Line], withheld: Callable[[journal.Line], bool] = lambda line: False) -> bytes:
    """The journal as a file."""
    written = []
    for line in lines:
        clear = dict(zip(journal.Line._fields[:10], line[:10], strict=True))
        if withheld(line):
            digest = journal.digest(line[:10], journal.commitments(line.fields)).hex()
            entry = {"epoch": line.epoch, "n": line.n, "digest": digest, "hash": line.hash.hex()}
        else:
            entry = {**clear, "what": line.fields, "hash": line.hash.hex()}
        written.append(canon(entry) + "\n")
    return "".join(written).encode()


def erase(book: Book, epoch: str, n: int, name: str) -> None:
    """Leaves of one field of one line only its commitment."""
    (line,) = journal.lines(book.connection, "epoch=? AND n=?", (epoch, n))
    fields = line.fields
    fields[name] = journal.commitment(name, *fields[name]).hex()
    book.connection.execute("UPDATE main.journal SET what=? WHERE epoch=? AND n=?", (canon(fields), epoch, n))


def another_machine(home: Path) -> None:
    """From now on the program believes to be on another machine."""
    (home / "machine").write_text(f"{int((home / 'machine').read_text('ascii'), 16) ^ 1:016x}", encoding="ascii")
