"""The invented compound's people: an owner or two for every home, then sales and new telephones through the years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import TYPE_CHECKING, Any

from linli_tui.core import clock, dates, identity
from linli_tui.core.access import OWNER
from linli_tui.core.data import read_toml
from linli_tui.core.names import surname
from linli_tui.ledgers.people import service

if TYPE_CHECKING:
    from linli_tui.book.book import Book

SOLD_A_YEAR = 0.03
NEW_PHONES_A_YEAR = 0.04
NOWHERE = "330699"
"""No place ever had this code, so that no number made with it is anybody's."""


class Invention:
    """Makes up people nobody is: names from tables, telephones and identity numbers that were never given out."""

    def __init__(self, rng: Random) -> None:
        self.rng, self.names, self.nth = rng, read_toml("demo", "names.toml"), count(1)

    def phone(self) -> str:
        """Another telephone number of the block 199 0000 0000 to 199 0009 9999."""
        return str(19_900_000_000 + next(self.nth) * 7919 % 99_991)

    def surname(self) -> str:
        """A surname, the first of the table more often than the last."""
        if self.rng.random() < 0.006:
            return self.rng.choice(self.names["compound_surnames"])
        table = self.names["surnames"]
        return table[min(self.rng.randrange(len(table)), self.rng.randrange(len(table)))]

    def person(self, family: str = "", latest: int = 1999) -> dict[str, Any]:
        """The values of a new person born from 1936 on; four in ten have no identity number written down."""
        rng = self.rng
        born, sex = date(rng.randint(1936, latest), 1, 1) + timedelta(rng.randrange(365)), rng.choice("12")
        generation = "old" if born.year < 1965 else "middle" if born.year < 1985 else "young"
        given = rng.choice(self.names[generation]["men" if sex == "1" else "women"])
        values = {"name": (family or self.surname()) + given, "sex": sex, "phone": self.phone()}
        values["party_member"] = 1 if rng.random() < 0.12 else None
        if rng.random() < 0.6:
            serial = rng.randrange(1, 499) * 2 + (sex == "1")
            values["id_number"] = identity.to_18(f"{NOWHERE}{born:%y%m%d}{serial:03d}")
        if rng.random() < 0.5:
            values["birth"] = born.isoformat()
        return values


def fill(book: Book, rng: Random, size: int, years: int) -> Iterator[str]:
    """Registers the owners building by building, then lives on, day by day."""
    first = clock.today()
    invention = Invention(rng)
    yield (first + timedelta(1)).isoformat()
    for building in book.read.sql("SELECT id, label FROM building ORDER BY place_key"):
        _move_in(book, invention, building)
    yield from _live_on(book, invention, first, years)


def _move_in(book: Book, invention: Invention, building: dict[str, Any]) -> None:
    """The owners of one building in one act: one, or two of one surname with a half each."""
    homes = book.read.sql("SELECT id FROM home WHERE building = ? ORDER BY place_key", (building["id"],))
    households = [_household(invention) for _ in homes]
    with book.transaction(OWNER, "new") as t:
        people = iter(t.save_all("person", (person for _, both in households for person in both)))
        facts = (
            {**fact, "home": home["id"], "person": next(people), "share_num": 1, "share_den": len(both)}
            for home, (fact, both) in zip(homes, households, strict=True)
            for _ in both
        )
        t.save_all("ownership", facts)
        t.say(f"已登记{building['label']}{len(homes)}户的业主")


def _household(invention: Invention) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Since when and whence it is known, three times in ten not; and one owner or two."""
    rng = invention.rng
    since = (
        f"{rng.randint(1998, 2012)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}" if rng.random() < 0.7 else None
    )
    first = invention.person(latest=1978)
    both = [first, invention.person(surname(first["name"])[0], latest=1978)] if rng.random() < 0.3 else [first]
    return {"since": since, "source": "registered" if since else "told"}, both


def _live_on(book: Book, invention: Invention, first: date, years: int) -> Iterator[str]:
    """Sales and changed telephones, spread evenly over the days from the eighth on."""
    rng = invention.rng
    homes = [row["id"] for row in book.read.sql("SELECT id FROM home ORDER BY place_key")]
    last = dates.add_months(first, 12 * years)
    days = (last - first).days
    happens = [
        (_sell, round(len(homes) * SOLD_A_YEAR * years)),
        (_new_phone, round(len(homes) * NEW_PHONES_A_YEAR * years)),
    ]
    events = sorted((rng.randint(8, days), rng.random(), act) for act, times in happens for _ in range(times))
    for day, _, act in events:
        yield (first + timedelta(day)).isoformat()
        act(book, invention, rng.choice(homes))


def _sell(book: Book, invention: Invention, home: str) -> None:
    today = clock.today().isoformat()
    owners = service.owners_on(book, home, today)
    if any(owner["since"] == today for owner in owners):
        return
    buyer = service.write_person(book, OWNER, invention.person()).records[0][1]
    service.sell(book, OWNER, home, [(buyer, (1, 1))], on=today)


def _new_phone(book: Book, invention: Invention, home: str) -> None:
    owner = service.owners_on(book, home, clock.today().isoformat())[0]
    service.write_person(book, OWNER, {"phone": invention.phone()}, owner["person"])
