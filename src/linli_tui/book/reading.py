"""Reading a book: pages of a list by keyset, one record, parts, labels; always through the actor's views."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from linli_tui.book import engine, finder
from linli_tui.book.case_key import CaseKey, shown
from linli_tui.book.engine import Connection
from linli_tui.book.rights import Rights
from linli_tui.core import clock
from linli_tui.core.ledger import Catalog, Duty, Field, Ledger, MonthLine, Sort

Row = dict[str, Any]
Key = tuple[Any, ...]
FEW = 5_000
"""Up to so many hits of a search are sorted; beyond, the order is walked and each row's text looked into."""


@dataclass(frozen=True, slots=True)
class Query:
    """Which rows of a ledger, in which order: filters are (list column, value or values), words are for the finder.

    `descending` turns the declared order round. `on` keeps the facts that hold that day; `voided` shows only what was
    voided. `where` is a declared condition on the row `r`, with its :name values in `binds`.
    """

    ledger: str
    sort: str = ""
    descending: bool = False
    filters: tuple[tuple[str, Any], ...] = ()
    words: str = ""
    on: str = ""
    voided: bool = False
    where: str = ""
    binds: tuple[tuple[str, Any], ...] = ()


@dataclass(slots=True)
class Chosen:
    """Rows being chosen: from where, by which columns in order, under which conditions; `r` is the row."""

    source: str
    order: tuple[str, ...]
    where: list[str]
    params: list[Any]

    def add(self, condition: str, value: Any) -> None:
        """One more condition with its one value."""
        self.where.append(condition)
        self.params.append(value)

    def beyond(self, key: Key, sign: str) -> Iterator[Chosen]:
        """Only rows on one side of a key, in pieces from near to far: equal in all columns but the last, in fewer …

        An index of expressions is entered by such comparisons; by one of whole rows it would be walked from its start.
        """
        values = [*map(sort_value, self.order)]
        for equal in reversed(range(len(values))):
            piece = replace(self, order=self.order[equal:], where=[*self.where], params=[*self.params])
            for name, value in zip(values[:equal], key, strict=False):
                piece.add(f"{name} = ?", value)
            piece.add(f"{values[equal]} {sign} ?", key[equal])
            yield piece

    def sql(self, what: str, tail: str = "") -> tuple[str, tuple[Any, ...]]:
        """The SELECT and its values."""
        return f"SELECT {what} FROM {self.source} WHERE {' AND '.join(self.where)} {tail}", tuple(self.params)


