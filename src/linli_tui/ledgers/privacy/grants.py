"""Who may do what with what is kept so that people can know what is kept of them."""

from __future__ import annotations

from linli_tui.core.access import OFFICERS, READ, Grant

GRANTS = (Grant((*OFFICERS, "supervisor"), (READ,), ("look",), clear=("name", "text")),)
