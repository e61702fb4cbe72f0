"""The report list once more, from what was kept of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli_tui.core.data import read_toml
from linli_tui.core.words import say
from linli_tui.ledgers.sending import rules
from linli_tui.paper import sending_list

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.core.access import Actor
    from linli_tui.paper.document import Document

COLUMNS = ("ledger", "title", "rows", "fresh", "blank")


def report_list(book: Book, actor: Actor, record: str) -> Document:
    """Both copies of the list of one report."""
    report = book.read.get("report_out", record) or {}
    who = book.read.get("recipient", report["recipient"]) or {}
    lines = book.read.parts("report_line", record)
    kind = read_toml("rules", "bodies.toml").get(book.setting("body.kind"), {})
    return sending_list.document(
        sending_list.Handed(
            compound=book.name,
            body=book.setting("body.name") or f"{book.name}{kind.get('full', '')}",
            month=report["month"],
            recipient=who.get("name") or say("（已不在）"),
            contact=who.get("contact") or "",
            purpose=who.get("purpose") or "",
            basis=dict(rules.BASES).get(who.get("basis") or "", ""),
            who=actor.name,
            day=sending_list.day_text(report["day"]),
            code=report["code"] or "",
            tables=tuple(sending_list.Sent(*(line[name] for name in COLUMNS)) for line in lines),
            notes=sending_list.notes(book, _before(book, report), report["day"]),
        )
    )


def _before(book: Book, report: dict[str, Any]) -> str | None:
    """The day of the report before this one to the same recipient."""
    query = "SELECT max(day) FROM report_out WHERE voided = 0 AND recipient = ? AND day < ?"
    before = book.read.one(query, (report["recipient"], report["day"]))
    return str(before) if before else None
