"""Who may do what with what is kept so that people can know what is kept of them."""

from __future__ import annotations

from linli_tui.core.access import COMMITTEE, EVERYONE, HEADS, OFFICERS, READ, VOID, WRITE, Grant

GRANTS = (
    Grant((*EVERYONE, "display"), ledgers=("notice",), clear=("name", "text")),
    Grant(OFFICERS, (READ, WRITE, VOID), ("notice", "consent", "request", "inspection"), clear=("name", "text")),
    Grant(("worker",), (READ, WRITE), ("consent", "request"), clear=("name", "text")),
    Grant(HEADS, (READ, WRITE), ("consent",), rows="here", clear=("name", "text")),
    Grant(COMMITTEE, ledgers=("inspection", "disclosure"), clear=("name", "text")),
    Grant((*OFFICERS, "supervisor"), ledgers=("look",), clear=("name", "text")),
    Grant(("caretaker",), ledgers=("consent", "request", "inspection", "disclosure", "look")),
)
