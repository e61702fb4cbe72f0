"""What people do with places: register them, put up a whole building, settle what buildings are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli_tui.book.change import Change
from linli_tui.core import clock
from linli_tui.core.numbers import show_area
from linli_tui.core.refusal import Refused
from linli_tui.core.words import _, say
from linli_tui.ledgers.places import rules
from linli_tui.ledgers.places.grid import Grid, arrange
from linli_tui.ledgers.places.heads import Count, count
from linli_tui.ledgers.places.ledger import KINDS

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.writing import Transaction
    from linli_tui.core.access import Actor

Row = dict[str, Any]
TITLES = dict(KINDS)
KEPT = _("您写的都还在。")


def found(t: Transaction, values: dict[str, str]) -> None:
    """The compound itself, when a book is founded; `values` holds its "name"."""
    t.save("compound", {"name": values["name"]})


def write_place(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """Registers a place of the kind that `values` name, or changes one."""
    with book.transaction(actor, "change" if record else "new") as t:
        kind = ((t.row("place", record) if record else None) or values)["kind"]
        saved = save_place(t, kind, values, record)
        name = (t.row("place", saved) or {})["label"]
        t.say(say("已修改{kind}「{name}」" if record else "已登记{kind}「{name}」", kind=TITLES[kind], name=name))
    return t.change


def save_place(t: Transaction, kind: str, values: Row, record: str | None = None) -> str:
    """Saves one place; a new one lies in the compound and bears the local word where nothing else is said.

    A home whose household now refuses to be registered keeps only what votes need.
    Raises Refused for a second compound, a place inside one that cannot hold it, a repeated code.
    """
    old = t.row(kind, record) if record else None
    row = dict(old) if old else {"parent": _compound(t), "word": _word(t, kind)}
    row.update((name, value) for name, value in values.items() if old or value is not None)
    if kind != "compound":
        _refuse_misplaced(t, kind, row)
    elif _compound(t) not in (None, record):
        raise Refused(say("这本台账已经有小区了，一本台账只记一个小区。"), do=say("另一个小区请另建一本台账。"))
    _refuse_repeated(t, kind, row)
    saved = t.save(kind, row)
    forget = t.book.catalog.offer("people.forget_home")
    if forget and row.get("refused_on") and not (old and old["refused_on"]):
        forget(t, saved)
    return saved


def add_building(book: Book, actor: Actor, *, code: str, entrances: int, floors: int, per_floor: int) -> Change:
    """Puts up a whole building in one act: its entrances 1, 2 … and in each the homes 101, 102, 201 …"""
    with book.transaction(actor, "new") as t:
        building = save_place(t, "building", {"code": code})
        _add_homes(t, building, entrances, floors, per_floor)
    return t.change


def add_homes(book: Book, actor: Actor, building: str, *, entrances: int, floors: int, per_floor: int) -> Change:
    """Adds entrances full of homes to a building, numbered on from those it has."""
    with book.transaction(actor, "new") as t:
        _add_homes(t, building, entrances, floors, per_floor)
    return t.change


def _add_homes(t: Transaction, building: str, entrances: int, floors: int, per_floor: int) -> None:
    for name, asked in (("entrances", entrances), ("floors", floors), ("per_floor", per_floor)):
        if not 1 <= asked <= rules.MOST[name]:
            what, do = say("一幢楼不会有{n}这么多。", n=asked), say("请填1到{n}。", n=rules.MOST[name])
            raise Refused(what, say(KEPT), do, field=name)
    known = t.sql("SELECT code FROM entrance WHERE parent = ? AND voided = 0", (building,))
    first, door = rules.next_code(row["code"] for row in known), _word(t, "home")
    for number in range(first, first + entrances):
        above = save_place(t, "entrance", {"parent": building, "code": str(number)})
        codes = rules.home_codes(floors, per_floor)
        t.save_all("home", ({"parent": above, "code": code, "word": door, "use": "residence"} for code in codes))
    name, homes = (t.row("place", building) or {})["label"], entrances * floors * per_floor
    t.say(say("已登记{name}，{entrances}个单元，共{homes}户", name=name, entrances=entrances, homes=homes))


def set_words(book: Book, actor: Actor, **chosen: str) -> Change:
    """Settles what follows the numbers of buildings, entrances and homes, as in building="栋"; renames all of them."""
    change = book.catalog.offer("settings.change")
    if change is None:
        raise LookupError("no area keeps settings")
    with book.transaction(actor, "change") as t:
        for kind, word in chosen.items():
            change(t, f"words.{kind}", word)
        t.say(say("叫法已改为{words}", words="、".join(chosen.values())))
    return t.change


def settled(t: Transaction, key: str, value: str) -> None:
    """Writes a setting that places bear into all of them: the compound's name, the word after a kind of code."""
    if key == "compound.name":
        t.save("compound", {"id": _compound(t), "name": value})
    elif key.startswith("words."):
        kind = key.removeprefix("words.")
        rows = t.sql("SELECT id FROM place WHERE kind = ? AND word IS NOT NULL AND word <> ?", (kind, value))
        t.save_all("place", ({"id": row["id"], "word": value} for row in rows))


