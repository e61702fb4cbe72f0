"""A row of a roster as records: building, entrance, home, who owns it, who lives in it, who rents it; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from linli_tui.core import identity
from linli_tui.core.places import Address
from linli_tui.core.refusal import Refused
from linli_tui.core.sheets import Context, Doubt, Draft, Hold, Key, Match, Planned, Rival, Row, To, comparable
from linli_tui.core.words import say
from linli_tui.ledgers.people import addresses, name_cells, rules, standing

WORDS = {"building": "幢", "entrance": "单元", "home": "室"}
TELLING = ("area_001m2", "living")
"""Columns that tell something of a home even where nobody is named."""
MARKS = frozenset({"党员", "共有", "共有人", "业主", "产权共有", "共同共有", "按份共有", "无", "/", "-"})
"""Remarks that are no note about a person."""

_FACT_OF = "SELECT p.name, f.home, p.id FROM person p JOIN ({facts}) f ON f.person = p.id WHERE p.voided = 0".format(
    facts="SELECT home, person FROM ownership WHERE voided = 0 UNION SELECT home, person FROM residence "
    "WHERE voided = 0 UNION SELECT home, tenant AS person FROM tenancy WHERE voided = 0"
)
KNOWN_AT = Match(("name", "home"), _FACT_OF)
"""A person is known by name and home, whether as owner, as resident or as tenant."""


def _known(fact: str, who: str, gone: str) -> Match:
    """A fact about a home and a person, ended ones with a word about that."""
    return Match(
        ("home", who),
        f"SELECT home, {who}, id, CASE WHEN min(until IS NOT NULL) THEN '{gone}' END AS why "
        f"FROM {fact} WHERE voided = 0 GROUP BY home, {who}",
    )


OWNED = _known("ownership", "person", "台账里这位已经不是这套房的业主了")
LIVED = _known("residence", "person", "台账里这位已经搬走了")
RENTED = Match(("home", "tenant"), "SELECT home, tenant, id FROM tenancy WHERE voided = 0")
HOUSEHOLD = Match(("home",), "SELECT home, id FROM household WHERE voided = 0 AND until IS NULL")
OTHER_OWNERS = Rival(
    ("home",),
    """SELECT o.home, o.id, o.person AS beside,
      '台账里这套房的业主是' || p.name || '，是过户还是写错了？写错了就采用，过户请到房屋里办' AS why
    FROM ownership o JOIN person p ON p.id = o.person WHERE o.until IS NULL AND o.voided = 0""",
    "person",
    "name",
    "person",
)
REFUSES = Rival(
    ("home",),
    "SELECT h.id AS home, NULL AS id, NULL AS beside, '这户不愿登记，只记投票要用的' AS why FROM home h "
    "WHERE h.refused_on IS NOT NULL AND h.voided = 0",
    "home",
    "",
    "person",
)
HOLD_NAME = Hold("name", "台账里是「{old}」，表格里是「{new}」，是过户、改名还是写错了？")
HOLD_NUMBER = Hold("id_number", "和台账里的身份证号不一样。")
HOLD_AREA = Hold("area_001m2", "面积从{old}变成{new}，差了{percent}%。", percent=5)
HOLD_LIVING = Hold("kind", "台账里是「{old}」，表格里是「{new}」，是搬走了还是写错了？")
HOLD_HEAD = Hold("head", "台账里的户代表是「{old}」，表格里是「{new}」。")


@dataclass(slots=True)
class Party:
    """One person of a row: the name, what the person is here, and which columns tell about this person."""

    name: str
    role: str
    column: str
    prefix: str = ""
    relation: str | None = None
    place: int = 0
    among: int = 1
    doubts: list[Doubt] = field(default_factory=list)


def plan(row: Row, context: Context) -> Planned:
    """What one row of a roster asks for. Nothing without a place in the compound, and somebody or something there."""
    try:
        address = addresses.place(row, context.facts)
    except Refused as refused:
        return Planned(refused=str(refused))
    named = {column: name_cells.names_of(row.get(column)) for column in ("name", "head", "person", "contact", "tenant")}
    parties = list(_parties(row, named, context.facts))
    owners = named["name"] if row.get("name") else named["head"]
    telling = any(row.get(name) for name in TELLING) or owners.nobody
    if not parties and not telling:
        return Planned(refused=say("没有写业主是谁。"))
    places = _places(address, row, owners.developer_held, context)
    home = To("home", places[-1].key)
    doubts: list[Doubt] = []
    if not parties and not owners.nobody and standing.lived_in(row.get("living")) != "vacant":
        doubts.append(Doubt("name", say("没有写业主是谁。"), about=home))
    if owners.others:
        doubts.append(Doubt("name", say("还有别的业主没有写出来。"), about=home))
    drafts = [*places, *_people(row, parties, home, context.facts.get("people", ""), doubts)]
    return Planned(tuple(drafts), tuple(doubts))


def _parties(row: Row, named: Mapping[str, name_cells.Names], facts: Mapping[str, Any]) -> Iterator[Party]:
    """Everybody named in a row. 姓名 and 户主 are what the row or else the sheet says they are."""
    people = facts.get("people", standing.OWNER)
    listed = named["person"].people or named["contact"].people
    column = "person" if named["person"].people else "contact"
    owners = [("name", name) for name in named["name"].people]
    if not owners and not listed and named["head"].people:
        head = (
            standing.RESIDENT if people == standing.RESIDENT and "relation" not in facts.get("columns", ()) else people
        )
        for place, name in enumerate(named["head"].people):
            yield Party(
                name, head, "head", "", "head" if head == standing.RESIDENT else None, place, len(named["head"].people)
            )
    for place, (_, name) in enumerate(owners):
        yield Party(name, standing.OWNER, "name", "", None, place, len(owners))
    said = row.get("standing") or row.get("owner_relation")
    for place, name in enumerate(listed if column == "person" or not owners else ()):
        found = standing.role(said or _renting(row.get("relation")), people)
        relation = standing.relation(
            row.get("relation") or (row.get("owner_relation") if found != standing.OWNER else None)
        )
        yield Party(name, found, column, "", relation, place, len(listed))
    prefix = "tenant_" if owners or listed or named["head"].people or "tenant_phone" in facts.get("columns", ()) else ""
    for place, name in enumerate(named["tenant"].people):
        yield Party(name, standing.TENANT, "tenant", prefix, "tenant", place, len(named["tenant"].people))


def _renting(relation: str | None) -> str | None:
    """A word of the relation that makes somebody a tenant; others make nobody anything."""
    return relation if standing.relation(relation) == "tenant" else None


def _people(row: Row, parties: list[Party], home: To, people: str, doubts: list[Doubt]) -> Iterator[Draft]:
    """Each person with what ties them to the home, and the household as far as the row tells.

    An owner lives there where the row says so, or who is listed among those who do.
    """
    in_list = people == standing.RESIDENT or bool(row.get("owner_relation"))
    living = standing.lived_in(row.get("living"))
    head: To | None = None
    for party in parties:
        person = _person(party, home, row, doubts)
        who = To("person", person.key)
        yield person
        near: dict[str, To] = {}
        firm = person.fresh.get("kind") == "firm"
        if party.role == standing.OWNER:
            owned = _ownership(party, person, home, row)
            yield owned
            near = {"owned": To("ownership", owned.key)}
        if party.role == standing.TENANT:
            keys = tuple((*home.key, *key) for key in person.keys)
            yield Draft("tenancy", keys[0], {}, {"home": home, "tenant": who}, keys[1:], {"kind": "lease"},
                        match=(RENTED,), rivals=(REFUSES,))  # fmt: skip
        lives = party.role != standing.OWNER or living == "self" or (party.column != "name" and in_list)
        if lives and not firm:
            yield _residence(party, person, home, near)
            head = head or (who if party.role != standing.RESIDENT or party.relation == "head" else None)
        for plate in _plates(row) if party is parties[0] else ():
            yield Draft(
                "vehicle", ("plate", plate), {"plate": plate}, {"person": who, "home": home}, match=(Match(("plate",)),)
            )
    if living:
        refs = {"home": home, **({"head": head} if head and living in ("self", "rent", "lent") else {})}
        yield Draft("household", ("of", *home.key), {"kind": living}, refs, match=(HOUSEHOLD,),
                    holds=(HOLD_LIVING, HOLD_HEAD), rivals=(REFUSES,), columns={"kind": "living"})  # fmt: skip


def _places(address: Address, row: Row, developer_held: str, context: Context) -> list[Draft]:
    """The compound, the building, the entrance where one is given, and the home."""
    words = tuple(context.settings.get(f"words.{kind}") or word for kind, word in WORDS.items())
    *above, home = _tree(address, words)
    values = {"area_001m2": row.get("area_001m2"), "developer_held": developer_held}
    said = {name: value for name, value in values.items() if value}
    return [*above, Draft("home", home.key, said, home.refs, fresh=home.fresh, match=home.match, holds=(HOLD_AREA,),
                          columns={"area_001m2": "area_001m2", "code": "home"})]  # fmt: skip


@lru_cache(maxsize=4096)
def _tree(address: Address, words: tuple[str, ...]) -> tuple[Draft, ...]:
    drafts = [COMPOUND]
    key: Key = ()
    for kind, code, word in zip(WORDS, address, words, strict=True):
        if code:
            key = (*key, str(comparable(code)))
            drafts.append(_branch(kind, key, code, word, To(drafts[-1].ledger, drafts[-1].key)))
    return tuple(drafts)


@lru_cache(maxsize=4096)
def _branch(kind: str, key: Key, code: str, word: str, above: To) -> Draft:
    return Draft(kind, key, {}, {"parent": above}, fresh={"code": code, "word": word}, match=(BY_CODE,))


BY_CODE = Match(("parent", "code"))
COMPOUND = Draft("compound", (), match=(Match(),))


def _person(party: Party, home: To, row: Row, doubts: list[Doubt]) -> Draft:
    """A person: known by identity number, else by name and telephone, else by name and the home."""
    columns = {"name": party.column, **{name: f"{party.prefix}{name}" for name in ("id_number", "phone")}}
    columns["phone2"] = columns["phone"]
    if not party.prefix:
        columns.update((name, name) for name in ("sex", "birth", "party_member", "note"))
    values = {"name": party.name, **_phones(party, row, columns["phone"])}
    own = party.among == 1
    if own and not party.prefix:
        values.update(sex=row.get("sex"), birth=row.get("birth"), party_member=_in_the_party(row), note=_note(row))
    key = To("person", ("home", party.name, *home.key))
    values["id_number"] = number = _number(party, row, values, columns["id_number"], key, doubts)
    phone = values.get("phone")
    firm = name_cells.is_firm(party.name)
    ways = [
        (("firm", party.name), Match(("name", "kind"))) if firm else None,
        (("id", number), Match(("id_number",))) if number else None,
        (("phone", party.name, phone), Match(("name", "phone"))) if phone else None,
        (key.key, KNOWN_AT),
    ]
    keys, matches = zip(*filter(None, ways), strict=True)
    said = {name: value for name, value in values.items() if value is not None}
    fresh = {"kind": "firm"} if firm else {}
    return Draft("person", keys[0], said, also=keys[1:], fresh=fresh, near={"home": home}, match=matches,
                 holds=(HOLD_NAME, HOLD_NUMBER), columns=columns)  # fmt: skip


def _phones(party: Party, row: Row, column: str) -> dict[str, Any]:
    """The telephones of a person: all of a cell where one is named, else each their own, else the first one's."""
    phones = (*(row.get(column) or ()), *((row.get("phone2") or ()) if not party.prefix else ()))
    phones = phones or name_cells.phones_of(row.get(party.column))
    if party.among == 1:
        return dict(zip(("phone", "phone2"), phones, strict=False))
    if len(phones) == party.among:
        return {"phone": phones[party.place]}
    return {"phone": phones[0]} if phones and party.place == 0 else {}


