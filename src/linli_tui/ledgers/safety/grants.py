"""Who may do what with laptops, sticks and losses: officers all of it, the keeper of the laptop what lies with him."""

from __future__ import annotations

from linli_tui.core.access import CARETAKER, COMMITTEE, DECIDE, OFFICERS, READ, VOID, WRITE, Grant

GRANTS = (
    Grant(OFFICERS, (READ, WRITE, VOID, DECIDE)),
    Grant(("keeper",), (READ, WRITE), ("laptop", "stick")),
    Grant(("keeper", CARETAKER), ledgers=("laptop", "stick", "loss")),
    Grant(COMMITTEE, ledgers=("laptop", "loss")),
)
