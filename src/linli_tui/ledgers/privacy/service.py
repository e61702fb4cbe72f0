"""What people do about what is kept of people: tell them, hear what they agree to, take it back, ask, inspect, send."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from linli_tui.core import clock
from linli_tui.core.data import read_toml
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.privacy import rules

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.book.writing import Transaction
    from linli_tui.core.access import Actor

Row = dict[str, Any]
TEXTS = ("who_we_are", "what_for", "which", "how_long", "who_receives", "how_to_refuse")
"""The texts of a notice (PIPL 第17条)."""
KEPT = "什么也没有改。"


def write_notice(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """A new version of the notice, with the ready words wherever none are written; or a change while nobody signed."""
    with book.transaction(actor, "change" if record else "new") as t:
        row = (
            {**values, "id": record} if record else {**_ready(t), **{n: v for n, v in values.items() if v is not None}}
        )
        saved = t.row("notice", t.save("notice", row)) or {}
        done = "已修改「{label}」" if record else "已写下「{label}」，从{on}起用，可以打印出来上门了"
        t.say(say(done, label=saved["label"], on=saved["since"]))
    return t.change


def guard_notice(t: Transaction, old: Row | None, new: Row) -> None:
    """The words people signed under stay as they are."""
    told = old is not None and any(old[name] != new[name] for name in (*TEXTS, "no"))
    if told and t.sql("SELECT 1 FROM consent WHERE notice = ? AND voided = 0 LIMIT 1", (new["id"],)):
        what = say("已经有人照「{label}」签了字，文字不能再改。", label=new["label"] or "")
        raise Refused(what, say(KEPT), say("请按 F2 写新的一版。"))


def notice_on(book: Book, day: str) -> str | None:
    """The version of the notice in use on a day."""
    query = "SELECT id FROM notice WHERE voided = 0 AND since <= ? ORDER BY since DESC, no DESC LIMIT 1"
    found = book.read.one(query, (day,))
    return str(found) if found else None


def hear(book: Book, actor: Actor, fixed: Row, home: str, values: Row, sitting: str = "") -> Change:
    """What one door said, `fixed` being the notice and the day; a later answer of that day replaces the first."""
    with book.transaction(actor, "consent", sitting=sitting) as t:
        day = fixed.get("since") or clock.today().isoformat()
        _hear(t, {"notice": fixed.get("notice"), "home": home, "since": day, **values})
    return t.change


def write_consent(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """What a household said, as the form gives it; a change corrects what was written down."""
    with book.transaction(actor, "correct" if record else "consent") as t:
        if record:
            row = t.row("consent", t.save("consent", {**values, "id": record})) or {}
            t.say(say("已更正「{label}」", label=row["label"]))
        else:
            _hear(t, {**values, "since": values.get("since") or clock.today().isoformat()})
    return t.change


def guard_consent(t: Transaction, old: Row | None, new: Row) -> None:
    """Only who agreed agreed to something; and what was agreed to begins with being registered at all."""
    if new["answer"] != "given":
        new.update(rules.flags(()))
    elif not any(new[f"for_{key}"] for key, _ in rules.SCOPES):
        raise Refused(
            say("同意了，却一项也没有勾。"), say("您写的都还在。"), say("请至少选一项，或者选「不愿登记」。"),
            field="for_register",
        )  # fmt: skip


def withdraw(book: Book, actor: Actor, record: str, *, on: str, scope: str = "all") -> Change:
    """A household takes back what it agreed to, all or one scope, from a day on (PIPL 第15条)."""
    with book.transaction(actor, "withdraw") as t:
        row = t.row("consent", record) or {}
        if row["until"] or row["answer"] != "given":
            raise Refused(say("这一条现在没有可以撤回的。"), say(KEPT))
        left = [key for key, _ in rules.SCOPES if row[f"for_{key}"] and key != scope and scope != "all"]
        if on <= (row["since"] or ""):
            t.save("consent", {"id": record, "voided": 1})
        else:
            t.save("consent", {"id": record, "until": on, "ended": "withdrawn"})
        if left:
            kept = {name: row[name] for name in ("home", "person", "by_name", "paper_at", "notice", "household")}
            t.save("consent", {**kept, **rules.flags(left), "answer": "given", "since": on})
        title = dict(rules.SCOPES).get(scope, say("全部"))
        t.say(say("{home}从{on}起撤回同意：{scope}", home=book.read.label("home", row["home"]), on=on, scope=title))
    return t.change


def write_request(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """Somebody asks about what is kept of a person; to be answered within fifteen days, as is usual."""
    with book.transaction(actor, "change" if record else "new") as t:
        if not record:
            received = values.get("received_on") or clock.today().isoformat()
            values = {**values, "received_on": received, "due": rules.due(received)}
        row = t.row("request", t.save("request", {**values, "id": record} if record else values)) or {}
        done = "已修改「{label}」" if record else "已记下「{label}」，{due}以前答复"
        t.say(say(done, label=row["label"], due=row["due"]))
    return t.change


def guard_request(t: Transaction, old: Row | None, new: Row) -> None:
    """What is seen at the counter is which document it was, never its number."""
    if any(rules.has_id_number(new[name]) for name in ("what", "mandate", "answer")):
        raise Refused(say("这里不要写身份证号，写看了什么证件就行。"), say("您写的都还在。"), field="what")


def answer_request(t: Transaction, request: Row) -> None:
    """It was answered today."""
    request["answered_on"] = clock.today().isoformat()


def write_inspection(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """An owner saw papers of the council (《区分所有权解释》第13条)."""
    with book.transaction(actor, "change" if record else "new") as t:
        if not record:
            values = {**values, "day": values.get("day") or clock.today().isoformat()}
            if not (values.get("person") or values.get("by_name")):
                raise Refused(
                    say("还没有写谁来看的。"), say("您写的都还在。"), say("请选一位，或者写名字。"), field="person"
                )
        row = t.row("inspection", t.save("inspection", {**values, "id": record} if record else values)) or {}
        t.say(say("已修改「{label}」" if record else "已记下「{label}」", label=row["label"]))
    return t.change


def record_disclosure(
    t: Transaction, *, recipient: str, purpose: str, basis: str, ledgers: Iterable[str], rows: int, clear: bool,
    medium: str = "stick", contact: str | None = None,
) -> str:  # fmt: skip
    """Writes down inside an open transaction what left the house; an offer to whoever lets it leave.

    `ledgers` are English names, `basis` and `medium` keys of `rules.BASES` and `rules.MEDIA`. Kept three years
    (PIPL 第55、56条).
    """
    t.beside("disclosure")
    titles = "、".join(dict.fromkeys(t.book.catalog.ledgers[name].title for name in ledgers))
    row = {"recipient": recipient, "contact": contact, "purpose": purpose, "basis": basis, "ledgers": titles}
    masking = "clear" if clear else "masked"
    more = {"rows": rows, "masking": masking, "medium": medium, "day": clock.today().isoformat()}
    return t.save("disclosure", {**row, **more})


def _ready(t: Transaction) -> Row:
    last = t.sql("SELECT * FROM notice WHERE voided = 0 ORDER BY no DESC LIMIT 1")
    number = (t.sql("SELECT ifnull(max(no), 0) + 1 AS no FROM notice") or [{"no": 1}])[0]["no"]
    if last:
        return {**{name: last[0][name] for name in TEXTS}, "no": number}
    kind = read_toml("rules", "bodies.toml").get(t.book.setting("body.kind"), {})
    names = {"compound": t.book.name, "body": t.book.setting("body.name") or f"{t.book.name}{kind.get('full', '')}"}
    ready = read_toml("rules", "notice.toml")
    return {**{name: say(ready[name].strip(), **names) for name in TEXTS}, "no": number}


def _hear(t: Transaction, row: Row) -> None:
    """Writes down an answer: the one before it ends, but for nobody being in; a household that refuses is forgotten."""
    home, day = row["home"], row["since"]
    row["notice"] = row.get("notice") or notice_on(t.book, day)
    row["household"] = row.get("household") or _household(t, home, day)
    for old in t.sql("SELECT * FROM consent WHERE home = ? AND voided = 0 AND until IS NULL", (home,)):
        moved = old["household"] is not None and old["household"] != row["household"]
        if old["since"] == day or old["answer"] in rules.UNSAID:
            row["id"] = old["id"]
        elif row["answer"] in rules.UNSAID and not moved:
            t.say(say("「{label}」还算数", label=old["label"]))
            return
        else:
            t.save("consent", {"id": old["id"], "until": day, "ended": "moved" if moved else "replaced"})
    saved = t.row("consent", t.save("consent", row)) or {}
    _settle_refusal(t, home, saved["answer"], day)
    refused = say("，以后只记投票要用的") if saved["answer"] == "refused" else ""
    t.say(say("{label}{refused}", label=saved["label"], refused=refused))


def _household(t: Transaction, home: str, day: str) -> str | None:
    """The household that lives in a home on a day."""
    query = (
        "SELECT id FROM household WHERE home = ? AND voided = 0 AND kind <> 'vacant' AND ifnull(since, '') <= ? "
        "AND ifnull(until, '9999-99-99') > ? ORDER BY id DESC LIMIT 1"
    )
    return next((row["id"] for row in t.sql(query, (home, day, day))), None)


def _settle_refusal(t: Transaction, home: str, answer: str, day: str) -> None:
    """A home whose household refuses is marked so and forgotten; once it agrees it is not marked any more.

    All of that follows from the answer, whoever may write it down.
    """
    refused_on = (t.row("home", home) or {}).get("refused_on")
    if answer == "refused" and not refused_on:
        before, forget = len(t.pen.entries), t.book.catalog.offer("people.forget_home")
        t.save("home", {"id": home, "refused_on": day})
        if forget:
            forget(t, home)
        t.beside(*(table for table, _record, _changes in t.pen.entries[before:]))
    elif answer == "given" and refused_on:
        t.beside("home")
        t.save("home", {"id": home, "refused_on": None})
