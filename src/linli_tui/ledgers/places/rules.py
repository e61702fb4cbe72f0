"""How places are named, ordered and nested; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from linli_tui.core.places import floor_of, natural_key
from linli_tui.core.words import say

ORDER = ("compound", "room", "parking", "board", "facility", "checkpoint", "building", "entrance", "home")
"""The kinds in the order in which they stand under one parent."""

WITHIN: dict[str, tuple[str, ...]] = {
    "compound": (),
    "building": ("compound",),
    "entrance": ("building",),
    "home": ("entrance", "building"),
}
"""Where a kind of place may lie; kinds that are not named lie anywhere but in a home."""

WORDS = {"building": "幢", "entrance": "单元", "home": "室", "parking": "号车位"}
"""What follows the code of a place, until the council has settled its own words."""

MOST = {"entrances": 30, "floors": 60, "per_floor": 30}
"""The most that one building is believed to have."""

UNKNOWN_FLOOR = 999


def place_key(above: str | None, kind: str, code: str | None, name: str | None, floor: int | None) -> str:
    """The path a place is sorted by: under its parent by kind, then floor, then code as people count.

    Pieces are joined by a blank, which sorts before every character of a code. Floors from -9 on take three digits.
    """
    if kind == "compound":
        return ""
    known = floor if floor is not None else floor_of(code or "") if kind == "home" else None
    level = f"{known + 100 if known is not None else UNKNOWN_FLOOR:03d}" if kind == "home" else ""
    return " ".join(filter(None, (above, f"{ORDER.index(kind)}{level}", natural_key(code or name or ""))))


def label(above: str | None, above_kind: str | None, code: str | None, word: str | None, name: str | None) -> str:
    """The full name of a place, 3幢2单元501室; the compound's name is not part of the names of what lies in it."""
    own = "".join(filter(None, (code, word, name)))
    return own if above_kind in (None, "compound") else f"{above}{own}"


def building(kind: str, own: str, above: str | None) -> str | None:
    """The building a place lies in or is."""
    return own if kind == "building" else above


def entrance(kind: str, own: str, above: str | None) -> str | None:
    """The entrance a place lies in or is."""
    return own if kind == "entrance" else above


def path(kind: str, code: str | None, above: str | None) -> str | None:
    """A building, entrance or home as people write it in short: 3, 3-2, 3-2-501; None for other places."""
    if kind not in ("building", "entrance", "home") or not code:
        return None
    return f"{above}-{code}" if above else code


def found_by(kind: str, path: str | None, block: str | None, code: str | None, word: str | None) -> str | None:
    """What an entrance or home is also found by: 3-2-501; 3-501; 3幢501室, as people leave the entrance out."""
    if kind not in ("entrance", "home") or not path or not code:
        return None
    above = path[: -len(code) - 1]
    if kind == "entrance" or "-" not in above:
        return path
    return f"{path}; {above.rpartition('-')[0]}-{code}; {block or ''}{code}{word or ''}"


def period(start: str, end: str, sentence: str) -> str:
    """A sentence that holds from one ISO day until before another; "" is an unknown beginning, or no end."""
    since = say("从{day}起", day=start) if start else say("早先")
    return say("{since}到{end}：{sentence}", since=since, end=end or say("现在"), sentence=sentence)


def owner_with_share(fact: Mapping[str, Any]) -> str:
    """An owner with the share where it is a part of the whole and known: 王桂芳（1/2）."""
    num, den = fact["share_num"], fact["share_den"]
    return f"{fact['name']}（{num}/{den}）" if num and num != den else str(fact["name"])


def same_code(code: str, other: str) -> bool:
    """Whether two codes mean the same place: 501 and 0501, 8甲 and ８甲."""
    return natural_key(code) == natural_key(other)


def may_lie_in(kind: str, above: str) -> bool:
    """Whether a place of one kind may lie in a place of another."""
    return above in WITHIN[kind] if kind in WITHIN else above != "home"


def next_code(codes: Iterable[str | None]) -> int:
    """The number that follows the highest of those in use; 1 when none is a number."""
    return max((int(code) for code in codes if code and code.isdecimal()), default=0) + 1


def home_codes(floors: int, per_floor: int) -> list[str]:
    """The numbers of all homes of an entrance, floor by floor: 101, 102, 201 …"""
    return [f"{floor}{door:02d}" for floor in range(1, floors + 1) for door in range(1, per_floor + 1)]
