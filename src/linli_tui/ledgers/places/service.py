"""What people do with places: register them, put up a whole building, settle what buildings are called."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from linli_tui.core.refusal import Refused
from linli_tui.core.words import _, say
from linli_tui.ledgers.places import rules
from linli_tui.ledgers.places.ledger import KINDS

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.book.writing import Transaction
    from linli_tui.core.access import Actor

Row = dict[str, Any]
TITLES = dict(KINDS)
KEPT = _("您写的都还在。")


def found(t: Transaction, values: dict[str, str]) -> None:
    """The compound itself, when a book is founded; `values` holds its "name"."""
    t.save("compound", {"name": values["name"]})


def _write(kind: str, book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    with book.transaction(actor, "change" if record else "new") as t:
        saved = save_place(t, kind, values, record)
        name = (t.row("place", saved) or {})["label"]
        t.say(say("已修改{kind}「{name}」" if record else "已登记{kind}「{name}」", kind=TITLES[kind], name=name))
    return t.change


write_compound = partial(_write, "compound")
write_building = partial(_write, "building")
write_entrance = partial(_write, "entrance")
write_home = partial(_write, "home")
write_facility = partial(_write, "facility")
write_board = partial(_write, "board")
write_checkpoint = partial(_write, "checkpoint")


def save_place(t: Transaction, kind: str, values: Row, record: str | None = None) -> str:
    """Saves one place; a new one lies in the compound and bears the local word where nothing else is said.

    Raises Refused for a second compound, a place inside one that cannot hold it, a missing or repeated code.
    """
    old = t.row(kind, record) if record else None
    row = dict(old) if old else {"parent": _compound(t), "word": _word(t, kind)}
    row.update((name, value) for name, value in values.items() if old or value is not None)
    for field in t.book.catalog.ledgers[kind].fields:
        if field.required and not row.get(field.name):
            raise Refused(
                say("「{title}」还没有填。", title=field.title), say(KEPT), say("请填上再存。"), field=field.name
            )
    if kind != "compound":
        _refuse_misplaced(t, kind, row)
    elif _compound(t) not in (None, record):
        raise Refused(say("这本台账已经有小区了，一本台账只记一个小区。"), do=say("另一个小区请另建一本台账。"))
    _refuse_repeated(t, kind, row)
    return t.save(kind, row)


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
