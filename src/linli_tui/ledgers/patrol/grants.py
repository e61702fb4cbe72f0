"""Who may do what with patrols: leaders and officers write them, everybody on the council reads them."""

from __future__ import annotations

from linli_tui.core.access import COUNT, EVERYONE, HEADS, OFFICERS, READ, VOID, WRITE, Grant

GRANTS = (
    Grant(OFFICERS, (READ, WRITE, VOID), clear=("name", "text")),
    Grant(("patrol_leader", "worker"), (READ, WRITE), clear=("name", "text")),
    Grant(("patrol_leader",), (VOID,), ("duty", "on_duty", "walker", "passing"), clear=("name", "text")),
    Grant(HEADS, (READ, WRITE), ("duty", "on_duty", "round", "walker", "passing"), clear=("name", "text")),
    Grant(EVERYONE),
    Grant(("display",), (COUNT,), clear=()),
)
