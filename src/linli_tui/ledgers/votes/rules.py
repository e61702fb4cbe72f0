"""How a vote is decided: from a case in plain data to a verdict that a neighbour can check with a pencil; pure.

`matter` is `ordinary`, `special`, or one of the nine items of 民法典 第278条第1款 in their order: `rules_of_procedure`,
`covenant`, `elect_committee`, `hire_manager`, `use_fund`, `raise_fund` (special), `rebuild` (special),
`change_common_use` (special), `other_major`. `body` is `owners`, `committee`, `residents_meeting`,
`representatives`, `village_adults` or `village_households`; `profile` 通用, 绍兴 (also 诸暨) or 杭州. Areas are whole
numbers of 0.01 m2, comparisons are of products of integers, nothing is ever divided.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from linli_tui.ledgers.votes.bounds import (
    NOT_CONSTITUTED,
    PASSED,
    REJECTED,
    UNDECIDABLE,
    Bounds,
    Counts,
    bounds,
    missing_in,
)
from linli_tui.ledgers.votes.case import Case, read_case
from linli_tui.ledgers.votes.law import GENERAL, Check, Matter, Numbers, Rule, find_rule
from linli_tui.ledgers.votes.saying import Told, sentences, warn_of_rule
from linli_tui.ledgers.votes.tally import Tally, tally

VERDICTS = (PASSED, REJECTED, NOT_CONSTITUTED, UNDECIDABLE)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a case comes to: the rule, the integers, how many areas are missing, and what may come out for them."""

    case: Case
    rule: Rule
    tally: Tally
    missing: Counts
    limits: Bounds | None
    verdict: str
    warnings: tuple[str, ...]

    @property
    def told(self) -> Told:
        """What it is told from."""
        return told(self.rule, self.tally.sums, self.case.matter, self.tally.left_out, self.limits)


def decide(given: Any) -> dict[str, Any]:
    """The verdict on a case, with the rule, the integers, each comparison, sentences and warnings.

    Refused, with one sentence, when the case cannot be decided at all. The shape is that of `linli vote decide`.
    """
    decided = decide_case(read_case(given))
    rule, sums, limits = decided.rule, decided.tally.sums, decided.limits
    made: dict[str, Any] = {
        "verdict": decided.verdict,
        "rule": {
            "id": rule.id,
            "law": rule.law or None,
            "article": rule.article or None,
            "effective_from": rule.effective_from,
            "confidence": rule.confidence,
        },
        **sums,
        "checks": [_check(check, sums, decided.told.oks) for check in rule.checks],
    }
    if limits:
        homes = [home.id for head in decided.tally.heads for home in head.homes if home.area is None]
        made["bounds"] = {"homes": homes, "area": limits.area, "verdicts": list(limits.verdicts)}
    return {**made, "say": sentences(decided.told), "warnings": list(decided.warnings)}


def decide_case(case: Case) -> Decision:
    """The same for a case that was read already."""
    rule, own = find_rule(case.body, case.profile, case.day, case.matter.decided if case.matter else "")
    counted = tally(case)
    missing = missing_in(counted.heads)
    limits = bounds(rule, counted.sums, missing, case.options.least, case.options.most)
    warned = warn_of_rule(rule, not own and case.profile != GENERAL and case.body == "committee")
    verdict = verdict_of(rule, counted.sums, limits)
    return Decision(case, rule, counted, missing, limits, verdict, (*warned, *counted.warnings))


def verdict_of(rule: Rule, numbers: Numbers, limits: Bounds | None = None) -> str:
    """What the numbers lead to: a quorum that fails is no rejection, and of several verdicts none is given."""
    if limits:
        return limits.verdicts[0] if len(limits.verdicts) == 1 else UNDECIDABLE
    if not all(check.holds(numbers) for check in rule.checks if check.is_quorum):
        return NOT_CONSTITUTED
    return PASSED if all(check.holds(numbers) for check in rule.checks) else REJECTED


def told(rule: Rule, numbers: Numbers, matter: Matter | None, left_out: int, limits: Bounds | None) -> Told:
    """What sentences are made of; an unknown area leaves a comparison open (None) while it may turn it."""
    verdict = verdict_of(rule, numbers, limits)
    oks = limits.checks if limits else {check.name: check.holds(numbers) for check in rule.checks}
    made = Told(rule, numbers, verdict, oks, matter, left_out)
    return replace(made, missing=limits.homes, possible=limits.verdicts, area=limits.area) if limits else made


def _check(check: Check, numbers: Numbers, oks: Mapping[str, bool | None]) -> dict[str, Any]:
    """One comparison as it is told: the products of what is known; `ok` is null while an unknown area may turn it."""
    left, right = check.sides(numbers)
    return {"name": check.name, "left": left, "op": check.op, "right": right, "ok": oks[check.name]}
