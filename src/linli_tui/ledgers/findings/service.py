"""What people do with findings: note them down, take the next step, keep the words that are used again."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from linli_tui.core import clock, dates
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.findings import codes, rules
from linli_tui.ledgers.findings.life import LIFE
from linli_tui.ledgers.findings.queries import ARTICLE_OF

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.book.writing import Transaction
    from linli_tui.core.access import Actor

Row = dict[str, Any]
USUAL = ("level", "length", "unit")
"""What a code says of a finding as long as nobody says otherwise."""
STEPS = "SELECT what, who FROM step WHERE finding = ? AND voided = 0 ORDER BY id"
OWN_PHRASES = "SELECT words FROM phrase WHERE voided = 0 AND (code = ? OR code IS NULL) ORDER BY code IS NULL, id DESC"
HOMES_OF = "SELECT id, home FROM involved WHERE finding = ? AND voided = 0 AND home IS NOT NULL"
OLD_HOMES = """
SELECT v.id FROM involved v JOIN finding f ON f.id = v.finding WHERE v.home IS NOT NULL AND f.found_on < ?
"""


def note_down(t: Transaction, values: Row, *, reporter: Row | None = None, spot: bool = False) -> str:
    """Notes a finding down inside an open transaction, `spot` as settled at once; an offer to the other areas."""
    values, home = _placed(t, values)
    made = t.save("finding", values)
    _involve(t, made, home)
    if reporter:
        t.save("reporter", {**reporter, "finding": made})
    if spot:
        t.move("finding", made, "spot")
    return made


def write_finding(book: Book, actor: Actor, values: Row, record: str | None = None, *, spot: bool = False) -> Change:
    """A finding, or a change of one; a new one whose length is 当场解决, or that is `spot`, is settled at once."""
    spot = spot or values.get("length") == "spot"
    with book.transaction(actor, "change" if record else "new") as t:
        saved = _changed(t, record, values, spot) if record else note_down(t, values, spot=spot)
        row = t.row("finding", saved) or {}
        t.say(_told(row) if record is None else say("已修改问题「{label}」", label=row["label"]))
    return t.change


def _changed(t: Transaction, record: str, values: Row, spot: bool) -> str:
    """What was said later; settled on the spot can only be what nothing has been done about."""
    fresh = (t.row("finding", record) or {})["state"] == "found"
    values, home = _placed(t, values)
    kept = {name: value for name, value in values.items() if name != "length" or not spot or fresh}
    t.save("finding", {**kept, "id": record})
    _involve(t, record, home)
    if spot and fresh:
        t.move("finding", record, "spot")
    return record


def _told(row: Row) -> str:
    if row["state"] == "closed":
        return say("已记下「{label}」，当场解决了", label=row["label"])
    day = dates.show_date(date.fromisoformat(row["close_by"]))
    gaps = say("，待补：{gaps}", gaps=row["todo"]) if row["todo"] else ""
    return say("已记下「{label}」，最晚{day}办好{gaps}", label=row["label"], day=day, gaps=gaps)


def _placed(t: Transaction, values: Row) -> tuple[Row, str]:
    """The values with a home as the entrance it is in, and how the home is called; "" where none is named."""
    place = (t.row("place", values["place"]) if values.get("place") else None) or {}
    if place.get("kind") != "home":
        return values, ""
    return {**values, "place": place["parent"]}, str(place["label"])


def _involve(t: Transaction, finding: str, home: str) -> None:
    if home:
        t.beside("involved")
        for row in t.sql(HOMES_OF, (finding,)):
            t.void("involved", row["id"])
        t.save("involved", {"finding": finding, "home": home})


def guard_finding(t: Transaction, old: Row | None, new: Row) -> None:
    """Fills in what nobody said: the day, the source, what is usual for the code; a home is never where it lies.

    What is counted in hours and told today is counted from now; what a patrol found is of its evening.
    """
    usual, before = codes.of(new["code"]), codes.of(old["code"] if old else None)
    for name in USUAL:
        follows = old and old["code"] != new["code"] and new[name] == old[name] == (getattr(before, name) or None)
        if new[name] is None or follows:
            new[name] = getattr(usual, name) or None
    if not new["found_on"]:
        evening = t.row("round", new["round"]) if new["round"] else None
        new["found_on"] = evening["day"] if evening else clock.today().isoformat()
        if new["level"] in rules.GRAVE and new["found_at"] is None and not evening:
            now = clock.now().astimezone(clock.CHINA)
            new["found_at"] = now.hour * 60 + now.minute
    new["source"] = new["source"] or ("patrol" if new["round"] else "visit")
    place = (t.row("place", new["place"]) if new["place"] else None) or {}
    if place.get("kind") == "home":
        new["place"] = place["parent"]


def write_step(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """A step as the form gives it, which takes the finding as far; or a change of what was told of one."""
    with book.transaction(actor, "change" if record else "step") as t:
        made = _taken(t, values) if record is None else t.save("step", {**values, "id": record})
        step = t.row("step", made) or {}
        finding = (t.row("finding", step["finding"]) or {})["label"]
        t.say(say("已记下「{label}」：{step}", label=finding, step=step["label"]) + _warning(t, step["finding"]))
    return t.change


def _taken(t: Transaction, values: Row) -> str:
    """The step that a move of the finding notes down, with all that was told of it."""
    told = {name: value for name, value in values.items() if value is not None}
    move = next(move for move in LIFE.moves if move.key == values["what"])
    asked = {name: told[name] for name in move.asks if name in told}
    if move.key == "look":
        asked.setdefault("outcome", "solved")
    t.move("finding", values["finding"], move.key, **asked)
    last = t.sql("SELECT id FROM step WHERE finding = ? AND voided = 0 ORDER BY id DESC LIMIT 1", (values["finding"],))
    columns = t.row("step", last[0]["id"]) or {}
    return t.save("step", {"id": last[0]["id"], **{name: value for name, value in told.items() if name in columns}})


def _note(t: Transaction, what: str, finding: Row, **told: Any) -> None:
    row: Row = {"finding": finding["id"], "what": what, "day": clock.today().isoformat(), "who": t.actor.name or None}
    t.save("step", {**row, **told})


def on_spot(t: Transaction, finding: Row) -> None:
    """Seen, told, gone."""
    finding.update(length="spot", outcome="solved", closed_on=_settled_on(finding))
    _note(t, "spot", finding, day=finding["found_on"])


def on_talk(t: Transaction, finding: Row) -> None:
    """Somebody talked to them; what they promised stands until the next step."""
    _note(t, "talk", finding, promised=finding["promised"])


def _asked(what: str, t: Transaction, finding: Row) -> None:
    finding["asked_on"] = clock.today().isoformat()
    _note(t, what, finding, unit=finding["unit"], promised=finding["promised"])


on_report = partial(_asked, "report")
"""A unit was told: from here on it is waited for."""
on_urge = partial(_asked, "urge")
"""It was asked again."""


def on_treat(t: Transaction, finding: Row) -> None:
    """Something was done about it; whether that helped is still to be seen."""
    _note(t, "treat", finding, unit=finding["unit"])


def on_look(t: Transaction, finding: Row) -> None:
    """Somebody looked again, and said how it ended."""
    finding["closed_on"] = _settled_on(finding)
    _note(t, "look", finding, outcome=finding["outcome"])


def on_withdraw(t: Transaction, finding: Row) -> None:
    """It was none, or whoever told of it takes it back."""
    finding.update(outcome="withdrawn", closed_on=_settled_on(finding))
    _note(t, "withdraw", finding)


def on_merge(t: Transaction, finding: Row) -> None:
    """The same as another one, which takes over everybody who told of it. Refused for itself or one merged away."""
    other = t.row("finding", finding["same_as"]) or {}
    if finding["same_as"] == finding["id"] or other.get("state") == "merged":
        what = say("不能并到自己，也不能并到已经并走的那一条。")
        raise Refused(what, say("什么也没有改。"), say("请选另一条。"), field="same_as")
    t.beside("reporter")
    for row in t.sql("SELECT id FROM reporter WHERE finding = ? AND voided = 0", (finding["id"],)):
        t.save("reporter", {"id": row["id"], "finding": finding["same_as"]})
    finding["closed_on"] = None
    _note(t, "merge", finding)


def on_reopen(t: Transaction, finding: Row) -> None:
    """It came again, or was not settled after all."""
    usual = codes.of(finding["code"])
    finding.update(outcome=None, closed_on=None, same_as=None, promised=None)
    finding["length"] = usual.length if finding["length"] == "spot" else finding["length"]
    _note(t, "reopen", finding)


def _settled_on(finding: Row) -> str:
    return max(clock.today().isoformat(), finding["found_on"])


def _warning(t: Transaction, finding: str) -> str:
    """Who should let somebody else look, in a sentence to be added; "" where nobody should."""
    row = t.row("finding", finding) or {}
    protected = t.sql("SELECT 1 FROM reporter WHERE finding = ? AND protected = 1 AND voided = 0", (finding,))
    if not rules.needs_three(row.get("level"), row.get("cost"), bool(protected)):
        return ""
    same = rules.same_hands(t.sql(STEPS, (finding,)))
    return say("；{same}，最好换一个人再看一次", same=same) if same else ""


def take_jot(t: Transaction, made: str, jot: Row) -> None:
    """What a jotting knows besides its words: where, when, who told; an offer to the jottings."""
    values, home = _placed(t, {"place": jot["place"], "found_on": jot["told_on"], "source": "jot"})
    t.save("finding", {"id": made, **values})
    _involve(t, made, home)
    if jot["told_by"]:
        t.beside("reporter")
        t.save("reporter", {"finding": made, "name": jot["told_by"], "told_on": jot["told_on"]})


def phrases(book: Book, code: str | None) -> list[str]:
    """The nine sentences that a digit writes: the council's own, newest first, then the ready ones."""
    own = [row["words"] for row in book.read.sql(OWN_PHRASES, (code,))]
    return list(dict.fromkeys([*own, *codes.phrases(code)]))[: codes.NINE]


