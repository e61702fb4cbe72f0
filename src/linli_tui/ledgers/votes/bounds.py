"""What can still come out where areas are not known: exact, by looking at the ends of what each may be; pure.

An area nobody knows is a whole number of 0.01 m2 from `least` to `most`, or without an upper end. Every check of area
rises with the area that voted for, and either rises or falls with the other areas, so the ends decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass

from linli_tui.ledgers.votes.law import Check, Rule
from linli_tui.ledgers.votes.tally import FOR, Head, Sums

Counts = tuple[int, int, int]
PASSED, REJECTED, NOT_CONSTITUTED, UNDECIDABLE = "passed", "rejected", "not_constituted", "undecidable"


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many areas are missing, what each sum of area lies between (None: no end), and what may come out."""

    homes: int
    area: dict[str, tuple[int, int | None]]
    checks: dict[str, bool | None]
    verdicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Missing:
    """How many areas are missing on each side: of those for, of others who took part, of those who did not."""

    sums: Sums
    homes: Counts
    least: int
    most: int

    def at(self, yes: int, other: int, absent: int) -> Sums:
        """The sums when what is missing comes to these areas."""
        sums = deepcopy(self.sums)
        sums["total"]["area"] += yes + other + absent
        sums["participating"]["area"] += yes + other
        sums[FOR]["area"] += yes
        return sums

    def ends(self, place: int) -> tuple[int, int]:
        """The least and the most that is missing on one side."""
        return self.homes[place] * self.least, self.homes[place] * self.most


def bounds(rule: Rule, sums: Sums, missing: Counts, least: int = 1, most: int | None = None) -> Bounds | None:
    """What may come out where so many areas are not known; None when all are.

    `missing` counts the homes without an area of those for, of others who took part, of those who did not.
    """
    if not any(missing):
        return None
    # Without an upper end, an area so large that it outweighs all others stands for any larger one.
    high = most or 100 * (sums["total"]["area"] + sum(missing) * least)
    ends = _Missing(sums, missing, least, high)
    return Bounds(
        sum(missing),
        {part: _range(sums[part]["area"], n, least, most) for part, n in _of_parts(missing).items()},
        {check.name: _certain(check, ends) for check in rule.checks},
        _possible(rule, ends),
    )


def missing_in(heads: Iterable[Head]) -> Counts:
    """How many homes have no area, of the heads for, of the others who took part, of those who did not."""
    counts = [0, 0, 0]
    for head in heads:
        counts[0 if head.side == FOR else 1 if head.side else 2] += head.unknown
    return counts[0], counts[1], counts[2]


def _of_parts(missing: Counts) -> dict[str, int]:
    return {"total": sum(missing), "participating": missing[0] + missing[1], FOR: missing[0]}


def _range(known: int, n: int, least: int, most: int | None) -> tuple[int, int | None]:
    return known + n * least, known if not n else known + n * most if most is not None else None


def _worst_and_best(check: Check, missing: _Missing) -> tuple[Sums, Sums]:
    (yes_low, yes_high), (other_low, other_high), (low, high) = (missing.ends(place) for place in range(3))
    if check.is_quorum:
        return missing.at(yes_low, other_low, high), missing.at(yes_high, other_high, low)
    return missing.at(yes_low, other_high, low), missing.at(yes_high, other_low, low)


def _certain(check: Check, missing: _Missing) -> bool | None:
    """Whether a check holds, or fails, whatever the areas are; None when it may do either."""
    worst, best = (check.holds(sums) for sums in _worst_and_best(check, missing))
    return worst if worst == best else None


def _possible(rule: Rule, missing: _Missing) -> tuple[str, ...]:
    """Every verdict that some areas lead to."""
    quorum = [check for check in rule.checks if check.is_quorum]
    approval = [check for check in rule.checks if not check.is_quorum]
    (_, yes_high), (other_low, other_high), (low, high) = (missing.ends(place) for place in range(3))
    yes_low = missing.ends(0)[0]

    def constituted(yes: int, other: int) -> bool:
        return all(check.holds(missing.at(yes, other, low)) for check in quorum)

    def approved(yes: int, other: int) -> bool:
        return all(check.holds(missing.at(yes, other, low)) for check in approval)

    possible = []
    if constituted(yes_high, other_high):
        # To pass, the others should be as small as the quorum allows; to fail, those in favour.
        other = _first(lambda area: constituted(yes_high, area), other_low, other_high)
        yes = _first(lambda area: constituted(area, other_high), yes_low, yes_high)
        possible += [PASSED] if approved(yes_high, other) else []
        possible += [REJECTED] if not approved(yes, other_high) else []
    worst = missing.at(yes_low, other_low, high)
    possible += [] if all(check.holds(worst) for check in quorum) else [NOT_CONSTITUTED]
    return tuple(possible)


def _first(holds: Callable[[int], bool], low: int, high: int) -> int:
    """The smallest area from which on it holds; it holds at `high`."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low
