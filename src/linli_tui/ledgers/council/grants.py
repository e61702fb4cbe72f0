"""Who may do what with the council itself, and with the book as a whole."""

from __future__ import annotations

from linli_tui.core.access import BOOK, COMMITTEE, EVERYONE, OFFICERS, READ, VOID, WRITE, Grant

GRANTS = (
    Grant(OFFICERS, (READ, WRITE, VOID), ("post", "body", "term", "filing", "setting"), clear=("name", "text")),
    Grant(OFFICERS, ledgers=("key",)),
    Grant(EVERYONE, ledgers=("post", "setting", "body", "term")),
    Grant((*COMMITTEE, "caretaker"), ledgers=("filing",)),
    Grant(("display",), ledgers=("setting", "body", "term"), clear=()),
    Grant(("caretaker",), ledgers=("key",)),
    Grant(OFFICERS, ("import", "report", "acts", "undo", "look", "erase", "keys", "hand_over", "confirm"), (BOOK,)),
    Grant(("worker",), ("import", "look"), (BOOK,)),
    Grant(("supervisor",), ("acts",), (BOOK,)),
    Grant(("building_head", "unit_head", "ten_head", "grid_head", "patrol_leader", "mediator"), ("look",), (BOOK,)),
    Grant(("caretaker",), ("acts", "hand_over", "confirm"), (BOOK,)),
)
