"""The invented compound's pact: drafted, asked about, in force after forty days, then carried from door to door."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby
from random import Random
from typing import TYPE_CHECKING, Any

from linli_tui.core import clock
from linli_tui.core.access import OWNER
from linli_tui.core.data import read_toml
from linli_tui.ledgers.pacts import service
from linli_tui.ledgers.pacts.ledger import SIGNATURE

if TYPE_CHECKING:
    from linli_tui.book.book import Book

EVENINGS = 150
"""The days over which the entrances are visited."""
VISITED = (3, 4)
"""Three of four entrances; nobody has come to the others yet."""
ANSWERS = {"1": 38, "2": 16, "3": 20, "4": 5, "5": 6, "6": 4, "7": 4, "8": 1, "9": 6}
"""How often each answer comes; two of three doors sign, half of all homes."""
REASONS = {
    "4": ("说跟自己没关系", "对养狗那一条不同意"),
    "5": ("先把楼道灯修好再签", "等儿子回来商量", "想先看看别人签了没有"),
    "6": ("对第五条装修时间有意见", "希望写明停车费归谁管", "对第六条养宠物有意见"),
}
"""What people say at the door."""


def fill(book: Book, rng: Random, size: int, years: int) -> Iterator[str]:
    """The compound's pact, its first version in force and about half signed, and a stairwell pact still a draft."""
    first, text = clock.today(), read_toml("demo", "pact.toml")
    yield (first + timedelta(14)).isoformat()
    version = _write(book, text["pact"])
    for days, key in ((16, "ask"), (32, "adopt"), (40, "put_in_force")):
        yield (day := (first + timedelta(days)).isoformat())
        _move(book, version, key, day)
    _write(book, text["draft"], scope=book.read.one("SELECT id FROM building ORDER BY place_key LIMIT 1"))
    homes = book.read.sql("SELECT id, parent FROM home WHERE voided = 0 ORDER BY place_key")
    doors = {
        entrance: [home["id"] for home in group] for entrance, group in groupby(homes, lambda home: home["parent"])
    }
    visited = rng.sample(list(doors), len(doors) * VISITED[0] // VISITED[1] or 1)
    for days, entrance in sorted((rng.randrange(45, 45 + EVENINGS), entrance) for entrance in visited):
        yield (first + timedelta(days)).isoformat()
        _visit(book, rng, version, doors[entrance])


def _write(book: Book, text: dict[str, Any], scope: str | None = None) -> str:
    """A pact with its articles, as a draft; returns its version."""
    made = service.write_pact(book, OWNER, {"title": text["title"], "kind": "neighbour", "scope": scope})
    version = next(record for ledger, record in made.records if ledger == "pact_version")
    for article in text["articles"]:
        service.write_article(book, OWNER, {**article, "version": version})
    return version


def _move(book: Book, version: str, key: str, day: str) -> None:
    asked = {"adopt": {"adopted": day}, "put_in_force": {"effective": day}}.get(key, {})
    with book.transaction(OWNER, key) as t:
        t.move("pact_version", version, key, **asked)


def _visit(book: Book, rng: Random, version: str, homes: list[str]) -> None:
    """One evening at one entrance: every door answers with a digit, the first one always with a remark."""
    entry = SIGNATURE.entry
    assert entry is not None
    values = {digit: dict(saved) for digit, _, saved in entry.digits}
    fixed, sitting = {"version": version, "signed_on": clock.today().isoformat()}, f"{rng.getrandbits(64):016x}"
    digits = ["6", *rng.choices(list(ANSWERS), list(ANSWERS.values()), k=len(homes) - 1)]
    for home, digit in zip(homes, digits, strict=True):
        remark = {"note": rng.choice(REASONS[digit])} if digit in REASONS else {}
        service.sign(book, OWNER, fixed, home, {**values[digit], **remark}, sitting)
