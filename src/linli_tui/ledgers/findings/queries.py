"""The SQL of findings: what is late, who is waited for, which article of the pact speaks of it; `r` is a finding."""

from __future__ import annotations

from collections.abc import Iterable

from linli_tui.ledgers.findings import codes
from linli_tui.ledgers.findings.rules import GRAVE, OPEN

TODAY = "(SELECT day FROM today)"


def _among(keys: Iterable[str]) -> str:
    return "({})".format(", ".join(f"'{key}'" for key in keys))


IS_OPEN = f"r.state IN {_among(OPEN)}"
LATE = f"""
CASE WHEN r.state NOT IN {_among(OPEN)} THEN '' WHEN r.close_by < {TODAY}
  THEN '逾期' || CAST(julianday({TODAY}) - julianday(r.close_by) AS INTEGER) || '天'
  WHEN r.close_by = {TODAY} THEN '今天到期' ||
    CASE WHEN r.close_at IS NULL THEN '' ELSE printf(' %d:%02d', r.close_at / 60, r.close_at % 60) END
  WHEN r.todo IS NOT NULL THEN '待补' WHEN r.guessed = 1 THEN '暂按周末推算' ELSE '' END
"""
WAITS = f"""
CASE WHEN r.state = 'waiting' THEN CAST(julianday({TODAY}) - julianday(r.asked_on) AS INTEGER) END
"""
HANDS = f"""
SELECT '回头看和处置、报告都是' || e.who FROM step e JOIN step h ON h.finding = e.finding AND h.who = e.who
WHERE e.finding = r.id AND e.what = 'look' AND h.what IN ('report', 'treat') AND e.voided = 0 AND h.voided = 0
  AND (r.level IN {_among(GRAVE)} OR ifnull(r.cost, 0) > 0
    OR EXISTS (SELECT 1 FROM reporter p WHERE p.finding = r.id AND p.protected = 1 AND p.voided = 0)) LIMIT 1
"""
"""The same as rules.same_hands, where rules.needs_three says so."""


def _hits(text: str) -> str:
    branches = (
        "WHEN '{}' THEN {}".format(h.code, " + ".join(f"(instr({text}, '{word}') > 0)" for word in h.keywords))
        for h in codes.hazards().values()
        if h.keywords
    )
    return f"CASE r.code {' '.join(branches)} ELSE 0 END"


ARTICLES = f"""
FROM article a JOIN pact_version v ON v.id = a.version JOIN pact p ON p.id = v.pact
LEFT JOIN place w ON w.id = r.place LEFT JOIN place s ON s.id = p.scope
WHERE a.voided = 0 AND v.voided = 0 AND p.voided = 0 AND v.state = 'in_force'
  AND (s.id IS NULL OR s.kind = 'compound' OR s.id IN (r.place, w.entrance, w.building))
  AND ({_hits("a.title || a.text")}) > 0
ORDER BY ({_hits("a.title || a.text")}) DESC, s.id IS NULL, v.effective DESC, a.line LIMIT 1
"""
"""The article in force that says most about what was found, where it was found."""
PACT = f"SELECT p.title || ' ' || a.label {ARTICLES}"
ARTICLE_OF = f"SELECT p.title, a.label, a.text {ARTICLES}"

DUE = f"""
SELECT CASE WHEN count(*) = 0 THEN '没有在办的' ELSE '逾期 ' || total(late) || '，今天到期 ' || total(now) END
FROM (SELECT CAST(r.close_by < {TODAY} AS INTEGER) AS late, CAST(r.close_by = {TODAY} AS INTEGER) AS now
      FROM finding r WHERE r.voided = 0 AND {IS_OPEN})
""".replace("total(", "sum(")
UNURGED = f"""
SELECT count(*) FROM finding r WHERE r.voided = 0 AND r.state = 'waiting'
  AND r.asked_on < date(:today, '-{codes.urge_after()} days')
"""

IN_MONTH = "r.state <> 'merged' AND r.found_on >= :first AND r.found_on < :next"
CLOSED = "r.closed_on < :next"
SPOT = "r.length = 'spot'"
STILL_OPEN = "(r.closed_on IS NULL OR r.closed_on >= :next)"
"""As things stood when the month ended."""

OPEN_LAYER = f"""
SELECT h.id AS home, CASE WHEN n > 9 THEN '多条' ELSE n || '条' END AS word,
  CASE WHEN late > 0 THEN 'warn' ELSE '' END AS tint
FROM (SELECT h.id, count(r.id) AS n, sum(r.close_by < :today) AS late
      FROM home h JOIN finding r ON r.voided = 0 AND {IS_OPEN}
      JOIN place w ON w.id = r.place AND h.entrance IS NOT NULL
        AND (w.id = h.entrance OR w.entrance = h.entrance OR w.id = h.building)
      WHERE h.building = :building AND h.voided = 0 GROUP BY h.id) h
"""
"""What is open in the entrance of a home, or in its building as a whole; never about the home itself."""
