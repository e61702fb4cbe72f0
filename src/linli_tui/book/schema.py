"""One integer for the shape of the whole book: migrations, what they mean for old lines, indexes, upgrade."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from linli_tui.book import engine, journal
from linli_tui.book.reading import sort_value
from linli_tui.core import clock
from linli_tui.core.ledger import Catalog, Ledger
from linli_tui.core.refusal import Refused

if TYPE_CHECKING:
    from sqlite_utils import Database

TABLES = """
CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counter(
  ledger TEXT NOT NULL, epoch TEXT NOT NULL, year INTEGER NOT NULL, last INTEGER NOT NULL,
  PRIMARY KEY(ledger, epoch, year)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS epoch(
  id TEXT PRIMARY KEY, letter TEXT NOT NULL, parent TEXT, parent_n INTEGER, machine TEXT NOT NULL, started TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Add:
    """A new column; rows written before it have `default`."""

    table: str
    column: str
    default: Any = None


@dataclass(frozen=True, slots=True)
class Rename:
    """A column bears a new name from here on."""

    table: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Drop:
    """A column is gone from here on; its name is never used again."""

    table: str
    column: str


Meaning = Add | Rename | Drop


def create(db: Database, table: str, needs: tuple[str, ...] = (), /, **columns: type) -> None:
    """A new strict table: id, voided, then the columns as declared (str or int); those in `needs` are never null."""
    every = {"id": str, "voided": int, **columns}
    db.table(table).create(every, pk="id", not_null={"voided", *needs}, strict=True)


class Migrations:
    """The migrations of one area, by the schema number of the book they belong to."""

    def __init__(self, area: str) -> None:
        self.area = area
        self.steps: dict[int, Callable[[Database], None]] = {}
        self.meanings: dict[int, tuple[Meaning, ...]] = {}
        self.new_values: dict[int, Callable[[Upgrade], None]] = {}

    def __call__(self, number: int, *meanings: Meaning) -> Callable[[Callable[[Database], None]], None]:
        """Declares a step: a function that reshapes tables, and what that means for lines written before."""

        def keep(step: Callable[[Database], None]) -> None:
            self.steps[number], self.meanings[number] = step, meanings

        return keep

    def values(self, number: int) -> Callable[[Callable[[Upgrade], None]], None]:
        """Declares the values a step moves: a function that saves them line by line, after the tables are reshaped."""

        def keep(step: Callable[[Upgrade], None]) -> None:
            self.new_values[number] = step

        return keep


class Upgrade:
    """What a step may do with values: read rows and set columns, each as a line of the journal."""

    def __init__(self, connection: engine.Connection, pen: journal.Pen) -> None:
        self._connection, self._pen = connection, pen

    def rows(self, table: str) -> list[dict[str, Any]]:
        """All rows of a table as dicts."""
        cursor = self._connection.execute(f'SELECT * FROM main."{table}"')
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def set(self, table: str, record: str, **values: Any) -> None:
        """Sets columns of one row and journals old and new."""
        columns = ", ".join(f'"{name}"' for name in values)
        old = self._connection.execute(f'SELECT {columns} FROM main."{table}" WHERE id=?', (record,)).fetchone()
        assigned = ", ".join(f'"{name}"=?' for name in values)
        self._connection.execute(f'UPDATE main."{table}" SET {assigned} WHERE id=?', (*values.values(), record))
        changes = {n: (o, values[n]) for n, o in zip(values, old, strict=True) if o != values[n]}
        if changes:
            self._pen.note(table, record, changes)


def migrations(catalog: Catalog) -> list[Migrations]:
    """The migrations of all areas in the order of their digits."""
    return [area.load(area.schema) for area in catalog.areas]


def latest(catalog: Catalog) -> int:
    """The schema number this program writes."""
    return max((number for set_ in migrations(catalog) for number in set_.steps), default=0)


def meanings(catalog: Catalog) -> dict[int, tuple[Meaning, ...]]:
    """What each schema number means for lines written before it."""
    found: dict[int, tuple[Meaning, ...]] = {}
    for set_ in migrations(catalog):
        for number, meaning in set_.meanings.items():
            found[number] = (*found.get(number, ()), *meaning)
    return found


def rewritten(catalog: Catalog) -> set[int]:
    """The schema numbers whose steps move values; what was written before them cannot simply be put back."""
    return {number for set_ in migrations(catalog) for number in set_.new_values}


def get_meta(connection: engine.Connection, key: str, default: str = "") -> str:
    """A fact about the file itself, such as its schema number."""
    row = connection.execute("SELECT value FROM main.meta WHERE key=?", (key,)).fetchone()
    return str(row[0]) if row else default


def set_meta(connection: engine.Connection, key: str, value: str) -> None:
    """Keeps a fact about the file itself."""
    connection.execute("INSERT OR REPLACE INTO main.meta VALUES (?,?)", (key, value))


def upgrade(connection: engine.Connection, catalog: Catalog, epoch: str, machine: str) -> int:
    """Brings the tables to this program's schema inside the caller's transaction; returns the number reached.

    Every number is a line of its own, followed by the lines of the values it moves.
    Raises Refused when the book was written by a newer program.
    """
    current, target = _refuse_newer(connection, catalog)
    sets = migrations(catalog)
    if current < target:
        _drop_indexes(connection)
    for number in range(current + 1, target + 1):
        db = engine.tables(connection)
        for set_ in sets:
            if number in set_.steps:
                set_.steps[number](db)
        pen = journal.Pen(connection, epoch, machine, "program", number, "upgrade")
        pen.note("book", get_meta(connection, "book"), {"_schema": (number - 1, number)})
        for set_ in sets:
            if number in set_.new_values:
                set_.new_values[number](Upgrade(connection, pen))
        pen.write(clock.instant())
        set_meta(connection, "schema", str(number))
    make_indexes(connection, catalog)
    return target


def is_behind(connection: engine.Connection, catalog: Catalog) -> bool:
    """Whether the book was written by an older program; not one that has no schema yet."""
    return 0 < int(get_meta(connection, "schema", "0")) < latest(catalog)


def refuse_other(connection: engine.Connection, catalog: Catalog) -> None:
    """Refuses to read a book of another schema, in a window that cannot bring it up."""
    current, target = _refuse_newer(connection, catalog)
    if current < target:
        raise Refused(
            "这本台账是用旧版程序写的，还没有升级。", "台账没有打开，内容没有动。", "请先在能改的窗口里打开它一次。"
        )


def _refuse_newer(connection: engine.Connection, catalog: Catalog) -> tuple[int, int]:
    current, target = int(get_meta(connection, "schema", "0")), latest(catalog)
    if current > target:
        raise Refused(
            "这本台账是用更新的程序写的，这台电脑上的程序还不认识。",
            "台账没有打开，内容没有动。",
            "请先把这台电脑上的程序换成新版。",
        )
    return current, target


def make_indexes(connection: engine.Connection, catalog: Catalog) -> None:
    """Remakes the indexes from the declarations when those have changed."""
    wanted = dict(_indexes(catalog))
    mark = sha256(repr(sorted(wanted.items())).encode()).hexdigest()
    if get_meta(connection, "indexes") == mark:
        return
    _drop_indexes(connection)
    for name, (table, columns) in wanted.items():
        connection.execute(f'CREATE INDEX main."{name}" ON "{table}"({", ".join(columns)})')
    set_meta(connection, "indexes", mark)


def _drop_indexes(connection: engine.Connection) -> None:
    """Indexes stand in the way of a step that drops or renames a column; they are remade from the declarations."""
    found = connection.execute("SELECT name FROM main.sqlite_master WHERE type='index' AND name GLOB 'ix_*'").fetchall()
    for (name,) in found:
        connection.execute(f'DROP INDEX main."{name}"')
    set_meta(connection, "indexes", "")


def _indexes(catalog: Catalog) -> Iterator[tuple[str, tuple[str, tuple[str, ...]]]]:
    for ledger in catalog.ledgers.values():
        for equal, order in dict.fromkeys(_orders(ledger)):
            columns = tuple(f'"{name}"' for name in equal) + tuple(sort_value(name, "") for name in order)
            yield f"ix_{ledger.table}__{'__'.join((*equal, 'by', *order))}", (ledger.table, columns)


def _orders(ledger: Ledger) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """(columns compared for equality, columns ordered by) of every way this ledger is read."""
    fixed = (*(name for name, _ in ledger.fixed), "voided")
    sorts = [(*sort.columns, "id") for sort in ledger.sorts] or [("id",)]
    yield from ((fixed, order) for order in sorts)
    yield from (((*fixed, name), sorts[0]) for name in ledger.filters)
    if not ledger.base:
        yield from (((ref.name,), ()) for ref in ledger.refs)
    if ledger.dated:
        yield (ledger.dated.key, ())
