"""A building as people stand before it: floors from the top, entrances side by side, a door in its place; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from linli_tui.core.places import floor_of, natural_key
from linli_tui.core.words import say

Row = Mapping[str, Any]
FEW = 4
"""So many homes whose floor nobody knows stand side by side where no other floor says how many doors there are."""
_DOOR = r"\d\d\D*$"


@dataclass(frozen=True, slots=True)
class Stairs:
    """One entrance: its id ("" for homes right in the building), its short name, how many doors a floor has."""

    id: str
    label: str
    doors: int


@dataclass(frozen=True, slots=True)
class Floor:
    """One line of the grid: the number of the floor, None where it is not known, and how it is called."""

    number: int | None
    label: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One home in its place: its id and its code."""

    home: str
    code: str


Line = tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A building: its entrances from left to right, its floors from the top, and a line of cells for each floor.

    A line has as many cells as all entrances have doors together, None where there is no home.
    """

    entrances: tuple[Stairs, ...]
    floors: tuple[Floor, ...]
    cells: tuple[Line, ...]


def arrange(entrances: Iterable[Row], homes: Iterable[Row]) -> Grid:
    """The grid of a building's entrances (id, label, place_key) and homes (id, code, floor, parent, place_key).

    Homes whose parent is none of the entrances lie in the building itself and stand at the left.
    """
    stairs = sorted(entrances, key=_place)
    known = {entrance["id"] for entrance in stairs}
    inside: dict[str, list[Row]] = {"": [], **{entrance["id"]: [] for entrance in stairs}}
    for home in sorted(homes, key=_place):
        inside[home["parent"] if home["parent"] in known else ""].append(home)
    blocks = {entrance: _block(inside[entrance]) for entrance in inside if entrance or inside[""]}
    numbers = sorted({number for block in blocks.values() for number in block.lines}, reverse=True)
    floors = [Floor(number, floor_label(number)) for number in numbers]
    cells = [tuple(c for block in blocks.values() for c in block.lines.get(n, block.nothing)) for n in numbers]
    for lines in zip_longest(*(block.unknown for block in blocks.values())):
        floors.append(Floor(None, floor_label(None)))
        cells.append(
            tuple(c for block, line in zip(blocks.values(), lines, strict=True) for c in line or block.nothing)
        )
    labels = {entrance["id"]: str(entrance["label"] or "") for entrance in stairs}
    sides = tuple(Stairs(entrance, labels.get(entrance, ""), block.doors) for entrance, block in blocks.items())
    return Grid(sides, tuple(floors), tuple(cells))


def floor_label(number: int | None) -> str:
    """How a floor is called: 6层, 底层, 地下1层, 其他 where it is not known."""
    if not number:
        return say("其他") if number is None else say("底层")
    return say("{n}层", n=number) if number > 0 else say("地下{n}层", n=-number)


@dataclass(frozen=True, slots=True)
class _Block:
    """The homes of one entrance: how many doors wide, the lines of its known floors, and lines of the others."""

    doors: int
    lines: dict[int, Line]
    unknown: list[Line]

    @property
    def nothing(self) -> Line:
        """A line without homes."""
        return (None,) * self.doors


def _block(homes: list[Row]) -> _Block:
    floors: dict[int, list[Row]] = {}
    others = [home for home in homes if _floor(home) is None]
    for home in homes:
        if (number := _floor(home)) is not None:
            floors.setdefault(number, []).append(home)
    doors = _doors(list(floors.values()))
    width = max(len(doors), *map(len, floors.values()), 0) if floors else min(len(others), FEW) or 1
    lines = {number: _line(row, doors, width) for number, row in floors.items()}
    rest = [_cell(home) for home in others]
    chunks = [rest[n : n + width] for n in range(0, len(rest), width)]
    return _Block(width, lines, [(*chunk, *(None,) * (width - len(chunk))) for chunk in chunks])


def _doors(floors: list[list[Row]]) -> list[str]:
    """The doors of an entrance from left to right, the same on every floor; none where codes do not tell them apart."""
    told = [[door for home in row if (door := _door(home))] for row in floors]
    doors = sorted({door for row in told for door in row}, key=natural_key)
    most = max(map(len, floors), default=0)
    return doors if all(len(set(row)) == len(row) for row in told) and len(doors) <= most * 2 else []


def _line(row: list[Row], doors: list[str], width: int) -> Line:
    """The homes of a floor, each at its door, the others in the places left over."""
    line: list[Cell | None] = [None] * width
    later = []
    for home in row:
        if _door(home) in doors:
            line[doors.index(_door(home))] = _cell(home)
        else:
            later.append(home)
    free = (n for n, cell in enumerate(line) if cell is None)
    for n, home in zip(list(free), later, strict=False):
        line[n] = _cell(home)
    return tuple(line)


def _door(home: Row) -> str:
    """The door a code tells, 01 of 501 and 0501; "" where it tells none."""
    code = str(home["code"] or "")
    found = re.search(_DOOR, code) if floor_of(code) is not None else None
    return found[0] if found else ""


def _floor(home: Row) -> int | None:
    return home["floor"] if home["floor"] is not None else floor_of(str(home["code"] or ""))


def _cell(home: Row) -> Cell:
    return Cell(home["id"], str(home["code"] or ""))


def _place(row: Row) -> tuple[str, str]:
    return str(row["place_key"] or ""), row["id"]
