"""The declaration language: what an area, a ledger and its fields are; everything else is made from these."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from linli_tui.core.access import DECIDE as DECIDE
from linli_tui.core.access import WRITE
from linli_tui.core.access import Grant as Grant
from linli_tui.core.entry import EntryList as EntryList
from linli_tui.core.layer import Layer as Layer
from linli_tui.core.outputs import AUDIENCES as AUDIENCES
from linli_tui.core.outputs import Duty as Duty
from linli_tui.core.outputs import Figure as Figure
from linli_tui.core.outputs import MonthLine as MonthLine
from linli_tui.core.outputs import Paper as Paper
from linli_tui.core.outputs import Sheet as Sheet
from linli_tui.core.outputs import SheetColumn as SheetColumn

Choices = tuple[tuple[str, str], ...]
"""(stored key, Chinese title) pairs in the order they are shown; the position is the digit that picks one."""


@dataclass(frozen=True, slots=True)
class Field:
    """One declared column of a ledger: what is asked, how it is kept, shown, found and masked.

    `kind` is a key of `core.kinds.KINDS`. `why` says why the field is kept (PIPL 第6、17条).
    `mask` is a class of `core.names.mask`; empty means the field is not personal.
    `find`: "" not searched, "text" every substring, "name" also by pinyin, "whole" whole or by 7 digits and more.
    `among`: slices of the ledger `ref` names, one of which it must lie in. `past`: a day that is not still to come.
    `withheld`: it stands in no list, finder, sheet, paper or report, only on the card. `sealed`: so withheld, and kept
    under a second key once there is one (`book.sealing`).
    """

    name: str
    title: str
    kind: str = "text"
    required: bool = False
    choices: Choices = ()
    ref: str = ""
    among: tuple[str, ...] = ()
    past: bool = False
    default: Any = None
    hint: str = ""
    why: str = ""
    mask: str = ""
    find: str = ""
    width: int = 12
    max_length: int = 200
    in_form: bool = True
    withheld: bool = False
    sealed: bool = False
    when: tuple[str, tuple[str, ...]] | None = None

    def __post_init__(self) -> None:
        """What is sealed is withheld."""
        object.__setattr__(self, "withheld", self.withheld or self.sealed)

    def choice(self, key: Any) -> str:
        """The Chinese title of a stored choice, or the key itself when it is unknown."""
        return next((title for stored, title in self.choices if stored == key), str(key))


@dataclass(frozen=True, slots=True)
class Derived:
    """A column computed from the row and the rows it refers to; never journaled, always recomputable.

    `needs` names inputs: an own column, or "ref.column" of the referenced row. `by` is "module:function" inside the
    area; empty copies the single input. `find` and `ref` are those of a `Field`.
    """

    name: str
    needs: tuple[str, ...]
    by: str = ""
    kind: str = "text"
    title: str = ""
    find: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Computed:
    """A column of the list view that SQL computes from other views; `r` is the row. It exists nowhere on disk.

    `mask` is the masking class of what it shows, as on a `Field`; `choices` turns stored keys into titles.
    """

    name: str
    title: str
    sql: str
    kind: str = "text"
    width: int = 12
    mask: str = ""
    choices: Choices = ()


@dataclass(frozen=True, slots=True)
class Sort:
    """An order a register can be read in, from its end when `descending`; its columns get an index with `id` last."""

    name: str
    title: str
    columns: tuple[str, ...]
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Dated:
    """A fact that holds from one day to another, half-open [start, end); an empty start is an unknown beginning.

    Two facts with the same `key` may not overlap.
    """

    key: tuple[str, ...]
    start: str = "since"
    end: str = "until"


@dataclass(frozen=True, slots=True)
class State:
    """One state of a lifecycle: stored key, Chinese title, tint."""

    key: str
    title: str
    tint: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """A change of state: from where, to where, which fields it asks for and needs filled, which right it takes.

    `when` names a column and the values with which it is offered; what must not be is refused in `by`.
    """

    key: str
    title: str
    origin: tuple[str, ...]
    to: str
    asks: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    by: str = ""
    confirm: str = ""
    right: str = WRITE
    when: tuple[str, tuple[Any, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The table of states and moves of a ledger; a state is in no form and changes only by a move."""

    states: tuple[State, ...]
    moves: tuple[Move, ...]

    @property
    def start(self) -> str:
        """The state of a new record."""
        return self.states[0].key

    def title(self, key: str) -> str:
        """The Chinese word for a state."""
        return next((s.title for s in self.states if s.key == key), key)

    def moves_from(self, key: str) -> tuple[Move, ...]:
        """The moves that may be made from a state."""
        return tuple(m for m in self.moves if key in m.origin)


