"""Looking at what is masked: one field for a reason, or a set for a task; each is a line of the book."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from linli_tui.core import clock
from linli_tui.core.access import Actor
from linli_tui.core.ledger import Ledger
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change

LOOK = "look"
"""The ledger of looks; a catalog without it keeps nothing masked open."""
PHONES = frozenset({"phone"})
"""The masking classes a set for a task opens; everything else takes a reason of its own."""


def look(book: Book, actor: Actor, ledger: str, record: str, field: str, why: str) -> str:
    """Shows one masked field of one record for a reason, and what stands there. Raises Refused without either."""
    if not why.strip():
        raise Refused("还没有写为什么要看。", "没有打开。", "请选一个原因，或者写一句。")
    declared = book.catalog.ledgers[ledger]
    title = declared.field(field).title
    note(book, actor, [(ledger, record)], title, why)
    book.rights.open(record, field)
    return str((book.read.get(ledger, record) or {}).get(field) or "")


def open_set(book: Book, actor: Actor, purpose: str, records: Iterable[tuple[str, str]]) -> Change:
    """Shows the telephones of (ledger, record) pairs to this person for a task, with one line for all."""
    seen = [
        (ledger, record) for ledger, record in dict.fromkeys(records) if book.rights.sees(_table(book, ledger), record)
    ]
    if not seen:
        raise Refused("这里没有可以打开的电话。", "没有打开。")
    change = note(book, actor, seen, say("电话"), purpose)
    for ledger, record in seen:
        for field in book.catalog.ledgers[ledger].fields:
            if field.mask in PHONES:
                book.rights.open(record, field.name)
    return change


def note_reading(book: Book, actor: Actor, ledger: Ledger, row: dict[str, Any]) -> None:
    """Puts down that a record was opened that leaves a line in the state it is in, or that is a part of such a one.

    Once while its reader sits there; not while nobody has a key. Raises Refused where no line can be written.
    """
    looked = _leaves_line(book, ledger, row)
    if looked:
        if book.reading_only:
            what = say("看这一条要记一笔，这个窗口只能看，记不了。")
            raise Refused(what, say("没有打开。"), say("请到能写的那个窗口里打开。"))
        parent, record = looked
        note(book, actor, [(parent.name, record)], parent.title, say("打开看"))
        book.rights.open(record, LOOK)


def needs_line(book: Book, ledger: Ledger, row: dict[str, Any]) -> bool:
    """Whether opening a record would leave a line, so that it is not shown where none is written."""
    return _leaves_line(book, ledger, row) is not None


def _leaves_line(book: Book, ledger: Ledger, row: dict[str, Any]) -> tuple[Ledger, str] | None:
    """The record, and its ledger, of which a line is left: itself, or the one it is a part of."""
    if ledger.part_of:
        link = book.catalog.part_field(ledger).name
        ledger = book.catalog.ledgers[ledger.part_of]
        row = (book.read.get(ledger.name, row[link]) if ledger.looked else None) or {}
    if row.get("state") not in ledger.looked or book.rights.is_open(row["id"], LOOK):
        return None
    return ledger, row["id"]


def _table(book: Book, ledger: str) -> str:
    return book.catalog.table(ledger).name


def note(book: Book, actor: Actor, records: list[tuple[str, str]], fields: str, why: str) -> Change:
    """Writes down that somebody looks at fields of (ledger, record) pairs, and why. Refused without the right."""
    book.rights.refuse("look")
    ledger, record = records[0]
    if not book.rights.sees(_table(book, ledger), record):
        raise Refused("这一条现在看不到。", "没有打开。")
    values: dict[str, Any] = {"who": actor.id, "ledger": ledger, "record": record, "fields": fields, "why": why}
    if len(records) > 1:
        values["records"] = " ".join(f"{name}:{one}" for name, one in records)
    with book.transaction(actor, "look") as t:
        t.beside(LOOK)
        t.save(LOOK, {**values, "n": len(records), "day": clock.today().isoformat()})
        t.say(say("看了{fields}：{why}", fields=fields, why=why))
    return t.change
