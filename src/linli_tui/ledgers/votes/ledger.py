"""What is kept of votes: motions of committees, meetings by numbers, proposals to the owners, and who said what."""

from __future__ import annotations

from linli_tui.core.ledger import Area, Duty, Figure, MonthLine
from linli_tui.ledgers.votes.assembly import ASSEMBLY
from linli_tui.ledgers.votes.committee import MOTION, VOICE
from linli_tui.ledgers.votes.grants import GRANTS
from linli_tui.ledgers.votes.owners import BALLOT, PROPOSAL

WHEN = "r.decided_on >= :first AND r.decided_on < :next"

AREA = Area(
    name="votes",
    title="表决",
    digit="6",
    package="linli_tui.ledgers.votes",
    grants=GRANTS,
    ledgers=(MOTION, ASSEMBLY, PROPOSAL, VOICE, BALLOT),
    figures=(
        Figure(
            "表决过的议题",
            "SELECT count(*) FROM motion WHERE state = 'decided' AND voided = 0",
            "件",
            "motion",
            (("state", "decided"),),
        ),
        Figure(
            "业主表决过的",
            "SELECT count(*) FROM proposal WHERE state = 'decided' AND voided = 0",
            "件",
            "proposal",
            (("state", "decided"),),
        ),
    ),
    duties=(
        Duty(
            "votes.open",
            "有 {n} 个议题开了会还没有表决",
            "SELECT count(*) FROM motion WHERE state = 'called' AND voided = 0",
            "motion",
            (("state", "called"),),
        ),
        Duty(
            "votes.posted",
            "有 {n} 件事正在由业主投票",
            "SELECT count(*) FROM proposal WHERE state = 'announced' AND voided = 0",
            "proposal",
            (("state", "announced"),),
        ),
        Duty(
            "votes.closed",
            "有 {n} 件事过了投票截止的日子，该计票了",
            "SELECT count(*) FROM proposal WHERE state = 'announced' AND voided = 0 AND closes_on < :today",
            "proposal",
            (("state", "announced"),),
        ),
    ),
    month=(
        MonthLine("votes.motions", "议题表决", "motion", WHEN, unit="件"),
        MonthLine("votes.assemblies", "会议表决", "assembly", WHEN, unit="件"),
        MonthLine("votes.proposals", "业主表决", "proposal", WHEN, unit="件"),
    ),
    demo="demo:fill",
)
