"""Whose telephones a visit to a place needs: those who own or live in its homes today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.core.today import holds_today

if TYPE_CHECKING:
    from linli_tui.book.book import Book

AT = f"""
SELECT DISTINCT p.id FROM home h
JOIN (SELECT home, person FROM ownership o WHERE o.voided = 0 AND {holds_today("o")}
      UNION SELECT home, person FROM residence r WHERE r.voided = 0 AND {holds_today("r")}
      UNION SELECT home, tenant FROM tenancy t WHERE t.voided = 0 AND {holds_today("t")}) f ON f.home = h.id
JOIN person p ON p.id = f.person
WHERE h.voided = 0 AND p.voided = 0 AND (p.phone IS NOT NULL OR p.phone2 IS NOT NULL)
  AND :place IN (h.id, h.entrance, h.building)
ORDER BY h.place_key, p.id
"""


def at(book: Book, place: str) -> list[tuple[str, str]]:
    """(ledger, record) of the people with a telephone at a home, an entrance or a building, as far as they are seen."""
    return [("person", row["id"]) for row in book.read.sql(AT, {"place": place})]
