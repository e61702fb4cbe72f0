"""The codes of findings, the levels with their time limits, and the ready words, as the data files have them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from linli_tui.core.data import read_toml

USUAL = "yellow"
"""The level of what has no code yet."""
NINE = 9


@dataclass(frozen=True, slots=True)
class Level:
    """How serious something is: when somebody must have begun and when it must be settled, as {unit: number}."""

    key: str
    title: str
    words: str
    first: dict[str, int]
    close: dict[str, int]
    length: str


@dataclass(frozen=True, slots=True)
class Hazard:
    """A kind of finding: its code, what it is called, what is usual for it; `law` only where its text was checked."""

    code: str
    title: str
    level: str
    length: str
    unit: str
    law: str
    keywords: tuple[str, ...]


@cache
def levels() -> dict[str, Level]:
    """The levels by key, the most serious first."""
    return {key: Level(key, **table) for key, table in _file()["levels"].items()}


@cache
def hazards() -> dict[str, Hazard]:
    """The kinds of finding by code, in the order of their two digits."""
    return {table["code"]: _hazard(table) for table in _file()["hazard"]}


def of(code: str | None) -> Hazard:
    """The kind of a finding; what is usual where nobody knows it yet."""
    return hazards().get(code or "") or Hazard("", "", USUAL, levels()[USUAL].length, "", "", ())


def urge_after() -> int:
    """Days after which somebody who was asked and did not answer is asked again."""
    return int(_file()["urge_after_days"])


def home_months() -> int:
    """Months after which it is no longer kept which household a finding was about."""
    return int(_file()["home_months"])


def phrases(code: str | None) -> list[str]:
    """The nine ready sentences of a code; what is its own comes first."""
    table = read_toml("codes", "phrases.toml")
    return [*table["codes"].get(code or "", ()), *table["common"]][:NINE]


def _hazard(table: dict[str, Any]) -> Hazard:
    length = table.get("length") or levels()[table["level"]].length
    known = (table["code"], table["title"], table["level"], length, table["unit"], table.get("law", ""))
    return Hazard(*known, tuple(table["keywords"]))


def _file() -> dict[str, Any]:
    return read_toml("codes", "hazards.toml")
