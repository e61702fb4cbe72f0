"""What is put to a meeting of residents or villagers: counted by numbers only, nobody by name."""

from __future__ import annotations

from dataclasses import replace

from linli_tui.core.ledger import DECIDE, Field, Ledger, Lifecycle, Move, Sort, State
from linli_tui.ledgers.votes import outcome
from linli_tui.ledgers.votes.law import BODIES

MEETINGS = tuple(body for body in BODIES if body[0] not in ("owners", "committee"))
NUMBERS = tuple(replace(field, hint=hint) for field, hint in zip(outcome.HEADS, (
    "全体成年居民（村民）、户或者代表有多少", "实际到了多少", "", "", "",
), strict=True))  # fmt: skip
ASKED = tuple(field.name for field in NUMBERS)

LIFE = Lifecycle(
    states=(
        State("draft", "草案"),
        State("decided", "已表决", "good"),
        State("withdrawn", "撤回", "faint"),
    ),
    moves=(
        Move(
            "decide",
            "记人数，表决",
            ("draft",),
            "decided",
            asks=("held_on", *ASKED),
            needs=("held_on", *ASKED),
            by="service:decide_assembly",
            right=DECIDE,
        ),
        Move("end", "撤回", ("draft",), "withdrawn", confirm="撤回以后不再表决，要表决就另写一条。"),
    ),
)

ASSEMBLY = Ledger(
    name="assembly",
    title="会议表决",
    model="model:Assembly",
    label="label",
    numbered="会",
    lifecycle=LIFE,
    guard="service:guard_assembly",
    fields=(
        outcome.TITLE,
        Field("body", "哪种会议", "choice", required=True, choices=MEETINGS, width=14),
        outcome.TEXT,
        outcome.MEETING_ON,
        *NUMBERS,
        *outcome.OUTCOME,
    ),
    derived=(outcome.LABEL,),
    columns=("title", "state", "verdict", "body", "held_on"),
    sorts=(Sort("number", "新的在前", ("number",), descending=True),),
    filters=("state", "body"),
    actions=(outcome.HOW,),
    papers=(outcome.paper("assembly_result"),),
    empty="还没有会议表决。按 F2 写一条，会开完了只记人数。",
)
