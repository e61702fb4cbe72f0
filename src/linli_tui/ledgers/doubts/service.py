"""What people do with doubts: lay them aside, take over what was offered, keep what there was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from linli_tui.core import kinds, names
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.book.writing import Transaction
    from linli_tui.core.access import Actor

Row = dict[str, Any]
NUMBERS = ("phone", "idnumber")
"""The masking classes of what is not told in a reason."""
_NUMBER = re.compile(r"(?<!\d)\d{7,}[\dXx]?")
Known = tuple[str, str, str, str]
"""(ledger, record, field, what was offered) of a doubt; English names, "" for none."""


def lay_aside(t: Transaction, doubts: list[Row]) -> None:
    """Writes doubts down inside an open transaction; an offer to whoever reads what others have written.

    Each has `what`, `why`, `offered`, `ledger` (its English name), `record`, `field`, `file`, `sheet`, `row`.
    """
    t.save_all("doubt", ({**doubt, "why": _without_numbers(t.book, doubt)} for doubt in doubts))


def _without_numbers(book: Book, doubt: Row) -> str:
    """Why it was not believed, the telephones and identity numbers in it masked: the reason is shown to more people."""
    ledger, offered, why = book.catalog.find(doubt["ledger"] or ""), str(doubt["offered"] or ""), str(doubt["why"])
    mask = ledger.field(doubt["field"]).mask if ledger and doubt.get("field") else ""
    if offered and mask in NUMBERS:
        why = why.replace(offered, names.mask(mask, offered))
    return _NUMBER.sub(lambda found: names.mask("phone", found[0]), why)


def states(book: Book) -> dict[Known, str]:
    """The state of every doubt there ever was; an offer, so that nothing is asked twice."""
    rows = book.read.sql("SELECT ledger, record, field, offered, state FROM doubt WHERE voided = 0 ORDER BY id")
    return {
        (row["ledger"] or "", row["record"] or "", row["field"] or "", row["offered"] or ""): row["state"]
        for row in rows
    }


def take_over(t: Transaction, doubt: Row) -> None:
    """Writes what was offered into the record it is about. Refused where it cannot be read, or the record is gone."""
    ledger = t.book.catalog.find(doubt["ledger"] or "")
    old = t.row(ledger.name, doubt["record"]) if ledger and doubt["record"] else None
    kept = say("什么也没有改。")
    if ledger is None or old is None or old["voided"]:
        raise Refused(say("「{what}」说的那一条已经不在了。", what=doubt["what"]), kept, say("请选「保留原来的」。"))
    field = ledger.field(doubt["field"])
    try:
        value = kinds.read(field, doubt["offered"])
    except Refused as refused:
        do = say("请对照证件，到那一条里自己改，再回来选「保留原来的」。")
        raise Refused(refused.what, kept, do, field="offered") from refused
    t.save(ledger.name, {"id": old["id"], field.name: value})


def decide(book: Book, actor: Actor, doubt: str, move: str) -> Change:
    """Takes a doubt over ("accept") or keeps what there was ("keep"), as one act."""
    with book.transaction(actor, "change") as t:
        t.move("doubt", doubt, move)
        row = t.row("doubt", doubt) or {}
        done = say("已采用「{what}」") if move == "accept" else say("「{what}」保留原来的")
        t.say(say(done, what=row["what"]))
    return t.change
