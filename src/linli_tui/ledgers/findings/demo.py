"""A year of findings: most settled where they were seen, some followed, a few reported; two are late at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from linli_tui.book import people
from linli_tui.core import clock, dates
from linli_tui.core.access import OWNER
from linli_tui.ledgers.findings import codes, service

if TYPE_CHECKING:
    from linli_tui.book.book import Book

Row = dict[str, Any]
Step = tuple[int, str, Row]
"""Days after it was found, the move, what it asks for."""
USUAL = ("F02", "F07", "F07", "S03", "E02", "T01", "T01", "E04", "N01", "F04", "E01", "F01")
REPORTED = ("U01", "F06", "F05", "L01", "B01", "T02", "B05")
FOLLOWED: tuple[tuple[Step, ...], ...] = (
    ((1, "talk", {}), (5, "look", {"outcome": "solved"})),
    ((1, "talk", {}), (3, "talk", {}), (6, "look", {"outcome": "eased"})),
    ((2, "talk", {}), (9, "look", {"outcome": "refused"})),
    ((1, "talk", {}), (4, "treat", {}), (6, "look", {"outcome": "solved"})),
    ((2, "withdraw", {}),),
)
UPWARD: tuple[tuple[Step, ...], ...] = (
    ((1, "report", {}), (5, "treat", {"cost": 6000}), (8, "look", {"outcome": "solved"})),
    ((0, "talk", {}), (1, "report", {}), (9, "urge", {}), (14, "treat", {}), (16, "look", {"outcome": "eased"})),
    ((1, "report", {}), (10, "urge", {}), (20, "look", {"outcome": "refused"})),
)
LAST: tuple[tuple[int, str | None, tuple[Step, ...]], ...] = (
    (24, "N01", ((2, "talk", {}),)),
    (20, "U01", ((1, "report", {}),)),
    (7, "T01", ()),
    (3, "E02", ((1, "talk", {}),)),
    (2, None, ()),
    (1, "F02", ((0, "talk", {}),)),
)
"""Those still open at the end: how many days before it, the code, what was done; the first two are late."""
TELLERS = ("邻居王阿姨", "三楼的住户", "遛弯的老李")
PHRASES = (("F07", "纸箱捆好送到了回收站"), (None, "跟他家里人说了"))
WORDS = "有人说晚上看见的，写得看不清"


def fill(book: Book, rng: Random, size: int, years: int) -> Iterator[str]:
    """A finding every eight days or so, and what became of it, in the order of the days."""
    first = clock.today()
    last = dates.add_months(first, 12 * years)
    yield (first + timedelta(days=40)).isoformat()
    with book.transaction(OWNER, "new") as t:
        t.save_all("phrase", [{"code": code, "words": words} for code, words in PHRASES])
        t.say("已记下两句常用语")
    waiting: list[tuple[date, int, Callable[[], None]]] = []
    for n, (day, code, spot, steps) in enumerate(_year(rng, first + timedelta(days=40), last)):
        found: dict[str, str] = {}
        waiting.append((day, 2 * n, _find(book, rng, found, code, spot, day < last - timedelta(days=30))))
        waiting += [(day + timedelta(days=after), 2 * n + 1, _act(book, rng, found, move, asked))
                    for after, move, asked in steps if day + timedelta(days=after) <= last]  # fmt: skip
    for day, _n, act in sorted(waiting, key=lambda each: each[:2]):
        yield day.isoformat()
        act()


def _year(rng: Random, day: date, last: date) -> Iterator[tuple[date, str | None, bool, tuple[Step, ...]]]:
    n = 0
    while day < last - timedelta(days=30):
        kind = n % 5
        code = rng.choice(REPORTED if kind == 4 else USUAL)
        steps = (
            () if kind < 2 else UPWARD[n // 5 % len(UPWARD)] if kind == 4 else FOLLOWED[(n // 5 + kind) % len(FOLLOWED)]
        )
        yield day, code, kind < 2, steps
        day, n = day + timedelta(days=rng.randint(5, 10)), n + 1
    for before, still, done in LAST:
        yield last - timedelta(days=before), still, False, done


def _find(
    book: Book, rng: Random, found: dict[str, str], code: str | None, spot: bool, walked: bool
) -> Callable[[], None]:
    def act() -> None:
        places = book.read.sql("SELECT id FROM entrance WHERE voided = 0 ORDER BY place_key")
        rounds = book.read.sql(
            "SELECT id FROM round WHERE voided = 0 AND day >= ? ORDER BY day DESC LIMIT 1",
            ((clock.today() - timedelta(days=2)).isoformat(),),
        )
        values: Row = {"code": code, "place": rng.choice(places)["id"] if places and code else None}
        values["words"] = rng.choice(codes.phrases(code)[:4]) if code else WORDS
        values |= (
            {"round": rounds[0]["id"]} if rounds and walked else {"source": rng.choice(("visit", "hotline", "survey"))}
        )
        told: Row = {"name": rng.choice(TELLERS), "told_on": clock.today().isoformat()} if rng.random() < 0.3 else {}
        if told and rng.random() < 0.3:
            told["protected"] = 1
        with book.transaction(OWNER, "new") as t:
            found["id"] = service.note_down(t, values, reporter=told, spot=spot)
            t.say(f"已记下「{(t.row('finding', found['id']) or {})['label']}」")

    return act


def _act(book: Book, rng: Random, found: dict[str, str], move: str, asked: Row) -> Callable[[], None]:
    def act() -> None:
        names = [member.name for member in people.members(book)]
        who = {"who": rng.choice(names)} if names else {}
        service.write_step(book, OWNER, {"finding": found["id"], "what": move, **who, **asked})

    return act
