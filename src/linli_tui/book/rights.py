"""What the signed-in person may do and read: the matrix of grants, and TEMP VIEWs that bear the tables' names.

The views hold row rights and masks, so that whatever reads through them (lists, counts, finder, history, reports, the
command line) cannot show more than a screen does. A column of a masked class is shown by the SQL function `shown`.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import Any

from linli_tui.book.engine import Connection
from linli_tui.core import names
from linli_tui.core.access import BOOK, COUNT, EVERYTHING, READ, Actor, Allowed, allowed
from linli_tui.core.ledger import Catalog, Ledger
from linli_tui.core.refusal import Refused

TABLES = """
CREATE TEMP TABLE IF NOT EXISTS today(day TEXT NOT NULL);
CREATE TEMP TABLE IF NOT EXISTS here(place TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS me(person TEXT PRIMARY KEY) WITHOUT ROWID;
"""
"""The civil day, for views that ask what holds today: (SELECT day FROM today), kept true by the reader; the places of
the reader's posts; the reader."""
NOTHING = Allowed()
AGGREGATE = re.compile(r"\b(?:count|sum|total|avg)\s*\(", re.IGNORECASE)
"""What a column of part of the rows would tell wrongly."""
LIST = re.compile(r"\b(?:FROM|JOIN)\s+(?:temp\.)?\w+_list\b")
NAMED = re.compile(r'\b(FROM|JOIN)\s+"?(\w+)"?')


class Rights:
    """What one person may do with one open book; made anew at every sign-in."""

    def __init__(self, connection: Connection, catalog: Catalog, actor: Actor) -> None:
        self.actor = actor
        self._connection, self._catalog = connection, catalog
        self._bare = actor.is_owner
        self._are_wide, self._stale = False, True
        self._open: set[tuple[str, str]] = set()
        self._allowed = {ledger.name: self._granted(ledger) for ledger in catalog.tables()}
        self._book = allowed(_grants_on_book(catalog), BOOK, actor.posts)
        connection.create_function("shown", 4, self._shown)
        _fill(connection, actor)
        self._views, whole = _Views(connection, catalog, self), _Views(connection, catalog, self, wide=True)
        self._mine = dict(self._views.all())
        self._wide = {name: sql for name, sql in whole.all() if sql != self._mine[name]}
        self._reached = dict(self._in_order())
        for name in self._reached:
            connection.execute(f'DROP TABLE IF EXISTS temp."reach_{name}"')
            connection.execute(f'CREATE TEMP TABLE "reach_{name}"(id TEXT PRIMARY KEY) WITHOUT ROWID')
        make(connection, self._mine)

    def _granted(self, table: Ledger) -> Allowed:
        if self.actor.is_owner:
            return EVERYTHING
        return allowed(self._catalog.area(table).grants, table.name, self.actor.posts)

    def on(self, ledger: Ledger | str) -> Allowed:
        """What may be done with a ledger; a slice is its table."""
        return self._allowed[self._catalog.table(ledger).name]

    def may(self, right: str, ledger: str = BOOK) -> bool:
        """Whether a right on a ledger, or on the book as a whole, is given at all."""
        if self.actor.is_owner:
            return True
        return bool((self._book if ledger == BOOK else self.on(ledger)).scopes(right))

    def refuse(self, right: str, ledger: str = BOOK) -> None:
        """Refuses what no post of this person allows."""
        if not self.may(right, ledger):
            raise not_allowed(self.actor)

    def hides(self, ledger: Ledger | str, mask: str) -> bool:
        """Whether a masking class is masked for this person in a ledger."""
        clear = self.on(ledger).clear
        return bool(mask) and mask not in clear and "*" not in clear

    def is_open(self, record: str, field: str) -> bool:
        """Whether a field of a record is shown for a reason given."""
        return self._bare or (record, field) in self._open

    def open(self, record: str, field: str) -> None:
        """Shows one masked field of one record until `shut`; `book.looks` writes down that it was."""
        self._open.add((record, field))

    def shut(self, record: str = "", field: str = "") -> None:
        """Masks one field again, or all that were open."""
        self._open = self._open - {(record, field)} if record else set()

    @contextlib.contextmanager
    def bare(self) -> Iterator[None]:
        """Inside it nothing is masked, for what masks by itself what it writes; rows stay as they are."""
        before, self._bare = self._bare, True
        try:
            yield
        finally:
            self._bare = before

    @contextlib.contextmanager
    def wide(self) -> Iterator[None]:
        """Inside it rules see every row whole: those that decide must not go by what one person may see."""
        before, self._are_wide = self._are_wide, True
        if not before:
            make(self._connection, self._wide)
        try:
            with self.bare():
                yield
        finally:
            self._are_wide = before
            self.settle()

    def reach(self, table: Ledger, right: str = READ) -> str:
        """The condition on a row `r` that a right reaches it where it reaches some; "" where it reaches all or none."""
        scopes = self.on(table).scopes(right)
        if not scopes or "all" in scopes:
            return ""
        rows = (f"({ {'here': table.here, 'own': table.own}[scope] or '0' })" for scope in sorted(scopes))
        return " OR ".join(rows).replace("every.", "main.")

    def _in_order(self) -> Iterator[tuple[str, str]]:
        """(table, SELECT of the ids that may be read) where it is only some, after those the condition looks into."""
        waiting = {table.name: reach for table in self._catalog.tables() if (reach := self.reach(table))}
        while waiting:
            name = next(n for n, reach in waiting.items() if not self.tables(reach) & (waiting.keys() - {n}))
            yield name, f'SELECT r.id FROM main."{name}" r WHERE {waiting.pop(name)}'

    def reaches(self, right: str, table: str, record: str) -> bool:
        """Whether a right reaches a row, as it stands now."""
        ledger = self._catalog.ledgers[table]
        reach = self.reach(ledger, right)
        if not reach:
            return self.may(right, table)
        query = f'SELECT 1 FROM main."{table}" r WHERE r.id=? AND ({reach})'
        return self._connection.execute(query, (record,)).fetchone() is not None

    def changed(self) -> None:
        """Something was written, or it is another day: which rows may be read is found out anew before the next."""
        self._stale = True

    def refresh(self) -> None:
        """Finds out which rows may be read where it is only some."""
        if self._stale and not self._are_wide:
            self._stale = False
            for name, ids in self._reached.items():
                self._connection.execute(f'DELETE FROM temp."reach_{name}"')
                self._connection.execute(f'INSERT INTO temp."reach_{name}" {ids}')

    def settle(self) -> None:
        """Makes this person's views again: after wider ones, or a ROLLBACK, which takes views back as well."""
        if not self._are_wide:
            make(self._connection, {name: self._mine[name] for name in self._wide})

    def tables(self, sql: str) -> set[str]:
        """The ledgers a SELECT reads."""
        found: set[str] = set()
        for name in re.findall(r'\b(?:FROM|JOIN)\s+(?:temp\.)?"?(\w+)', sql):
            ledger = self._catalog.ledgers.get(name.removesuffix("_list"))
            if ledger is not None:
                computed = (c for c in ledger.computed if name.endswith("_list") and re.search(rf"\b{c.name}\b", sql))
                found.update({ledger.name}, *(self.tables(c.sql) for c in computed))
        return found

    def is_whole(self, table: str) -> bool:
        """Whether every row of a ledger may be read."""
        return self.on(table).scopes(READ) == {"all"}

    def counts(self, sql: str) -> str:
        """How a figure may be counted: "plain" by what is read, "wide" where counting is given, "" not at all.

        A figure of some of the rows would pass for the whole: it is never shown.
        """
        hidden = [table for table in self.tables(sql) if not self.is_whole(table)]
        if not hidden or self._are_wide:
            return "plain"
        return "wide" if all(self.may(COUNT, table) for table in hidden) else ""

    def reads(self, sql: str) -> bool:
        """Whether whatever a SELECT looks into may be read, all or some of it."""
        return self._are_wide or all(self.may(READ, table) for table in self.tables(sql))

    def sees(self, table: str, record: str) -> bool:
        """Whether a row of a table is among those this person may read."""
        if self.is_whole(table):
            return True
        return self._connection.execute(f'SELECT 1 FROM temp."{table}" WHERE id=?', (record,)).fetchone() is not None

    def saw(self, table: str, record: str) -> bool:
        """Whether a row was among those this person may read when they were last found out."""
        if table not in self._reached:
            return self.may(READ, table)
        return (
            self._connection.execute(f'SELECT 1 FROM temp."reach_{table}" WHERE id=?', (record,)).fetchone() is not None
        )

    def _shown(self, mask: str, value: Any, record: str, field: str) -> Any:
        if value is None or self._bare or (record, field) in self._open:
            return value
        return masked(mask, str(value))


def masked(mask: str, text: str) -> str:
    """A text under its masking class; of several names each by itself."""
    return (
        "、".join(names.mask(mask, piece) for piece in text.split("、")) if mask == "name" else names.mask(mask, text)
    )


def not_allowed(actor: Actor) -> Refused:
    """The refusal of what no post allows."""
    if actor.is_caretaker:
        return Refused(
            "任期已经到了，现在是看守期，不能办这件事。", "什么也没有改。", "可以看、备份、移交，急事先记下来。"
        )
    if not actor.id:
        return Refused("还没有登录。", "什么也没有改。", "请先选名字，输密码。")
    return Refused("您现在的职务不能办这件事。", "什么也没有改。", "请找会长、主任或秘书来办。")


def make(connection: Connection, views: dict[str, str]) -> None:
    """Makes TEMP VIEWs of these names instead of those there are."""
    for name, sql in views.items():
        connection.execute(f'DROP VIEW IF EXISTS temp."{name}"')
        connection.execute(f'CREATE TEMP VIEW "{name}" AS {sql}')


class _Views:
    """The SELECTs behind the views of one person; when `wide`, with all rows instead of his."""

    def __init__(self, connection: Connection, catalog: Catalog, rights: Rights, wide: bool = False) -> None:
        self._connection, self._catalog, self._rights, self._all = connection, catalog, rights, wide

    def all(self) -> Iterator[tuple[str, str]]:
        """(name, SELECT) of every view."""
        for ledger in self._catalog.ledgers.values():
            yield ledger.name, self.rows(ledger)
            yield f"{ledger.name}_list", self.listed(ledger)

    def rows(self, ledger: Ledger) -> str:
        """The rows that may be read, masked."""
        if ledger.base:
            return f'SELECT * FROM temp."{ledger.base}" r WHERE {_fixed(ledger)}'
        return f"SELECT {self._columns(ledger)} FROM {self._reach(ledger)}"

    def listed(self, ledger: Ledger) -> str:
        """The same with labels of references and computed columns, which see the row itself, not its masks."""
        table = self._catalog.table(ledger)
        labels = (
            f'(SELECT l."{self._catalog.ledgers[f.ref].label}" FROM temp."{self._catalog.table(f.ref).name}" l '
            f'WHERE l.id=r."{f.name}") AS "{f.name}_label"'
            for f in table.refs
        )
        computed = (self._computed(ledger, c.name, c.sql, c.mask) for c in ledger.computed)
        shown = ", ".join([self._columns(table), *labels, *computed])
        fixed = f" AND {_fixed(ledger)}" if ledger.base else ""
        return f"SELECT {shown} FROM {self._reach(table)}{fixed}"

    def _computed(self, ledger: Ledger, name: str, sql: str, mask: str) -> str:
        if not self._all and not all(map(self._rights.is_whole, self._rights.tables(sql))):
            if AGGREGATE.search(sql):
                if self._rights.counts(sql) != "wide" or LIST.search(sql):
                    return f'NULL AS "{name}"'
                sql = NAMED.sub(self._whole, sql)
            elif not self._rights.reads(sql):
                return f'NULL AS "{name}"'
        hidden = self._rights.hides(ledger, mask)
        return f"shown('{mask}', ({sql}), r.id, '{name}') AS \"{name}\"" if hidden else f'({sql}) AS "{name}"'

    def _whole(self, named: re.Match[str]) -> str:
        """FROM or JOIN of every row of a ledger, instead of those that may be read."""
        ledger = self._catalog.ledgers.get(named[2])
        if ledger is None or self._rights.is_whole(ledger.name):
            return named[0]
        table = self._catalog.table(ledger)
        conditions = [*([_fixed(ledger)] if ledger.base else []), *self._standing(table, "r")]
        return f'{named[1]} (SELECT r.* FROM main."{table.name}" r WHERE {" AND ".join(conditions) or "1"})'

    def _standing(self, table: Ledger, row: str) -> list[str]:
        """The condition that what a part belongs to stands, by the tables themselves; none for what is no part."""
        if not table.part_of:
            return []
        parent, link = self._catalog.table(table.part_of), self._catalog.part_field(table).name
        above = " AND ".join([f'{row}p.id={row}."{link}"', f"{row}p.voided=0", *self._standing(parent, f"{row}p")])
        return [f'EXISTS (SELECT 1 FROM main."{parent.name}" {row}p WHERE {above})']

    def _columns(self, table: Ledger) -> str:
        hidden = self._hidden(table)
        if not hidden:
            return "r.*"
        names_ = [row[1] for row in self._connection.execute(f'PRAGMA main.table_info("{table.name}")')]
        return ", ".join(f'{hidden[name]} AS "{name}"' if name in hidden else f'r."{name}"' for name in names_)

    def _hidden(self, table: Ledger) -> dict[str, str]:
        """What is shown instead of columns that are masked, and of those derived from them."""
        if self._rights.actor.is_owner:
            return {}
        hidden = {
            f.name: f"shown('{f.mask}', r.\"{f.name}\", r.id, '{f.name}')"
            for f in table.fields
            if not f.ref and self._rights.hides(table, f.mask)
        }
        for derived in table.derived:
            if not derived.ref and any(self._hides(table, need) for need in derived.needs):
                hidden[derived.name] = f"shown('text', r.\"{derived.name}\", r.id, '{derived.name}')"
        return hidden

    def _hides(self, table: Ledger, need: str) -> bool:
        """Whether an input of a derived column is masked: one's own, or that of the row referred to."""
        name, _, column = need.partition(".")
        field = next((f for f in table.fields if f.name == name), None)
        if field is None:
            return False
        if not column:
            return not field.ref and self._rights.hides(table, field.mask)
        other = self._catalog.table(field.ref)
        return any(f.name == column and self._rights.hides(other, f.mask) for f in other.fields)

    def _reach(self, table: Ledger) -> str:
        """The rows `r` that may be read, parts only of what stands; a few are fetched by their ids."""
        reach = "" if self._all else self._rights.reach(table)
        rows = f'temp."reach_{table.name}" k CROSS JOIN main."{table.name}" r' if reach else f'main."{table.name}" r'
        may = "r.id=k.id" if reach else "1" if self._all or self._rights.may(READ, table.name) else "0"
        if not table.part_of:
            return f"{rows} WHERE {may}"
        parent, link = self._catalog.table(table.part_of).name, self._catalog.part_field(table).name
        standing = f'EXISTS (SELECT 1 FROM temp."{parent}" p WHERE p.id=r."{link}" AND p.voided=0)'
        return f"{rows} WHERE {may} AND {standing}"


def _grants_on_book(catalog: Catalog) -> list[Any]:
    return [grant for area in catalog.areas for grant in area.grants if BOOK in grant.ledgers]


def _fill(connection: Connection, actor: Actor) -> None:
    for statement in TABLES.strip().splitlines():
        connection.execute(statement)
    connection.execute("DELETE FROM temp.here")
    connection.execute("DELETE FROM temp.me")
    connection.executemany("INSERT INTO temp.here VALUES (?)", ((place,) for place in actor.places))
    connection.execute("INSERT INTO temp.me VALUES (?)", (actor.id,))


def _fixed(ledger: Ledger) -> str:
    return " AND ".join(f"r.\"{name}\"='{value}'" for name, value in ledger.fixed)
