"""Addresses inside a compound: building, entrance and room as three texts, read from any way of writing them."""

from __future__ import annotations

import re
from typing import NamedTuple

from linli_tui.core.fold import clean, fold, numeral
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

_STEMS = "甲乙丙丁戊己庚辛"
_SIDES = "东西南北中"
_CODE = (
    r"(?:架空层|阁楼|顶楼|门卫|传达室|物业用房|(?:地下室?|负|车库|车位|储藏室|自行车库|商铺|店面|附)\d+|地下室?|车库|储藏室|商铺|店面"
    rf"|[A-Z{_STEMS}{_SIDES}]?\d+(?:[A-Z{_STEMS}{_SIDES}]|附\d+)?|[A-Z{_STEMS}{_SIDES}])"
)
_BUILDING = r"(?:号楼|幢楼?|栋楼?|座|#楼?)"
_MARK = rf"(?:(?P<building>{_BUILDING})|(?P<entrance>单元|门|梯)|(?P<floor>[楼层](?=.))|(?P<room>室|房|户)|号)"
_TOKEN = rf"第?(?P<code>{_CODE}){_MARK}?(?:$|[-/、.,\s]*)"
_COMPOUND = rf"^[\u4e00-\u9fff]{{2}}.*?(?=第?{_CODE}{_BUILDING})"
_NUMERAL = rf"[〇零一二两三四五六七八九十百]+(?={_BUILDING}|单元|[门梯室房户号楼层{_STEMS}\s,./-]|$)"
_MADE_A_DATE = r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}.*|\d{1,2}月\d{1,2}日?"


class Address(NamedTuple):
    """Where a home is; every part is text (8甲, 架空层, 0501) and empty where it was not said."""

    building: str = ""
    entrance: str = ""
    room: str = ""


def read_address(text: str, building: str = "", entrance: str = "") -> Address:
    """The parts of `3-2-501`, 「3幢2单元501室」, 「第三栋 二单元 0501」; Refused where nothing can be placed.

    Codes without a mark fill what is free from the left, and the last of them is the room: `1-101` is building 1,
    but entrance 1 where the building is given. A part that is both given and said must be the same.
    Codes stay as written; `natural_key` says which are the same.
    """
    typed = fold(clean(text)).upper()
    if re.fullmatch(_MADE_A_DATE, typed):
        what = say("「{text}」是一个日期，不是房号。", text=text)
        raise Refused(what, do=say("表格软件常把3-2这样的房号变成日期，请重新填写。"))
    said, bare = _read_codes(typed, text)
    given = {part: code for part, code in (("building", building), ("entrance", entrance)) if code}
    unsaid = [part for part in Address._fields if part not in said]
    free = [part for part in unsaid if part not in given]
    if len(bare) > len(free):
        free = unsaid[-len(bare) :]
    if len(bare) > len(free) or not (said or bare):
        raise _unplaced(text)
    if bare and "room" in free:
        said["room"] = bare.pop()
    said.update(zip(free, bare, strict=False))
    if any(part in said and natural_key(said[part]) != natural_key(code) for part, code in given.items()):
        what = say("「{text}」和已选的幢、单元对不上。", text=text)
        raise Refused(what, do=say("请看一看是哪一处写错了。"))
    return Address(**said | given)


def _read_codes(typed: str, text: str) -> tuple[dict[str, str], list[str]]:
    """What is marked as building, entrance or room, and the codes without a mark in their order."""
    typed = re.sub(_NUMERAL, lambda run: str(numeral(run[0]) or run[0]), typed)
    typed = re.sub(_COMPOUND, "", typed)
    said: dict[str, str] = {}
    bare: list[str] = []
    at = 0
    while at < len(typed):
        token = re.compile(_TOKEN).match(typed, at)
        if not token or token.lastgroup in said:
            raise _unplaced(text)
        if token.lastgroup == "code":
            bare.append(token["code"])
        elif token.lastgroup in Address._fields:
            said[token.lastgroup] = token["code"]
        at = token.end()
    return said, bare


def natural_key(code: str) -> str:
    """A text that sorts codes as people do: 地下1, 1, 2, 0501 with 501, 1001, 10, 10甲, A, 架空层 last."""
    folded = re.sub("^(?:地下室?|负)", "-", fold(clean(code)).upper())
    counted = re.sub(f"[{_STEMS}]", lambda stem: f"甲{_STEMS.index(stem[0])}", re.sub(r"\d+", _padded, folded))
    return counted.replace(" ", "")


def floor_of(room: str) -> int | None:
    """The floor a room number tells: 501 and 0501 the 5th, 1203 the 12th, 地下1 the -1st; None where it tells none."""
    folded = fold(clean(room)).upper()
    if below := re.fullmatch(r"(?:地下室?|负)(\d)", folded):
        return -int(below[1])
    found = re.fullmatch(rf"[A-Z{_SIDES}]?(\d{{1,2}})\d\d(?:[A-Z{_STEMS}{_SIDES}]|附\d+)?室?", folded)
    return int(found[1]) or None if found else None


def _padded(digits: re.Match[str]) -> str:
    return f"{int(digits[0]):08d}"


def _unplaced(text: str) -> Refused:
    what = say("「{text}」看不出是哪一幢哪一室。", text=text)
    return Refused(what, do=say("请写成 3-2-501 或 3幢2单元501室 这样。"))
