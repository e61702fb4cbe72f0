"""Whom a consent covers, and therefore who must not be in what leaves the house."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linli_tui.book.book import Book
from linli_tui.core import clock
from linli_tui.ledgers.privacy.rules import SCOPES

if TYPE_CHECKING:
    from linli_tui.book.reading import Reader
    from linli_tui.book.writing import Transaction

COVERED = """
SELECT c.home FROM consent c
WHERE c.voided = 0 AND c.answer = 'given' AND c.for_{scope} = 1
  AND ifnull(c.since, '') <= :on AND ifnull(c.until, '9999-99-99') > :on
  AND NOT EXISTS (SELECT 1 FROM household l WHERE l.id = c.household
                  AND (l.voided = 1 OR ifnull(l.until, '9999-99-99') <= :on))
"""
"""The homes whose household agreed to a scope and still lives there."""

_HOLDS = "voided = 0 AND ifnull(since, '') <= :on AND ifnull(until, '9999-99-99') > :on"
LIVING = f"""
SELECT person, home FROM residence WHERE {_HOLDS} UNION SELECT tenant, home FROM tenancy WHERE {_HOLDS}
UNION SELECT head, home FROM household WHERE head IS NOT NULL AND {_HOLDS}
"""
OWNING = f"SELECT person, home FROM ownership WHERE {_HOLDS}"
"""Who speaks for himself through which homes: those he lives in, else those he owns."""


@dataclass(frozen=True, slots=True)
class Without:
    """The ids of homes and of people whose consent lacks a scope; whatever names one of them stays here."""

    homes: frozenset[str]
    people: frozenset[str]

    def holds(self, row: dict[str, Any], *columns: str) -> bool:
        """Whether a row names one of them, in these columns or as itself."""
        return any(row.get(name) in self.homes or row.get(name) in self.people for name in ("id", *columns))


def without(where: Transaction | Book, scope: str, on: str = "") -> Without:
    """Who is not covered by a consent to a scope (`register`, `care`, `street`, `posting`) on a day.

    A person is covered when every home he lives in is, or, living in none, every home he owns; never otherwise. Firms
    are no persons and are not among them. KeyError for an unknown scope.
    """
    read = where.read if isinstance(where, Book) else where.book.read
    dict(SCOPES)[scope]
    day = {"on": on or clock.today().isoformat()}
    covered = {row["home"] for row in read.sql(COVERED.format(scope=scope), day)}
    homes = frozenset(row["id"] for row in read.sql("SELECT id FROM home")) - covered
    one_of = {row["id"]: row["merged_into"] or row["id"] for row in read.sql("SELECT id, merged_into FROM person")}
    lived, owned = _homes(read, LIVING, day, one_of), _homes(read, OWNING, day, one_of)
    firms = {row["id"] for row in read.sql("SELECT id FROM person WHERE kind = 'firm'")}
    agreed = {who for who in {*lived, *owned} if (lived.get(who) or owned.get(who, set())) <= covered}
    people = frozenset(record for record, one in one_of.items() if one not in agreed and record not in firms)
    return Without(homes, people)


def covers(where: Transaction | Book, record: str, scope: str, on: str = "") -> bool:
    """Whether a home or a person is covered by a consent to a scope on a day; an offer to the other areas."""
    lacking = without(where, scope, on)
    return record not in lacking.homes and record not in lacking.people


def _homes(read: Reader, query: str, day: dict[str, str], one_of: dict[str, str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in read.sql(query, day):
        who = str(row["person"])
        found.setdefault(one_of.get(who, who), set()).add(str(row["home"]))
    return found
