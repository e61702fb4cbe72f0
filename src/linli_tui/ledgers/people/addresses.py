"""Where a home of a roster is: what its row says, and where that is not all, what stands above it; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from linli_tui.core.fold import clean, fold
from linli_tui.core.places import Address, read_address
from linli_tui.core.refusal import Refused
from linli_tui.core.sheets import Row, comparable
from linli_tui.core.words import say

_CODE = r"[A-Za-z]?\d{1,3}[A-Za-z甲乙丙丁]?|[A-Za-z甲乙丙丁东西南北中]|[一二三四五六七八九十百]{1,4}"
_BUILDING = r"(?:幢|栋|号楼|#楼?|座)楼?"
_SECTION = re.compile(
    rf"(?P<before>.*?[\u4e00-\u9fff:(](?<![一二三四五六七八九十百第])|)第?(?P<building>{_CODE}){_BUILDING}[-、,\s]*"
    rf"(?:第?(?P<entrance>{_CODE})(?:单元|门|梯))?(?P<rest>.*)"
)
_COUNTED = re.compile(r"共|合计|总计|小计|总数|有$|第$")
_ENTRANCE = re.compile(rf"第?(?P<entrance>{_CODE})(?:单元|门|梯)(?:[:(].*)?")
_LABELLED = re.compile(
    rf"(?:幢号?|楼号|楼栋号?|栋号?|楼幢号?|座号?):第?(?P<building>{_CODE})(?:{_BUILDING})?(?:.*?单元号?:第?(?P<entrance>{_CODE})(?:单元)?)?"
)
_LABELLED_ENTRANCE = re.compile(rf"单元号?:第?(?P<entrance>{_CODE})(?:单元|门)?")
_RANGE = re.compile(rf"(?:{_CODE})(?:{_BUILDING})?[-~至到、,和及/](?:{_CODE}){_BUILDING}")
_NUMBER = re.compile(r"(?P<building>\d{1,3})(?:号|#)?")
_PAIR = re.compile(rf"({_CODE})[-/.、\s]+(\d+[A-Z甲乙丙丁]?)室?")
_ROOM = 8
_TITLE = 60
_BRACKETS = re.compile(r"\([^()]*\)")
_STREET = re.compile(r"^.*?[路街道巷]\d+[号弄](?!楼)(?=.*\d)")
_COMPOUND = re.compile(r"^[\u4e00-\u9fff]+?(?=[A-Z]?\d)")


def section(text: str) -> Mapping[str, str]:
    """What a title, the name of a sheet or a row alone says: 「3幢」, 「永富新村3幢2单元名册」; {} for nothing.

    A name that is a bare number is a building; 「1-3幢」 is several and therefore none. A whole address is none either.
    """
    typed = fold(clean(text)).replace(" ", "")
    if len(typed) > _TITLE or _RANGE.search(typed):
        return {}
    if alone := _NUMBER.fullmatch(typed):
        return {"building": alone["building"]}
    for form in (_LABELLED, _LABELLED_ENTRANCE, _ENTRANCE):
        if found := form.fullmatch(typed):
            return {name: said for name, said in found.groupdict().items() if said}
    found = _SECTION.fullmatch(typed)
    if not found or _COUNTED.search(found["before"]) or re.match(r"[-、]?\d", found["rest"]):
        return {}
    if re.search(r"\d{3}(?!户|人|㎡|平)|室|[幢栋]", found["rest"]):
        return {}
    return {name: said for name in ("building", "entrance") if (said := found[name])}


def place(row: Row, facts: Mapping[str, object]) -> Address:
    """The building, entrance and room of a row; Refused where they are not all said by it or above it.

    What the row says goes first. 「1-101」 under building 1 is entrance 1, unless in the whole sheet the first number
    is the building's. Where two columns say where it is, the second is read when the first is not enough.
    """
    try:
        return _place(row, str(row.get("home") or ""), facts)
    except Refused:
        if not row.get("home_or"):
            raise
        return _place(row, str(row["home_or"]), facts)


def _place(row: Row, typed: str, facts: Mapping[str, object]) -> Address:
    building = code(row.get("building"), "building")
    entrance = code(row.get("entrance"), "entrance") or code(row.get("building"), "both")
    above_building = code(row.get("building_above"), "building")
    above_entrance = code(row.get("entrance_above"), "entrance") or code(row.get("building_above"), "both")
    if not typed:
        typed = _from_above(row, facts, bool(building or entrance))
        building, entrance = above_building, above_entrance
    if building:
        known = "" if _repeats(typed, building, entrance, facts) else building
        found = _read(typed, known, entrance)
        same = comparable(building) == comparable(above_building or building)
        return found if found.entrance or not above_entrance or not same else _read(typed, known, above_entrance)
    found = _read(typed, "", entrance)
    if found.building and not (above_building and _is_entrance(typed, found, facts)):
        return found
    if not above_building:
        raise Refused(say("「{text}」没有写是哪一幢。", text=typed))
    return _read(typed, above_building, entrance or ("" if found.entrance or found.building else above_entrance))


def pair(typed: str) -> tuple[str, str] | None:
    """The two codes of 「1-101」, of which the first may be a building or an entrance; None for anything else."""
    if typed.isdecimal():
        return None
    found = _PAIR.fullmatch(fold(clean(typed)).upper())
    return (found[1], found[2]) if found else None


def first_is_building(rows: Iterable[Row]) -> bool:
    """Whether in every row that writes two codes the first one is the building's, given beside it or above it.

    With nothing but building 1 that may just as well be entrance 1, and is then believed to be.
    """
    buildings: set[object] = set()
    for row in rows:
        codes = pair(str(row.get("home") or ""))
        if codes:
            building = comparable(code(row.get("building") or row.get("building_above"), "building"))
            if comparable(codes[0]) != building:
                return False
            buildings.add(building)
    return len(buildings) > 1 or bool(buildings - {comparable("1")})


@lru_cache(maxsize=4096)
def code(typed: object, part: str) -> str:
    """The bare code of a building or an entrance: 3 of 「3」, 「3幢」, 「第三栋」.

    `part` "both" is the entrance of a building's cell that says both, 「3-2」 or 「3幢2单元」; "" where it says one.
    """
    text = _BRACKETS.sub("", fold(clean(str(typed or ""))))
    if not text or text.isdecimal():
        return "" if part == "both" else text
    try:
        read = _read(text, "", "")
    except Refused:
        return "" if part == "both" else text
    if part == "both":
        return read.entrance or read.room if read.building else ""
    return (read.building if part == "building" else read.entrance) or read.room


def _from_above(row: Row, facts: Mapping[str, object], said: bool) -> str:
    """The home of the row above, for one that says nothing of its place: a co-owner, somebody of the household."""
    above = str(row.get("home_above") or "")
    one_more = row.get("relation") or (facts.get("counts_people") and not row.get("area_001m2"))
    alone = row.get("counted") and not one_more
    if said or not above or alone:
        raise Refused(say("没有写是哪一室。"))
    return above


def _repeats(typed: str, building: str, entrance: str, facts: Mapping[str, object]) -> bool:
    """Whether the first of two codes is the building's once more."""
    codes = pair(typed)
    if not codes or comparable(codes[0]) != comparable(building):
        return False
    return bool(facts.get("first_is_building")) or bool(entrance and comparable(entrance) != comparable(codes[0]))


def _is_entrance(typed: str, found: Address, facts: Mapping[str, object]) -> bool:
    """Whether what was read as building and room is entrance and room, of the building above."""
    return bool(pair(typed)) and not found.entrance and not facts.get("first_is_building")


def _read(typed: str, building: str, entrance: str) -> Address:
    """`read_address`, also with remarks in brackets, and with a street or the compound before the codes."""
    if typed.isdecimal() and typed.isascii() and len(typed) <= _ROOM:
        return Address(building, entrance, typed)
    plain = re.sub(r"[_~]", "-", fold(clean(typed)))
    plain = re.sub(rf"\((第?(?:{_CODE})(?:单元|室|门))\)", r"\1", plain)
    text = re.sub(r" (?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]) ", "", _BRACKETS.sub("", plain)).strip() or typed
    tries = [text, _STREET.sub("", text), _COMPOUND.sub("", text), _COMPOUND.sub("", _STREET.sub("", text))]
    first: Refused | None = None
    for shortened in dict.fromkeys(tries):
        try:
            return read_address(shortened, building, entrance)
        except Refused as refused:
            first = first or refused
    raise first or Refused(say("没有写是哪一室。"))
