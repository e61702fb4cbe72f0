"""What a ledger gives out: papers, spreadsheets it takes, figures, duties, and the figures of a month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from linli_tui.core.access import READ


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that can be made of a record: its audience decides the masking; `by` builds the document.

    `right` is what it takes on the ledger, or on the book as a whole when it is one of those.
    """

    name: str
    title: str
    audience: str
    by: str
    right: str = READ


AUDIENCES = ("当事人", "内部", "楼长本楼", "街道", "大家看")


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a spreadsheet people hand in: our name, the kind that cleans it, the names people write above it."""

    name: str
    title: str
    kind: str
    names: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A spreadsheet that becomes records: its columns, and `plan` ("module:function") that turns a row into drafts."""

    name: str
    title: str
    columns: tuple[SheetColumn, ...]
    plan: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or text on home, given by `sql` over the actor's views; `ledger` opens narrowed to `filters`."""

    title: str
    sql: str
    unit: str = ""
    ledger: str = ""
    filters: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to be done: `sql` counts it (binds `:today`), `say` has {n}; `ledger` opens narrowed to `filters`."""

    key: str
    say: str
    sql: str
    ledger: str = ""
    filters: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A figure of one month, for the report and the board: the rows `r` of a ledger it counts, and what it counts.

    `where` is a condition on `r` that names the month by :first and :next (ISO days, half-open); `measure` is what is
    told of those rows, an SQL aggregate over `r`. The same condition opens the list behind the figure. On the board a
    `small` figure below 3 is not printed when it is of people.
    """

    key: str
    title: str
    ledger: str
    where: str
    measure: str = "count(*)"
    unit: str = ""
    small: bool = False
