"""Who may do what with places: everybody reads where things are, heads of houses only their own homes."""

from __future__ import annotations

from linli_tui.core.access import COMMITTEE, COUNT, COUNTERS, HEADS, OFFICERS, READ, VOID, WRITE, Grant
from linli_tui.core.reach import PLACES

HERE = f"r.kind <> 'home' OR r.id IN ({PLACES}) OR r.entrance IN ({PLACES}) OR r.building IN ({PLACES})"
"""Of the homes one's own; houses, entrances and what belongs to all are no secret."""

GRANTS = (
    Grant(OFFICERS, (READ, WRITE, VOID), clear=("*",)),
    Grant((*COMMITTEE, *COUNTERS, "patrol_leader", "mediator", "keeper", "caretaker")),
    Grant(("worker",), (READ, WRITE), clear=("name", "text")),
    Grant(HEADS, ledgers=("place",), rows="here"),
    Grant(HEADS, (COUNT,), ("place",), clear=()),
    Grant(HEADS, ledgers=("group", "belonging")),
    Grant(("display",), (READ, COUNT), clear=()),
)