def _number(party: Party, row: Row, values: Mapping[str, Any], column: str, key: To, doubts: list[Doubt]) -> str | None:
    """The identity number of a person, unless it contradicts what is said beside it; then it is a doubt."""
    numbers: tuple[str, ...] = row.get(column) or ()
    if not numbers:
        return None
    about = To("person", key.key)
    if len(numbers) != party.among:
        if party.place == 0:
            why = say("一格里写了{n}个人，证件号有{m}个，没有分给谁，请补上。", n=party.among, m=len(numbers))
            doubts.append(Doubt(column, why, "、".join(numbers) if len(numbers) > 1 else numbers[0], about))
        return None
    number = numbers[party.place]
    whys = []
    if values.get("birth") and values["birth"] != identity.birth_date(number).isoformat():
        whys.append(say("和出生日期对不上。"))
    if values.get("sex") in ("1", "2") and values["sex"] != str(identity.sex(number)):
        whys.append(say("和性别对不上。"))
    doubts += [Doubt(column, why, number, about) for why in whys]
    return None if whys else number


def _in_the_party(row: Row) -> int | None:
    """Whether somebody is in the party, as a column of its own or a remark says."""
    said: int | None = row.get("party_member")
    return 1 if said is None and "党员" in str(row.get("note") or "") else said