@dataclass(frozen=True, slots=True)
class Action:
    """A numbered line in a record's card: a verb of the area's service, asked for and confirmed by the generic screens.

    `by` is "service:function", called as function(book, actor, record_id, **asked) and returning a Change.
    `view` instead names a screen of the area ("view:SignScreen"), opened with (book, actor, record_id). `reads` instead
    is a question, "service:function" called as function(book, actor, record_id, **asked), that returns lines to read.
    `right` is what it takes on the ledger, or on the book as a whole when it is one of those. An act of `two` is asked
    of a second person as well, whose voucher is passed as `second=`. `when` names a column and the values with which it
    is offered.
    """

    key: str
    title: str
    by: str = ""
    view: str = ""
    reads: str = ""
    asks: tuple[Field, ...] = ()
    states: tuple[str, ...] = ()
    confirm: str = ""
    right: str = WRITE
    two: bool = False
    when: tuple[str, tuple[Any, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """A kind of record: from this alone it gets its list, form, card, finder, journal, undo, sheets and tests.

    `label` is the column that names a record elsewhere. `base` makes this a slice of another ledger's table: the rows
    whose `fixed` column has that value. `numbered` is the one-character code of its human numbers (空 = none).
    `writes` is "service:function" to create and change a record, called as function(book, actor, values, record_id
    or None) -> Change; empty saves the values as they are. `guard` is "service:function", called as
    function(t, old row or None, new row) before anything of this ledger is saved; it raises Refused. `add_in` are the
    states of the record it is a part of in which one may be added (空 = all). `switch` is the setting that shows a
    `hidden` ledger while it is "yes". `here` and `own` are conditions on a row `r` for grants of such rows, over what
    the reader sees of other tables, or all rows of one written every.x: the places of his posts are in
    temp.here(place), he is in temp.me(person). Whoever opens a record in one of the states `looked` leaves a line. Rows
    that are not made `by_hand` are written by acts alone: nobody fills in a form for one, changes or voids it.
    """

    name: str
    title: str
    fields: tuple[Field, ...]
    label: str
    model: str = ""
    derived: tuple[Derived, ...] = ()
    computed: tuple[Computed, ...] = ()
    columns: tuple[str, ...] = ()
    sorts: tuple[Sort, ...] = ()
    filters: tuple[str, ...] = ()
    numbered: str = ""
    base: str = ""
    fixed: tuple[tuple[str, str], ...] = ()
    part_of: str = ""
    add_in: tuple[str, ...] = ()
    order: str = ""
    dated: Dated | None = None
    lifecycle: Lifecycle | None = None
    actions: tuple[Action, ...] = ()
    entry: EntryList | None = None
    papers: tuple[Paper, ...] = ()
    writes: str = ""
    guard: str = ""
    void: str = "作废"
    jot: str = ""
    view: str = ""
    empty: str = ""
    hidden: bool = False
    switch: str = ""
    here: str = ""
    own: str = ""
    looked: tuple[str, ...] = ()
    in_report: bool = True
    by_hand: bool = True

    @property
    def table(self) -> str:
        """The table, and the journal's name, of this ledger's rows."""
        return self.base or self.name

    def field(self, name: str) -> Field:
        """The declared field of that name; KeyError when there is none."""
        return _by_name(self.fields)[name]

    @property
    def refs(self) -> tuple[Field, ...]:
        """The fields that refer to another record."""
        return tuple(f for f in self.fields if f.ref)

    def shown(self, name: str) -> Field:
        """A field to show any column of the list view by: declared, computed, derived, state or number."""
        return _shown(self)[name]

    def slice(self, name: str, title: str, fixed: tuple[str, str], fields: Iterable[str], **changes: Any) -> Ledger:
        """The rows of this ledger whose column has one value, as a ledger of its own with fewer fields."""
        kept = tuple(map(self.field, fields))
        return replace(self, name=name, title=title, base=self.table, fixed=(fixed,), fields=kept, **changes)


@cache
def _by_name(fields: tuple[Field, ...]) -> dict[str, Field]:
    return {f.name: f for f in fields}


@cache
def _shown(ledger: Ledger) -> dict[str, Field]:
    shown = dict(_by_name(ledger.fields))
    for derived in ledger.derived:
        shown[derived.name] = Field(derived.name, derived.title or derived.name, derived.kind, ref=derived.ref)
    for computed in ledger.computed:
        as_field = Field(computed.name, computed.title, computed.kind, choices=computed.choices)
        shown[computed.name] = replace(as_field, width=computed.width, mask=computed.mask)
    if ledger.lifecycle:
        states = tuple((s.key, s.title) for s in ledger.lifecycle.states)
        shown["state"] = Field("state", "状态", "choice", choices=states, width=8)
    shown["number"] = Field("number", "编号", width=20)
    return shown


@dataclass(frozen=True, slots=True)
class Area:
    """An area of work: one folder, one screen mode with a digit, its ledgers and what it offers to the others.

    `front` is "view:Screen", made without arguments: what its digit on home opens instead of its first register.
    """

    name: str
    title: str
    digit: str
    package: str
    ledgers: tuple[Ledger, ...]
    sheets: tuple[Sheet, ...] = ()
    figures: tuple[Figure, ...] = ()
    duties: tuple[Duty, ...] = ()
    month: tuple[MonthLine, ...] = ()
    layers: tuple[Layer, ...] = ()
    offers: dict[str, str] = field(default_factory=dict)
    grants: tuple[Grant, ...] = ()
    schema: str = "schema:migrations"
    demo: str = ""
    front: str = ""

    def load(self, where: str) -> Any:
        """What a "module:attribute" string of this area names, imported on first use."""
        module, _, attribute = where.partition(":")
        return getattr(importlib.import_module(f"{self.package}.{module}"), attribute)


class Catalog:
    """All declared areas of a program, found by name; the one thing the generic rooms are given."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self.areas = tuple(sorted(areas, key=lambda a: a.digit))
        self.ledgers = {ledger.name: ledger for area in self.areas for ledger in area.ledgers}
        self._area = {ledger.name: area for area in self.areas for ledger in area.ledgers}
        self._titles = {ledger.title: ledger for ledger in self.ledgers.values()}

    def find(self, name: str) -> Ledger | None:
        """The ledger with that English name or Chinese title."""
        return self.ledgers.get(name) or self._titles.get(name)

    def area(self, ledger: Ledger | str) -> Area:
        """The area that declares a ledger."""
        return self._area[ledger if isinstance(ledger, str) else ledger.name]

    def tables(self) -> Iterator[Ledger]:
        """The ledgers that own a table: all but the slices."""
        return (ledger for ledger in self.ledgers.values() if not ledger.base)

    def table(self, ledger: Ledger | str) -> Ledger:
        """The ledger that owns the table of this one."""
        return self.ledgers[self.ledgers[ledger].table if isinstance(ledger, str) else ledger.table]

    def parts(self, ledger: Ledger) -> tuple[Ledger, ...]:
        """The ledgers whose records are parts of this one's."""
        return tuple(part for part in self.ledgers.values() if part.part_of in (ledger.name, ledger.table))

    def load(self, ledger: Ledger | str, where: str) -> Any:
        """What a "module:attribute" string of the ledger's area names."""
        return self.area(ledger).load(where)

    def offer(self, name: str) -> Callable[..., Any] | None:
        """The function an area offers to the others under that name."""
        return next((area.load(area.offers[name]) for area in self.areas if name in area.offers), None)

    def part_field(self, part: Ledger) -> Field:
        """The field of a part that names its parent."""
        return next(f for f in part.fields if f.ref and self.table(f.ref) is self.table(part.part_of))
