"""Who may do what with pacts: all read them, officers write them, the chair decides, doors are for their heads."""

from __future__ import annotations

from linli_tui.core.access import (
    COMMITTEE,
    COUNT,
    DECIDE,
    EVERYONE,
    HEADS,
    OFFICERS,
    READ,
    VOID,
    WRITE,
    Grant,
)

TEXTS = ("pact", "pact_version", "article", "amendment")
SIGNED = ("signature",)

GRANTS = (
    Grant((*EVERYONE, "display"), ledgers=TEXTS),
    Grant(OFFICERS, (READ, WRITE, VOID), clear=("*",)),
    Grant(("chair", "vice"), (DECIDE,), clear=("*",)),
    Grant(COMMITTEE, ledgers=(*SIGNED, "ground")),
    Grant(("worker",), (READ, WRITE), SIGNED),
    Grant(HEADS, (READ, WRITE), SIGNED, rows="here", clear=("name", "text")),
    Grant((*EVERYONE, "display"), (COUNT,), SIGNED, clear=()),
)
