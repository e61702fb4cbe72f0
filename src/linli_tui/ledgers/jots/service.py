"""What people do with jottings: jot down, confirm what was dropped in, answer, turn into a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli_tui.book import people
from linli_tui.core import clock
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.jots import rules

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.book.dropbox import Entry
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


def take_in(t: Transaction, entry: Entry) -> None:
    """A line dropped in while the book was closed, unconfirmed; an offer to the drop box.

    `entry.values` are words, and as far as somebody said: where (a place by name), told_by.
    """
    where, words = entry.values.get("where", ""), entry.values.get("words", "")
    find = t.book.catalog.offer("found.place")
    places = find(t.book, where) if find and where else []
    if where and len(places) != 1:
        words = say("{where}：{words}", where=where, words=words)
    writers = [member.person for member in people.members(t.book) if member.short == entry.who]
    t.save(
        "jot",
        {
            "id": entry.id,
            "words": words,
            "place": places[0] if len(places) == 1 else None,
            "told_by": entry.values.get("told_by"),
            "told_on": clock.civil(entry.at).isoformat(),
            "dropped_by": entry.who,
            "writer": writers[0] if len(writers) == 1 else None,
            "unconfirmed": 1,
        },
    )
    t.say(say("{who}夜里投进来一条", who=entry.who))


def confirm(book: Book, actor: Actor, jot: str) -> Change:
    """What was dropped in is what its writer said; by the writer, or by an officer who vouches for it."""
    with book.transaction(actor, "confirm") as t:
        row = t.row("jot", jot) or {}
        if not row.get("unconfirmed"):
            raise Refused(say("这一条不用认。"), say("什么也没有改。"))
        if actor.id != row["writer"]:
            book.rights.refuse("confirm")
        t.save("jot", {"id": jot, "unconfirmed": None})
        t.say(say("已认下「{label}」", label=row["label"]))
    return t.change


def refuse_unconfirmed(t: Transaction, jot: Row) -> None:
    """Refuses to act upon what nobody has confirmed yet."""
    if jot["unconfirmed"]:
        raise Refused(
            say("这一条是夜里投进来的，还没有人认。"), say("什么也没有改。"), say("请先「认下」它，再答复或者转走。")
        )


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
    """The record a jotting becomes; `jot` then names it. Refused for a ledger that takes no jottings.

    An area that can use more than the words offers "jotted.<ledger>", called as take(t, record, jot).
    """
    refuse_unconfirmed(t, jot)
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
    made = t.save(ledger.name, values)
    if take := t.book.catalog.offer(f"jotted.{ledger.name}"):
        take(t, made, jot)
    jot.update(turned_ledger=ledger.name, turned_record=made)
