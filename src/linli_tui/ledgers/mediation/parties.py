"""The parts of a dispute written: parties that follow its homes, who refuses, entries, what was done, who stays out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli_tui.core import clock
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.mediation import rules

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.book.writing import Transaction
    from linli_tui.core.access import Actor

Row = dict[str, Any]
KEPT = "什么也没有改。"
HOMES = (("a", "home"), ("b", "other"))
"""The sides whose homes stand in the dispute itself."""
OF_SIDE = 'SELECT * FROM party WHERE "case" = ? AND side = ? AND voided = 0 ORDER BY id LIMIT 1'
ANSWERS = 'SELECT side, answer FROM party WHERE "case" = ? AND voided = 0 ORDER BY side, id'


def follow_homes(t: Transaction, case: str, homes: Row, people: tuple[str | None, str | None] = (None, None)) -> None:
    """Makes the first party of 甲方 and of 乙方 that of the home, and of the person, given for it."""
    for (side, column), person in zip(HOMES, people, strict=True):
        known = t.sql(OF_SIDE, (case, side))
        home = homes[column]
        if known and home and home != known[0]["home"]:
            t.save("party", {"id": known[0]["id"], "home": home})
        elif not known and (home or person):
            t.save("party", {"case": case, "side": side, "home": home, "person": person})


def refuse_unwilling(t: Transaction, case: str, do: str = "") -> None:
    """Refuses to mediate where one party clearly will not (人民调解法 第17条)."""
    side = rules.refusing((row["side"], row["answer"]) for row in t.sql(ANSWERS, (case,)))
    if side:
        what = say("{side}明确不愿意调解，不能再调（人民调解法第17条）。", side=dict(rules.SIDES)[side])
        raise Refused(what, say(KEPT), do or say("请选「终止调解」，告诉双方还有什么办法。"))


def guard_event(t: Transaction, old: Row | None, new: Row) -> None:
    """An entry is of today where no day is given; nobody is mediated between once a party refused."""
    new["day"] = new["day"] or clock.today().isoformat()
    if old is None and new["kind"] == "talk" and new["signed"] is None:
        refuse_unwilling(t, new["case"])


def tell_rights(book: Book, actor: Actor, party: str, *, answer: str, told_on: str) -> Change:
    """A party was told what it may and must, and said whether it wants to."""
    with book.transaction(actor, "tell") as t:
        t.save("party", {"id": party, "answer": answer, "told_on": told_on})
        row = t.row("party", party) or {}
        number = (t.row("case", row["case"]) or {})["number"]
        side = dict(rules.SIDES)[row["side"]]
        if answer == "refused":
            t.say(say("「{number}」{side}不愿意：不能再调，请终止，告诉双方还有什么办法", number=number, side=side))
        else:
            t.say(say("「{number}」{side}已告知", number=number, side=side))
    return t.change


def tick_done(book: Book, actor: Actor, obligation: str, *, done_on: str) -> Change:
    """What was agreed has been done."""
    with book.transaction(actor, "done") as t:
        t.save("obligation", {"id": obligation, "done_on": done_on})
        t.say(say("已记下：{label}的事做到了", label=(t.row("obligation", obligation) or {})["label"]))
    return t.change


def write_recusal(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """Somebody stays out of a dispute; he may say so of himself, after which he does not see it any more."""
    known = book.read.get("recusal", record) if record else {}
    cases = () if known is None else filter(None, (known.get("case"), values.get("case")))
    if known is None or any(book.read.get("case", case) is None for case in cases):
        raise Refused(say("这件纠纷您看不到。"), say(KEPT))
    with book.transaction(actor, "change" if record else "new") as t:
        t.beside("recusal")
        day = values.get("day") or known.get("day") or clock.today().isoformat()
        t.save("recusal", {**values, "day": day, **({"id": record} if record else {})})
        t.say(say("已记下一位回避"))
    return t.change