def _note(row: Row) -> str | None:
    text = str(row.get("note") or "").strip()
    return text if text and text not in MARKS else None


def _ownership(party: Party, person: Draft, home: To, row: Row) -> Draft:
    """That the person owns the home, since nobody knows when unless the row says so; its share where the row has it."""
    keys = tuple((*home.key, *key) for key in person.keys)
    shares = row.get("share") or ()
    share = shares[party.place] if len(shares) == party.among else None
    values = {"share_num": share[0], "share_den": share[1]} if share else {}
    fresh = {"source": "import", **({"since": row["since"]} if row.get("since") else {})}
    return Draft("ownership", keys[0], values, {"home": home, "person": To("person", person.key)}, keys[1:], fresh,
                 match=(OWNED,), rivals=(OTHER_OWNERS,), columns={"share_num": "share", "since": "since"})  # fmt: skip


def _residence(party: Party, person: Draft, home: To, near: dict[str, To]) -> Draft:
    keys = tuple((*home.key, *key) for key in person.keys)
    values = {"relation": party.relation} if party.relation else {}
    return Draft("residence", keys[0], values, {"home": home, "person": To("person", person.key)}, keys[1:],
                 near=near, match=(LIVED,), rivals=(REFUSES,), columns={"relation": "relation"})  # fmt: skip


def _plates(row: Row) -> list[str]:
    """The number plates of a cell, in the one form that is kept."""
    pieces = re.split(r"[\n、，,;；/|]+", str(row.get("plate") or ""))
    return [plate for plate in map(rules.clean_plate, pieces) if rules.has_number(plate)]
