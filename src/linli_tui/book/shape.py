"""What writing needs to know of a table, worked out once from its declaration."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from linli_tui.book import finder
from linli_tui.core.ledger import Catalog, Derived, Field, Ledger
from linli_tui.core.sealing import SHUT, is_sealed

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shape:
    """One table: its columns, the statements that write it, its model, its rules."""

    ledger: Ledger
    columns: tuple[str, ...]
    derived: tuple[tuple[Derived, Callable[..., Any] | None], ...]
    required: tuple[Field, ...]
    refs: tuple[tuple[str, str, str], ...]
    searched: tuple[Field, ...]
    insert: str
    validate: Callable[[Row], Any]
    guard: Callable[..., None] | None
    above: tuple[tuple[str, str], ...]
    dependents: tuple[tuple[str, str, str], ...]
    sealed: tuple[str, ...]

    @property
    def all_columns(self) -> tuple[str, ...]:
        """Journaled and derived columns."""
        return (*self.columns, *(d.name for d, _ in self.derived))


def columns(ledger: Ledger) -> tuple[str, ...]:
    """The journaled columns of a table in their order on disk."""
    number = ("number",) if ledger.numbered else ()
    state = ("state",) if ledger.lifecycle else ()
    return ("id", "voided", *number, *state, *(f.name for f in ledger.fields))


def shape(catalog: Catalog, ledger: Ledger) -> Shape:
    """The shape of a table-owning ledger; imports its model."""
    names = columns(ledger)
    every = (*names, *(d.name for d in ledger.derived))
    quoted = ", ".join(f'"{name}"' for name in every)
    model = catalog.load(ledger, ledger.model)
    wanted = tuple(model.model_fields)
    sealed = tuple(f.name for f in ledger.fields if f.sealed)
    check = _strict(model).__pydantic_validator__.validate_python
    return Shape(
        ledger,
        names,
        tuple((d, catalog.load(ledger, d.by) if d.by else None) for d in ledger.derived),
        tuple(f for f in ledger.fields if f.required),
        tuple((f.name, catalog.table(f.ref).name, f.title) for f in ledger.refs),
        finder.searched(ledger),
        f'INSERT INTO main."{ledger.name}"({quoted}) VALUES ({", ".join("?" * len(every))})',
        lambda row: check({name: row[name] for name in wanted if name in row} | _stand_ins(sealed, row)),
        catalog.load(ledger, ledger.guard) if ledger.guard else None,
        tuple((f.name, f.title) for f in ledger.refs if catalog.table(f.ref) is ledger),
        tuple(_dependents(catalog, ledger)),
        sealed,
    )


def _stand_ins(sealed: tuple[str, ...], row: Row) -> Row:
    """What is looked at for texts that are sealed: they were looked at in clear when they were written."""
    return {name: SHUT for name in sealed if is_sealed(row.get(name))}


@cache
def _strict(model: Any) -> Any:
    """The model that takes no "12" or 12.0 for 12: what is validated is what is written, to the letter."""
    return type(model)(model.__name__, (model,), {"__module__": model.__module__, "model_config": {"strict": True}})


def _dependents(catalog: Catalog, ledger: Ledger) -> Iterator[tuple[str, str, str]]:
    """(table, ref field, column of ours) of the rows whose derived columns are made from rows of this table."""
    for other in catalog.tables():
        for ref, _, column in (need.partition(".") for derived in other.derived for need in derived.needs):
            if column and catalog.table(other.field(ref).ref) is ledger:
                yield other.name, ref, column
