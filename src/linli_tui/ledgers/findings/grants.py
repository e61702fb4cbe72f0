"""Who may do what with findings: whoever patrols writes them; who told of one in confidence only officers read."""

from __future__ import annotations

from linli_tui.core.access import COMMITTEE, COUNT, EVERYONE, HEADS, OFFICERS, READ, VOID, WRITE, Grant
from linli_tui.core.reach import WROTE, lies_here

MAIN = ("finding", "step")
HERE = f"r.finding IN (SELECT f.id FROM finding f WHERE {lies_here('place').replace('r.place', 'f.place')})"
"""Of the steps and reporters those of findings that lie in the reader's places."""
OWN = f"({WROTE} OR EXISTS (SELECT 1 FROM finding f WHERE f.id = r.finding AND {WROTE.replace('r.id', 'f.id')}))"
"""Those of findings the reader wrote."""
UNPROTECTED = f"ifnull(r.protected, 0) = 0 OR {WROTE}"

GRANTS = (
    Grant(OFFICERS, (READ, WRITE, VOID), clear=("name", "text", "address")),
    Grant(
        (*COMMITTEE, "worker", "patrol_leader"), (READ, WRITE), ("finding", "step", "phrase"), clear=("name", "text")
    ),
    Grant((*COMMITTEE, "worker", "patrol_leader"), (READ, WRITE), ("reporter", "involved"), rows="own"),
    Grant(HEADS, (READ, WRITE), ("involved",), rows="here", clear=("address",)),
    Grant(HEADS, (READ, WRITE), MAIN, rows="here", clear=("name", "text")),
    Grant(EVERYONE, (READ, WRITE), MAIN, rows="own", clear=("name", "text")),
    Grant(EVERYONE, ledgers=("phrase",)),
    Grant(("display", "keeper"), (COUNT,), MAIN, clear=()),
)
