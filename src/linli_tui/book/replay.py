"""Replaying the journal: the rows every line together add up to, across changes of the schema."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from linli_tui.book import journal
from linli_tui.book.schema import Add, Drop, Meaning, Rename

Rows = defaultdict[str, dict[str, dict[str, Any]]]
"""{table: {id: {column: value}}}; columns that are null are left out."""
Meanings = Mapping[int, tuple[Meaning, ...]]


class Erased:
    """Stands for a value that was erased: it equals whatever the row holds, for nobody can say."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]


ERASED = Erased()


def replay(lines: Iterable[journal.Line], meanings: Meanings) -> Rows:
    """The rows after the given lines, in the order they arrived."""
    rows: Rows = defaultdict(dict)
    for line in lines:
        add(rows, line, line.fields, meanings)
    return rows


def add(rows: Rows, line: journal.Line, fields: dict[str, Any], meanings: Meanings) -> None:
    """What one more line, whose `what` was read as `fields`, makes of the rows."""
    if line.verb == "upgrade" and "_schema" in fields:
        for meaning in meanings.get(line.schema, ()):
            _reshape(rows, meaning)
    else:
        _apply(rows[line.ledger], line, fields)


def _apply(table: dict[str, dict[str, Any]], line: journal.Line, fields: dict[str, Any]) -> None:
    stands, record = fields.get(journal.ROW), line.record
    if stands is not None and stands[1] is None:
        table.pop(record, None)
        return
    if line.verb == "erase" and record not in table:
        return
    row = table.setdefault(record, {})
    for name, value in fields.items():
        if name[0] != "_":
            new = ERASED if isinstance(value, str) else value[1]
            if new is None:
                row.pop(name, None)
            else:
                row[name] = new


def _reshape(rows: Rows, meaning: Meaning) -> None:
    for row in rows[meaning.table].values():
        match meaning:
            case Add(_, column, default):
                if default is not None:
                    row.setdefault(column, default)
            case Rename(_, old, new):
                if old in row:
                    row[new] = row.pop(old)
            case Drop(_, column):
                row.pop(column, None)
