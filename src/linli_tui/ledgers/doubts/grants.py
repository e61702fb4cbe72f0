"""Who may do what with doubts: those who bring lists in settle them."""

from __future__ import annotations

from linli_tui.core.access import OFFICERS, READ, VOID, WRITE, Grant

GRANTS = (
    Grant(OFFICERS, (READ, WRITE, VOID), clear=("name", "text")),
    Grant(("worker",), (READ, WRITE, VOID), clear=("name",)),
)
"""What was offered may be somebody's telephone: the worker, who looks at one for a reason, looks at it so here too."""
