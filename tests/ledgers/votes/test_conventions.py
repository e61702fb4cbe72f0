"""What the compound settles for itself: follow, blank and invalid, unreturned ballots, parking, one head's ballots."""

from __future__ import annotations

import pytest

from linli_tui.core.refusal import Refused
from linli_tui.ledgers.votes.rules import decide
from tests.ledgers.votes.cases import owners


def block(choices, **options):
    """A home of 100 m2 for each choice; "" sends nothing back."""
    case = owners((10_000 * len(choices), len(choices)), (0, 0), (0, 0), **options)
    case["ballots"] = [{"home": h["id"], "choice": c} for h, c in zip(case["homes"], choices, strict=True) if c]
    return case


def sums(case):
    made = decide(case)
    return {part: made[part]["heads"] for part in ("participating", "for", "against", "abstain")}, made


@pytest.mark.parametrize(
    ("choices", "side"),
    ((("for", "for", "against", "follow"), "for"), (("for", "against", "against", "follow"), "against"),
     (("for", "against", "follow", "follow"), "abstain"), (("follow",), "abstain"),
     (("for", "against", "against", "abstain", "follow"), "against")),
)  # fmt: skip
def test_follow_joins_the_side_of_more_heads_and_abstains_where_they_are_equal(choices, side):
    counted, made = sums(block(choices))
    assert counted["participating"] == len(choices)
    assert counted[side] == choices.count(side) + choices.count("follow")
    assert any("随多数" in warning for warning in made["warnings"])


def test_follow_goes_by_heads_and_not_by_area():
    case = block(("for", "for", "against", "follow"))
    case["homes"][2]["area"] = 10**6
    assert sums(case)[0]["for"] == 3


@pytest.mark.parametrize("choice", ("blank", "invalid"))
def test_spoilt_ballots_take_part_only_where_it_was_settled_and_then_abstain(choice):
    counted, made = sums(block(("for", choice)))
    assert counted == {"participating": 1, "for": 1, "against": 0, "abstain": 0}
    assert any("不算参与" in warning for warning in made["warnings"])
    counted, _ = sums(block(("for", choice), invalid_participates=True))
    assert counted == {"participating": 2, "for": 1, "against": 0, "abstain": 1}


@pytest.mark.parametrize(
    ("policy", "expected"),
    (("not_participating", (3, 2, 1, 0)), ("abstain_if_delivered", (4, 2, 1, 1)), ("follow_majority", (4, 3, 1, 0))),
)
def test_what_was_not_returned_counts_by_the_policy_and_only_where_it_was_delivered(policy, expected):
    case = block(("for", "for", "against", "", ""), unreturned=policy, delivered=["1", "4"])
    counted, made = sums(case)
    assert tuple(counted.values()) == expected
    assert any("争议" in w and "凭据" in w for w in made["warnings"]) == (policy != "not_participating")


def test_a_spoilt_ballot_is_no_unreturned_one():
    case = block(("for", "invalid"), unreturned="follow_majority", delivered=["2"])
    assert sums(case)[0]["participating"] == 1


def test_a_head_of_several_homes_has_been_reached_at_any_of_them():
    case = block(("for", "for", "", ""), unreturned="follow_majority", delivered=["4"])
    case["homes"][2]["owners"] = case["homes"][3]["owners"] = ["x"]
    made = decide(case)
    assert made["for"] == {"heads": 3, "area": 40_000}


def test_parking_counts_in_both_or_in_none():
    case = block(("for", "for", ""))
    case["homes"][2]["parking"] = True
    made = decide(case)
    assert made["total"] == {"heads": 2, "area": 20_000} and "车位有1个" in "".join(made["say"])
    made = decide({**case, "options": {"parking_counts": True}})
    assert made["total"] == {"heads": 3, "area": 30_000} and any("车位" in w for w in made["warnings"])


def test_a_ballot_of_a_home_that_does_not_count_is_refused():
    case = block(("for", "for"))
    case["homes"][1]["parking"] = True
    with pytest.raises(Refused, match="「2」是车位"):
        decide(case)


def test_two_ballots_of_one_head_agree_or_are_named():
    case = block(("for", "for", "against"))
    case["homes"][1]["owners"] = case["homes"][0]["owners"]
    assert decide(case)["for"] == {"heads": 1, "area": 20_000}
    case["ballots"][1]["choice"] = "abstain"
    with pytest.raises(Refused, match="「1」投的是同意，「2」投的是弃权"):
        decide(case)


def test_the_order_of_owners_does_not_matter_and_an_overlap_is_told():
    case = block(("for", "", "against"))
    case["homes"][0]["owners"], case["homes"][1]["owners"] = ["a", "b"], ["b", "a"]
    case["homes"][2]["owners"] = ["a"]
    made = decide(case)
    assert made["total"]["heads"] == 2 and any("不全相同" in w for w in made["warnings"])


def test_homes_nobody_is_known_to_own_are_a_head_each():
    case = block(("for", "for"))
    for home in case["homes"]:
        home["owners"] = []
    made = decide(case)
    assert made["total"]["heads"] == 2 and any("不清楚" in w for w in made["warnings"])


def test_the_seats_are_the_basis_only_where_it_was_settled():
    case = {"body": "committee", "profile": "绍兴", "date": "2026-11-22", "seats": 7, "seated": 6, "attended": 3,
            "for": 3, "against": 0, "abstain": 0}  # fmt: skip
    assert decide(case)["verdict"] == "passed"
    made = decide({**case, "options": {"seat_basis": "statutory"}})
    assert made["verdict"] == "not_constituted" and made["total"] == {"heads": 7}
