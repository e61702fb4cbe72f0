"""Who may do what with people: names for those who work with them, telephones for a reason, homes for their head."""

from __future__ import annotations

from linli_tui.core.access import COMMITTEE, COUNT, COUNTERS, HEADS, OFFICERS, READ, VOID, WRITE, Grant
from linli_tui.core.reach import HOMES, lies_here
from linli_tui.core.today import holds_today

LEDGERS = ("person", "ownership", "household", "residence", "tenancy", "vehicle")

FACTS = (("ownership", "person"), ("residence", "person"), ("household", "head"), ("tenancy", "tenant"))
PEOPLE_HERE = "r.id IN ({})".format(
    " UNION ".join(
        [
            f"SELECT f.{who} FROM {fact} f WHERE f.voided = 0 AND {holds_today('f')} AND f.home IN ({HOMES})"
            for fact, who in FACTS
        ]
        + [f"SELECT t.person FROM post t WHERE t.voided = 0 AND {holds_today('t')}"]
    )
)
"""Those who own or live in the reader's places today, and those who hold a post."""
HERE = lies_here("home")

GRANTS = (
    Grant(OFFICERS, (READ, WRITE, VOID), clear=("name", "text", "plate")),
    Grant(("worker",), (READ, WRITE), clear=("name", "text", "plate")),
    Grant((*COMMITTEE, *COUNTERS, "mediator", "caretaker"), ledgers=LEDGERS),
    Grant(("patrol_leader",), ledgers=LEDGERS, clear=("name", "plate")),
    Grant(HEADS, (READ, WRITE), LEDGERS, rows="here", clear=("name", "plate")),
    Grant((*HEADS, "display", "keeper"), (COUNT,), LEDGERS, clear=()),
)
