"""What people do with bodies: found one, write down a term or a paper, ask by which day what is to be done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from linli_tui.core import clock, dates, workdays
from linli_tui.core.access import COMMITTEE
from linli_tui.core.refusal import Refused
from linli_tui.core.words import _, say
from linli_tui.ledgers.council import rules, terms

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.book.writing import Transaction
    from linli_tui.core.access import Actor

Row = dict[str, Any]
SETTLED = {"body.kind": "kind", "body.name": "name", "law.profile": "profile"}
"""Settings that are facts about the main body, and their column there."""
CLOCKS = (
    ("renewal", _("选下一届"), "until"),
    ("hand_over", _("任满移交"), "until"),
    ("first_meeting", _("开第一次会，推选负责人"), "elected_on"),
    ("filing", _("报备案"), "elected_on"),
    ("leaving", _("中途卸任的，交出账、章、钥匙"), ""),
    ("posting", _("公布作出的决定"), ""),
)
"""Clocks, what they are called, and the day of a term they are counted from."""
LATELY = 90
"""So many days after it a last day that has passed is still told."""


def main_body(book: Book) -> str:
    """The body whose book this is; "" in a book without one."""
    return str(book.read.one("SELECT id FROM body WHERE main = 1 AND voided = 0") or "")


def found_main(t: Transaction, settled: dict[str, str]) -> None:
    """The main body of a new book, as its first settings have it."""
    kind = settled["body.kind"]
    name = settled.get("body.name") or rules.body_words(kind).get("full")
    t.save("body", {"kind": kind, "name": name, "main": 1, "profile": settled.get("law.profile")})


def settle(t: Transaction, key: str, value: str) -> None:
    """Takes a setting over into the bodies it is about: the law into all, kind and name into the main one."""
    column = SETTLED.get(key)
    if column is None:
        return
    for row in t.sql("SELECT * FROM body WHERE voided = 0 AND (main = 1 OR ?)", (column == "profile",)):
        change = {column: value or row[column]}
        if column == "kind" and row["name"] == rules.body_words(row["kind"]).get("full"):
            change["name"] = rules.body_words(value).get("full")
        t.save("body", {"id": row["id"], **change})


def guard_body(t: Transaction, old: Row | None, new: Row) -> None:
    """The body whose book this is neither goes nor ends."""
    if new.get("main") and (new["voided"] or new["until"]):
        what = say("「{name}」是这本台账的主人，不能停用，也不会散。", name=new["name"])
        raise Refused(what, say("什么也没有改。"), say("换了人请选「换届」；换了种类，在设置里改「组织的种类」。"))


def write_body(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """A body is written down or corrected; what the law has otherwise is said, with who decided."""
    with book.transaction(actor, "correct" if record else "start") as t:
        old = (t.row("body", record) if record else None) or {"profile": book.setting("law.profile", terms.GENERAL)}
        row = {**old, **values}
        row["name"] = row.get("name") or rules.body_words(row["kind"]).get("full")
        saved = t.save("body", row)
        settled = t.book.catalog.offer("settings.change")
        for key in ("body.kind", "body.name") if row.get("main") else ():
            if settled and row[SETTLED[key]] != old.get(SETTLED[key]):
                settled(t, key, row[SETTLED[key]])
        done = say("已更正组织「{name}」") if record else say("已登记组织「{name}」")
        t.say(decided(say(done, name=row["name"]), actor, warn_of_seats(t, saved, row.get("seats"))))
    return t.change


def end_body(book: Book, actor: Actor, record: str, *, on: str) -> Change:
    """A body is dissolved from a day on, and so end its terms and the posts in it."""
    with book.transaction(actor, "end") as t:
        name = book.read.label("body", record)
        t.save("body", {"id": record, "until": on})
        facts = "SELECT * FROM {} WHERE body = ? AND voided = 0 AND ifnull(until, '9999-99-99') > ?"
        for ledger in ("term", "post"):
            for held in t.sql(facts.format(ledger), (record, on)):
                if (held["since"] or "") >= on:
                    what = say("{name}在{on}以后还有届次或者职务。", name=name, on=on)
                    do = say("请写一个更晚的日子，或者先作废那一条。")
                    raise Refused(what, say("什么也没有改。"), do, field="on")
                t.save(ledger, {"id": held["id"], "until": on})
        t.say(say("{name}从{on}起散了", name=name, on=on))
    return t.change


def write_term(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """A term is written down or corrected; its number goes on from the one before."""
    with book.transaction(actor, "correct" if record else "start") as t:
        row = {**((t.row("term", record) if record else None) or {}), **values}
        body = t.row("body", row["body"]) or {}
        row["ordinal"] = row.get("ordinal") or next_ordinal(t, row["body"])
        saved = t.save("term", {"seats": body.get("seats"), **row})
        said = (
            terms.wrong_years(row.get("since"), row.get("until"), body.get("kind"), body.get("profile")),
            warn_of_seats(t, row["body"], row.get("seats"), row.get("since") or ""),
            _gap(t, row["body"]),
        )
        done = say("已更正{name}{term}") if record else say("已登记{name}{term}")
        label = (t.row("term", saved) or {}).get("label")
        t.say(decided(say(done, name=body.get("name"), term=label), actor, *said))
    return t.change


def hand_over(book: Book, actor: Actor, record: str, *, on: str) -> Change:
    """Whoever held office in a term has handed everything over; where that was late, it is said."""
    book.rights.refuse("hand_over")
    with book.transaction(actor, "change") as t:
        t.beside("term")
        row = t.row("term", record) or {}
        t.save("term", {"id": record, "handed_on": on})
        last = row["hand_over_by"]
        late = say("，比{day}晚了", day=_day(last)) if last and on > last else ""
        name = book.read.label("body", row["body"])
        t.say(say("{name}{term}在{on}移交好了{late}", name=name, term=row["label"], on=_day(on), late=late))
    return t.change


def write_filing(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """A paper is written down or corrected; where it is still to be filed, the last day for it is said."""
    with book.transaction(actor, "correct" if record else "new") as t:
        saved = t.save("filing", {**values, "id": record} if record else values)
        row = t.row("filing", saved) or {}
        done = say("已更正{paper}") if record else say("已登记{paper}")
        last = say("，最晚{day}报备案", day=_day(row["due"])) if row["due"] and not row["filed_on"] else ""
        t.say(say(done, paper=row["label"]) + last)
    return t.change


def next_ordinal(t: Transaction, body: str) -> int:
    """The number of the next term of a body."""
    rows = t.sql("SELECT max(ordinal) AS last FROM term WHERE body = ? AND voided = 0", (body,))
    return int(rows[0]["last"] or 0) + 1


def warn_of_seats(t: Transaction, body: str, seats: int | None, day: str = "") -> str:
    """A sentence when a body of so many seats is not as the law of the place has it; else ""."""
    row = t.row("body", body) or {}
    homes = t.sql("SELECT count(*) AS n FROM place WHERE kind = 'home' AND voided = 0")[0]["n"]
    on = day or row.get("since") or clock.today().isoformat()
    return terms.wrong_seats(seats, row.get("kind"), row.get("profile"), on, homes)


def decided(done: str, actor: Actor, *warnings: str) -> str:
    """What was done; where something is otherwise than the law has it, that too, and by whose word it was written."""
    said = "；".join(filter(None, warnings))
    return say("{done}；{said}，按{who}说的记下了", done=done, said=said, who=actor.name) if said else done


def leaving(t: Transaction, post: Row, on: str) -> str:
    """By which day whoever leaves a seat before the end of the term has to hand over, as the end of a sentence."""
    body = (t.row("body", post["body"]) if post["body"] else None) or {}
    rule = terms.find("leaving", body.get("profile"), body.get("kind"), on) if post["post"] in COMMITTEE else None
    last = terms.due(rule, date.fromisoformat(on)).isoformat() if rule else ""
    return say("，账、章、钥匙最晚{day}交清", day=_day(last)) if last else ""


def days(book: Book, actor: Actor, record: str) -> str:
    """By which day a body has to do what, by which article; an answer to be read."""
    body = book.read.get("body", record) or {}
    today = clock.today().isoformat()
    rows = book.read.sql("SELECT * FROM term WHERE body = ? AND voided = 0 ORDER BY ifnull(since, '')", (record,))
    term = next((row for row in reversed(rows) if (row["since"] or "") <= today), None) or {}
    lines = [say("{name}：{term}", name=body.get("name"), term=term.get("label") or say("还没有登记届次"))]
    for what, words, counted_from in CLOCKS:
        rule = terms.find(what, body.get("profile"), body.get("kind"), today)
        if rule:
            lines += ["", *_clock_lines(rule, words, term.get(counted_from))]
    return "\n".join(lines if len(lines) > 1 else [*lines, "", say("没有规定要赶的日子。")])


def _clock_lines(rule: terms.Rule, words: str, about: str | None) -> Iterator[str]:
    unit = say("个月") if rule.unit == "month" else say("天")
    when = say("以前") if rule.side == "before" else say("以内")
    asked = say("{words}：{n}{unit}{when}（{basis}）")
    yield say(asked, words=say(words), n=rule.amount, unit=unit, when=when, basis=terms.basis(rule))
    last = terms.due(rule, date.fromisoformat(about)) if about else date.min
    if about and (clock.today() - last).days <= LATELY:
        passed = say("，已经过了") if last < clock.today() else ""
        day = _day(last.isoformat())
        yield say("  按{about}算，最晚{day}{passed}。", about=_day(about), day=day, passed=passed)
        moved = workdays.last_day(last, 0)
        if rule.side == "within" and moved.day != last:
            note = say("（{note}）", note=moved.note) if moved.note else ""
            yield say("  那天是休息日，依法可以顺延到{day}{note}。", day=_day(moved.day.isoformat()), note=note)


def _gap(t: Transaction, body: str) -> str:
    rows = t.sql("SELECT since, until FROM term WHERE body = ? AND voided = 0", (body,))
    gaps = terms.gaps((row["since"], row["until"]) for row in rows)
    return say("{begin}到{end}中间没有一届", begin=_day(gaps[-1][0]), end=_day(gaps[-1][1])) if gaps else ""


def _day(day: str) -> str:
    return dates.show_date(date.fromisoformat(day))
