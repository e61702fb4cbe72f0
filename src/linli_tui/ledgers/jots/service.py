"""What people do with jottings: jot down, answer, turn into a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli_tui.core import clock
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.jots import rules

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.book.writing import Transaction
    from linli_tui.core.access import Actor
    from linli_tui.core.ledger import Catalog, Ledger

Row = dict[str, Any]


def jot_down(t: Transaction, words: str, place: str | None = None, told_by: str | None = None) -> str:
    """Jots something down inside an open transaction; an offer to the other areas."""
    return t.save("jot", {"words": words, "place": place, "told_by": told_by, "told_on": clock.today().isoformat()})


def write_jot(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """Jots something down, today where no day is given; or changes what was jotted."""
    with book.transaction(actor, "change" if record else "new") as t:
        row = (
            {**values, "id": record}
            if record
            else {**values, "told_on": values.get("told_on") or clock.today().isoformat()}
        )
        saved = t.row("jot", t.save("jot", row)) or {}
        t.say(say("已修改「{label}」" if record else "已记下「{label}」", label=saved["label"]))
    return t.change


def answer(book: Book, actor: Actor, jot: str, *, answer: str | None = None) -> Change:
    """It was answered, and how where somebody says."""
    with book.transaction(actor, "answer") as t:
        t.move("jot", jot, "answer", answer=answer)
        t.say(say("已答复「{label}」", label=book.read.label("jot", jot)))
    return t.change


def targets(catalog: Catalog) -> list[Ledger]:
    """The ledgers a jotting can be turned into a record of."""
    return [ledger for ledger in catalog.ledgers.values() if ledger.jot]


def turn(book: Book, actor: Actor, jot: str, ledger: str) -> Change:
    """Turns a jotting into a record of a ledger, by its name or Chinese title, in one act."""
    with book.transaction(actor, "turn") as t:
        t.move("jot", jot, "turn", turned_ledger=ledger)
        row = t.row("jot", jot) or {}
        title = book.catalog.ledgers[row["turned_ledger"]].title
        t.say(say("已转为{ledger}「{label}」", ledger=title, label=row["label"]))
    return t.change


def make_record(t: Transaction, jot: Row) -> None:
    """The record a jotting becomes; `jot` then names it. Refused for a ledger that takes no jottings."""
    ledger = t.book.catalog.find(jot["turned_ledger"])
    if ledger is None or not ledger.jot:
        titles = "、".join(target.title for target in targets(t.book.catalog))
        raise Refused(
            say("「{name}」不能这样转。", name=jot["turned_ledger"]),
            say("什么也没有改。"),
            say("可以转到：{titles}。", titles=titles),
            field="turned_ledger",
        )
    compound = t.sql("SELECT id FROM place WHERE kind = 'compound' AND voided = 0 ORDER BY id LIMIT 1")
    values = rules.turned(ledger, jot, compound[0]["id"] if compound else None)
    jot.update(turned_ledger=ledger.name, turned_record=t.save(ledger.name, values))
