"""A row of an owners' roster as records: building, entrance, home, its owners and their ownership."""

from __future__ import annotations

import re

from linli_tui.core.identity import sex
from linli_tui.core.names import clean_name
from linli_tui.core.places import Address, natural_key, read_address
from linli_tui.core.refusal import Refused
from linli_tui.core.sheets import Context, Doubt, Draft, Key, Match, Planned, Row, To
from linli_tui.core.words import say

WORDS = {"building": "幢", "entrance": "单元", "home": "室"}
SEXES = {"男": "1", "女": "2", "1": "1", "2": "2", "0": "0", "未知": "0"}
SEVERAL = re.compile(r"[、，,;；/ ]+")

OWNER_OF = Match(
    ("name", "home"),
    "SELECT p.name, o.home, p.id FROM person p JOIN ownership o ON o.person = p.id WHERE p.voided = 0 AND o.voided = 0",
)
KNOWN = Match(
    ("home", "person"),
    "SELECT home, person, id, CASE WHEN min(until IS NOT NULL) THEN '台账里这位已经不是这套房的业主了' END AS why "
    "FROM ownership WHERE voided = 0 GROUP BY home, person",
)
OTHERS = Match(
    ("home",),
    "SELECT o.home, NULL AS id, '台账里这套房的业主是' || group_concat(p.name, '、') AS why "
    "FROM ownership o JOIN person p ON p.id = o.person WHERE o.until IS NULL AND o.voided = 0 GROUP BY o.home",
)


def plan(row: Row, context: Context) -> Planned:
    """What one row of the roster asks for. Nothing without an address in the compound and a name."""
    try:
        address = _address(row)
    except Refused as refused:
        return Planned(refused=str(refused))
    names = [clean_name(name) for name in SEVERAL.split(row.get("name") or "") if name]
    if not names:
        return Planned(refused=say("没有写业主是谁。"))
    places = _places(address, row.get("area_001m2"), context)
    home = To("home", places[-1].key)
    doubts: list[Doubt] = []
    if len(names) > 1 and any(row.get(name) for name in ("id_number", "phone", "sex")):
        doubts.append(Doubt("name", say("一格里写了{n}个人，证件号、手机和性别没有分给谁，请补上。", n=len(names))))
    drafts = list(places)
    for name in names:
        person = _person(name, home, row if len(names) == 1 else {}, doubts)
        drafts += [person, _ownership(person, home)]
    return Planned(tuple(drafts), tuple(doubts))


def _address(row: Row) -> Address:
    building, entrance = _code(row, "building"), _code(row, "entrance")
    typed = str(row.get("home") or "")
    if not typed:
        raise Refused(say("没有写是哪一室。"))
    found = read_address(typed, building, entrance)
    if not found.building:
        raise Refused(say("「{text}」没有写是哪一幢。", text=typed))
    return found


def _code(row: Row, part: str) -> str:
    """The bare code of a building or entrance: 3 of 「3」, 「3幢」, 「第三栋」."""
    typed = str(row.get(part) or "")
    read = read_address(typed) if typed else Address()
    return (read.building if part == "building" else read.entrance) or read.room


def _places(address: Address, area: int | None, context: Context) -> list[Draft]:
    """The compound, the building, the entrance where one is given, and the home."""
    drafts = [Draft("compound", (), match=(Match(),))]
    key: Key = ()
    for kind, code in (("building", address.building), ("entrance", address.entrance), ("home", address.room)):
        if not code:
            continue
        key = (*key, natural_key(code))
        word = context.settings.get(f"words.{kind}") or WORDS[kind]
        values = {"area_001m2": area} if kind == "home" and area else {}
        above = To(drafts[-1].ledger, drafts[-1].key)
        fresh = {"code": code, "word": word}
        drafts.append(Draft(kind, key, values, {"parent": above}, fresh=fresh, match=(Match(("parent", "code")),)))
    return drafts


def _person(name: str, home: To, row: Row, doubts: list[Doubt]) -> Draft:
    """The owner: known by identity number, else by name and telephone, else by name and the home."""
    number, phone = row.get("id_number"), row.get("phone")
    values = {
        "name": name,
        "id_number": number,
        "phone": phone,
        "sex": _sex(row, doubts),
        "party_member": row.get("party_member"),
    }
    ways = [
        (("id", number), Match(("id_number",))) if number else None,
        (("phone", name, phone), Match(("name", "phone"))) if phone else None,
        (("home", name, *home.key), OWNER_OF),
    ]
    keys, matches = zip(*filter(None, ways), strict=True)
    said = {field: value for field, value in values.items() if value is not None}
    return Draft("person", keys[0], said, also=keys[1:], near={"home": home}, match=matches)


def _sex(row: Row, doubts: list[Doubt]) -> str | None:
    typed, number = str(row.get("sex") or ""), row.get("id_number")
    said = SEXES.get(typed)
    if typed and said is None:
        doubts.append(Doubt("sex", say("「{text}」看不出是男是女。", text=typed)))
    if said in ("1", "2") and number and said != str(sex(number)):
        doubts.append(Doubt("sex", say("和身份证号对不上。")))
    return said


def _ownership(person: Draft, home: To) -> Draft:
    """That the person owns the home, since nobody knows when; its share is not in the roster."""
    keys = tuple((*home.key, *key) for key in person.keys)
    refs = {"home": home, "person": To("person", person.key)}
    return Draft("ownership", keys[0], {}, refs, also=keys[1:], fresh={"source": "import"}, match=(KNOWN, OTHERS))
