"""What a person reads for one column of a row of a list view: references by name, choices by title, figures as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from linli_tui.core import kinds
from linli_tui.core.ledger import Ledger


def cell(ledger: Ledger, name: str, row: Mapping[str, Any]) -> str:
    """The text of one column; empty for nothing."""
    field = ledger.shown(name)
    if field.ref:
        return str(row.get(f"{name}_label") or "")
    return kinds.show(field, row.get(name))
