"""What a council does with itself: appoint, end a post, settle how things are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli_tui.book import dated
from linli_tui.core import clock
from linli_tui.core.access import COMMITTEE
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.council import forming, rules
from linli_tui.ledgers.council.ledger import HELD

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.book.writing import Transaction
    from linli_tui.core.access import Actor

Row = dict[str, Any]


def found(t: Transaction, values: dict[str, str]) -> None:
    """The first settings of a book and its main body, valid since ever.

    `values` go by their short names; an unknown one is a KeyError.
    """
    given = {rules.BY_GIVEN[name].key: value for name, value in values.items() if value}
    settled = {s.key: given.get(s.key, s.default) for s in rules.SETTINGS if given.get(s.key, s.default)}
    for key, value in settled.items():
        _refuse_wrong(key, value)
        t.save("setting", {"key": key, "value": value})
    forming.found_main(t, settled)


def change(t: Transaction, key: str, value: str, on: str = "") -> None:
    """Settles something anew from a day on, today if none is given, inside an open transaction; an offer.

    What held that day ends with it; what was settled for a later day stays. Places and bodies take it over at once.
    """
    _refuse_wrong(key, value)
    today = clock.today().isoformat()
    day = on or today
    facts = t.sql("SELECT * FROM setting WHERE key = ? AND voided = 0 ORDER BY since", (key,))
    held = next((fact for fact in facts if dated.holds(fact, HELD, day)), None)
    later = min((fact["since"] for fact in facts if (fact["since"] or "") > day), default=None)
    if held and held["value"] == value:
        return
    if held and held["since"] == day:
        t.save("setting", {"id": held["id"], "value": value})
    else:
        if held:
            t.save("setting", {"id": held["id"], "until": day})
        t.save(
            "setting",
            {"key": key, "value": value, "since": day if facts else None, "until": held["until"] if held else later},
        )
    settled = t.book.catalog.offer("places.settled")
    if day <= today:
        forming.settle(t, key, value)
        if settled:
            settled(t, key, value)


def change_setting(book: Book, actor: Actor, key: str, value: str, on: str = "") -> Change:
    """Settles one thing anew from a day on; what held until then stays in the history."""
    with book.transaction(actor, "change") as t:
        change(t, key, value, on)
        title, text = rules.setting_title(key), rules.setting_text(key, value)
        t.say(say("从{on}起，{title}：{text}", on=on or say("今天"), title=title, text=text))
    return t.change


def write_setting(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """A setting as the form gives it; to change one is to settle it anew."""
    row = {**((book.read.get("setting", record) if record else None) or {"since": ""}), **values}
    if not row.get("key"):
        raise Refused(say("「哪一项」还没有填。"), say("您写的都还在。"), say("请选一项再存。"), field="key")
    return change_setting(book, actor, row["key"], row.get("value") or "", "" if record else row["since"] or "")


def appoint(
    book: Book,
    actor: Actor,
    person: str,
    post: str,
    *,
    place: str | None = None,
    group: str | None = None,
    since: str = "",
    until: str = "",
) -> Change:
    """Somebody takes up a post, for a place or group where the post has one, from a day to a day or for good."""
    held = {"place": place, "group": group, "since": since or None, "until": until or None}
    return write_post(book, actor, {"person": person, "post": post, **held})


def write_post(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """Somebody takes up a post, or what was written down of it is corrected."""
    with book.transaction(actor, "correct" if record else "start") as t:
        old = (t.row("post", record) if record else None) or {}
        values = values if record else _in_its_term(t, values)
        row = {**old, **values}
        refuse_misplaced(t, row)
        saved = t.save("post", {**values, "id": record} if record else values)
        warning = _warn(t, t.row("post", saved) or {})
        who, what = book.read.label("person", row["person"]), _called(book, row)
        done = say("已更正 {who}：{what}" if record else "{who}担任{what}", who=who, what=what)
        t.say("；".join(filter(None, (done, warning))))
    return t.change


def _in_its_term(t: Transaction, values: Row) -> Row:
    """A new post with its body, the main one if none is named, and the term it falls in; it ends with that term."""
    body = values.get("body") or forming.main_body(t.book) or None
    day = values.get("since") or clock.today().isoformat()
    held = t.sql(
        "SELECT id, until FROM term WHERE body = ? AND voided = 0 AND ifnull(since, '') <= ? "
        "AND ifnull(until, '9999-99-99') > ?",
        (body, day, day),
    )
    term = held[0] if held else {"id": None, "until": None}
    until = values.get("until") or (term["until"] if values["post"] in COMMITTEE else None)
    return {**values, "body": body, "term": term["id"], "until": until}


def end_post(book: Book, actor: Actor, record: str, *, on: str) -> Change:
    """Somebody holds a post no longer from that day on."""
    with book.transaction(actor, "end") as t:
        row = t.row("post", record)
        if row is None or (row["until"] and row["until"] <= on):
            raise Refused(say("这个职务已经结束了。"), say("什么也没有改。"))
        t.save("post", {"id": record, "until": on})
        who, what = book.read.label("person", row["person"]), _called(book, row)
        t.say(say("{who}从{on}起不再担任{what}", who=who, on=on, what=what) + forming.leaving(t, row, on))
    return t.change


def write_key(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """Nobody writes a way to open the book down by hand: its owner sets it with the secret itself."""
    raise Refused(say("密码和口令不能在这里填。"), say("什么也没有改。"), say("请本人在「开锁方式」里自己设。"))


def refuse_misplaced(t: Transaction, row: Row) -> None:
    """Refuses an officer of a body beside the main one; a head of a building, entrance or group without one."""
    body = (t.row("body", row["body"]) if row.get("body") else None) or {"main": 1}
    if not body["main"] and row.get("post") in COMMITTEE:
        what = say("「{body}」只有组长和组员。", body=body["name"])
        do = say("请在「职务」选组长或者组员；本台账的会长、委员们，「哪个组织」不用填。")
        raise Refused(what, say("您写的都还在。"), do, field="post")
    wanted = rules.FOR_PLACE.get(row.get("post") or "") or rules.FOR_GROUP.get(row.get("post") or "")
    field = "place" if row.get("post") in rules.FOR_PLACE else "group"
    where = (t.row(field, row[field]) if wanted and row.get(field) else None) or {}
    if wanted and where.get("kind") != wanted:
        title, kind = rules.post_label(row["post"], None), say(rules.WHERE[wanted])
        what = say("还没有填{title}管哪{kind}。", title=title, kind=kind)
        do = say("请在「{field}」选一{kind}。", field=say("管哪里") if field == "place" else say("管哪组"), kind=kind)
        raise Refused(what, say("您写的都还在。"), do, field=field)


def _refuse_wrong(key: str, value: str) -> None:
    wrong = rules.wrong_value(key, value)
    if wrong:
        raise Refused(wrong, say("原来的设置没有改。"), field="value")


def _called(book: Book, row: Row) -> str:
    """The post as its body calls it, with its place or group, or the body beside the main one."""
    body = (book.read.get("body", row["body"]) if row.get("body") else None) or {}
    title = rules.post_title(row["post"], body.get("kind") or book.setting("body.kind", "mutual_aid"))
    where = book.read.label("place", row["place"]) if row.get("place") else ""
    where += book.read.label("group", row["group"]) if row.get("group") else ""
    if row["post"] == "building_head":
        title = book.setting("words.house_head", title)
    return f"{body.get('beside') or where}{title}"


def _warn(t: Transaction, row: Row) -> str:
    rows = t.sql(
        "SELECT person, post FROM post WHERE voided = 0 AND id <> ? AND ifnull(until, '9999') > ? "
        "AND (person = ? OR post = ?)",
        (row["id"], clock.today().isoformat(), row["person"], row["post"]),
    )
    own = [other["post"] for other in rows if other["person"] == row["person"]]
    return rules.warn_of_post(row["post"], own, sum(other["post"] == row["post"] for other in rows))
