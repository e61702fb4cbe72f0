"""What an evening asks for: who was to come, what the last ones left to say, what nobody has written down yet."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from linli_tui.core import dates
from linli_tui.core.words import say
from linli_tui.ledgers.patrol import planning, rules

if TYPE_CHECKING:
    from linli_tui.book.book import Book

Row = dict[str, Any]
MOST = 4
HANDOVER = """
SELECT id, label, handover FROM round_list WHERE voided = 0 AND day < ? ORDER BY day DESC, number DESC LIMIT 1
"""
LACKING = """
SELECT id, label, lacks FROM round_list WHERE voided = 0 AND lacks IS NOT NULL AND day >= ?
ORDER BY day DESC, number DESC LIMIT ?
"""
UNWRITTEN = """
SELECT id, day, label FROM duty_list d WHERE voided = 0 AND kind = 'patrol' AND day < :day AND day >= :since
  AND NOT EXISTS (SELECT 1 FROM round n WHERE n.voided = 0 AND n.duty = d.id)
ORDER BY day DESC LIMIT :most
"""
TURNS = """
SELECT p.name, count(*) AS n FROM on_duty o JOIN duty d ON d.id = o.duty JOIN person p ON p.id = o.person
WHERE o.voided = 0 AND d.voided = 0 AND d.kind = 'patrol' AND d.day >= ? AND d.day < ?
GROUP BY o.person ORDER BY n DESC, p.name
"""


def last_handover(book: Book, day: date) -> Row | None:
    """The round before this evening, where it left something to say."""
    rows = book.read.sql(HANDOVER, (day.isoformat(),))
    return rows[0] if rows and rows[0]["handover"] else None


def lacking(book: Book) -> list[Row]:
    """The latest rounds that are still to be completed; what is older than two months nobody remembers."""
    since = dates.add_months(date.fromisoformat(book.read.one("SELECT day FROM today")), -2)
    return book.read.sql(LACKING, (since.isoformat(), MOST))


def unwritten(book: Book, day: date) -> list[Row]:
    """The shifts of the seven evenings before of which there is no round."""
    since = date.fromordinal(day.toordinal() - 7)
    return book.read.sql(UNWRITTEN, {"day": day.isoformat(), "since": since.isoformat(), "most": MOST})


def on_it(book: Book, duty: str, team: str | None, day: date) -> list[tuple[str, str]]:
    """The people (id, name) of a duty, else those of a team on that day."""
    rows = book.read.sql(planning.ON_IT, (duty,)) if duty else []
    return [(row["person"], row["name"]) for row in rows] if duty else names(book, team, day)


def names(book: Book, team: str | None, day: date) -> list[tuple[str, str]]:
    """The people (id, name) of a team on a day."""
    return [(row["person"], row["name"]) for row in planning.members(book, team, day)] if team else []


def to_plan(book: Book, day: date) -> date:
    """The month whose list is to be made: this one while it is empty, else the next."""
    first, following = day.replace(day=1), rules.next_month(day)
    query = "SELECT 1 FROM duty WHERE voided = 0 AND kind = 'patrol' AND day >= ? AND day < ? LIMIT 1"
    return following if book.read.one(query, (first.isoformat(), following.isoformat())) else first


def fairness(book: Book, day: date) -> str:
    """Who has most turns in this quarter and who fewest; "" while nobody has any."""
    first = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    rows = book.read.sql(TURNS, (first.isoformat(), dates.add_months(first, 3).isoformat()))
    if not rows:
        return ""
    most, least = rows[0], rows[-1]
    if most["n"] == least["n"]:
        return say("本季每人 {n} 次", n=most["n"])
    return say(
        "本季最多 {most} {m} 次，最少 {least} {n} 次", most=most["name"], m=most["n"], least=least["name"], n=least["n"]
    )
