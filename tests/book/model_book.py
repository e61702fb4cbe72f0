"""A book as plain dicts: what the rows are, what every change did to them, and which change can be taken back.

The rule, said a second time: a change can be undone iff it is of this epoch, stands, no later change that stands
touched one of its rows other than to undo what came later still, and nothing outside refers to a row it created.
Putting the old values back must then be allowed by what holds for any row: references, circles, dates.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from linli_tui.book import dated
from linli_tui.book.writing import Transaction

Key = tuple[str, str]
Row = dict[str, Any]
REFS = {"house": ("parent",), "owning": ("house", "human"), "leaf": ("letter",), "human": (), "letter": ()}
DEFAULTS: dict[str, Row] = {
    "house": {"parent": None, "area_001m2": None},
    "human": {"phone": None, "note": None, "secret": None},
    "owning": {"since": None, "until": None},
    "letter": {"state": "draft", "day": None},
    "leaf": {"line": None, "words": None},
}


@dataclass
class Change:
    """One act: the rows it touched one after the other, as (key, before, after); what an undo takes back."""

    number: int
    epoch: int
    who: str
    touched: list[tuple[Key, Row | None, Row | None]]
    undoes: tuple[int, ...] = ()
    sitting: str = ""
    stands: bool = True

    def altered(self) -> set[Key]:
        """The rows it touched."""
        return {key for key, _, _ in self.touched}


@dataclass
class ModelBook:
    """All rows and all changes of an invented book."""

    rows: dict[Key, Row] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    epoch: int = 0

    def here(self) -> dict[int, Change]:
        """The changes of this epoch by their number."""
        return {change.number: change for change in self.changes if change.epoch == self.epoch}

    def rows_of(self, table: str) -> list[str]:
        """The ids of a table, in the order they were made."""
        return [record for name, record in self.rows if name == table]

    def write(self, change: Change) -> None:
        """What was done is remembered; what it takes back no longer stands."""
        for key, _, after in change.touched:
            if after is None:
                del self.rows[key]
            else:
                self.rows[key] = after
        self.changes.append(change)
        for number in change.undoes:
            self.stand(number, False)

    def stand(self, number: int, stands: bool) -> None:
        """A change stands or no longer stands; what an undo took back does the opposite."""
        change = self.here()[number]
        change.stands = stands
        for again in change.undoes:
            self.stand(again, not stands)

    def allowed(self, rows: dict[Key, Row], key: Key) -> bool:
        """Whether a row may stand as it does among the others."""
        table, row = key[0], rows[key]
        for name in REFS[table]:
            if row[name] and not any((t, row[name]) in rows for t in ("house", "human", "letter")):
                return False
        above, passed = row.get("parent"), {key[1]}
        while above:
            if above in passed:
                return False
            passed.add(above)
            above = rows.get(("house", above), {}).get("parent")
        if table != "owning" or row["voided"]:
            return True
        if row["since"] and row["until"] and row["since"] >= row["until"]:
            return False
        return not any(
            other["house"] == row["house"] and other["human"] == row["human"] and not other["voided"]
            and dated.overlap(row["since"], row["until"], other["since"], other["until"])
            for (t, record), other in rows.items() if t == "owning" and record != key[1]
        )  # fmt: skip

    def ruled_out(self, number: int, together: tuple[int, ...] = ()) -> bool:
        """Whether the rule forbids taking a change back, alone or together with others."""
        change = self.here().get(number)
        if change is None or not change.stands or change.who == "program":
            return True
        later = [c for c in self.changes if c.epoch == self.epoch and c.number > number and c.number not in together]
        return any(self.counts(c, key, number) for c in later for key in change.altered())

    def counts(self, later: Change, key: Key, number: int) -> bool:
        """Whether a later change has altered a row for good: it stands, and undoes not only what came later still."""
        if not later.stands or key not in later.altered():
            return False
        here = self.here()
        return not later.undoes or any(n <= number for n in later.undoes if key in here[n].altered())

    def taken_back(self, numbers: list[int]) -> list[tuple[Key, Row | None, Row | None]] | None:
        """What taking back changes, newest first, would touch; None when it is not allowed."""
        rows, touched = dict(self.rows), []
        for number in numbers:
            if self.ruled_out(number, tuple(numbers)):
                return None
            change = self.here()[number]
            made = {key for key, before, _ in change.touched if before is None}
            if any(row[name] == record for _, record in made for key, row in rows.items() if key not in made
                   for name in REFS[key[0]]):  # fmt: skip
                return None
            for key, before, _ in reversed(change.touched):
                old = rows.get(key)
                if before is None:
                    del rows[key]
                else:
                    rows[key] = before
                    if not self.allowed(rows, key):
                        return None
                touched.append((key, old, before))
        return touched

    def offered(self, who: str) -> int | None:
        """The last own change that stands and is no undo."""
        own = [c.number for c in self.here().values() if c.who == who and c.stands and not c.undoes]
        return max(own, default=None)


class Acts:
    """One act as it is being told: first to the model, then to the book, with the ids the book gives."""

    def __init__(self, model: ModelBook) -> None:
        self._model, self._rows = model, dict(model.rows)
        self._steps: list[Callable[[Transaction, dict[str, str]], None]] = []
        self._touched: list[tuple[Key, Row | None, Row | None]] = []
        self._ids: dict[str, str] = {}
        self._allowed = True

    def save(self, table: str, values: Row) -> str:
        record = values.get("id") or f"new {len(self._steps)}"
        old = self._rows.get((table, record))
        new = {**(old or {"voided": 0, **DEFAULTS[table]}), **{k: v for k, v in values.items() if k != "id"}}
        self._note((table, record), old, new)

        def step(t: Transaction, ids: dict[str, str]) -> None:
            told = {name: ids.get(value, value) if isinstance(value, str) else value for name, value in values.items()}
            ids[record] = t.save(table, told)

        self._steps.append(step)
        return record

    def move(self, record: str, key: str, day: str | None) -> None:
        old = self._rows["letter", record]
        new = {**old, "day": day, "state": {"send": "sent", "end": "ended"}[key]}
        if old["state"] != {"send": "draft", "end": "sent"}[key] or (key == "send" and not day):
            self._allowed = False
        self._note(("letter", record), old, new)
        self._steps.append(lambda t, ids: t.move("letter", record, key, day=day))

    def _note(self, key: Key, old: Row | None, new: Row) -> None:
        self._rows[key] = new
        self._allowed = self._allowed and self._model.allowed(self._rows, key)
        if old != new:
            self._touched.append((key, old, new))

    def allowed(self) -> bool:
        return self._allowed

    def do(self, t: Transaction) -> None:
        for step in self._steps:
            step(t, self._ids)

    def touched(self) -> list[tuple[Key, Row | None, Row | None]]:
        """What the act touched, with the ids the book gave."""

        def told(row: Row | None) -> Row | None:
            return row and {k: self._ids.get(v, v) if isinstance(v, str) else v for k, v in row.items()}

        ids = self._ids
        return [((table, ids.get(record, record)), told(old), told(new)) for (table, record), old, new in self._touched]
