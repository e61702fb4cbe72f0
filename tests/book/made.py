"""Areas made in memory from declarations, so that a test can carry one book over many programs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import count
from types import ModuleType
from typing import Any

from pydantic import Field as Column
from pydantic import create_model

from linli_tui.book.schema import Migrations
from linli_tui.core.ledger import Area, Catalog, Ledger

STORED: dict[str, type] = dict.fromkeys(("int", "area", "money", "flag"), int)
_numbers = count(1)


def record(ledger: Ledger) -> type:
    """The model of a ledger, as an area's model.py would have it."""
    columns: dict[str, Any] = {"id": (str, ...), "voided": (int, 0)}
    for field in ledger.fields:
        kind = STORED.get(field.kind, str)
        columns[field.name] = (
            (kind, Column(min_length=1) if kind is str else ...) if field.required else (kind | None, None)
        )
    return create_model(ledger.name.capitalize(), **columns)


def catalog(migrations: Migrations, *ledgers: Ledger, **rules: Callable[..., Any]) -> Catalog:
    """A program with one area of these ledgers, whose modules exist in memory only."""
    package = f"made_in_a_test_{next(_numbers)}"
    contents = {
        "schema": {"migrations": migrations},
        "model": {ledger.name.capitalize(): record(ledger) for ledger in ledgers},
        "rules": rules,
    }
    for name, attributes in contents.items():
        module = ModuleType(f"{package}.{name}")
        vars(module).update(attributes)
        sys.modules[module.__name__] = module
    return Catalog((Area("made", "造", "1", package, ledgers),))


def ledger(name: str, *fields: Any, **more: Any) -> Ledger:
    """A ledger whose model is made of its fields."""
    return Ledger(name, name, fields, model=f"model:{name.capitalize()}", **{"label": fields[0].name, **more})
