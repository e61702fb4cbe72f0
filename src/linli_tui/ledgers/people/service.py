"""What people do with people and ownership: register, add an owner, end, sell, hand over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from linli_tui.core import clock
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.people import rules
from linli_tui.ledgers.people.ledger import PERSON

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.book.writing import Transaction
    from linli_tui.core.access import Actor

Row = dict[str, Any]
Share = tuple[int | None, int | None]
"""Numerator and denominator, both None where the share is not known."""

AT_HOME = """
SELECT person, home FROM ownership WHERE voided = 0 UNION SELECT person, home FROM residence WHERE voided = 0
UNION SELECT tenant, home FROM tenancy WHERE voided = 0
UNION SELECT head, home FROM household WHERE voided = 0 AND head IS NOT NULL
"""
"""Who has, or had, to do with which home."""


@dataclass(frozen=True, slots=True)
class Double:
    """Two records that may be one person: their ids, their names, and the reasons in words."""

    one: str
    other: str
    names: tuple[str, str]
    reasons: tuple[str, ...]


def write_person(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """Registers a person or changes what is kept of one."""
    with book.transaction(actor, "change" if record else "new") as t:
        saved = save_person(t, values, record)
        person = t.row("person", saved) or {}
        done = say("已修改 {name}" if record else "已登记 {name}", name=person["name"])
        t.say(_joined(done, rules.warn_of_person(person), _warn_of_double(t, person)))
    return t.change


def register_person(
    book: Book, actor: Actor, values: Row, *, home: str, share: Share = (None, None), since: str = ""
) -> Change:
    """Registers a person as owner of a home in one act."""
    with book.transaction(actor, "new") as t:
        person = save_person(t, values)
        _own(t, {"home": home, "person": person, "share_num": share[0], "share_den": share[1], "since": since or None})
        where = book.read.label("home", home)
        t.say(_joined(say("已登记 {name}，{home}的业主", name=values["name"], home=where), _warn_of_home(t, home)))
    return t.change


def save_person(t: Transaction, values: Row, record: str | None = None) -> str:
    """Saves a person inside an open transaction. Refused when the identity number is somebody else's already."""
    number = values.get("id_number")
    for other in t.sql("SELECT id, name FROM person WHERE id_number = ? AND voided = 0", (number,)) if number else ():
        if other["id"] != record:
            what = say("这个证件号已经登记过。")
            if t.book.rights.saw("person", other["id"]):
                what = say("这个身份证号已经登记在「{name}」名下。", name=other["name"])
            do = say("如果是同一个人，请打开原来那一条修改；如果不是，请对照证件再看一遍。")
            raise Refused(what, say("您写的都还在。"), do, field="id_number")
    return t.save("person", {**values, "id": record} if record else values)


