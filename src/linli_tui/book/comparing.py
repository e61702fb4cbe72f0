"""Holding the rows of a table against the lines that made them, against other rows, and against what finds them.

What is worked out row by row takes all rows of a table, or only those whose ids are given.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, Any

from linli_tui.book import finder
from linli_tui.book.dated import BEGINNING, END
from linli_tui.book.finding import Finding
from linli_tui.book.shape import Row, Shape
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.book.book import Book

Only = Collection[str] | None
"""Ids of rows; None for all there are."""


NOT_KEPT = object()
"""Stands for the text of a row the finder does not have."""


class Columns:
    """Columns of other tables that derived ones are made from, each read once."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._read: dict[tuple[str, str], dict[str, Any]] = {}

    def by_id(self, table: str, column: str) -> dict[str, Any]:
        """{id: value} of one column."""
        if (table, column) not in self._read:
            self._read[table, column] = dict(
                self._book.connection.execute(f'SELECT id, "{column}" FROM main."{table}"').fetchall()
            )
        return self._read[table, column]


def rows(book: Book, shape: Shape, only: Only = None) -> Iterator[Row]:
    """Rows as they are in the file, one by one."""
    names = shape.all_columns
    columns, within = ", ".join(f'"{name}"' for name in names), ""
    if only is not None:
        within = "WHERE id IN (SELECT value FROM json_each(?))"
    cursor = book.connection.execute(
        f'SELECT {columns} FROM main."{shape.ledger.name}" {within}', () if only is None else (json.dumps([*only]),)
    )
    return (dict(zip(names, row, strict=True)) for row in cursor)


def with_lines(shape: Shape, row: Row, wanted: Row | None) -> list[Finding]:
    """Columns of a row that are not what the lines say."""
    if wanted is None:
        return [_about(shape, row["id"], say("{ledger}有一条台账里有、流水里没有。", ledger=shape.ledger.title))]
    # An erased value, which equals anything, is only asked when it stands at the left.
    differing = [name for name in shape.columns[1:] if not wanted.get(name) == row[name]]  # noqa: SIM201
    titles = [{"ledger": shape.ledger.title, "field": _title(shape, name)} for name in differing]
    return [_about(shape, row["id"], say("{ledger}的「{field}」和流水不一样。", **title)) for title in titles]


def missing(shape: Shape, record: str) -> Finding:
    """A row the lines tell of is not there."""
    return _about(shape, record, say("{ledger}有一条流水里有、台账里没有。", ledger=shape.ledger.title))


def deriving(shape: Shape, columns: Columns, table_of: Callable[[str], str]) -> Callable[[Row], list[Finding]]:
    """What says of a row which of its derived columns are not what they are worked out to be."""

    def source(need: str) -> tuple[str, dict[str, Any] | None]:
        name, _, column = need.partition(".")
        return name, columns.by_id(table_of(shape.ledger.field(name).ref), column) if column else None

    made = [(derived.name, by, [source(need) for need in derived.needs]) for derived, by in shape.derived]

    def differing(row: Row) -> list[Finding]:
        found = []
        for name, by, sources in made:
            inputs = [row[need] if other is None else other.get(row[need]) for need, other in sources]
            if (by(*inputs) if by else inputs[0]) != row[name]:
                words = say("{ledger}有一栏（{field}）和推算的不一样。", ledger=shape.ledger.title, field=name)
                found.append(_about(shape, row["id"], words, "推算"))
        return found

    return differing


