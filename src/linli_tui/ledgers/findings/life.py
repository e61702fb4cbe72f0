"""The six steps of a finding: 巡查 is the round, then 发现, 劝阻, 报告 (等对方), 处置, 评估 (回头看)."""

from __future__ import annotations

from linli_tui.core.ledger import Choices, Lifecycle, Move, State
from linli_tui.ledgers.findings.rules import OPEN

OUTCOMES: Choices = (("solved", "解决"), ("eased", "缓解"), ("refused", "对方不肯"), ("withdrawn", "撤回"))
"""How it ended; each is counted by itself, never one with another."""

LIFE = Lifecycle(
    states=(
        State("found", "发现"),
        State("talked", "劝阻了"),
        State("waiting", "等对方", "warn"),
        State("treated", "处置了"),
        State("closed", "办结", "good"),
        State("merged", "已并入", "faint"),
    ),
    moves=(
        Move("spot", "当场解决", ("found",), "closed", by="service:on_spot"),
        Move("talk", "劝阻了", ("found", "talked", "treated"), "talked", asks=("promised",), by="service:on_talk"),
        Move(
            "report",
            "报告了",
            ("found", "talked", "treated"),
            "waiting",
            asks=("unit", "promised"),
            needs=("unit",),
            by="service:on_report",
        ),
        Move("urge", "催办了", ("waiting",), "waiting", asks=("promised",), by="service:on_urge"),
        Move(
            "treat", "处置了", ("found", "talked", "waiting"), "treated", asks=("unit", "cost"), by="service:on_treat"
        ),
        Move(
            "look",
            "回头看",
            ("talked", "waiting", "treated"),
            "closed",
            asks=("outcome",),
            needs=("outcome",),
            by="service:on_look",
        ),
        Move(
            "withdraw", "撤回", OPEN, "closed", confirm="看错了、不是问题的才撤回，记录还在。", by="service:on_withdraw"
        ),
        Move("merge", "并入另一条", OPEN, "merged", asks=("same_as",), needs=("same_as",), by="service:on_merge"),
        Move(
            "reopen",
            "重新办",
            ("closed", "merged"),
            "found",
            confirm="又出现了，或者没有办好：从头再办。",
            by="service:on_reopen",
        ),
    ),
)
