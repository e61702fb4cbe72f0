"""A small compound with a council, two homes that quarrel, and talks and disputes between them; all invented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from linli_tui.book.writing import write
from linli_tui.core.access import OWNER, Actor
from linli_tui.ledgers.places import service as places

WORDS = "半夜漏水的那句话"
"""A canary: what was said in confidence."""


@dataclass
class Council:
    """The people by name and the homes by number."""

    people: dict[str, str]
    homes: list[str]

    def sit(self, book: Any, name: str, *posts: str) -> Actor:
        """Somebody signs in."""
        actor = Actor(self.people[name], name, posts, (self.building,) if "building_head" in posts else ())
        book.sign_in(actor)
        return actor

    building: str = ""


NAMES = ("孙福生", "何敏", "王桂芳", "李建国", "周志明", "刘小梅")
"""The chair, a mediator, two who quarrel, the chair's wife, and another mediator."""


def found(book: Any) -> Council:
    """Six homes in one entrance; the first six people live in one each, the chair's wife with him."""
    made = places.add_building(book, OWNER, code="1", entrances=1, floors=3, per_floor=2)
    assert made.number
    homes = [row["id"] for row in book.read.sql("SELECT id FROM home ORDER BY place_key")]
    with book.transaction(OWNER, "new") as t:
        people = {name: t.save("person", {"name": name, "kind": "resident"}) for name in NAMES}
        at = dict(zip(NAMES, (0, 1, 2, 3, 0, 4), strict=True))
        for name, home in at.items():
            t.save("residence", {"home": homes[home], "person": people[name]})
        t.save("ownership", {"home": homes[5], "person": people["周志明"]})
        t.say("已登记")
    return Council(people, homes, book.read.one("SELECT id FROM building"))


def record(change: Any, ledger: str) -> str:
    """The record of a ledger a change made."""
    return next(record for name, record in change.records if name == ledger)


def dispute(book: Any, council: Council, a: int = 2, b: int = 3, actor: Actor = OWNER, **more: Any) -> str:
    """A dispute between two homes."""
    values = {"source": "apply", "home": council.homes[a], "other": council.homes[b], "matter": "0201", **more}
    return record(write(book, actor, "case", {**values, "title": "漏水的事", "facts": WORDS}), "case")


def talk(book: Any, council: Council, a: int = 2, b: int = 3, actor: Actor = OWNER, **more: Any) -> str:
    """A talk with two homes."""
    values = {"kind": "quarrel", "home": council.homes[a], "other": council.homes[b], "matter": "0201", **more}
    return record(write(book, actor, "talk", {**values, "said": WORDS, "promise": WORDS}), "talk")
