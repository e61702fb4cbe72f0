"""Who may do what with votes: all but the keeper read what was decided, the chair decides, tellers write ballots."""

from __future__ import annotations

from linli_tui.core.access import (
    COMMITTEE,
    COUNT,
    COUNTERS,
    DECIDE,
    EVERYONE,
    OFFICERS,
    READ,
    VOID,
    WRITE,
    Grant,
)

DECIDED = ("motion", "assembly", "proposal")
"""What is put to a vote, and what came of it."""
ANSWERS = ("voice", "ballot")
"""Who said what."""
ALL_BUT_THE_KEEPER = tuple(post for post in EVERYONE if post != "keeper")

GRANTS = (
    Grant((*ALL_BUT_THE_KEEPER, "display"), ledgers=DECIDED),
    Grant(OFFICERS, (READ, WRITE, VOID), clear=("name", "text")),
    Grant(("chair", "vice"), (DECIDE,), DECIDED),
    Grant((*COMMITTEE, "caretaker"), ledgers=ANSWERS),
    Grant(COUNTERS, (READ, WRITE), ANSWERS),
    Grant((*ALL_BUT_THE_KEEPER, "display"), (COUNT,), clear=()),
)
