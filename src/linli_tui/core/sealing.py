"""What is said of sealed fields as long as there is no second key: they stand in the book in clear."""

from __future__ import annotations

from linli_tui.core.ledger import Ledger
from linli_tui.core.words import _, say

UNSEALED = _("还没有加密，先不要记真名")


def note(ledger: Ledger) -> str:
    """The sentence above a form or a card of a ledger with sealed fields; "" for every other."""
    return say("{unsealed}。", unsealed=say(UNSEALED)) if any(f.sealed for f in ledger.fields) else ""