class Reader:
    """All reading of one open book."""

    _rights: Rights

    def __init__(self, connection: Connection, catalog: Catalog) -> None:
        self._connection, self.catalog = connection, catalog
        self._day = ""
        self.case_key = CaseKey()
        """What opens sealed fields, once somebody has (`book.sealing`)."""
        connection.create_function("holds", -1, self._holds)

    @property
    def rights(self) -> Rights:
        """What the person signed in may see; set by the book at every sign-in."""
        return self._rights

    @rights.setter
    def rights(self, rights: Rights) -> None:
        """They are somebody else's: what was opened is shut."""
        self._rights, self.case_key = rights, CaseKey()

    def sql(self, query: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> list[Row]:
        """Rows of any SELECT over the views, as dicts; values by position or by name."""
        values = params if isinstance(params, Mapping) else tuple(params)
        self.turn_the_page()
        verb = query.lstrip()[:6].upper()
        if not verb.startswith(("SELECT", "WITH")):
            raise ValueError("only reading")
        cursor = self._connection.cursor()
        if verb.startswith("WITH"):  # what follows it may still write
            with engine.writing_nothing(self._connection):
                cursor.execute(query, values)
        else:
            cursor.execute(query, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def turn_the_page(self) -> None:
        """Tells the views which day it is; inside a transaction the day it began on stays."""
        day = clock.today().isoformat()
        if day != self._day and not self._connection.in_transaction:
            self._connection.execute("DELETE FROM temp.today")
            self._connection.execute("INSERT INTO temp.today VALUES (?)", (day,))
            self._day = day
            self.rights.changed()
        self.rights.refresh()

    def one(self, query: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> Any:
        """The first value of the first row, or None."""
        rows = self.sql(query, params)
        return next(iter(rows[0].values())) if rows else None

    def figure(self, query: str, params: Mapping[str, Any] | None = None) -> Any:
        """The one value of a declared figure or duty, which names nobody; None where it is not for this person."""
        how = self.rights.counts(query)
        if how != "wide":
            return self.one(query, params or {}) if how else None
        with self.rights.wide():
            return self.one(query, params or {})

    def due(self, duty: Duty) -> int:
        """How often something asks to be done that this person may read; 0 where it is not for him."""
        if not self.rights.reads(duty.sql):
            return 0
        today = (clock.today().isoformat(),) * duty.sql.count(":today")
        return int(self.one(duty.sql.replace(":today", "?"), today) or 0)

    def month(self, line: MonthLine, first: str, following: str) -> Any:
        """A figure of the month [first, following) as this person may count it; None where it is not for him."""
        query = f'SELECT {line.measure} FROM temp."{line.ledger}" r WHERE r.voided=0 AND ({line.where})'
        return self.figure(query, {"first": first, "next": following})

    def get(self, ledger: str, record: str) -> Row | None:
        """One record of the list view, voided or not; None when there is none or it may not be seen.

        Its sealed fields are in clear where they were opened; in lists they never are.
        """
        rows = self.sql(f'SELECT * FROM temp."{ledger}_list" WHERE id=?', (record,))
        return shown(self.catalog.table(ledger), rows, self.case_key)[0] if rows else None

    def label(self, ledger: str, record: str) -> str:
        """How a record is called elsewhere; "" when it may not be seen."""
        column = self.catalog.ledgers[ledger].label
        return str(self.one(f'SELECT "{column}" FROM temp."{ledger}" WHERE id=?', (record,)) or "")

    def named(self, field: Field, value: str, ledger: str) -> str:
        """A field of kind ledger by its title; one of kind record by what that record of `ledger` is called."""
        if field.kind == "record":
            return (self.label(ledger, value) if ledger in self.catalog.ledgers else "") or "（已不在）"
        return self.catalog.ledgers[value].title if value in self.catalog.ledgers else value

    def parts(self, part: str, parent: str) -> list[Row]:
        """The standing parts of a record in their order."""
        ledger = self.catalog.ledgers[part]
        link = self.catalog.part_field(ledger).name
        order = ", ".join(f'"{name}"' for name in (ledger.order, "id") if name)
        query = f'SELECT * FROM temp."{part}_list" WHERE "{link}"=? AND voided=0 ORDER BY {order}'
        return shown(self.catalog.table(ledger), self.sql(query, (parent,)))

    def page(self, query: Query, *, after: Key | None = None, before: Key | None = None, limit: int = 200,
             last: bool = False) -> list[Row]:  # fmt: skip
        """Up to `limit` rows in order: from the top, after a key, before a key, or the last ones."""
        backwards, descending = last or before is not None, self._descending(query)
        chosen = self._chosen(query)
        key = after if after is not None else before
        pieces: Iterable[Chosen] = (chosen,)
        if key is not None:
            pieces = chosen.beyond(key, ">" if backwards == descending else "<")
        rows: list[Row] = []
        for piece in pieces:
            if len(rows) < limit:
                rows += self._rows(query, piece, backwards != descending, "LIMIT ?", limit - len(rows))
        return rows[::-1] if backwards else rows

    def at(self, query: Query, index: int, limit: int) -> list[Row]:
        """Rows by position, for a dragged scroll bar; costs as much as it skips."""
        return self._rows(query, self._chosen(query), self._descending(query), "LIMIT ? OFFSET ?", limit, index)

    def count(self, query: Query) -> int:
        """How many rows there are."""
        return int(self.one(*self._chosen(query).sql("count(*)")))

    def position(self, query: Query, record: str) -> int | None:
        """The place of a record in the list, from 0; None when it is not in it."""
        chosen = self._chosen(query)
        found = self._chosen(query)
        found.add("r.id=?", record)
        row = self.sql(*found.sql("r.*"))
        if not row:
            return None
        before = chosen.beyond(self.key(query, row[0]), ">" if self._descending(query) else "<")
        return sum(int(self.one(*piece.sql("count(*)"))) for piece in before)

    def _rows(self, query: Query, chosen: Chosen, descending: bool, tail: str, *bounds: int) -> list[Row]:
        direction = "DESC" if descending else "ASC"
        order = ", ".join(f"{name} {direction}" for name in map(sort_value, chosen.order))
        view = _list(query.ledger)
        if chosen.source in (_plain(query.ledger), view):
            sql, params = replace(chosen, source=view).sql("r.*", f"ORDER BY {order} {tail}")
            return shown(self.catalog.table(query.ledger), self.sql(sql, (*params, *bounds)))
        sql, params = chosen.sql("r.id", f"ORDER BY {order} {tail}")
        ids = [row["id"] for row in self.sql(sql, (*params, *bounds))]
        rows = self.sql(f"SELECT * FROM {view} WHERE r.id IN ({', '.join('?' * len(ids))})", ids)
        place = {record: position for position, record in enumerate(ids)}
        return shown(self.catalog.table(query.ledger), sorted(rows, key=lambda row: place[row["id"]]))

    def key(self, query: Query, row: Row) -> Key:
        """The keyset key of a row: what its order goes by, and its id."""
        return tuple(row[name] if row[name] is not None else "" for name in self._order(query))

    def _source(self, query: Query) -> str:
        """The bare rows of a ledger; its list where a filter asks what only the list works out."""
        computed = {column.name for column in self.catalog.ledgers[query.ledger].computed}
        return _list(query.ledger) if computed & {name for name, _value in query.filters} else _plain(query.ledger)

    def _descending(self, query: Query) -> bool:
        return query.descending != _sort(self.catalog.ledgers[query.ledger], query.sort).descending

    def _order(self, query: Query) -> tuple[str, ...]:
        ledger = self.catalog.ledgers[query.ledger]
        return (*_sort(ledger, query.sort).columns, "id")

    def _chosen(self, query: Query) -> Chosen:
        chosen = Chosen(self._source(query), self._order(query), [], [])
        if query.words.strip():
            self._choose_by_words(query, chosen)
        chosen.add("r.voided=?", int(query.voided))
        for name, value in query.filters:
            if isinstance(value, tuple):
                chosen.where.append(f'r."{name}" IN ({", ".join("?" * len(value))})')
                chosen.params.extend(value)
            else:
                chosen.add(f'r."{name}" IS ?', value)
        if query.where:
            condition, values = _positional(query.where, dict(query.binds))
            chosen.where.append(f"({condition})")
            chosen.params += values
        dated = self.catalog.ledgers[query.ledger].dated
        if query.on and dated:
            chosen.add(f"ifnull(r.\"{dated.start}\", '') <= ?", query.on)
            chosen.add(f"ifnull(r.\"{dated.end}\", '9999') > ?", query.on)
        return chosen

    def _choose_by_words(self, query: Query, chosen: Chosen) -> None:
        words, numbers = finder.split(query.words), self._numbers()
        many = finder.more_than(self._connection, query.words, FEW, numbers)
        if many and not any(word.isascii() for word in words):
            for word in words:
                chosen.add("EXISTS (SELECT 1 FROM main.desk_found f WHERE f.record=r.id AND instr(f.text, ?))", word)
        else:
            chosen.source = f"{finder.SOURCE} CROSS JOIN {chosen.source} ON r.id=f.record"
            chosen.add("desk_finder MATCH ?", finder.match(query.words, numbers))
            chosen.add("f.ledger=?", self.catalog.ledgers[query.ledger].table)
        table = self.catalog.table(query.ledger)
        if self._masked(table):
            columns = ", ".join(f'r."{f.name}"' for f in finder.searched(table))
            chosen.add(f"holds('{table.name}', ?, {columns})", query.words)

    def _numbers(self) -> str:
        """How this person finds telephone and identity numbers: whoever sees them masked only by the whole number."""
        tables = [table for table in self.catalog.tables() if any(f.find == "whole" for f in table.fields)]
        if not any(self.rights.hides(t, f.mask) for t in tables for f in t.fields if f.find == "whole"):
            return finder.PART
        return finder.WHOLE if self.rights.may("look") else finder.NEVER

    def _masked(self, table: Ledger) -> bool:
        """Whether the finder keeps anything of a table that this person sees masked."""
        return any(self.rights.hides(table, f.mask) for f in table.fields if f.find and f.find != "whole")

    def _holds(self, table: str, words: str, *values: Any) -> bool:
        fields = finder.searched(self.catalog.ledgers[table])
        row = {f.name: value for f, value in zip(fields, values, strict=True)}
        return finder.holds(fields, row, words, self._numbers())

    def find(self, words: str, limit: int = 50) -> list[finder.Found]:
        """Records of all ledgers that hold the words, as far as this actor may see them."""
        found: list[finder.Found] = []
        numbers = self._numbers()
        for table, record in finder.hits(self._connection, words, numbers):
            ledger = self.slice_of(table, record)
            row = ledger and self.get(ledger.name, record)
            if ledger and row and self._masked(self.catalog.table(ledger)):
                row = row if finder.holds(finder.searched(self.catalog.table(ledger)), row, words, numbers) else None
            if ledger and row and not row["voided"]:
                found.append(finder.Found(ledger.name, record, str(row[ledger.label] or ""), self._line(ledger, row)))
                if len(found) == limit:
                    break
        return found

    def slice_of(self, table: str, record: str) -> Ledger | None:
        """The ledger a row of a table is shown in: the slice its fixed column names, else the table's own."""
        slices = [ledger for ledger in self.catalog.ledgers.values() if ledger.base == table]
        rows = self.sql(f'SELECT * FROM temp."{table}" WHERE id=?', (record,)) if slices else []
        for ledger in slices:
            if rows and all(rows[0][name] == value for name, value in ledger.fixed):
                return ledger
        return self.catalog.ledgers.get(table)

    def _line(self, ledger: Ledger, row: Row) -> str:
        from linli_tui.core.show import cell

        names = [name for name in ledger.columns if name != ledger.label][:3]
        return "  ".join(filter(None, (cell(ledger, name, row) for name in names)))


def _positional(condition: str, binds: Mapping[str, Any]) -> tuple[str, list[Any]]:
    """A condition with a ? for every :name, and the values in that order."""
    values: list[Any] = []

    def place(name: re.Match[str]) -> str:
        values.append(binds[name[1]])
        return "?"

    return re.sub(r":([a-z_]+)", place, condition), values


def _sort(ledger: Ledger, name: str) -> Sort:
    return next((s for s in ledger.sorts if s.name == name), ledger.sorts[0] if ledger.sorts else Sort("", "", ()))


def _plain(ledger: str) -> str:
    return f'temp."{ledger}" r'


def _list(ledger: str) -> str:
    return f'temp."{ledger}_list" r'


def sort_value(column: str, row: str = "r.") -> str:
    """What an order compares for a column: nothing sorts last, and the same words stand in the index."""
    return f'{row}"id"' if column == "id" else f"ifnull({row}\"{column}\", '')"


def with_words(query: Query, words: str) -> Query:
    """The same list narrowed by words."""
    return replace(query, words=words)
