"""What holds for any vote: order, scale, splitting, the very edge; and a second program says the same of thousands."""

from __future__ import annotations

import os
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli_tui.core.refusal import Refused
from linli_tui.ledgers.votes.rules import VERDICTS, decide
from tests.ledgers.votes.cases import counted, invented, owners
from tests.ledgers.votes.independent import verdict as independent

MANY = int(os.environ.get("LINLI_ELECTORATES", "1500"))
"""20,000 were tried; the suite is content with fewer."""
seeds = st.integers(0, 10**9).map(Random)


def test_a_second_program_written_from_the_law_says_the_same():
    rng, seen = Random(20_000), set()
    for _ in range(MANY):
        case = invented(rng)
        if all(home["parking"] for home in case["homes"]) and not case["options"]["parking_counts"]:
            with pytest.raises(Refused):
                decide(case)
            continue
        made = decide(case)
        assert made["verdict"] == independent(case)
        assert sum(made[side]["heads"] for side in ("for", "against", "abstain")) == made["participating"]["heads"]
        assert made["participating"]["area"] <= made["total"]["area"], "D10: who took part is part of all"
        seen.add(made["verdict"])
    assert seen == {"passed", "rejected", "not_constituted"}


@pytest.mark.parametrize(
    "body", ("committee", "residents_meeting", "representatives", "village_adults", "village_households")
)
def test_bodies_of_persons_agree_with_it_for_all_small_numbers(body):
    profiles = ("通用", "绍兴", "诸暨", "杭州") if body == "committee" else ("通用",)
    days = ("2026-03-01", "2025-03-01")
    for profile, day, electorate in product(profiles, days, range(1, 14)):
        for attended in range(electorate + 1):
            for yes in range(attended + 1):
                case = counted(body, electorate, attended, yes, profile=profile, date=day)
                assert decide(case)["verdict"] == independent(case), case


@given(seeds)
@settings(max_examples=60)
def test_the_order_of_ballots_and_homes_never_matters(rng):
    case = invented(rng, 12)
    if not all(home["parking"] for home in case["homes"]):
        made = decide({**case, "options": {**case["options"], "parking_counts": True}})
        rng.shuffle(case["ballots"])
        rng.shuffle(case["homes"])
        again = decide({**case, "options": {**case["options"], "parking_counts": True}})
        assert {k: made[k] for k in ("verdict", "total", "for", "checks")} == {
            k: again[k] for k in ("verdict", "total", "for", "checks")
        }


@given(seeds, st.integers(1, 10**6))
@settings(max_examples=60)
def test_larger_areas_for_all_change_nothing(rng, times):
    case = invented(rng, 12)
    case["options"]["parking_counts"] = True
    before = decide(case)
    for home in case["homes"]:
        home["area"] *= times
    after = decide(case)
    assert after["verdict"] == before["verdict"] and after["total"]["area"] == before["total"]["area"] * times


@given(seeds, st.data())
@settings(max_examples=60)
def test_a_home_split_in_two_of_the_same_owners_counts_as_before(rng, data):
    case = invented(rng, 12)
    case["options"]["parking_counts"] = True
    before, place = decide(case), data.draw(st.integers(0, len(case["homes"]) - 1))
    home = case["homes"][place]
    if home["area"] > 1 and (home["owners"] or home["kind"] != "owner"):
        part = data.draw(st.integers(1, home["area"] - 1))
        case["homes"][place] = {**home, "area": part}
        case["homes"].append({**home, "id": "new", "area": home["area"] - part})
        after = decide(case)
        assert {k: before[k] for k in ("verdict", "total", "participating", "for")} == {
            k: after[k] for k in ("verdict", "total", "participating", "for")
        }


@given(st.integers(1, 40), st.integers(1, 10**5), st.sampled_from(("ordinary", "special")), st.data())
@settings(max_examples=150)
def test_at_the_very_edge_one_head_and_one_hundredth_decide(k, unit, matter, data):
    """Two thirds took part, half or three quarters agreed: exactly, and one more or less on each side."""
    total = (12 * k * unit * 12, 12 * k)
    came = (8 * k * unit * 12, 8 * k)
    share = (1, 2) if matter == "ordinary" else (3, 4)
    yes = tuple(whole * share[0] // share[1] for whole in came)
    edges = st.sampled_from((-1, 0, 1))
    came = tuple(whole + data.draw(edges) for whole in came)
    yes = tuple(min(whole + data.draw(edges), most) for whole, most in zip(yes, came, strict=True))
    case = owners(total, came, yes, matter)
    assert decide(case)["verdict"] == independent(case)


@given(seeds)
@settings(max_examples=150)
def test_whatever_the_unknown_areas_are_the_verdict_is_one_that_was_told(rng):
    case = invented(rng, 9)
    case["options"]["parking_counts"] = True
    for home in rng.sample(case["homes"], min(3, len(case["homes"]))):
        home["area"] = None
    made = decide(case)
    assert made["verdict"] in VERDICTS
    told = set(made["bounds"]["verdicts"])
    assert (made["verdict"] == "undecidable") == (len(told) > 1) and (len(told) > 1 or told == {made["verdict"]})
    unknown = made["bounds"]["homes"]
    for areas in product((1, 2, 777, 10**4, 10**9), repeat=len(unknown)):
        known = dict(zip(unknown, areas, strict=True))
        filled = [{**home, "area": known.get(home["id"], home["area"])} for home in case["homes"]]
        assert independent({**case, "homes": filled}) in told


@given(seeds, st.integers(1, 5), st.integers(0, 6))
@settings(max_examples=60)
def test_within_bounds_the_verdicts_told_are_exactly_those_that_can_come_out(rng, least, more):
    case = invented(rng, 8)
    case["options"] |= {"parking_counts": True, "unknown_area": [least, least + more]}
    for home in case["homes"]:
        home["area"] = rng.randint(1, 9)
    for home in rng.sample(case["homes"], min(3, len(case["homes"]))):
        home["area"] = None
    made = decide(case)
    unknown, seen, totals, came = made["bounds"]["homes"], set(), set(), set()
    for areas in product(range(least, least + more + 1), repeat=len(unknown)):
        known = dict(zip(unknown, areas, strict=True))
        filled = {**case, "homes": [{**home, "area": known.get(home["id"], home["area"])} for home in case["homes"]]}
        tried = decide(filled)
        assert tried["verdict"] == independent(filled)
        seen.add(tried["verdict"])
        totals.add(tried["total"]["area"])
        came.add(tried["participating"]["area"])
    assert set(made["bounds"]["verdicts"]) == seen
    assert tuple(made["bounds"]["area"]["total"]) == (min(totals), max(totals))
    assert tuple(made["bounds"]["area"]["participating"]) == (min(came), max(came))


def test_thirty_seven_areas_are_missing():
    case = owners((1_000_000, 120), (800_000, 96), (700_000, 84))
    for home in case["homes"][-37:]:
        home["area"] = None
    assert decide(case)["verdict"] == "undecidable"
    made = decide({**case, "options": {"unknown_area": [5_000, 9_000]}})
    assert made["verdict"] == "passed" and "不管是多少" in made["say"][-2]
