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
from linli_tui.core.words import say
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
REASONS: dict[str, tuple[dict[str, str], ...]] = {
    "4": (
        {"reason": "unneeded", "note": "说跟自己没关系"},
        {"reason": "article", "note": "对养狗那一条不同意"},
    ),
    "5": (
        {"reason": "mend", "note": "先把楼道灯修好再签"},
        {"reason": "ask", "note": "等儿子回来商量"},
        {"reason": "others", "note": "想先看看别人签了没有"},
    ),
    "6": (
        {"reason": "article", "not_for": "5", "note": "对第五条装修时间有意见"},
        {"reason": "article", "note": "希望写明停车费归谁管"},
        {"reason": "article", "not_for": "6", "note": "对第六条养宠物有意见"},
    ),
}
"""What people say at the door."""
SPEAKING = """
SELECT id FROM finding WHERE voided = 0 AND state <> 'merged' ORDER BY instr(words, '车') = 0, number LIMIT 3
"""
"""Findings that speak for a change: those of parked things first."""


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
    yield (first + timedelta(days=EVENINGS * 2)).isoformat()
    _propose(book, version)


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
        remark = rng.choice(REASONS[digit]) if digit in REASONS else {}
        service.sign(book, OWNER, fixed, home, {**values[digit], **remark}, sitting)


def _propose(book: Book, version: str) -> None:
    """Somebody proposes to say the article on parking more clearly, with what was found since."""
    row = book.read.get("pact_version", version) or {}
    found = "SELECT id, text FROM article WHERE version = ? AND voided = 0 AND title LIKE '停车%' LIMIT 1"
    article = book.read.sql(found, (version,))[0]
    with book.transaction(OWNER, "propose") as t:
        text = article["text"] + "充电车位只停正在充电的车，充满半小时以内挪开。"
        said = {"article": article["id"], "text": text, "why": "充电车位常被不充电的车占着"}
        amendment = t.save("amendment", {"pact": row["pact"], "kind": "change", **said})
        grounds = [{"amendment": amendment, "finding": each["id"]} for each in t.sql(SPEAKING)]
        t.save_all("ground", grounds)
        t.say(say("已登记修订建议，支持它的问题{n}条", n=len(grounds)))