def article(book: Book, code: str | None, place: str | None) -> Row | None:
    """The article of a pact in force that speaks of a code at a place: title of the pact, label, text."""
    rows = book.read.sql(f"SELECT * FROM ({_bound(ARTICLE_OF)})", {"code": code, "place": place})
    return rows[0] if rows else None


def _bound(query: str) -> str:
    return query.replace("r.code", ":code").replace("r.place", ":place")


def deadline_text(book: Book, actor: Actor, finding: str) -> str:
    """How the days of a finding were counted."""
    row = book.read.get("finding", finding) or {}
    return "\n".join(rules.explained(row["level"], row["found_on"], row["found_at"]))


def article_text(book: Book, actor: Actor, finding: str) -> str:
    """What the pact in force says about it, and the law where it is certain."""
    row = book.read.get("finding", finding) or {}
    found, law = article(book, row["code"], row["place"]), codes.of(row["code"]).law
    told = [f"{found['title']} {found['label']}", found["text"]] if found else [say("生效的公约里没有说到这一类。")]
    return "\n".join([*told, *(["", say("法律：{law}", law=law)] if law else [])])


def home_text(book: Book, actor: Actor, finding: str) -> str:
    """Which household it is about, as far as the reader may know."""
    homes = "、".join(row["home"] for row in book.read.sql(HOMES_OF, (finding,)))
    return homes or say("没有记，或者您现在的职务看不到。")


def involve(book: Book, actor: Actor, finding: str, *, home: str) -> Change:
    """Which household it is about: for whoever goes there, in no list and on no paper."""
    with book.transaction(actor, "change") as t:
        _involve(t, finding, _placed(t, {"place": home})[1])
        t.say(say("已记下涉及哪户，只有打开这一条、问到才看得到"))
    return t.change


def forget(book: Book, actor: Actor, finding: str, *, second: Actor | None = None) -> Change:
    """Erases which households the findings of more than a year ago were about."""
    from linli_tui.book.erase import erase

    before = dates.add_months(clock.today(), -codes.home_months()).isoformat()
    old = [("involved", row["id"], "home") for row in book.read.sql(OLD_HOMES, (before,))]
    if not old:
        raise Refused(say("没有满一年、还写着涉及哪户的问题。"), say("什么也没有删。"))
    return erase(book, actor, old, say("问题满一年，不再记是哪一户"), second)
