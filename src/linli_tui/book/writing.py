"""Writing a book: one transaction, explicit saves; rows, journal and finder together, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Any

from linli_tui.book import engine, finder, journal, permits, validity
from linli_tui.book.change import Change
from linli_tui.book.rights import not_allowed
from linli_tui.book.rows import Rows
from linli_tui.book.shape import Row, Shape
from linli_tui.core import clock, verbs
from linli_tui.core.access import BOOK, VOID, WRITE, Actor
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.book.book import Book


class Transaction:
    """One act: everything saved inside is on disk together when it ends, or nothing is."""

    def __init__(
        self, book: Book, actor: Actor, verb: str, why: str = "", sitting: str = "", second: Actor | None = None
    ) -> None:
        self.book, self.actor, self.verb, self.sitting, self.second = book, actor, verb, sitting, second
        self.change = Change(0, verb, (), "")
        self._why, self._say = why, ""
        self._connection = book.connection
        self._beside: set[str] = set()
        self._wide = ExitStack()
        self.pen = journal.Pen(book.connection, book.epoch, book.machine, actor.id, book.schema, verb)
        self._rows = Rows(book, self.pen)

    def __enter__(self) -> Transaction:
        self.book.refuse_reading_only()
        permits.refuse_other(self.book, self.actor)
        self.book.read.turn_the_page()
        self._wide.enter_context(self.book.rights.wide())
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except engine.DatabaseError as error:
            self._wide.close()
            _say_why(error)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            try:
                self._commit()
            except BaseException as failed:
                self._roll_back()
                _say_why(failed)
                raise
        else:
            self._roll_back()
            _say_why(error)

    def _commit(self) -> None:
        pen = self.pen
        mark = say("看守") if self.actor.is_caretaker else ""
        second = self.second.name if self.second else ""
        said = {journal.WHY: self._why, journal.SAY: self._say, journal.SECOND: second, journal.MARK: mark}
        pen.header = {journal.WHO: (None, self.actor.name), **pen.header}
        pen.header.update((name, (None, text)) for name, text in said.items() if text)
        number = pen.write(clock.instant())
        self._wide.close()
        self.book.rights.changed()
        permits.refuse_unpermitted(self.book, pen.entries, self._beside, self._rows.outside)
        if number and self.sitting:
            self._connection.execute(
                "INSERT INTO main.desk_sitting VALUES (?,?,?)", (self.sitting, self.book.epoch, number)
            )
        self._connection.execute("COMMIT")
        self.change = Change(number, self.verb, pen.records(), self._say)
        if number:
            self.book.note_head(at_once=False)

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
        self._wide.close()
        self.book.rights.settle()
        self.book.rights.changed()

    def beside(self, *ledgers: str) -> None:
        """This act also writes these ledgers, which its actor could not write by himself."""
        self._beside.update(name if name == BOOK else self.book.catalog.table(name).name for name in ledgers)

    def refuse_alone(self) -> None:
        """Refuses what takes two persons unless a second one stands by, who is an officer."""
        permits.refuse_alone(self.actor, self.second)

    def say(self, sentence: str) -> None:
        """The sentence the notice line and the history show for this act."""
        self._say = sentence

    def sql(self, query: str, params: Sequence[Any] = ()) -> list[Row]:
        """Reads inside the transaction, through the views."""
        return self.book.read.sql(query, params)

    def row(self, ledger: str, record: str) -> Row | None:
        """A row as it stands inside the transaction: journaled and derived columns, in clear what is open."""
        shape = self.book.shape(ledger)
        row = self.look(shape, record)
        if row is not None:
            row = dict(row)
            self._rows.sealer.open(shape, row)
        return row

    def save(self, ledger: str, values: Row) -> str:
        """Creates a record, or changes the given columns of the record whose `id` is among the values."""
        return self.save_all(ledger, (values,))[0]

    def save_all(self, ledger: str, rows: Iterable[Row]) -> list[str]:
        """The same for many records of one ledger, in order."""
        shape, declared = self.book.shape(ledger), self.book.catalog.ledgers[ledger]
        fixed = dict(declared.fixed)
        required = tuple(f for f in declared.fields if f.required)
        ids: list[str] = []
        kept: list[tuple[str, str, finder.Entry]] = []
        try:
            for values in rows:
                if "state" in values and shape.ledger.lifecycle:
                    raise ValueError("a state changes only by a move")
                unknown = values.keys() - set(shape.all_columns)
                if unknown:
                    raise ValueError(f"{shape.ledger.name} has no {sorted(unknown)}")
                old = self.look(shape, values["id"]) if "id" in values else None
                new = {**old, **values} if old else self._fresh(shape, {**fixed, **values})
                self._rows.sealer.settle(shape, old, new)
                if not new["voided"]:
                    validity.refuse_unfilled(required, new)
                validity.refuse_wrong(self, shape, old, new)
                if old:
                    finder.keep_new(self._connection, kept)
                    kept = []
                ids.append(self._rows.put(shape, old, new, kept if old is None else None))
        finally:
            finder.keep_new(self._connection, kept)
        return ids

    def void(self, ledger: str, record: str) -> None:
        """Marks a record as no longer standing; its parts are hidden with it."""
        self.save(ledger, {"id": record, "voided": 1})

    def move(self, ledger: str, record: str, key: str, **asked: Any) -> None:
        """Moves a record along its lifecycle. Raises Refused when it is in another state or something is missing."""
        shape = self.book.shape(ledger)
        life, row = shape.ledger.lifecycle, self.look(shape, record)
        if life is None or row is None:
            raise KeyError(ledger)
        move = next(m for m in life.moves if m.key == key)
        if row["state"] not in move.origin:
            raise Refused(
                f"现在是「{life.title(row['state'])}」，不能「{move.title}」。",
                "什么也没有改。",
                "请看看这一条的经过。",
            )
        unknown = asked.keys() - set(shape.columns)
        if unknown:
            raise ValueError(f"{shape.ledger.name} has no {sorted(unknown)}")
        if not self.book.rights.may(move.right, ledger):
            raise not_allowed(self.actor)
        new = {**row, **asked}
        self._rows.sealer.settle(shape, row, new)
        validity.refuse_missing(shape.ledger, move, new)
        if move.by:
            self.book.catalog.load(shape.ledger, move.by)(self, new)
        new = {**new, "state": move.to}
        validity.refuse_wrong(self, shape, row, new)
        self._rows.put(shape, row, new)

    def remove(self, ledger: str, record: str) -> None:
        """Takes back the creation of a row; only undo does this."""
        shape = self.book.shape(ledger)
        row = self.look(shape, record)
        if row is None:
            raise KeyError(record)
        self._connection.execute(f'DELETE FROM main."{shape.ledger.name}" WHERE id=?', (record,))
        finder.forget(self._connection, record)
        self._rows.forget(record)
        changes = {name: (row[name], None) for name in shape.columns if row[name] is not None and name != "id"}
        self.pen.note(shape.ledger.name, record, {journal.ROW: (1, None), **changes})

    def restore(self, ledger: str, values: Row) -> None:
        """Sets columns, or writes a whole row again, exactly as they once were; only undo does this."""
        shape = self.book.shape(ledger)
        old = self.look(shape, values["id"])
        new = {**old, **values} if old else {name: values.get(name) for name in shape.columns}
        validity.refuse_unsound(self, shape, new)
        self._rows.put(shape, old, new)

    def derive_again(self, ledger: str) -> None:
        """Works out the derived columns of all rows of a table again; nothing of that is journaled."""
        shape = self.book.shape(ledger)
        for (record,) in self._connection.execute(f'SELECT id FROM main."{ledger}"').fetchall():
            row = self.look(shape, record) or {}
            self._rows.put(shape, row, dict(row))

    def look(self, shape: Shape, record: str) -> Row | None:
        """The row itself, shared within the transaction; whoever wants to change it copies it."""
        return self._rows.look(shape, record)

    def _fresh(self, shape: Shape, values: Row) -> Row:
        from uuid6 import uuid7

        row: Row = dict.fromkeys(shape.columns)
        row.update((f.name, f.default) for f in shape.ledger.fields if f.default is not None)
        row.update(id=str(uuid7()), voided=0)
        if shape.ledger.lifecycle:
            row["state"] = shape.ledger.lifecycle.start
        if shape.ledger.numbered:
            row["number"] = self.book.next_number(shape.ledger)
        row.update(values)
        return row


def write(book: Book, actor: Actor, ledger: str, values: Row, record: str | None = None) -> Change:
    """Creates or changes one record as its ledger declares: by the area's own service, or a plain save."""
    declared = book.catalog.ledgers[ledger]
    book.rights.refuse(WRITE, ledger)
    if record is not None:
        values = _without_masks(book, ledger, record, values)
    else:
        values = {**dict(declared.fixed), **values}
        validity.refuse_unfilled((f for f in declared.fields if f.required and f.in_form and f.default is None), values)
    if declared.writes:
        change: Change = book.catalog.load(declared, declared.writes)(book, actor, values, record)
        return change
    verb = "change" if record else "new"
    with book.transaction(actor, verb) as t:
        saved = t.save(ledger, {**values, "id": record} if record else values)
        row = t.row(ledger, saved) or {}
        t.say(f"{verbs.done(verb)}{declared.title}「{row.get(declared.label) or ''}」")
    return t.change


