"""A row of a roster as records: building, entrance, home, who owns it, who lives in it, who rents it; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from linli_tui.core.places import Address
from linli_tui.core.refusal import Refused
from linli_tui.core.sheets import Context, Doubt, Draft, Hold, Key, Match, Planned, Rival, Row, To, comparable
from linli_tui.core.words import say
from linli_tui.ledgers.people import addresses, name_cells, parties, rules, standing
from linli_tui.ledgers.people.parties import Party

WORDS = {"building": "幢", "entrance": "单元", "home": "室"}
TELLING = ("area_001m2", "living")
"""Columns that tell something of a home even where nobody is named."""
MARKS = frozenset({"党员", "共有", "共有人", "业主", "产权共有", "共同共有", "按份共有", "无", "/", "-"})
"""Remarks that are no note about a person."""

STANDS = "LEFT JOIN person k ON k.id = p.merged_into"
"""Beside a record `p` of a person the record `k` it was merged into, which is the one that is meant."""
ANYWHERE = (
    "SELECT home, person FROM ownership WHERE voided = 0 UNION SELECT home, person FROM residence WHERE voided = 0 "
    "UNION SELECT home, tenant AS person FROM tenancy WHERE voided = 0"
)
KNOWN_AT = Match(
    ("name", "home"),
    f"SELECT p.name, f.home, ifnull(k.id, p.id) AS id FROM ({ANYWHERE}) f JOIN person p ON p.id = f.person {STANDS} "
    "WHERE ifnull(k.voided, p.voided) = 0",
)
"""A person is known by name and home, whether as owner, as resident or as tenant."""


def _known_as(*names: str) -> Match:
    """A person is known by what one of his records says."""
    columns = ", ".join(f"p.{name}" for name in names)
    return Match(
        names,
        f"SELECT {columns}, ifnull(k.id, p.id) AS id FROM person p {STANDS} WHERE ifnull(k.voided, p.voided) = 0",
    )


def _known(fact: str, who: str, gone: str) -> Match:
    """A fact about a home and a person, ended ones with a word about that."""
    return Match(
        ("home", who),
        f"SELECT f.home, ifnull(k.id, p.id) AS {who}, f.id, "
        f"CASE WHEN min(f.until IS NOT NULL) THEN '{gone}' END AS why "
        f"FROM {fact} f JOIN person p ON p.id = f.{who} {STANDS} WHERE f.voided = 0 GROUP BY 1, 2",
    )


OWNED = _known("ownership", "person", "台账里这位已经不是这套房的业主了")
LIVED = _known("residence", "person", "台账里这位已经搬走了")
RENTED = Match(
    ("home", "tenant"),
    f"SELECT f.home, ifnull(k.id, p.id) AS tenant, f.id FROM tenancy f JOIN person p ON p.id = f.tenant {STANDS} "
    "WHERE f.voided = 0",
)
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
    "",
)
"""Who lives there is not even offered: that is what they refused."""
HOLD_NAME = Hold("name", "台账里是「{old}」，表格里是「{new}」，是过户、改名还是写错了？")
HOLD_NUMBER = Hold("id_number", "和台账里的身份证号不一样。")
HOLD_AREA = Hold("area_001m2", "面积从{old}变成{new}，差了{percent}%。", percent=5)
HOLD_LIVING = Hold("kind", "台账里是「{old}」，表格里是「{new}」，是搬走了还是写错了？")
HOLD_HEAD = Hold("head", "台账里的户代表是「{old}」，表格里是「{new}」。")


def plan(row: Row, context: Context) -> Planned:
    """What one row of a roster asks for. Nothing without a place in the compound, and somebody or something there."""
    try:
        address = addresses.place(row, context.facts)
    except Refused as refused:
        return Planned(refused=str(refused))
    named = parties.read(row)
    people = list(parties.parties(row, named, context.facts))
    owners = named["name"] if row.get("name") else named["head"]
    telling = any(row.get(name) for name in TELLING) or owners.nobody
    if not people and not telling:
        return Planned(refused=say("没有写业主是谁。"))
    places = _places(address, row, owners.developer_held, context)
    home = To("home", places[-1].key)
    doubts: list[Doubt] = []
    if not people and not owners.nobody and standing.lived_in(row.get("living")) != "vacant":
        doubts.append(Doubt("name", say("没有写业主是谁。"), about=home))
    if owners.others:
        doubts.append(Doubt("name", say("还有别的业主没有写出来。"), about=home))
    drafts = [*places, *_people(row, people, home, _lists_residents(row, context), doubts)]
    return Planned(tuple(drafts), tuple(doubts))


def _lists_residents(row: Row, context: Context) -> bool:
    return context.facts.get("people") == standing.RESIDENT or bool(row.get("owner_relation"))


def _people(row: Row, people: list[Party], home: To, in_list: bool, doubts: list[Doubt]) -> Iterator[Draft]:
    """Each person with what ties them to the home, and the household as far as the row tells.

    An owner lives there where the row says so, or when listed among those who do.
    """
    living = standing.lived_in(row.get("living"))
    head: To | None = None
    for party in people:
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
        for plate in _plates(row) if party is people[0] else ():
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
    values = {"name": party.name, **parties.phones(party, row, columns["phone"])}
    own = party.among == 1
    if own and not party.prefix:
        values.update(sex=row.get("sex"), birth=row.get("birth"), party_member=_in_the_party(row), note=_note(row))
    key = To("person", ("home", party.name, *home.key))
    values["id_number"] = number = parties.number(party, row, values, columns["id_number"], key, doubts)
    phone = values.get("phone")
    firm = name_cells.is_firm(party.name)
    ways = [
        (("firm", party.name), _known_as("name", "kind")) if firm else None,
        (("id", number), _known_as("id_number")) if number else None,
        (("phone", party.name, phone), _known_as("name", "phone")) if phone else None,
        (key.key, KNOWN_AT),
    ]
    keys, matches = zip(*filter(None, ways), strict=True)
    said = {name: value for name, value in values.items() if value is not None}
    fresh = {"kind": "firm"} if firm else {}
    return Draft("person", keys[0], said, also=keys[1:], fresh=fresh, near={"home": home}, match=matches,
                 holds=(HOLD_NAME, HOLD_NUMBER), columns=columns)  # fmt: skip


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
