"""The invented compound's people: owners and who lives with them, then sales, tenants, new telephones by the years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from linli_tui.core import clock, dates
from linli_tui.core.access import OWNER
from linli_tui.core.names import surname
from linli_tui.ledgers.people import demo_homes, service
from linli_tui.ledgers.people.demo_people import Invention

if TYPE_CHECKING:
    from linli_tui.book.book import Book

SOLD_A_YEAR = 0.03
NEW_PHONES_A_YEAR = 0.04
NEW_TENANTS_A_YEAR = 0.05


def fill(book: Book, rng: Random, size: int, years: int) -> Iterator[str]:
    """Registers the owners building by building, then who lives there, then lives on, day by day."""
    first = clock.today()
    invention = Invention(rng)
    yield (first + timedelta(1)).isoformat()
    buildings = book.read.sql("SELECT id, label FROM building ORDER BY place_key")
    for building in buildings:
        _move_in(book, invention, building)
    demo_homes.park(book, invention)
    yield (first + timedelta(4)).isoformat()
    for building in buildings:
        demo_homes.settle(book, invention, building)
    demo_homes.register_twice(book)
    yield (first + timedelta(5)).isoformat()
    demo_homes.try_care(book, invention)
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
    both = [first]
    if rng.random() < 0.3:
        second = invention.person(surname(first["name"])[0], latest=1978)
        both += [second] if second["name"] != first["name"] else []
    return {"since": since, "source": "registered" if since else "told"}, both


def _live_on(book: Book, invention: Invention, first: date, years: int) -> Iterator[str]:
    """Sales, changed telephones and tenants, spread evenly over the days from the eighth on."""
    rng = invention.rng
    homes = [row["id"] for row in book.read.sql("SELECT id FROM home ORDER BY place_key")]
    last = dates.add_months(first, 12 * years)
    days = (last - first).days
    happens = [
        (_sell, round(len(homes) * SOLD_A_YEAR * years)),
        (_new_phone, round(len(homes) * NEW_PHONES_A_YEAR * years)),
        (_new_tenant, round(len(homes) * NEW_TENANTS_A_YEAR * years)),
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
    household = demo_homes.household(book, home)
    if household and household["kind"] == "self" and household["since"] != today:
        demo_homes.take_turns(book, home, "self", buyer)


def _new_tenant(book: Book, invention: Invention, home: str) -> None:
    """Where tenants live others come; nothing happens elsewhere."""
    today = clock.today().isoformat()
    household = demo_homes.household(book, home)
    if household and household["kind"] == "rent" and household["since"] != today:
        demo_homes.take_turns(book, home, "rent", invention.person())


def _new_phone(book: Book, invention: Invention, home: str) -> None:
    owner = service.owners_on(book, home, clock.today().isoformat())[0]
    service.write_person(book, OWNER, {"phone": invention.phone()}, owner["person"])
