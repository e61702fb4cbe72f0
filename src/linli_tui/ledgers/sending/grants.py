"""Who may do what with what is sent: officers send, the committee reads."""

from __future__ import annotations

from linli_tui.core.access import CARETAKER, COMMITTEE, OFFICERS, READ, VOID, WRITE, Grant

GRANTS = (
    Grant(OFFICERS, (READ, WRITE, VOID), ("recipient",)),
    Grant((*COMMITTEE, CARETAKER)),
)
