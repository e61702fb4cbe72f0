"""Who may do what with blank forms: officers reserve them and key them in, the others of the council see them."""

from __future__ import annotations

from linli_tui.core.access import CARETAKER, COMMITTEE, OFFICERS, READ, WRITE, Grant

GRANTS = (Grant(OFFICERS, (READ, WRITE)), Grant((*COMMITTEE, CARETAKER)))
