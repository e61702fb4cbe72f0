"""Who may sit at a book: the people who hold a post today, as the rights and the sign-in know them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from linli_tui.core import clock
from linli_tui.core.access import CARETAKER, OFFICERS, Actor
from linli_tui.core.names import pinyin_keys, surname
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.book.book import Book

WHO = """
JOIN main.person k ON k.id = p.person JOIN main.person n ON n.id = ifnull(k.merged_into, k.id)
LEFT JOIN main.body b ON b.id = p.body
"""
"""Who holds a post: of one registered twice the record that stands; and the body, the main one where none is named."""
STANDING = f"""
SELECT n.id, n.name, p.post, p.place, w.label AS where_, p.label
FROM main.post p {WHO} LEFT JOIN main.place w ON w.id = p.place
WHERE p.voided = 0 AND n.voided = 0 AND ifnull(b.main, 1)
  AND ifnull(p.since, '') <= :day AND ifnull(p.until, '9999') > :day
ORDER BY p.order_key, p.id
"""
IN_GROUPS = """
SELECT ifnull(k.merged_into, k.id), b.place
FROM main.post p JOIN main.person k ON k.id = p.person JOIN main.belonging b ON b."group" = p."group" AND b.voided = 0
WHERE p.voided = 0 AND ifnull(p.since, '') <= :day AND ifnull(p.until, '9999') > :day
  AND ifnull(b.since, '') <= :day AND ifnull(b.until, '9999') > :day
"""
"""The places of the groups that somebody heads."""
LAST_CHAIRS = f"""
SELECT n.id, n.name, 'caretaker' AS post, NULL AS place, NULL AS where_, p.label
FROM main.post p {WHO}
WHERE p.voided = 0 AND n.voided = 0 AND ifnull(b.main, 1) AND p.post = 'chair' AND p.until <= :day
  AND p.until = (SELECT max(until) FROM main.post WHERE voided = 0 AND post = 'chair' AND until <= :day)
ORDER BY p.id
"""


ONCE_OFFICERS = f"""
SELECT p.person, k.merged_into, p.voided FROM main.post p JOIN main.person k ON k.id = p.person
WHERE p.post IN {OFFICERS} AND ifnull(p.since, '') <= :day
"""
"""Who is or was an officer, by the record named and by the one that stands for it."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person with his posts of today; `short` is how he is called before a locked book: 会长 孙, 7幢 王."""

    person: str
    name: str
    posts: tuple[str, ...]
    places: tuple[str, ...]
    short: str

    @property
    def actor(self) -> Actor:
        """The person as every service and the journal know him."""
        return Actor(self.person, self.name, self.posts, self.places)


def members(book: Book, on: str = "") -> list[Member]:
    """Everybody who holds a post that day, highest first; the last chair where no officer's term runs any more."""
    rows = _rows(book, STANDING, on)
    if not any(post in OFFICERS for _, _, post, *_ in rows):
        rows = _rows(book, LAST_CHAIRS, on) + rows
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row)
    grouped = _rows(book, IN_GROUPS, on)
    return [_member(p, posts, [place for person, place in grouped if person == p]) for p, posts in found.items()]


def shorts(holders: Sequence[Member]) -> list[str]:
    """What each is called before a locked book; who is called as another is, with initials, or a number in the end."""
    shorts = [m.short if m.short != m.name else say("看守 {name}", name=_family(m)) for m in holders]
    often = Counter(shorts)
    shorts = [f"{s} {_initials(m)}" if often[s] > 1 else s for m, s in zip(holders, shorts, strict=True)]
    often = Counter(shorts)
    return [f"{s} {n}" if often[s] > 1 else s for n, s in enumerate(shorts, 1)]


def _family(member: Member) -> str:
    return surname(member.name)[0] or member.name[:1]


def _initials(member: Member) -> str:
    return pinyin_keys(surname(member.name)[1])[1].upper()


def member(book: Book, person: str) -> Member | None:
    """One of them."""
    return next((m for m in members(book) if m.person == person), None)


def in_caretaking(book: Book) -> bool:
    """Whether the officers' terms have run out and nobody follows: 看守期."""
    return any(CARETAKER in m.posts for m in members(book))


def once_officers(book: Book) -> set[str]:
    """Whoever is or ever was an officer; of posts written by mistake only where there is no other."""
    rows = _rows(book, ONCE_OFFICERS, "")
    rows = [row for row in rows if not row[2]] or rows
    return {person for row in rows for person in row[:2] if person}


def day(book: Book) -> date:
    """The day it is at the book: today, but never before its last line, whatever the clock of this machine says."""
    row = book.connection.execute("SELECT at FROM main.journal ORDER BY seq DESC LIMIT 1").fetchone()
    return max(clock.today(), clock.civil(row[0])) if row else clock.today()


def _rows(book: Book, query: str, on: str) -> list[tuple[str, ...]]:
    if not {"post", "person", "place", "belonging", "body"} <= book.catalog.ledgers.keys():
        return []
    return list(book.connection.execute(query, {"day": on or day(book).isoformat()}))


def _member(person: str, rows: list[tuple[str, ...]], more: list[str]) -> Member:
    _, name, _, _, where, label = rows[0]
    posts = tuple(dict.fromkeys(row[2] for row in rows))
    places = tuple(dict.fromkeys([*(row[3] for row in rows if row[3]), *more]))
    family = surname(name)[0] or name[:1]
    return Member(person, name, posts, places, f"{where or label.partition('（')[0]} {family}")
