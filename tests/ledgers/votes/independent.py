"""A second way to decide a vote, written from the law alone in fractions; it shares nothing with the program."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

SPECIAL = {"special", "raise_fund", "rebuild", "change_common_use"}
COUNTED = {
    # body: (quorum share, at least?, approval share, at least?, of all?) by the text of the day
    "residents_meeting": (Fraction(1, 2), False, Fraction(1, 2), False, False),
    "village_adults": (Fraction(1, 2), False, Fraction(1, 2), False, False),
    "village_households": (Fraction(2, 3), True, Fraction(1, 2), False, False),
}
COMMITTEES = {
    "通用": (Fraction(1, 2), False, Fraction(1, 2), True, True),
    "绍兴": (Fraction(1, 2), True, Fraction(1, 2), True, True),
    "诸暨": (Fraction(1, 2), True, Fraction(1, 2), True, True),
    "杭州": (Fraction(1, 2), False, Fraction(1, 2), False, True),
}


def reaches(part, whole, share, at_least):
    ratio = Fraction(part, whole) if whole else Fraction(0)
    return ratio >= share if at_least else ratio > share


def verdict(case):
    """passed, rejected or not_constituted."""
    if case["body"] != "owners":
        return _counted(case)
    heads = _heads(case)
    sides = {key: _side(homes, case) for key, homes in heads.items()}
    sides = _resolve(heads, sides, case)
    whole = [(1, sum(home["area"] for home in homes)) for homes in heads.values()]
    part = [(1, sum(h["area"] for h in heads[key])) for key, side in sides.items() if side]
    yes = [(1, sum(h["area"] for h in heads[key])) for key, side in sides.items() if side == "for"]
    sums = [tuple(map(sum, zip(*rows, strict=True))) or (0, 0) for rows in (whole, part, yes)]
    total, came, agreed = sums
    if not all(reaches(came[unit], total[unit], Fraction(2, 3), True) for unit in (0, 1)):
        return "not_constituted"
    special = case["matter"] in SPECIAL
    share = Fraction(3, 4) if special else Fraction(1, 2)
    return "passed" if all(reaches(agreed[u], came[u], share, special) for u in (0, 1)) else "rejected"


def _counted(case):
    if case["body"] == "committee":
        rule, whole = COMMITTEES[case["profile"]], case["seated"]
    elif case["body"] == "representatives":
        new = case["date"] >= "2026-01-01"
        rule = (Fraction(2, 3), True, Fraction(1, 2), False, False) if new else COUNTED["residents_meeting"]
        whole = case["electorate"]
    else:
        rule, whole = COUNTED[case["body"]], case["electorate"]
    quorum, quorum_at_least, share, at_least, of_all = rule
    if not reaches(case["attended"], whole, quorum, quorum_at_least):
        return "not_constituted"
    base = whole if of_all else case["attended"]
    return "passed" if reaches(case["for"], base, share, at_least) else "rejected"


def _heads(case):
    heads = defaultdict(list)
    for home in case["homes"]:
        if home.get("parking") and not case.get("options", {}).get("parking_counts"):
            continue
        if home.get("kind", "owner").startswith("developer"):
            key = "developer"
        else:
            key = tuple(sorted(set(home["owners"]))) or ("nobody", home["id"])
        heads[key].append(home)
    return heads


def _side(homes, case):
    ids = {home["id"] for home in homes}
    choices = {ballot["choice"] for ballot in case["ballots"] if ballot["home"] in ids}
    assert len(choices) <= 1
    return choices.pop() if choices else None


def _resolve(heads, sides, case):
    options = case.get("options", {})
    pro, contra = (list(sides.values()).count(side) for side in ("for", "against"))
    crowd = "abstain" if pro == contra else "for" if pro > contra else "against"
    policy, delivered = options.get("unreturned", "not_participating"), set(options.get("delivered", ()))
    resolved = {}
    for key, side in sides.items():
        if side == "follow":
            side = crowd
        elif side in ("blank", "invalid"):
            side = "abstain" if options.get("invalid_participates") else None
        elif side is None and delivered & {home["id"] for home in heads[key]}:
            side = {"abstain_if_delivered": "abstain", "follow_majority": crowd}.get(policy)
        resolved[key] = side
    return resolved