def write_ownership(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """Adds an owner to a home, or corrects what was written down of one."""
    with book.transaction(actor, "correct" if record else "start") as t:
        saved = _own(t, {**values, "id": record} if record else values)
        fact = t.row("ownership", saved) or {}
        done = say("已更正 {home}的业主" if record else "已登记 {home}的业主", home=fact["label"])
        t.say(_joined(done, _warn_of_home(t, fact["home"])))
    return t.change


def add_owner(
    book: Book,
    actor: Actor,
    home: str,
    person: str,
    *,
    share: Share = (None, None),
    since: str = "",
    source: str | None = None,
) -> Change:
    """Adds an owner to a home, from a day on or since nobody knows when."""
    values = {"home": home, "person": person, "share_num": share[0], "share_den": share[1], "since": since or None}
    return write_ownership(book, actor, {**values, "source": source})


def end_ownership(book: Book, actor: Actor, record: str, *, on: str) -> Change:
    """From that day on this person no longer owns this home."""
    with book.transaction(actor, "end") as t:
        fact = _end(t, record, on)
        t.say(
            say("{home}：{name}到{on}为止", home=fact["label"], name=book.read.label("person", fact["person"]), on=on)
        )
    return t.change


def transfer(book: Book, actor: Actor, record: str, *, buyer: str, on: str) -> Change:
    """One owner's share goes to somebody else on a day."""
    with book.transaction(actor, "sell") as t:
        fact = _end(t, record, on)
        share = {name: fact[name] for name in ("home", "share_num", "share_den")}
        _own(t, {**share, "person": buyer, "since": on})
        t.say(say("{home}已过户给{name}，从{on}起", home=fact["label"], name=book.read.label("person", buyer), on=on))
    return t.change


def sell(
    book: Book, actor: Actor, home: str, buyers: Iterable[tuple[str, Share]], *, on: str, sellers: Iterable[str] = ()
) -> Change:
    """A home changes hands in one act: the sellers, else all owners of that day, end and the buyers begin."""
    with book.transaction(actor, "sell") as t:
        t.say(sell_home(t, home, buyers, on, sellers))
    return t.change


def sell_home(
    t: Transaction, home: str, buyers: Iterable[tuple[str, Share]], on: str, sellers: Iterable[str] = ()
) -> str:
    """The same inside an open transaction, an offer to the other areas; returns the sentence about it."""
    leaving, names = set(sellers), []
    for fact in owners_on(t.book, home, on):
        if not leaving or fact["person"] in leaving:
            _end(t, fact["id"], on)
    for person, (num, den) in buyers:
        _own(t, {"home": home, "person": person, "share_num": num, "share_den": den, "since": on})
        names.append(t.book.read.label("person", person))
    where = t.book.read.label("place", home)
    done = say("{home}已过户给{names}，从{on}起", home=where, names="、".join(names), on=on)
    return _joined(done, _warn_of_home(t, home, on))


def own(t: Transaction, values: Row) -> str:
    """Adds an owner inside an open transaction, an offer to the other areas; returns the sentence about it."""
    fact = t.row("ownership", _own(t, values)) or {}
    return _joined(say("已登记 {home}的业主", home=fact["label"]), _warn_of_home(t, fact["home"]))


def merge(book: Book, actor: Actor, person: str, *, other: str) -> Change:
    """Two records are one person: the other is merged into this one and leaves the lists; what refers to it stays.

    What only the other one knew is taken over. Refused when the identity numbers say that they are two people.
    """
    with book.transaction(actor, "merge") as t:
        kept, gone = t.row("person", person) or {}, t.row("person", other) or {}
        _refuse_two(kept, gone)
        for row in t.sql("SELECT id FROM person WHERE merged_into = ?", (other,)):
            t.save("person", {"id": row["id"], "merged_into": person})
        t.save("person", {"id": other, "merged_into": person, "voided": 1})
        found = rules.missing(kept, gone)
        t.save("person", {"id": person, **found})
        titles = dict.fromkeys(PERSON.field(name).title for name in found)
        taken = say("，{titles}一起抄了过来", titles="、".join(titles)) if titles else ""
        t.say(say("已把另一条{gone}并到{kept}", gone=gone["name"], kept=kept["name"]) + taken)
    return t.change


def split(book: Book, actor: Actor, person: str) -> Change:
    """Those that were merged into a record are people of their own again."""
    with book.transaction(actor, "split") as t:
        kept = t.row("person", person) or {}
        others = t.sql("SELECT id, name, id_number FROM person WHERE merged_into = ?", (person,))
        if not others:
            raise Refused(say("没有别的记录并到这一条来。"), say("什么也没有改。"))
        if kept["id_number"] in [other["id_number"] for other in others]:
            t.save("person", {"id": person, "id_number": None})
        t.save_all("person", ({"id": other["id"], "merged_into": None, "voided": 0} for other in others))
        names = "、".join(other["name"] for other in others)
        t.say(say("已把{names}从{kept}里分出来", names=names, kept=kept["name"]))
    return t.change


def doubles(book: Book) -> list[Double]:
    """Records that may be one person registered twice, those with the most reasons first.

    What is masked decides too; pairs are told only to whoever may read both records.
    """
    seen = {row["id"]: row["name"] for row in book.read.sql("SELECT id, name FROM person WHERE voided = 0")}
    with book.rights.wide():
        found = _doubles(book)
    told = (
        Double(two.one, two.other, (seen[two.one], seen[two.other]), two.reasons)
        for two in found
        if two.one in seen and two.other in seen
    )
    return sorted(told, key=lambda double: (-len(double.reasons), double.names, double.one))


def _doubles(book: Book) -> list[Double]:
    people = book.read.sql("SELECT * FROM person WHERE voided = 0 AND kind <> 'firm' ORDER BY name_key, id")
    homes: dict[str, set[str]] = {}
    for row in book.read.sql(AT_HOME):
        homes.setdefault(row["person"], set()).add(row["home"])
    groups: dict[str, list[Row]] = {}
    for person in people:
        groups.setdefault(person["name_key"].partition(" ")[0], []).append(person)
        if person["id_number"]:
            groups.setdefault(person["id_number"], []).append(person)
    found: dict[tuple[str, str], Double] = {}
    for group in groups.values():
        for one, other in combinations(group, 2):
            shared = bool(homes.get(one["id"], set()) & homes.get(other["id"], set()))
            reasons = rules.alike(one, other, shared)
            if reasons:
                pair = one["id"], other["id"]
                found[pair] = Double(*pair, (one["name"], other["name"]), tuple(reasons))
    return list(found.values())


def alike(book: Book, actor: Actor, person: str) -> str:
    """Who may be this very person registered a second time, and what speaks for it."""
    lines = [
        say("{name}：{reasons}", name=double.names[person == double.one], reasons="、".join(double.reasons))
        for double in doubles(book)
        if person in (double.one, double.other)
    ]
    if not lines:
        return say("没有看起来像同一个人的。")
    return "\n".join((say("可能是同一个人，登记了两次："), "", *lines, "", say("确实是的，回去选「和另一条合并」。")))


def owners_on(book: Book, home: str, day: str) -> list[Row]:
    """The ownerships of a home that hold on an ISO day, with the owners' names as `person_label`."""
    facts = book.read.sql("SELECT * FROM ownership_list WHERE home = ? AND voided = 0 ORDER BY id", (home,))
    return [dict(fact) for fact in rules.owners_on(facts, day)]


def _refuse_two(kept: Row, gone: Row) -> None:
    nothing = say("什么也没有改。")
    if kept["id"] == gone["id"]:
        raise Refused(say("选的就是这一条自己。"), nothing, say("请选另一条。"), field="other")
    if kept["voided"] or gone["voided"]:
        raise Refused(say("已经注销的不能再合并。"), nothing, field="other")
    if "firm" in (kept["kind"], gone["kind"]) and kept["kind"] != gone["kind"]:
        raise Refused(say("一条是人，一条是单位，不能合并。"), nothing, field="other")
    if kept["id_number"] and gone["id_number"] and kept["id_number"] != gone["id_number"]:
        what = say("两条的身份证号不一样，是两个人。")
        raise Refused(what, nothing, say("如果有一个号写错了，请先改正。"), field="other")


def _own(t: Transaction, values: Row) -> str:
    old = (t.row("ownership", values["id"]) if "id" in values else None) or {}
    row = {**old, **values}
    wrong = rules.wrong_share(row.get("share_num"), row.get("share_den"))
    if wrong:
        raise Refused(
            wrong, say("您写的都还在。"), say("独有填 1 和 1，两人各半填 1 和 2，不清楚就都空着。"), field="share_num"
        )
    return t.save("ownership", values)


def _end(t: Transaction, record: str, on: str) -> Row:
    fact = t.row("ownership", record)
    if fact is None or fact["until"]:
        raise Refused(say("这一条产权已经结束了。"), say("什么也没有改。"))
    t.save("ownership", {"id": record, "until": on})
    return fact


def _warn_of_home(t: Transaction, home: str, day: str = "") -> str:
    facts = t.sql("SELECT * FROM ownership WHERE home = ? AND voided = 0", (home,))
    return rules.warn_of_shares(rules.owners_on(facts, day or clock.today().isoformat()))


def _warn_of_double(t: Transaction, person: Row) -> str:
    if not person["phone"]:
        return ""
    same = "SELECT 1 FROM person WHERE name = ? AND phone = ? AND id <> ? AND voided = 0"
    if not t.sql(same, (person["name"], person["phone"], person["id"])):
        return ""
    return say("还有一位同名同电话的，请看看是不是同一个人")


def _joined(*sentences: str) -> str:
    return "；".join(filter(None, sentences))
