"""What people do with groups: put a building, entrance or home into a grid or a ten-household group, and move it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli_tui.book import dated
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.places.groups import HELD

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.book.writing import Transaction
    from linli_tui.core.access import Actor

Row = dict[str, Any]
MEMBERS = ("building", "entrance", "home")
"""The kinds of place that belong to groups."""


def guard_group(t: Transaction, old: Row | None, new: Row) -> None:
    """A grid with buildings in it does not become a ten-household group, nor the other way round."""
    members = 'SELECT 1 FROM belonging WHERE "group" = ? AND voided = 0 LIMIT 1'
    if old and old["kind"] != new["kind"] and t.sql(members, (new["id"],)):
        what, do = say("里面已经编了楼幢或房屋，不能改种类。"), say("请另外登记一个。")
        raise Refused(what, say("您写的都还在。"), do, field="kind")


def guard_belonging(t: Transaction, old: Row | None, new: Row) -> None:
    """Only buildings, entrances and homes belong to a group, and to one of the kind that is written beside it."""
    place = (t.row("place", new["place"]) if new["place"] else None) or {}
    if place and place["kind"] not in MEMBERS:
        what = say("「{name}」编不进网格和十联户。", name=place["label"])
        raise Refused(what, say("您写的都还在。"), say("请选一幢楼、一个单元或一套房屋。"), field="place")
    group = (t.row("group", new["group"]) if new["group"] else None) or {}
    if group and new["kind"] != group["kind"]:
        raise Refused(say("网格和十联户不能混着编。"), say("什么也没有改。"), field="group")


def write_belonging(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """Puts a place into a group, or corrects what was written down of it."""
    with book.transaction(actor, "correct" if record else "start") as t:
        if values.get("group"):
            values = {**values, "kind": (t.row("group", values["group"]) or {}).get("kind")}
        row = t.row("belonging", t.save("belonging", {**values, "id": record} if record else values)) or {}
        done = "已更正 {place}的归属" if record else "已把{place}编入{group}"
        t.say(say(done, place=row["label"], group=_name(t, row)))
    return t.change


def join(book: Book, actor: Actor, place: str, *, group: str, on: str) -> Change:
    """A building, entrance or home belongs to a group from a day on; to another of the same kind no longer."""
    with book.transaction(actor, "join") as t:
        kind = (t.row("group", group) or {})["kind"]
        known = "SELECT * FROM belonging WHERE place = ? AND kind = ? AND voided = 0 ORDER BY since"
        facts = t.sql(known, (place, kind))
        held = next((fact for fact in facts if dated.holds(fact, HELD, on)), None)
        later = min((fact["since"] for fact in facts if (fact["since"] or "") > on), default=None)
        if held and held["group"] == group:
            raise Refused(say("本来就在{group}。", group=_name(t, held)), say("什么也没有改。"), field="group")
        if held and held["since"] == on:
            t.save("belonging", {"id": held["id"], "group": group})
        else:
            if held:
                t.save("belonging", {"id": held["id"], "until": on})
            until = held["until"] if held else later
            t.save("belonging", {"group": group, "place": place, "kind": kind, "since": on, "until": until})
        where, name = book.read.label("place", place), book.read.label("group", group)
        before = say("，原来在{group}", group=_name(t, held)) if held and held["since"] != on else ""
        t.say(say("{place}从{on}起编入{group}", place=where, on=on, group=name) + before)
    return t.change


def move(book: Book, actor: Actor, record: str, *, group: str, on: str) -> Change:
    """What belongs to one group belongs to another from a day on."""
    fact, other = book.read.get("belonging", record) or {}, book.read.get("group", group) or {}
    if fact["kind"] != other["kind"]:
        raise Refused(say("网格和十联户不能混着编。"), say("什么也没有改。"), field="group")
    return join(book, actor, fact["place"], group=group, on=on)


def _name(t: Transaction, fact: Row) -> str:
    return str((t.row("group", fact["group"]) or {}).get("name") or "")