class Kept:
    """What the finder keeps of the rows of a table, and how many of them it has wrongly."""

    def __init__(self, book: Book, shape: Shape, only: Only = None) -> None:
        self._shape, self.wrong = shape, 0
        self._texts: dict[str, Any]
        self._whole = [f.name for f in shape.searched if f.find == "whole"]
        query = (
            "SELECT f.record, f.text, d.id FROM main.desk_found f LEFT JOIN main.desk_finder_docsize d ON d.id = f.id "
        )
        if only is None:
            found = book.connection.execute(f"{query} WHERE f.ledger=?", (shape.ledger.name,))
        else:
            within = "WHERE f.record IN (SELECT value FROM json_each(?))"
            found = book.connection.execute(query + within, (json.dumps([*only]),))
        self._texts = {record: text if indexed is not None else None for record, text, indexed in found.fetchall()}

    def compare(self, row: Row) -> None:
        """Counts the row where the finder has another text of it, or one it should not have."""
        text = finder.text_of(self._shape.searched, row)
        wanted = text if text or any(row[name] for name in self._whole) else NOT_KEPT
        self.wrong += self._texts.pop(row["id"], NOT_KEPT) != wanted

    def findings(self) -> Iterator[Finding]:
        """One for the table, where something is wrong; to be asked after all rows were compared."""
        wrong = self.wrong + len(self._texts)
        if wrong:
            words = say("{ledger}有{n}条在「查找」里不对。", ledger=self._shape.ledger.title, n=wrong)
            yield Finding("查找", self._shape.ledger.title, words, ledger=self._shape.ledger.name)


def among_themselves(book: Book, shape: Shape) -> Iterator[Finding]:
    """Numbers given twice, states nobody declared, circles, facts of one key that overlap."""
    table, life = shape.ledger.name, shape.ledger.lifecycle
    if shape.ledger.numbered:
        query = f'SELECT number, count(*) AS n FROM main."{table}" GROUP BY number'
        for number, n in book.connection.execute(f"{query} HAVING n > 1 OR ifnull(number, '') = ''"):
            yield Finding("编号", str(number), say("编号「{number}」用了{n}次。", number=number, n=n), ledger=table)
    if life:
        states = json.dumps([state.key for state in life.states])
        query = f'SELECT id FROM main."{table}" WHERE state NOT IN (SELECT value FROM json_each(?))'
        for (record,) in book.connection.execute(query, (states,)):
            yield _about(shape, record, say("{ledger}有一条的状态认不得。", ledger=shape.ledger.title), "规矩")
    for name, title in shape.above:
        for record in _circles(dict(book.connection.execute(f'SELECT id, "{name}" FROM main."{table}"').fetchall())):
            yield _about(shape, record, say("「{field}」绕了一圈又回到它自己。", field=title), "规矩")
    yield from _overlaps(book, shape)


def references(book: Book, shape: Shape) -> Iterator[Finding]:
    """Rows that refer to one that is not there."""
    for name, table, title in shape.refs:
        for (record,) in book.connection.execute(
            f'SELECT id FROM main."{shape.ledger.name}" r WHERE "{name}" <> \'\' '
            f'AND NOT EXISTS (SELECT 1 FROM main."{table}" o WHERE o.id=r."{name}")'
        ):
            words = say("{ledger}的「{field}」指的那一条不在了。", ledger=shape.ledger.title, field=title)
            yield _about(shape, record, words, "指向")


def _circles(above: dict[str, str | None]) -> Iterator[str]:
    """Those from which the way up comes back to itself, once for each circle."""
    ended: set[str] = set()
    for start in above:
        way: dict[str, None] = {}
        at: str | None = start
        while at and at not in ended and at not in way:
            way[at] = None
            at = above.get(at)
        if at in way:
            yield str(at)
        ended.update(way)


def _overlaps(book: Book, shape: Shape) -> Iterator[Finding]:
    dated, last = shape.ledger.dated, None
    if not dated:
        return
    keys = ", ".join(f'"{name}"' for name in dated.key)
    for record, start, end, *key in book.connection.execute(
        f"SELECT id, ifnull(\"{dated.start}\", '{BEGINNING}'), ifnull(\"{dated.end}\", '{END}'), {keys} "
        f'FROM main."{shape.ledger.name}" WHERE voided=0 ORDER BY {keys}, 2, 3'
    ):
        if start >= end or (last and last[0] == key and start < last[1]):
            words = say("{ledger}有一条的日子不对，或者和另一条重了。", ledger=shape.ledger.title)
            yield _about(shape, record, words, "规矩")
        last = (key, end)


def _about(shape: Shape, record: str, words: str, check: str = "流水") -> Finding:
    return Finding(check, shape.ledger.title, words, ledger=shape.ledger.name, record=record)


def _title(shape: Shape, name: str) -> str:
    try:
        return shape.ledger.shown(name).title
    except KeyError:
        return name
