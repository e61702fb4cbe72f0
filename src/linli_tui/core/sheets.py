"""The contract between a spreadsheet people hand in and the importer: what one row asks for, in natural keys.

The importer knows no ledger by name. For every row it cleans the cells by their column's kind, calls the sheet's
`plan(row, context)` and gets `Planned`. Then, over all rows:

1. Drafts of one ledger that share a key are one record; `merge` puts them together and names what they disagree on.
2. A draft follows every draft it refers to. For each, in that order, its `match`es are tried against the book; the
   first that finds an id says which record is meant. Nothing found: a new record.
3. New: `fresh`, `values` and the ids of `refs` are saved. Known: those of `values` and `refs` that differ are changed,
   `fresh` is left alone. What the row does not say is in neither, so an empty cell never erases anything.
4. A doubt is written down and shown beside the row; what else the row says is still taken over. A refusal takes
   over nothing of the row.

So the same sheet a second time finds every record and changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from linli_tui.core.places import natural_key

Key = tuple[str, ...]
"""The parts of a natural key: ("3", "2", "501"). Keys of one ledger are compared whole, whatever their length."""

Row = Mapping[str, Any]
"""The cleaned cells of one row by the `name` of their SheetColumn; None for an empty or unreadable cell."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a plan may know besides its row: the day, and the settings of the council in force that day."""

    today: date
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class To:
    """A reference to the record of another draft, by any of that draft's keys."""

    ledger: str
    key: Key


@dataclass(frozen=True, slots=True)
class Match:
    """One way to find in the book the record a draft speaks of.

    `names` are names among the draft's values, fresh, refs and near; what they hold (for references the id found) must
    equal the columns of those names in the rows of `query`, both through `comparable`. A name without a value or an id:
    this way finds nothing. Without names: the only row there is. Several ids found: the smallest, which is the oldest,
    and a doubt that says so. `sql` gives other rows than the ledger's own: the columns `names`, `id` and perhaps `why`,
    whose text, where not empty, is a doubt about the row of the sheet. A row whose `id` is NULL only says why.
    """

    names: tuple[str, ...] = ()
    sql: str = ""

    def query(self, ledger: str) -> str:
        """The SELECT over the views of the book that gives all rows to look in, once for the whole sheet."""
        if self.sql:
            return self.sql
        columns = ", ".join(f'"{name}"' for name in (*self.names, "id"))
        return f'SELECT {columns} FROM "{ledger}" WHERE voided=0'


@dataclass(frozen=True, slots=True)
class Draft:
    """One record a row asks for: `key`, and `also` further keys that mean the same record.

    `values` are stored values and `refs` references the row says; `fresh` are values only a new record gets; `near`
    are references that help to find the record and are not kept in it.
    """

    ledger: str
    key: Key
    values: dict[str, Any] = field(default_factory=dict)
    refs: dict[str, To] = field(default_factory=dict)
    also: tuple[Key, ...] = ()
    fresh: dict[str, Any] = field(default_factory=dict)
    near: dict[str, To] = field(default_factory=dict)
    match: tuple[Match, ...] = ()

    @property
    def keys(self) -> tuple[Key, ...]:
        """Every key that means this record."""
        return (self.key, *self.also)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in a row a person should look at: the `name` of a SheetColumn ("" for the whole row), and why."""

    field: str
    why: str


@dataclass(frozen=True, slots=True)
class Planned:
    """What one row asks for: drafts, each after those it refers to; doubts; or why nothing of it can be taken over."""

    drafts: tuple[Draft, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    refused: str = ""


def comparable(value: Any) -> Any:
    """A value as it is compared when a record is looked for: 0501 is 501, ８甲 is 8甲, case does not matter."""
    return natural_key(value) if isinstance(value, str) else value


def merge(first: Draft, later: Draft) -> tuple[Draft, tuple[str, ...]]:
    """Two drafts of one record as one, and the names of the values they disagree on, where the first one's stays."""
    said, heard = {**first.values, **first.refs}, {**later.values, **later.refs}
    differ = tuple(name for name in said if name in heard and said[name] != heard[name])
    merged = replace(
        first,
        values={**later.values, **first.values},
        refs={**later.refs, **first.refs},
        also=tuple(dict.fromkeys((*first.also, *(key for key in later.keys if key != first.key)))),
        fresh={**later.fresh, **first.fresh},
        near={**later.near, **first.near},
        match=tuple(dict.fromkeys((*first.match, *later.match))),
    )
    return merged, differ
