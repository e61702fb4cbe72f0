"""Who counts as one head and how much area counts, home by home; pure, in integers (法释〔2009〕7号 第8、9条).

One exclusive part is one head; parts of the same set of owners are one head together, and so are all a developer
still holds. An area that is not known counts as nothing and is said. Areas are in 0.01 m2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from linli_tui.core.words import say

Row = Mapping[str, Any]
Key = tuple[str, ...]
"""Whose head it is: the sorted ids of the owners, DEVELOPER, or "?" and the id of a home nobody is known to own."""
DEVELOPER: Key = ("",)


@dataclass(frozen=True, slots=True)
class Line:
    """One part and how it counts: 1 where it brings a head, 0 where it shares one or is left out; and why."""

    home: str
    label: str
    area_001m2: int | None
    counts: int
    why: str


@dataclass(frozen=True, slots=True)
class Head:
    """One head: the ids of its owners (none for the developer, or where nobody is known), its parts, its area."""

    owners: Key
    homes: tuple[str, ...]
    area_001m2: int
    unknown_area: int


@dataclass(frozen=True, slots=True)
class Count:
    """Heads and area of a place, part by part; `unknown_area` is how many counted parts have none."""

    heads: int
    area_001m2: int
    unknown_area: int
    lines: tuple[Line, ...]
    each: tuple[Head, ...]


@dataclass(slots=True)
class _Pile:
    """The parts of one head as they are found."""

    first: str
    homes: list[str] = field(default_factory=list)
    area: int = 0
    unknown: int = 0


def count(homes: Iterable[Row], ownerships: Iterable[Row], parking_counts: bool = False) -> Count:
    """Counts the parts `homes` (id, label, place_key, kind, use, tenure, developer_held, area_001m2).

    `ownerships` are the facts that hold (home, owner), `owner` being the record two merged ones are now. Whether
    garages and parking places with owners count is what the council has settled.
    """
    owners: dict[str, set[str]] = {}
    for fact in ownerships:
        owners.setdefault(fact["home"], set()).add(fact["owner"])
    parts = sorted(homes, key=lambda part: (str(part["place_key"] or ""), part["id"]))
    keys = {part["id"]: _key(part, owners) for part in parts if not left_out(part, parking_counts)}
    several = _partners(keys.values())
    piles: dict[Key, _Pile] = {}
    lines = []
    for part in parts:
        key = keys.get(part["id"])
        if key is None:
            lines.append(_line(part, 0, left_out(part, parking_counts)))
            continue
        known = piles.get(key)
        pile = piles.setdefault(key, _Pile(part["label"]))
        pile.homes.append(part["id"])
        pile.area += part["area_001m2"] or 0
        pile.unknown += part["area_001m2"] is None
        lines.append(_line(part, 0 if known else 1, _why(part, key, pile.first if known else "", several)))
    each = tuple(_head(key, pile) for key, pile in piles.items())
    return Count(len(each), sum(h.area_001m2 for h in each), sum(h.unknown_area for h in each), tuple(lines), each)


def left_out(part: Row, parking_counts: bool) -> str:
    """Why a part counts neither as a head nor with its area; "" when it counts."""
    if part["kind"] == "parking" and part["tenure"] in ("shared", "shelter"):
        return say("公共车位，大家共有，不算") if part["tenure"] == "shared" else say("人防车位，不算")
    if part["use"] == "common" or part["kind"] == "room":
        return say("公共用房，大家共有，不算")
    if part["kind"] == "parking" and not parking_counts:
        return say("车位，按约定不算")
    if part["use"] == "garage" and not parking_counts:
        return say("车库，按约定不算")
    return ""


def _key(part: Row, owners: Mapping[str, set[str]]) -> Key:
    if part["developer_held"]:
        return DEVELOPER
    return tuple(sorted(owners.get(part["id"], ()))) or ("?", part["id"])


def _partners(keys: Iterable[Key]) -> set[str]:
    """The people who are owners in more than one set: whether those sets are one head, the law does not say."""
    seen: dict[str, Key] = {}
    several = set()
    for key in keys:
        for owner in key if key is not DEVELOPER and key[0] != "?" else ():
            if seen.setdefault(owner, key) != key:
                several.add(owner)
    return several


def _why(part: Row, key: Key, first: str, several: set[str]) -> str:
    if key is DEVELOPER:
        why = say("开发商的，合算1票")
    elif first:
        why = say("和{first}同一业主，合算1票", first=first)
    elif key[0] == "?":
        why = say("业主不清楚，先算1票")
    else:
        why = say("算1票")
    doubts = []
    if not several.isdisjoint(key):
        doubts.append(say("有一位业主另外还有房，业主不全相同，请核对"))
    if part["area_001m2"] is None:
        doubts.append(say("面积不清楚"))
    return "；".join((why, *doubts))


def _line(part: Row, counts: int, why: str) -> Line:
    return Line(part["id"], part["label"], part["area_001m2"], counts, why)


def _head(key: Key, pile: _Pile) -> Head:
    known = () if key is DEVELOPER or key[0] == "?" else key
    return Head(known, tuple(pile.homes), pile.area, pile.unknown)
