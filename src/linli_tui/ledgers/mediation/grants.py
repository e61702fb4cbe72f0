"""Who may do what with mediation: mediators and the chair, but never where they are a party or near one.

Confidence is 人民调解法 第15条; that whoever is near a party stays out is 若干规定 第25条. Others count at
most; whoever keeps the computer, and the screen on the wall, not even that.
"""

from __future__ import annotations

from linli_tui.core.access import COUNT, EVERYONE, READ, VOID, WRITE, Grant
from linli_tui.core.reach import ME
from linli_tui.core.today import holds_today

PARTS = ("party", "event", "obligation", "recusal")
COUNTED = ("talk", "case")
ALL_BUT_THE_KEEPER = tuple(post for post in EVERYONE if post != "keeper")

AT = (("ownership", "person"), ("residence", "person"), ("household", "head"), ("tenancy", "tenant"))
"""The facts that tie a person to a home."""
MINE = f"SELECT p.id FROM every.person p WHERE p.id IN ({ME}) OR p.merged_into IN ({ME})"
"""The reader, under whichever of his records."""


def _tied(what: str, by: str, among: str) -> str:
    """The homes of people, or the people of homes, by the facts that hold today."""
    column = {"home": "f.home"}
    return " UNION ".join(
        f"SELECT {column.get(what, f'f.{who}')} FROM every.{fact} f "
        f"WHERE NOT f.voided AND f.{who} IS NOT NULL AND {holds_today('f')} "
        f"AND {column.get(by, f'f.{who}')} IN (SELECT id FROM {among})"
        for fact, who in AT
    )


KIN = (
    f"WITH mine(id) AS MATERIALIZED ({MINE}), "
    f"own(id) AS MATERIALIZED ({_tied('home', 'person', 'mine')}), "
    f"kin(id) AS MATERIALIZED (SELECT id FROM mine UNION {_tied('person', 'home', 'own')}), "
    f"near(id) AS MATERIALIZED ({_tied('home', 'person', 'kin')}) "
)
"""The reader; his homes; those he owns one with or lives with, his kin as far as the register knows; their homes."""
FAR = "ifnull(o.home, '') NOT IN (SELECT id FROM near) AND ifnull(o.other, '') NOT IN (SELECT id FROM near)"

TALK_OPEN = (
    f"r.id IN ({KIN} SELECT o.id FROM every.talk o WHERE {FAR} "
    "AND ifnull(o.person, '') NOT IN (SELECT id FROM kin) AND ifnull(o.other_person, '') NOT IN (SELECT id FROM kin))"
)
CASE_OPEN = (
    f'r.id IN ({KIN} SELECT o.id FROM every."case" o WHERE {FAR} '
    'AND o.id NOT IN (SELECT q."case" FROM every.party q WHERE q.voided = 0 '
    "AND (q.home IN (SELECT id FROM near) OR q.person IN (SELECT id FROM kin))) "
    'AND o.id NOT IN (SELECT c."case" FROM every.recusal c WHERE c.voided = 0 AND c.person IN (SELECT id FROM mine)))'
)
PART_OPEN = 'r."case" IN (SELECT k.id FROM "case" k)'
"""Whoever may read a dispute may read its parts."""

GRANTS = (
    Grant(("mediator",), (READ, WRITE), rows="own", clear=("name", "text")),
    Grant(("chair",), (READ, WRITE, VOID), rows="own", clear=("name", "text")),
    Grant(ALL_BUT_THE_KEEPER, (COUNT,), COUNTED, clear=()),
)
