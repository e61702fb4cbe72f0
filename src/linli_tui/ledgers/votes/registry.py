"""Who may decide, out of the registry: seated members of a committee; parts, owners and ballots of a proposal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from linli_tui.core.data import read_toml
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.votes.case import Case, Home, Options
from linli_tui.ledgers.votes.law import GENERAL, matters

if TYPE_CHECKING:
    from linli_tui.book.book import Book

Row = dict[str, Any]
SEATED = """
SELECT p.person, p.label AS post, min(p.order_key) AS rank FROM post p JOIN person n ON n.id = p.person
WHERE p.body = :body AND p.post IN ('chair', 'vice', 'member', 'group_leader', 'group_member')
  AND p.place IS NULL AND p."group" IS NULL AND p.voided = 0 AND n.voided = 0
  AND ifnull(p.since, '') <= :day AND ifnull(p.until, '9999-99-99') > :day
GROUP BY p.person ORDER BY rank, p.person
"""
"""Who holds a seat on a day, each once by the highest post; heads of houses and those who keep the books have none."""
SEATS = """
SELECT ifnull((SELECT t.seats FROM term t WHERE t.body = b.id AND t.voided = 0
  AND ifnull(t.since, '') <= :day AND ifnull(t.until, '9999-99-99') > :day ORDER BY t.since DESC LIMIT 1), b.seats)
FROM body b WHERE b.id = :body
"""
PARTS = """
SELECT id, label, kind, use, developer_held, area_001m2 FROM place
WHERE kind IN ('home', 'parking') AND voided = 0 AND ifnull(use, '') <> 'common'
  AND NOT (kind = 'parking' AND ifnull(tenure, '') IN ('shared', 'shelter'))
ORDER BY place_key, id
"""
"""What may have an owner of its own; what all own together is no part (法释〔2009〕7号 第2、6条)."""
OWNERS = """
SELECT o.home, ifnull(p.merged_into, p.id) AS owner FROM ownership o JOIN person p ON p.id = o.person
WHERE o.voided = 0 AND ifnull(o.since, '') <= :day AND ifnull(o.until, '9999-99-99') > :day
"""
STATUTORY = ("owners_committee", "property_committee")
"""The bodies whose way of deciding stands in the regulations."""
DEVELOPER = {"unsold": "developer_unsold", "undelivered": "developer_undelivered"}


def profile(book: Book, body: str | None = None) -> str:
    """By whose rules a body goes: its own setting, else that of the compound."""
    own = book.read.one("SELECT profile FROM body WHERE id = ?", (body,)) if body else None
    return str(own or book.setting("law.profile", GENERAL))


def main_body(book: Book) -> str | None:
    """The body whose book this is."""
    found = book.read.one("SELECT id FROM body WHERE main = 1 AND voided = 0")
    return str(found) if found else None


def note_of_body(book: Book, body: str | None) -> list[str]:
    """What is to be known of a body the law gives no way of deciding: whose rules it borrows, whom it does not bind."""
    kind = book.read.one("SELECT kind FROM body WHERE id = ?", (body,))
    if kind in STATUTORY or kind is None:
        return []
    words = read_toml("rules", "bodies.toml").get(kind, {})
    return [say("这个组织怎么表决，法律没有规定，这里参照业主委员会的办法算。"), *filter(None, (words.get("note"),))]


def seated(book: Book, body: str, day: str) -> list[Row]:
    """The seated members of a body on a day (person, post)."""
    return book.read.sql(SEATED, {"body": body, "day": day})


def seats(book: Book, body: str, day: str) -> int | None:
    """How many seats a body has that day; None where nobody has said."""
    found = book.read.one(SEATS, {"body": body, "day": day})
    return int(found) if found else None


def owners_case(book: Book, proposal: Row, day: str) -> Case:
    """A proposal as the rules take it: parts as they are, owners of the day it was announced, ballots so far."""
    parts = book.read.sql(PARTS)
    names = _names(parts)
    owners: dict[str, set[str]] = {}
    for fact in book.read.sql(OWNERS, {"day": proposal["posted_on"] or day}):
        owners.setdefault(fact["home"], set()).add(fact["owner"])
    ballots = book.read.sql(
        "SELECT home, choice FROM ballot WHERE proposal = ? AND voided = 0 ORDER BY place_key, id", (proposal["id"],)
    )
    for ballot in ballots:
        if ballot["home"] not in names:
            name = book.read.label("place", ballot["home"])
            raise Refused(say("「{home}」有一张票，可是它不算票，也不在册。", home=name), say("什么也没有改。"))
    delivered = frozenset(names[b["home"]] for b in ballots if b["choice"] == "delivered")
    options = Options(
        book.setting("heads.parking_counts") == "yes",
        proposal["spoilt"] == "in",
        proposal["unreturned"] or "not_participating",
        delivered,
    )
    return Case(
        "owners",
        profile(book),
        day,
        matters()[proposal["matter"]],
        options,
        tuple(_home(part, names[part["id"]], owners.get(part["id"], set())) for part in parts),
        tuple((names[b["home"]], b["choice"]) for b in ballots if b["choice"] != "delivered"),
    )


def _names(parts: list[Row]) -> dict[str, str]:
    """What each part is called in sentences; of two with one name each has its id behind it."""
    often = Counter(part["label"] for part in parts)
    return {p["id"]: p["label"] if often[p["label"]] == 1 else f"{p['label']} {p['id'][-4:]}" for p in parts}


def _home(part: Row, name: str, owners: set[str]) -> Home:
    kind = DEVELOPER.get(part["developer_held"] or "", "owner")
    parking = part["kind"] == "parking" or part["use"] == "garage"
    return Home(name, part["area_001m2"], frozenset(owners), kind, parking)
