"""How the invented compound is lived in: households, residents, tenancies, vehicles, and a short trial of care."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from linli_tui.core import clock
from linli_tui.core.access import OWNER
from linli_tui.core.names import surname
from linli_tui.ledgers.people import caring, moving, service
from linli_tui.ledgers.people.demo_people import Invention

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.writing import Transaction

Row = dict[str, Any]
WAYS = {"self": 60, "rent": 15, "lent": 4, "vacant": 9, "refused": 1, "": 11}
"""How often a home is lived in which way; "" where nobody has asked yet."""
CHILDREN = (0, 0, 1, 1, 2)
CARED_FOR = (("alone", "community"), ("empty_nest", "family"), ("chronic", "self"))
OWNED_BY = """
SELECT h.id AS home, o.person, p.name, o.since
FROM home h JOIN ownership o ON o.home = h.id AND o.until IS NULL JOIN person p ON p.id = o.person
WHERE h.building = ? ORDER BY h.place_key, o.id
"""


def settle(book: Book, invention: Invention, building: Row) -> None:
    """Registers who lives in a building's homes and what they drive, in one act."""
    owners: dict[str, list[Row]] = {}
    for row in book.read.sql(OWNED_BY, (building["id"],)):
        owners.setdefault(row["home"], []).append(row)
    places = book.read.sql("SELECT id FROM parking WHERE tenure = 'shared' ORDER BY place_key")
    with book.transaction(OWNER, "start") as t:
        for home, facts in owners.items():
            way = invention.rng.choices(list(WAYS), list(WAYS.values()))[0]
            if way == "refused":
                t.save("home", {"id": home, "refused_on": clock.today().isoformat()})
            elif way:
                people = list(_live(t, invention, home, way, facts))
                _drive(t, invention, home, people, places)
        t.say(f"已登记{building['label']}{len(owners)}户的住户")


def _live(t: Transaction, invention: Invention, home: str, way: str, owners: list[Row]) -> Iterator[str]:
    """One household and its people, whose ids it gives."""
    rng, since = invention.rng, owners[0]["since"]
    base = {"home": home, "kind": way, "since": since if way == "self" else None}
    if way == "vacant":
        t.save("household", base)
        return
    if way == "self":
        adults = [owner["person"] for owner in owners]
        relations = ["head", "sibling"]
    else:
        new = [invention.person(), *([invention.person()] if rng.random() < 0.4 else [])]
        adults, relations = t.save_all("person", new), ["tenant" if way == "rent" else "kin"] * 2
    family = surname(owners[0]["name"])[0] if way == "self" else ""
    taken = {owner["name"] for owner in owners}
    children = [invention.child(family, taken) for _ in range(rng.choice(CHILDREN))] if family else []
    people = [*adults, *t.save_all("person", children)]
    relations = [*relations[: len(adults)], *["child"] * len(children)]
    presence = "both" if way == "self" else "person"
    t.save("household", {**base, "head": people[0], "presence": presence, "size": len(people)})
    facts = zip(people, relations, strict=True)
    t.save_all("residence", ({"home": home, "person": p, "relation": r, "since": base["since"]} for p, r in facts))
    if way == "rent":
        kind = rng.choice(("lease", "lease", "lease", "lease", "public", "staff"))
        landlord = owners[0]["person"] if kind == "lease" else None
        t.save("tenancy", {"home": home, "tenant": people[0], "kind": kind, "landlord": landlord})
    yield from people


def _drive(t: Transaction, invention: Invention, home: str, people: list[str], places: list[Row]) -> None:
    """Four in ten households have a vehicle, some of them a place of the common ones."""
    rng = invention.rng
    if people and rng.random() < 0.4:
        kind = rng.choice(("car", "car", "ebike"))
        parking = rng.choice(places)["id"] if places and rng.random() < 0.2 else None
        row = {"plate": invention.plate(), "kind": kind, "person": people[0], "home": home, "parking": parking}
        t.save("vehicle", row)


def park(book: Book, invention: Invention) -> None:
    """Every parking place that can be owned belongs to somebody who owns a home."""
    places = book.read.sql("SELECT id FROM parking WHERE tenure = 'owned' ORDER BY place_key")
    owners = book.read.sql("SELECT person FROM ownership WHERE voided = 0 ORDER BY id")
    whole = {"share_num": 1, "share_den": 1, "source": "contract"}
    with book.transaction(OWNER, "start") as t:
        chosen = [invention.rng.choice(owners)["person"] for _ in places]
        rows = ({"home": p["id"], "person": who, **whole} for p, who in zip(places, chosen, strict=True))
        t.save_all("ownership", rows)
        t.say(f"已登记{len(places)}个车位的业主")


def register_twice(book: Book) -> None:
    """Somebody was registered a second time, with a character that sounds the same: for whoever looks for doubles."""
    found = "SELECT name, phone FROM person WHERE name LIKE '%芳' AND voided = 0 ORDER BY id LIMIT 1"
    for row in book.read.sql(found):
        again = {"name": f"{row['name'][:-1]}方", "phone": row["phone"]}
        service.write_person(book, OWNER, {"kind": "resident", **again})


def try_care(book: Book, invention: Invention) -> None:
    """The council tried for some days to keep whom it looks after, and settled that it does not."""
    change = book.catalog.offer("settings.change")
    if change is None:
        return
    _switch(book, "yes")
    today = clock.today()
    born = "SELECT id FROM person WHERE birth < '1950' ORDER BY id"
    for row, (flag, source) in zip(islice(book.read.sql(born), len(CARED_FOR)), CARED_FOR, strict=False):
        consent = {"consent_on": (today - timedelta(1)).isoformat(), "paper_at": "活动室铁柜第二格"}
        caring.write_care(book, OWNER, {"person": row["id"], "flag": flag, "source": source, **consent})
    _switch(book, "no")


def _switch(book: Book, value: str) -> None:
    change = book.catalog.offer("settings.change")
    if change is not None:
        with book.transaction(OWNER, "change") as t:
            change(t, caring.SWITCH, value)
            t.say("关爱对象登不登记：已改")


def household(book: Book, home: str) -> Row | None:
    """Who lives in a home today."""
    today = clock.today().isoformat()
    held = "SELECT * FROM household WHERE home = ? AND voided = 0 AND ifnull(since, '') <= ? AND ifnull(until, '9') > ?"
    return next(iter(book.read.sql(held, (home, today, today))), None)


def take_turns(book: Book, home: str, way: str, person: str | Row) -> None:
    """Those who lived in a home leave it today, and somebody moves in, registered already or to be registered."""
    today = clock.today().isoformat()
    with book.transaction(OWNER, "move_out") as t:
        moving.empty_home(t, home, today)
        comes = person if isinstance(person, str) else t.save("person", person)
        t.save("household", {"home": home, "kind": way, "head": comes, "size": 1, "since": today})
        relation = "head" if way == "self" else "tenant"
        t.save("residence", {"home": home, "person": comes, "relation": relation, "since": today})
        if way == "rent":
            t.save("tenancy", {"home": home, "tenant": comes, "kind": "lease", "since": today})
        t.say(f"{book.read.label('home', home)}换了住户")
