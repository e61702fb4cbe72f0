"""Papers about what is kept of people: the sheet for the person herself, the list for the clerk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.core import kinds
from linli_tui.core.words import say
from linli_tui.ledgers.privacy import erasing, rules
from linli_tui.ledgers.privacy.consenting import NOTICE
from linli_tui.paper import held_on as holding
from linli_tui.paper.document import Block, Document, Heading, Pairs, Para, Table

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.core.access import Actor


def held_on(book: Book, actor: Actor, request: str) -> Document:
    """The sheet of the person a request is about."""
    return holding.document(book, actor, _person(book, request))


def to_check(book: Book, actor: Actor, request: str) -> str:
    """Where else she is mentioned, for the clerk to look at before the sheet is given away."""
    return holding.to_check(book, _person(book, request))


def consent_form(book: Book, actor: Actor, notice: str) -> Document:
    """The notice with room for the answer of one household: a tick for each scope, who signs, where, when."""
    row = book.read.get("notice", notice) or {}
    blocks: list[Block] = []
    for field in (f for f in NOTICE.fields if f.kind == "note"):
        blocks += [Heading(field.title, 2), *(Para(line) for line in str(row[field.name] or "").splitlines())]
    columns = (say("哪一项"), say("同意"), say("不同意"))
    blocks.append(Table(columns, tuple((title, "", "") for _, title in rules.SCOPES), (20, 10, 10)))
    blocks.append(Para(say("都不同意也可以：只留房号和业主姓名、面积，参加活动、有人帮忙都一样。")))
    blocks.append(Pairs(((say("房号"), ""), (say("电话"), ""), (say("常住几人"), ""))))
    signed = (say("签字（户代表）"), say("告知的人"))
    return Document(say("个人信息告知同意书"), "当事人", str(row["label"]), tuple(blocks), signed)


def receipt(book: Book, actor: Actor, request: str) -> Document:
    """What was asked, when, and what came of it; a refusal with its reason (PIPL 第50条)."""
    ledger, row = book.catalog.ledgers["request"], book.read.get("request", request) or {}
    shown = ("kind", "received_on", "due", "answered_on", "reason")
    pairs = [
        (ledger.field(n).title, kinds.show(ledger.field(n), row[n])) for n in shown if row[n] or n == "answered_on"
    ]
    gone = row["kind"] in ("erase", "withdraw") and row["state"] == "done"
    kept = erasing.deeds_kept(book, _person(book, request)) if gone else ""
    blocks: tuple[Block, ...] = (
        Pairs((*pairs, (say("办得怎样"), ledger.shown("state").choice(row["state"])))),
        Para(str(row["answer"] or "")),
        *([Para(kept)] if kept else []),
        Para(say("对答复不满意的，可以向社区、街道反映，也可以依法投诉或者起诉。")),
    )
    return Document(
        say("个人信息请求办理回执"), "当事人", str(row["number"]), blocks, (say("本人（代办人）"), say("经办人"))
    )


def _person(book: Book, request: str) -> str:
    return str((book.read.get("request", request) or {})["person"])