def sell(book: Book, actor: Actor, place: str, *, buyer: str, on: str, buyer2: str | None = None) -> Change:
    """A home or parking place changes hands in one act: all owners of that day end, one buyer or two begin."""
    change_hands = book.catalog.offer("people.sell")
    if change_hands is None:
        raise LookupError("no area knows owners")
    with book.transaction(actor, "sell") as t:
        whole = (1, 1) if not buyer2 else (None, None)
        t.say(change_hands(t, place, [(person, whole) for person in (buyer, buyer2) if person], on))
    return t.change


def add_owner(book: Book, actor: Actor, place: str, *, owner: str, on: str | None = None) -> Change:
    """A parking place belongs to somebody, from a day on or since nobody knows when."""
    own = book.catalog.offer("people.own")
    if own is None:
        raise LookupError("no area knows owners")
    with book.transaction(actor, "start") as t:
        t.say(own(t, {"home": place, "person": owner, "since": on}))
    return t.change


def owners(book: Book, actor: Actor, place: str) -> str:
    """Whose a home is and was, period by period, the present one first."""
    days = book.read.sql(
        "SELECT ifnull(since, '') AS day FROM ownership WHERE home = ? AND voided = 0 "
        "UNION SELECT until FROM ownership WHERE home = ? AND voided = 0 AND until IS NOT NULL ORDER BY 1 DESC",
        (place, place),
    )
    lines, end = [], ""
    for start in (row["day"] for row in days):
        lines.append(rules.period(start, end, owner_on(book, place, on=start)))
        end = start
    today = owner_on(book, place, on=clock.today().isoformat())
    return "\n".join((say("今天：{sentence}", sentence=today), "", *lines))


def owner_on(book: Book, place: str, *, on: str) -> str:
    """Whose a home was, or is, on a day: a sentence."""
    facts = book.read.sql(
        f"SELECT ifnull(k.name, p.name) AS name, o.share_num, o.share_den {OWNED_ON} AND o.home = ? "
        "GROUP BY ifnull(k.id, p.id) ORDER BY min(o.id)",
        (on, on, place),
    )
    name, owners = book.read.label("place", place), "、".join(map(rules.owner_with_share, facts))
    if owners:
        return say("{name}是{owners}的", name=name, owners=owners)
    return say("{name}是谁的没有登记", name=name)


def heads(book: Book, place: str, on: str = "") -> Count:
    """Heads and area of a compound, building or entrance on a day (today if none is given), home by home."""
    day = on or clock.today().isoformat()
    parts = book.read.sql(
        "SELECT id, label, place_key, kind, use, tenure, developer_held, area_001m2 FROM place "
        f"WHERE kind IN ('home', 'parking') AND voided = 0 AND {_within(book, place)}",
        (place,),
    )
    owned = book.read.sql(f"SELECT o.home, ifnull(k.id, p.id) AS owner {OWNED_ON}", (day, day))
    return count(parts, owned, book.setting("heads.parking_counts") == "yes")


