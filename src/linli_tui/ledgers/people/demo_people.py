"""People nobody is, made up for the demonstration: names, telephones, identity numbers and number plates."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Any

from linli_tui.core import identity
from linli_tui.core.data import read_toml

NOWHERE = "330699"
"""No place ever had this code, so that no number made with it is anybody's."""


class Invention:
    """Makes up people nobody is: names from tables, telephones and identity numbers that were never given out."""

    def __init__(self, rng: Random) -> None:
        self.rng, self.names, self.nth = rng, read_toml("demo", "names.toml"), count(1)
        self.given: set[str] = set()

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
            values["id_number"] = self.id_number(born, sex)
        if rng.random() < 0.5:
            values["birth"] = born.isoformat()
        return values

    def id_number(self, born: date, sex: str) -> str:
        """An identity number nobody else in the compound has."""
        serials = iter(lambda: self.rng.randrange(1, 499) * 2 + (sex == "1"), None)
        number = next(n for n in serials if f"{born:%y%m%d}{n:03d}" not in self.given)
        self.given.add(f"{born:%y%m%d}{number:03d}")
        return identity.to_18(f"{NOWHERE}{born:%y%m%d}{number:03d}")

    def child(self, family: str, taken: set[str]) -> dict[str, Any]:
        """The values of a child born from 2009 on: no telephone, no number; called like nobody at home."""
        born, sex = date(self.rng.randint(2009, 2024), 1, 1) + timedelta(self.rng.randrange(365)), self.rng.choice("12")
        given = [name for name in self.names["young"]["men" if sex == "1" else "women"] if family + name not in taken]
        taken.add(name := family + self.rng.choice(given))
        return {"name": name, "sex": sex, "birth": born.isoformat()}

    def plate(self) -> str:
        """A number plate with an O in it, which no plate has."""
        return f"浙D{next(self.nth) * 37 % 10_000:04d}O"
