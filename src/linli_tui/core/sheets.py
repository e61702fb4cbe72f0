"""The contract between a spreadsheet people hand in and the importer: what a row says, and what it asks for.

The importer knows no ledger by name. It finds the header, cleans every cell by the kind of its `Column`, and calls the
`Form` with every row. What a row asks for is `Planned` in natural keys. Then, over all rows:

1. Drafts of one ledger that share a key are one record; `merge` puts them together and names what they disagree on.
2. A draft follows every draft it refers to. For each, in that order, its `match`es are tried against the book; the
   first that finds an id says which record is meant. Nothing found: a new record.
3. New: `fresh`, `values` and the ids of `refs` are saved. Known: those of `values` and `refs` that differ are changed,
   `fresh` is left alone. What the row does not say is in neither, so an empty cell never erases anything.
4. What cannot be believed is a doubt: it is laid beside the record with what was typed and changes nothing. `holds`
   name values an import does not change by itself, `rivals` records beside which a new one is not simply made.
5. A refusal takes over nothing of the row.

So the same sheet a second time finds every record and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

from linli_tui.core.places import natural_key

Key = tuple[str, ...]
"""The parts of a natural key: ("3", "2", "501"). Keys of one ledger are compared whole, whatever their length."""

Row = Mapping[str, Any]
"""The cleaned cells of one row by the `name` of their Column; None for an empty or unreadable cell.

`<name>_above` holds what stands above a column that is declared so.
"""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: our name and title, the kind that cleans it, and the names people write above it.

    `down` "above": an empty cell may mean what was said above it, in a row, a section row, the title or the name of
    the sheet; "merged": only what the merged cell says that it lies in. `of` names the column of the person it tells
    about; `instead` the required column it can stand in for. `words` are (stored value, words people write for it).
    """

    name: str
    title: str
    kind: str
    names: tuple[str, ...]
    required: bool = False
    down: str = ""
    of: str = ""
    instead: str = ""
    words: tuple[tuple[Any, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a plan may know besides its row: the day, the council's settings of that day, what `survey` found."""

    today: date
    settings: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)


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
    whose text, where not empty, is a doubt about the row of the sheet.
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
class Hold:
    """A value of a known record that an import does not change by itself: it is laid beside as a doubt that says `why`.

    With `percent` only a figure that changes by more than so much. A value that was empty is filled all the same.
    `why` may name {old}, {new} and {percent}.
    """

    name: str
    why: str
    percent: int = 0


@dataclass(frozen=True, slots=True)
class Rival:
    """Records of the same ledger that stand against a new one, as a home's owner against another owner.

    `sql` gives the columns `names` (as in Match), `id`, `beside` (the record of `ledger` whose `field` the new one
    would take the place of) and `why`. If one of them is not spoken of by the sheet, the new record is not made; what
    the draft's reference `offers` is called is laid beside that record as a doubt.
    """

    names: tuple[str, ...]
    sql: str
    ledger: str
    field: str
    offers: str


@dataclass(frozen=True, slots=True)
class Draft:
    """One record a row asks for: `key`, and `also` further keys that mean the same record.

    `values` are stored values and `refs` references the row says; `fresh` are values only a new record gets; `near`
    are references that help to find the record and are not kept in it. `columns` says which Column each field came
    from, where the name is another. `record` is its id where the sheet itself names it.
    """

    ledger: str
    key: Key
    values: dict[str, Any] = field(default_factory=dict)
    refs: dict[str, To] = field(default_factory=dict)
    also: tuple[Key, ...] = ()
    fresh: dict[str, Any] = field(default_factory=dict)
    near: dict[str, To] = field(default_factory=dict)
    match: tuple[Match, ...] = ()
    holds: tuple[Hold, ...] = ()
    rivals: tuple[Rival, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    record: str = ""

    @property
    def keys(self) -> tuple[Key, ...]:
        """Every key that means this record."""
        return (self.key, *self.also)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in a row a person should look at: the `name` of a Column ("" for the whole row), why, what was typed.

    `about` is the draft it is about, where that cannot be told by the column.
    """

    field: str
    why: str
    typed: str = ""
    about: To | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """What one row asks for: drafts, each after those it refers to; doubts; or why nothing of it can be taken over."""

    drafts: tuple[Draft, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A spreadsheet people hand in: its columns, and the pure functions that understand it.

    `plan(row, context)` turns a row into drafts. `section(text)` says what a title, the name of a sheet or a row with
    nothing else in it tells about the columns with `down`, {} for nothing. `survey(columns, rows, texts)` looks at a
    whole sheet before any row is planned: the names of its columns, its rows, the texts above its header; what it
    returns is `Context.facts`. `line(text)` reads a row without columns, as people send them in a chat.
    """

    columns: tuple[Column, ...]
    plan: Callable[[Row, Context], Planned]
    section: Callable[[str], Mapping[str, str]] = lambda text: {}
    survey: Callable[[Sequence[str], Sequence[Row], Sequence[str]], Mapping[str, Any]] = lambda columns, rows, texts: {}
    line: Callable[[str], Mapping[str, str]] = lambda text: {}

    def __call__(self, row: Row, context: Context) -> Planned:
        """What one row asks for."""
        return self.plan(row, context)


@lru_cache(maxsize=16384)
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
        holds=tuple(dict.fromkeys((*first.holds, *later.holds))),
        rivals=tuple(dict.fromkeys((*first.rivals, *later.rivals))),
        columns={**later.columns, **first.columns},
    )
    return merged, differ
