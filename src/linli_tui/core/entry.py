"""The entry list: how a ledger is written line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class EntryList:
    """Many rows in one sitting: for each record of `over` one row of this ledger, its state set by a digit.

    `digits` are (digit, title, values to save); "1" is also what Enter gives. `scope` is the field of `over` that
    narrows the walk (an entrance), `fixed` the fields of this ledger given once for the sitting; `item` is the
    field of this ledger that refers to `over`. `by` is "service:function", called as
    function(book, actor, fixed, item_id, values, sitting) for each acknowledged row.
    `states` are those in which a record, named by a fixed field, offers the list; none means always. `within` is
    "service:function", called as function(book, fixed): the filters (column, value) of the walks to choose from.
    """

    over: str
    scope: str
    item: str
    fixed: tuple[str, ...]
    digits: tuple[tuple[str, str, tuple[tuple[str, Any], ...]], ...]
    by: str
    states: tuple[str, ...] = ()
    within: str = ""
