"""Everybody a row of a roster names: who they are here, and which of its numbers are theirs; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from linli_tui.core import identity
from linli_tui.core.sheets import Doubt, Row, To
from linli_tui.core.words import say
from linli_tui.ledgers.people import name_cells, standing
from linli_tui.ledgers.people.name_cells import Names

COLUMNS = ("name", "head", "person", "contact", "tenant")
"""Columns in which people stand: owners, heads of households, anybody, whom to ask, tenants."""


@dataclass(frozen=True, slots=True)
class Party:
    """One person of a row: the name, who the person is here, and in which column, as which of how many.

    `prefix` is that of the columns that tell about the person.
    """

    name: str
    role: str
    column: str
    place: int = 0
    among: int = 1
    relation: str | None = None
    prefix: str = ""


def read(row: Row) -> dict[str, Names]:
    """The names in each column."""
    return {column: name_cells.names_of(row.get(column)) for column in COLUMNS}


def parties(row: Row, named: Mapping[str, Names], facts: Mapping[str, Any]) -> Iterator[Party]:
    """Everybody named in a row. 姓名 and 户主 are what the row says they are, or else the sheet."""
    people: str = facts.get("people", standing.OWNER)
    owners, heads = named["name"].people, named["head"].people
    listed = "person" if named["person"].people else "contact"
    others = named[listed].people if listed == "person" or not owners else ()
    yield from _each(owners, standing.OWNER, "name")
    if heads and not owners and not others:
        yield from _each(heads, people, "head", "head" if people == standing.RESIDENT else None)
    if others:
        said = row.get("standing") or row.get("owner_relation") or _renting(row.get("relation"))
        role = standing.role(said, people)
        beside = row.get("owner_relation") if role != standing.OWNER else None
        yield from _each(others, role, listed, standing.relation(row.get("relation") or beside))
    own = owners or heads or others or "tenant_phone" in facts.get("columns", ())
    yield from _each(named["tenant"].people, standing.TENANT, "tenant", "tenant", "tenant_" if own else "")


def _each(
    names: tuple[str, ...], role: str, column: str, relation: str | None = None, prefix: str = ""
) -> Iterator[Party]:
    for place, name in enumerate(names):
        yield Party(name, role, column, place, len(names), relation, prefix)


def _renting(relation: str | None) -> str | None:
    """A word of the relation that makes somebody a tenant; others make nobody anything."""
    return relation if standing.relation(relation) == "tenant" else None


def phones(party: Party, row: Row, column: str) -> dict[str, Any]:
    """The telephones of a person: all of a cell where one is named, else each their own, else the first one's."""
    phones = (*(row.get(column) or ()), *((row.get("phone2") or ()) if not party.prefix else ()))
    phones = phones or name_cells.phones_of(row.get(party.column))
    if party.among == 1:
        return dict(zip(("phone", "phone2"), phones, strict=False))
    if len(phones) == party.among:
        return {"phone": phones[party.place]}
    return {"phone": phones[0]} if phones and party.place == 0 else {}


def number(party: Party, row: Row, values: Mapping[str, Any], column: str, key: To, doubts: list[Doubt]) -> str | None:
    """The identity number of a person, unless it contradicts what is said beside it; then it is a doubt."""
    numbers: tuple[str, ...] = row.get(column) or ()
    if not numbers:
        return None
    about = To("person", key.key)
    if len(numbers) != party.among:
        if party.place == 0:
            why = say("一格里写了{n}个人，证件号有{m}个，没有分给谁，请补上。", n=party.among, m=len(numbers))
            doubts.append(Doubt(column, why, "、".join(numbers) if len(numbers) > 1 else numbers[0], about))
        return None
    number = numbers[party.place]
    whys = []
    if values.get("birth") and values["birth"] != identity.birth_date(number).isoformat():
        whys.append(say("和出生日期对不上。"))
    if values.get("sex") in ("1", "2") and values["sex"] != str(identity.sex(number)):
        whys.append(say("和性别对不上。"))
    doubts += [Doubt(column, why, number, about) for why in whys]
    return None if whys else number
