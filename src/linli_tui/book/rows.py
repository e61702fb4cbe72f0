"""The rows of one transaction: looked up once, written with their derived columns, journal lines and finder entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli_tui.book import finder, journal, permits
from linli_tui.book.case_key import Sealer
from linli_tui.book.shape import Row, Shape

if TYPE_CHECKING:
    from linli_tui.book.book import Book


class Rows:
    """What one transaction has looked at and written so far."""

    def __init__(self, book: Book, pen: journal.Pen) -> None:
        self._book, self._pen = book, pen
        self._seen: dict[str, Row] = {}
        self.sealer = Sealer(book.connection, book.read.case_key)
        self.outside: set[str] = set()
        """Rows that were not the actor's to write before they were."""

    def forget(self, record: str) -> None:
        """The row is gone."""
        self._seen.pop(record, None)

    def look(self, shape: Shape, record: str) -> Row | None:
        """The row itself, shared within the transaction; whoever wants to change it copies it."""
        if record in self._seen:
            return self._seen[record]
        names = ", ".join(f'"{name}"' for name in shape.all_columns)
        found = self._book.connection.execute(
            f'SELECT {names} FROM main."{shape.ledger.name}" WHERE id=?', (record,)
        ).fetchone()
        if found is None:
            return None
        row = self._seen[record] = dict(zip(shape.all_columns, found, strict=True))
        return row

    def put(
        self, shape: Shape, old: Row | None, new: Row, kept: list[tuple[str, str, finder.Entry]] | None = None
    ) -> str:
        """Writes one row with what is derived from it, its journal line and its entry in the finder; its id.

        A new row's entry goes into `kept` where one is given, to be written with others.
        """
        for derived, by in shape.derived:
            inputs = [self._input(shape, new, need) for need in derived.needs]
            new[derived.name] = by(*inputs) if by else inputs[0]
        self.sealer.seal(shape, new)
        record, table = str(new["id"]), shape.ledger.name
        if old is None:
            self._book.connection.execute(shape.insert, [new[name] for name in shape.all_columns])
            written = {name: (None, new[name]) for name in shape.columns if new[name] is not None and name != "id"}
            self._pen.note(table, record, {journal.ROW: (None, 1), **written})
            changed = set(new)
        else:
            changed = {name for name in shape.all_columns if old[name] != new[name]}
            journaled = {name: (old[name], new[name]) for name in shape.columns if name in changed}
            if journaled and not self._book.rights.reaches(permits.right_for(journaled), table, record):
                self.outside.add(record)
            if changed:
                sets = ", ".join(f'"{name}"=?' for name in sorted(changed))
                values = [new[name] for name in sorted(changed)]
                self._book.connection.execute(f'UPDATE main."{table}" SET {sets} WHERE id=?', (*values, record))
            if journaled:
                self._pen.note(table, record, journaled)
        self._seen[record] = new
        if changed.intersection(f.name for f in shape.searched):
            entry = (table, record, finder.entry(shape.searched, new))
            if kept is not None:
                kept.append(entry)
            else:
                finder.keep(self._book.connection, [entry])
        if old is not None:
            self._derive_dependents(shape, record, changed)
        return record

    def _input(self, shape: Shape, row: Row, need: str) -> Any:
        name, _, column = need.partition(".")
        if not column:
            return row[name]
        other = row[name] and self.look(self._book.shape(shape.ledger.field(name).ref), row[name])
        return other[column] if other else None

    def _derive_dependents(self, shape: Shape, record: str, changed: set[str]) -> None:
        for table, ref in dict.fromkeys((t, r) for t, r, column in shape.dependents if column in changed):
            other = self._book.shape(table)
            for (dependent,) in self._book.connection.execute(
                f'SELECT id FROM main."{table}" WHERE "{ref}"=?', (record,)
            ).fetchall():
                row = self.look(other, dependent)
                if row:
                    self.put(other, row, dict(row))
