"""Who may do what with doubts: those who bring lists in settle them."""

from __future__ import annotations

from linli_tui.core.access import OFFICERS, READ, VOID, WRITE, Grant

GRANTS = (Grant((*OFFICERS, "worker"), (READ, WRITE, VOID), clear=("name", "text")),)
