"""SQL that counts homes and area: whom a pact is for, which answers hold today, which of an old version still do."""

from __future__ import annotations

from linli_tui.core.today import DAY
from linli_tui.ledgers.pacts.rules import COUNTS, SETTLED, TARGET

MEANT = """
h.kind = 'home' AND h.voided = 0 AND ifnull(h.use, '') NOT IN ('garage', 'common')
AND (s.id IS NULL OR s.kind = 'compound' OR s.id IN (h.building, h.entrance))
"""
"""Whether a pact whose scope is `s` is for the home `h`; garages and common rooms sign nothing."""


def among(keys: tuple[str, ...]) -> str:
    """Keys as SQL writes a set of them."""
    return "({})".format(", ".join(f"'{key}'" for key in keys))


def _changed_hands(fact: str) -> str:
    """That those of a dated fact who were there on the day of the answer `g` are not there any more."""
    after = "{0} > g.signed_on AND {0} <= " + DAY
    gone, came = (after.format(f"o.{column}") for column in ("until", "since"))
    return (
        f"EXISTS (SELECT 1 FROM {fact} o WHERE o.home = g.home AND o.voided = 0 AND (({gone}) OR ({came}))) "
        f"AND NOT EXISTS (SELECT 1 FROM {fact} o WHERE o.home = g.home AND o.voided = 0 "
        f"AND ifnull(o.since, '') <= g.signed_on AND ifnull(o.until, '9999-99-99') > {DAY})"
    )


LASTS = f"""
NOT (CASE WHEN ifnull(g.capacity, '') IN ('tenant', 'lessee') THEN {_changed_hands("tenancy")}
  ELSE {_changed_hands("ownership")} END)
"""
"""Whether whoever answered is still there: it ends with the owner of a sold home, a tenant's with his tenancy."""
YES_OR_NO = "('signed', 'reserved', 'refused', 'left')"
ANSWERED = f"l.state IN {YES_OR_NO}"
CARRIES = f"""
m.state IN {among(SETTLED)} AND (
  (m.renewal = 'silent' AND m.quiet_until < {DAY} AND ifnull(g.signed_on, '') <= m.posted_on)
  OR (m.adds = 0 AND m.amends IS NULL)
  OR (m.adds = 0 AND m.before = w.id AND NOT EXISTS (
    SELECT 1 FROM json_each('["' || replace(m.amends, '、', '","') || '"]') e
    WHERE instr('、' || ifnull(g.not_for, '') || '、', '、' || e.value || '、') = 0)))
"""
"""Whether the version `m` takes over the answer `g` to the version `w` before it: posted for its days and nobody was
against it, or nothing this home had signed was changed."""
CARRIED = f"""
NOT EXISTS (
  SELECT 1 FROM signature l JOIN pact_version lw ON lw.id = l.version
  WHERE l.home = g.home AND l.voided = 0 AND lw.pact = w.pact AND lw.no > w.no AND lw.no <= v.no AND {ANSWERED})
AND NOT EXISTS (
  SELECT 1 FROM pact_version m
  WHERE m.pact = w.pact AND m.voided = 0 AND m.no > w.no AND m.no <= v.no
    AND (m.id = v.id OR m.state IN {among(SETTLED)}) AND NOT ifnull(({CARRIES}), 0))
"""
"""Whether the answer `g` to the older version `w` holds for the version `v` as well."""

OF_VERSION = f"""
FROM pact_version v JOIN pact k ON k.id = v.pact LEFT JOIN place s ON s.id = k.scope
JOIN pact_version w ON w.pact = v.pact AND w.no <= v.no AND w.voided = 0
JOIN signature g ON g.version = w.id AND g.voided = 0 JOIN place h ON h.id = g.home AND {MEANT}
WHERE v.id = {{version}} AND {COUNTS}
"""
"""The signatures `g` of homes `h` to a version `v` and to those `w` before it, by whoever may sign."""
BINDING = f"{OF_VERSION} AND {LASTS} AND (w.id = v.id OR ({CARRIED}))"
"""Those of them that count today."""
MINE = BINDING.format(version="r.id")

