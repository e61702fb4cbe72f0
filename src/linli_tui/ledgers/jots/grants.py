"""Who may do what with jottings: everybody takes them down and reads his own; the committee reads all."""

from __future__ import annotations

from linli_tui.core.access import COMMITTEE, COUNT, EVERYONE, HEADS, OFFICERS, READ, VOID, WRITE, Grant

GRANTS = (
    Grant(OFFICERS, (READ, WRITE, VOID), clear=("name", "text")),
    Grant((*COMMITTEE, "worker", "patrol_leader"), (READ, WRITE), clear=("name", "text")),
    Grant(HEADS, (READ, WRITE), rows="here", clear=("name", "text")),
    Grant(EVERYONE, (READ, WRITE), rows="own", clear=("name", "text")),
    Grant(EVERYONE, (COUNT,), clear=()),
)
