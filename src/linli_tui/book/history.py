"""Two views of the journal for people: what happened to one record, and what was done in the book lately."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from linli_tui.book import journal, schema
from linli_tui.book.rights import masked
from linli_tui.core import clock, kinds, verbs
from linli_tui.core.ledger import Catalog, Field, Ledger

if TYPE_CHECKING:
    from linli_tui.book.book import Book

HEADERS = """
SELECT {columns} FROM main.journal WHERE n = change {and_} ORDER BY seq DESC LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Event:
    """What one change did to one record: (title, old, new) for each field, as a person reads them."""

    epoch: str
    change: int
    at: str
    who: str
    verb: str
    why: str
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Act:
    """One change of the book: who did what, the sentence said about it, how many records it touched."""

    epoch: str
    change: int
    at: str
    actor: str
    who: str
    verb: str
    say: str
    lines: int
    undoes: tuple[int, ...]


def events(book: Book, ledger: str, record: str) -> list[Event]:
    """The whole story of one record, newest first."""
    declared = book.catalog.ledgers[ledger]
    if not book.rights.sees(declared.table, record):
        return []
    return [_event(book, declared, line) for line in journal.lines(book.connection, "record=?", (record,))][::-1]


def acts(book: Book, limit: int = 50, before: int | None = None, actor: str = "") -> list[Act]:
    """What was done, newest first; `before` goes on below that change of this epoch.

    Whoever may not see what others do reads only of his own acts.
    """
    only = actor if book.rights.may("acts") else book.actor.id
    conditions, params = "", []
    if before is not None:
        conditions += "AND epoch=? AND n<? "
        params += [book.epoch, before]
    if only or not book.rights.may("acts"):
        conditions += "AND actor=? "
        params.append(only)
    query = HEADERS.format(columns=journal.COLUMNS, and_=conditions)
    return [_act(book, journal.Line._make(row)) for row in book.connection.execute(query, (*params, limit)).fetchall()]


def headers(book: Book, actor: str) -> Iterator[journal.Line]:
    """The first lines of what this person did in this epoch, newest first, fetched one by one."""
    where = "epoch=? AND n = change AND actor=? ORDER BY n DESC"
    query = f"SELECT {journal.COLUMNS} FROM main.journal WHERE {where}"
    return map(journal.Line._make, book.connection.execute(query, (book.epoch, actor)))


def sentence(line: journal.Line) -> str:
    """What was said about a change, from its first line."""
    return said(line.fields, journal.SAY) or verbs.verb(line.verb)


def header(book: Book, epoch: str, change: int) -> journal.Line | None:
    """The first line of a change."""
    row = book.connection.execute(
        f"SELECT {journal.COLUMNS} FROM main.journal WHERE epoch=? AND n=?", (epoch, change)
    ).fetchone()
    return journal.Line._make(row) if row else None


def said(fields: dict[str, Any], name: str) -> str:
    """A text among the fields of a header, "" when it is not there or was erased."""
    value = fields.get(name)
    return str(value[1] or "") if isinstance(value, list) else ""


def undoes(line: journal.Line) -> tuple[int, ...]:
    """The changes an undo takes back, from its first line."""
    value = line.fields.get(journal.UNDOES) if line.verb == "undo" else None
    return tuple(value[1]) if isinstance(value, list) else ()


def name_now(catalog: Catalog, line: journal.Line, name: str) -> str | None:
    """What a column of a line is called today; None when it was dropped since."""
    for number, meanings in sorted(schema.meanings(catalog).items()):
        for meaning in meanings if number > line.schema else ():
            match meaning:
                case schema.Rename(table, old, new) if (table, old) == (line.ledger, name):
                    name = new
                case schema.Drop(table, column) if (table, column) == (line.ledger, name):
                    return None
    return name


def verb(book: Book, line: journal.Line) -> str:
    """The word for what was done: the title of the ledger's move of that key, else the common one."""
    table = book.catalog.ledgers.get(line.ledger)
    moves = table.lifecycle.moves if table and table.lifecycle else ()
    return next((move.title for move in moves if move.key == line.verb), verbs.verb(line.verb))


def size(book: Book, epoch: str, change: int) -> int:
    """How many lines one change has."""
    query = "SELECT count(*) FROM main.journal WHERE epoch=? AND change=?"
    return int(book.connection.execute(query, (epoch, change)).fetchone()[0])


def touched(book: Book, epoch: str, change: int, most: int) -> list[tuple[str, Event]]:
    """What one change did to the first `most` records it touched: (how each is called, the event)."""
    found: list[tuple[str, Event]] = []
    for line in islice(journal.lines(book.connection, "epoch=? AND change=?", (epoch, change)), most):
        ledger = book.read.slice_of(line.ledger, line.record)
        if ledger is not None and book.rights.sees(line.ledger, line.record):
            found.append((book.read.label(ledger.name, line.record), _event(book, ledger, line)))
    return found


def _act(book: Book, line: journal.Line) -> Act:
    fields, lines, say = line.fields, size(book, line.epoch, line.change), sentence(line)
    at, who = clock.local_text(line.at), said(fields, journal.WHO)
    return Act(line.epoch, line.change, at, line.actor, who, verb(book, line), say, lines, undoes(line))


def _event(book: Book, ledger: Ledger, line: journal.Line) -> Event:
    first = line.fields if line.n == line.change else None
    top = header(book, line.epoch, line.change) if first is None else None
    head = first if first is not None else (top.fields if top else {})
    shown = tuple(_shown(book, ledger, line.fields))
    return Event(
        line.epoch, line.change, clock.local_text(line.at), said(head, journal.WHO), verb(book, line),
        said(head, journal.WHY), shown,
    )  # fmt: skip


def _shown(book: Book, ledger: Ledger, fields: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    table = book.catalog.table(ledger)
    order = {f.name: i for i, f in enumerate(table.fields)}
    for name in sorted(fields, key=lambda n: order.get(n, -1)):
        if name.startswith("_") or (name == "voided" and fields[name][:2] == [None, 0]):
            continue
        field = _field(table, name)
        value = fields[name]
        if isinstance(value, str):
            yield field.title, "已删除", "已删除"
        else:
            other = _other(table, fields)
            mask = field.mask if not field.ref and book.rights.hides(table, field.mask) else ""
            old, new = (_text(book, field, side, other) for side in value[:2])
            yield field.title, masked(mask, old) if mask else old, masked(mask, new) if mask else new


def _field(table: Ledger, name: str) -> Field:
    if name == "voided":
        return Field("voided", table.void, "flag")
    try:
        return table.shown(name)
    except KeyError:
        return Field(name, name)


def _other(table: Ledger, fields: dict[str, Any]) -> str:
    """The ledger a field of kind record speaks of: what the field of kind ledger says, after the change or before."""
    named = [fields.get(f.name) for f in table.fields if f.kind == "ledger"]
    return next((str(value[1] or value[0]) for value in named if isinstance(value, list)), "")


def _text(book: Book, field: Field, value: Any, other: str) -> str:
    if field.withheld and value:
        return "（已密封）"
    if field.kind in ("ledger", "record") and value:
        return book.read.named(field, str(value), other)
    if field.ref and value:
        return book.read.label(field.ref, str(value)) or "（已不在）"
    return kinds.show(field, value)