def heads_text(book: Book, actor: Actor, place: str, *, on: str | None = None) -> str:
    """The same as plain text: what counts in all, then one line for each home."""
    day = on or clock.today().isoformat()
    counted = heads(book, place, day)
    area = say("专有面积 {area} 平方米", area=show_area(counted.area_001m2))
    if counted.unknown_area:
        area += say("，另有{n}处面积不清楚", n=counted.unknown_area)
    head = say("{name}，{day}：共{n}票", name=book.read.label("place", place), day=day, n=counted.heads)
    lines = (
        "  ".join((line.label, show_area(line.area_001m2) if line.area_001m2 is not None else say("没有"), line.why))
        for line in counted.lines
    )
    return "\n".join((head, area, "", *lines))


def grid(book: Book, building: str) -> Grid:
    """A building's floors and entrances with every home in its place."""
    entrances = book.read.sql(
        "SELECT id, ifnull(code, '') || ifnull(word, '') AS label, place_key FROM entrance "
        "WHERE parent = ? AND voided = 0",
        (building,),
    )
    homes = book.read.sql(
        "SELECT id, code, floor, parent, place_key FROM home WHERE building = ? AND voided = 0", (building,)
    )
    return arrange(entrances, homes)


def walk(book: Book, scope: str) -> list[str]:
    """The homes of a compound, building or entrance in the order one walks past their doors."""
    within = _within(book, scope)
    rows = book.read.sql(f"SELECT id FROM home WHERE voided = 0 AND {within} ORDER BY place_key, id", (scope,))
    return [row["id"] for row in rows]


OWNED_ON = """
FROM ownership o JOIN person p ON p.id = o.person LEFT JOIN person k ON k.id = p.merged_into
WHERE o.voided = 0 AND ifnull(o.since, '') <= ? AND ifnull(o.until, '9999-99-99') > ? AND ifnull(k.voided, p.voided) = 0
"""
"""The ownerships that hold on a day (bound twice); `k` is the record two merged ones are now."""


def _within(book: Book, place: str) -> str:
    """The condition that a row of places lies in a place, which is bound once."""
    kind = book.read.one("SELECT kind FROM place WHERE id = ?", (place,))
    return f"{kind} = ?" if kind in ("building", "entrance") else "? IS NOT NULL"


def _compound(t: Transaction) -> str | None:
    rows = t.sql("SELECT id FROM place WHERE kind = 'compound' AND voided = 0 ORDER BY id LIMIT 1")
    return rows[0]["id"] if rows else None


def _word(t: Transaction, kind: str) -> str | None:
    return t.book.setting(f"words.{kind}") or rules.WORDS.get(kind)


def _refuse_misplaced(t: Transaction, kind: str, row: Row) -> None:
    above = t.row("place", row["parent"]) if row["parent"] else None
    if above is None or not rules.may_lie_in(kind, above["kind"]):
        allowed = "、".join(TITLES[name] for name in rules.WITHIN.get(kind, ()))
        what = say("{kind}要登记在{where}里。", kind=TITLES[kind], where=allowed or say("一个位置"))
        raise Refused(what, say(KEPT), say("请在「在哪里」重新选一个。"), field="parent")


def _refuse_repeated(t: Transaction, kind: str, row: Row) -> None:
    code = row.get("code")
    rows = t.sql(
        "SELECT id, code, label FROM place WHERE kind = ? AND parent IS ? AND voided = 0", (kind, row["parent"])
    )
    for other in rows:
        if code and other["code"] and other["id"] != row.get("id") and rules.same_code(code, other["code"]):
            what = say("「{name}」已经登记过了。", name=other["label"])
            raise Refused(what, say(KEPT), say("请换一个编号，或者打开原来那一条修改。"), field="code")
