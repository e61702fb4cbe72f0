"""What is said of sealed fields: while there is no second key they stand in the book in clear, later they are shut."""

from __future__ import annotations

import re
from typing import Any

from linli_tui.core.ledger import Catalog, Ledger
from linli_tui.core.words import _, say

UNSEALED = _("还没有加密，先不要记真名")
SHUT = _("密（打口令才看得到）")
"""What stands on a screen for a sealed text while the second key is not open; given back, it stays what it is."""
BROKEN = _("这一段读不出来")
"""What stands there for a sealed text that was damaged, or belongs elsewhere."""
SEALED = re.compile("\x01[1-9][0-9]{0,8}:[A-Za-z0-9+/]+={0,2}")
"""A sealed text as it is stored: the version of the second key, and what only that one opens."""


def is_sealed(value: Any) -> bool:
    """Whether a stored value is a sealed text."""
    return isinstance(value, str) and value[:1] == "\x01" and SEALED.fullmatch(value) is not None


def names(ledger: Ledger) -> set[str]:
    """The sealed fields of a ledger."""
    return {field.name for field in ledger.fields if field.sealed}


def tables(catalog: Catalog) -> list[Ledger]:
    """The tables with sealed fields."""
    return [table for table in catalog.tables() if names(table)]


def note(ledger: Ledger) -> str:
    """The sentence above a form or a card of a ledger with sealed fields; "" for every other."""
    return say("{unsealed}。", unsealed=say(UNSEALED)) if names(ledger) else ""