HOMES = f"""
SELECT count(*) FROM pact k LEFT JOIN place s ON s.id = k.scope JOIN place h ON {MEANT} WHERE k.id = r.pact
"""
"""The homes a pact is for: all, or those of its building or entrance."""
AREA = f"""
SELECT sum(h.area_001m2) FROM pact k LEFT JOIN place s ON s.id = k.scope JOIN place h ON {MEANT} WHERE k.id = r.pact
"""
SIGNED = f"SELECT count(DISTINCT h.id) {MINE}"
"""Those of them that have signed a version, or an older one that still counts."""
SIGNED_AREA = f"SELECT sum(area_001m2) FROM (SELECT DISTINCT h.id, h.area_001m2 {MINE})"
BY_SILENCE = f"SELECT CASE WHEN r.no > 1 THEN (SELECT nullif(count(DISTINCT h.id), 0) {MINE} AND w.id <> v.id) END"
"""Those that signed an older version: always said beside the number."""
RATE = f"""
CASE WHEN homes = 0 THEN '' ELSE signed || '户已签，签订率' || (signed * 100 / homes) || '%，' ||
  CASE WHEN signed * 100 >= homes * {TARGET} THEN '已到{TARGET}%'
    ELSE '还差' || ((homes * {TARGET} + 99) / 100 - signed) || '户到{TARGET}%' END END
"""
"""The same sentence as rules.coverage."""
COVERAGE = f"SELECT {RATE} FROM (SELECT ({HOMES}) AS homes, ({SIGNED}) AS signed)"
AREA_COVERAGE = f"""
SELECT CASE WHEN ifnull(area, 0) = 0 OR ifnull(signed, 0) = 0 THEN ''
  ELSE printf('%d.%02d', signed / 100, signed % 100) || '平方米，占' || (signed * 100 / area) || '%' END
FROM (SELECT ({AREA}) AS area, ({SIGNED_AREA}) AS signed)
"""
WIDEST = f"""
SELECT CASE count(*) WHEN 0 THEN '还没有生效的' WHEN 1 THEN max({RATE})
  ELSE group_concat(title || ' 签订率 ' || (signed * 100 / homes) || '%', '，') END
FROM (SELECT k.title, v.homes, v.signed, max(v.homes) OVER () AS most
      FROM pact_version_list v JOIN pact k ON k.id = v.pact
      WHERE v.state = 'in_force' AND v.voided = 0 ORDER BY v.effective, k.number)
WHERE homes = most
"""
"""How far the pact in force for the most homes has come; of several for as many, each by its name."""
ANSWER = f"""
SELECT g.state AS state, g.not_for AS not_for, w.no AS no, w.id AS version, g.signed_on AS signed_on, g.id AS signature,
  g.capacity, g.how, g.reason, g.next_on, g.home AS home, v.id AS of,
  CASE WHEN {COUNTS} AND {LASTS} AND (w.id = v.id OR ({CARRIED})) THEN 1 ELSE 0 END AS counts,
  CASE WHEN {LASTS} THEN 1 ELSE 0 END AS lasts
FROM signature g JOIN pact_version w ON w.id = g.version JOIN pact k ON k.id = w.pact
LEFT JOIN place s ON s.id = k.scope JOIN place h ON h.id = g.home AND {MEANT}
JOIN pact_version v ON v.pact = w.pact AND v.no >= w.no
WHERE g.voided = 0 AND w.voided = 0
  AND NOT EXISTS (SELECT 1 FROM signature n JOIN pact_version nw ON nw.id = n.version
    WHERE n.home = g.home AND n.voided = 0 AND nw.voided = 0 AND nw.pact = w.pact AND nw.no <= v.no AND nw.no <> w.no
      AND ((nw.no > w.no AND (n.state IN {YES_OR_NO} OR g.state NOT IN {YES_OR_NO}))
        OR (nw.no < w.no AND n.state IN {YES_OR_NO} AND g.state NOT IN {YES_OR_NO})))
"""
"""The last answer of every home to a version `of` or one before it, whether it counts, and whether it lasts; that
nobody was there takes nothing back."""

BEHIND_OF = f"""
FROM ({ANSWER}) a
WHERE a.of = {{version}} AND a.version <> a.of AND a.state IN ('signed', 'reserved') AND a.counts = 0
"""
BEHIND = f"SELECT CASE WHEN r.no > 1 THEN (SELECT nullif(count(*), 0) {BEHIND_OF.format(version='r.id')}) END"
"""Homes that signed an older version and have not said anything to this one: said and listed, not counted."""

SIGNED_LAYER = f"""
SELECT h.id AS home,
  CASE WHEN a.lasts = 0 THEN '已卖' WHEN a.state IN ('signed', 'reserved') AND a.counts = 0 THEN '未算'
    WHEN a.state IN ('signed', 'reserved') AND a.version <> a.of THEN '旧版'
    ELSE CASE a.state WHEN 'signed' THEN '签了' WHEN 'reserved' THEN '意见' WHEN 'absent' THEN '不在'
      WHEN 'refused' THEN '不愿' WHEN 'thinking' THEN '想想' WHEN 'left' THEN '退出' ELSE '' END END AS word,
  CASE WHEN a.lasts = 0 THEN 'warn' WHEN a.counts = 1 THEN 'good'
    WHEN a.state IN ('refused', 'left', 'signed', 'reserved') THEN 'warn' ELSE 'faint' END AS tint
FROM home h LEFT JOIN ({ANSWER}) a ON a.home = h.id AND a.of = (
  SELECT v.id FROM pact_version v JOIN pact k ON k.id = v.pact LEFT JOIN place s ON s.id = k.scope
  WHERE v.state = 'in_force' AND v.voided = 0 AND k.voided = 0
    AND (s.id IS NULL OR s.kind = 'compound' OR s.building = :building)
  ORDER BY s.id IS NULL OR s.kind = 'compound' DESC, v.effective DESC LIMIT 1)
WHERE h.building = :building AND h.voided = 0
"""
"""What every home said to the version in force here; of several pacts the widest, of those the one in force last."""