def _without_masks(book: Book, ledger: str, record: str, values: Row) -> Row:
    """The values but those given back as they were shown, masked: they stay what they are."""
    table, shown = book.catalog.table(ledger), None
    for field in table.fields:
        if field.name in values and book.rights.hides(table, field.mask) and not field.ref:
            shown = shown or book.read.get(ledger, record) or {}
            if "*" in str(values[field.name]) and values[field.name] == shown.get(field.name):
                values = {name: value for name, value in values.items() if name != field.name}
    return values


def void(book: Book, actor: Actor, ledger: str, record: str, why: str = "") -> Change:
    """Voids one record by the word its ledger has for it."""
    declared = book.catalog.ledgers[ledger]
    book.rights.refuse(VOID, ledger)
    with book.transaction(actor, "void", why) as t:
        t.void(ledger, record)
        t.say(f"已{declared.void}{declared.title}「{book.read.label(ledger, record)}」")
    return t.change


def _say_why(error: BaseException) -> None:
    """Refuses in words when the machine failed us; does nothing when the mistake is the program's own."""
    reason = engine.reason(error)
    if reason:
        raise Refused(
            f"没有存上：{reason}。", "台账还是刚才的样子，您写的还在屏幕上。", "请看看磁盘和文件夹，再存一次。"
        ) from error
