"""The vectors of the law, one by one, and the defects others had; every number of them by hand."""

from __future__ import annotations

import json

import pytest

from linli_tui.ledgers.votes import law
from linli_tui.ledgers.votes.rules import decide
from linli_tui.ledgers.votes.saying import short
from tests.ledgers.votes.cases import MATTERS, counted, owners

NINE = ((900_000, 120), (600_000, 80))


def verdict(case):
    return decide(case)["verdict"]


def check(made, name):
    return next(check for check in made["checks"] if check["name"] == name)


def test_t1_exactly_two_thirds_took_part_and_just_over_half_agreed():
    made = decide(owners(*NINE, (300_001, 41)))
    assert made["verdict"] == "passed"
    assert made["total"] == {"heads": 120, "area": 900_000}
    assert check(made, "quorum_area") == {
        "name": "quorum_area",
        "left": 1800000,
        "op": ">=",
        "right": 1800000,
        "ok": True,
    }
    assert check(made, "approval_heads") == {"name": "approval_heads", "left": 82, "op": ">", "right": 80, "ok": True}


def test_t2_exactly_half_is_not_more_than_half():
    made = decide(owners(*NINE, (300_000, 40)))
    assert made["verdict"] == "rejected"
    assert check(made, "quorum_heads")["ok"] and not check(made, "approval_area")["ok"]


def test_t3_exactly_three_quarters_is_enough_for_a_special_matter():
    assert verdict(owners(*NINE, (450_000, 60), "special")) == "passed"


def test_t4_one_head_less_than_three_quarters_is_not():
    made = decide(owners(*NINE, (450_000, 59), "special"))
    assert made["verdict"] == "rejected"
    assert check(made, "approval_area")["ok"] and not check(made, "approval_heads")["ok"]


@pytest.mark.parametrize("yes", ((0, 0), (300_001, 41), (600_000, 79)))
def test_t5_one_head_less_than_two_thirds_and_nothing_was_decided(yes):
    made = decide(owners((900_000, 120), (600_000, 79), yes))
    assert made["verdict"] == "not_constituted"
    assert "不成立" in made["say"][-1]


def test_t6_what_floats_get_wrong():
    case = owners((15_060, 6), (10_040, 4), (7_530, 3), "special")
    assert verdict(case) == "passed"
    assert not 75.30 / 100.40 >= 0.75


def test_t7_three_homes_of_one_owner_are_one_head_with_all_their_area():
    homes = [{"id": f"{n}", "area": area, "owners": ["甲" if n < 3 else f"o{n}"]} for n, area in
             enumerate((8000, 9000, 10000, *[5000] * 7))]  # fmt: skip
    case = {**owners((1, 1), (0, 0), (0, 0)), "homes": homes, "ballots": [{"home": "1", "choice": "for"}]}
    made = decide(case)
    assert made["total"]["heads"] == 8
    assert made["for"] == made["participating"] == {"heads": 1, "area": 27_000}


def test_t8_what_the_developer_holds_is_one_head_and_counts_where_it_votes():
    sold = [{"id": f"s{n}", "area": 8000, "owners": [f"o{n}"], "kind": "developer_undelivered"} for n in range(2)]
    homes = [{"id": f"u{n}", "area": 9000, "owners": [], "kind": "developer_unsold"} for n in range(5)]
    case = {**owners((1, 1), (0, 0), (0, 0)), "homes": homes + sold, "ballots": []}
    made = decide(case)
    assert made["total"] == {"heads": 1, "area": 61_000} and made["participating"] == {"heads": 0, "area": 0}
    made = decide({**case, "ballots": [{"home": "s1", "choice": "for"}]})
    assert made["for"] == {"heads": 1, "area": 61_000} and made["verdict"] == "passed"


@pytest.mark.parametrize(
    ("profile", "attended", "yes", "expected"),
    (
        ("通用", 3, 3, "not_constituted"), ("绍兴", 3, 3, "passed"), ("诸暨", 3, 3, "passed"),
        ("杭州", 3, 3, "not_constituted"), ("通用", 4, 3, "passed"), ("绍兴", 4, 2, "rejected"),
        ("杭州", 4, 3, "rejected"), ("杭州", 4, 4, "passed"), ("绍兴", 2, 2, "not_constituted"),
    ),
)  # fmt: skip
def test_t9_six_of_seven_seats_are_taken(profile, attended, yes, expected):
    made = decide(counted("committee", 6, attended, yes, profile=profile, seats=7))
    assert made["verdict"] == expected and made["total"] == {"heads": 6}


@pytest.mark.parametrize(
    ("body", "electorate", "attended", "yes", "expected"),
    (
        ("residents_meeting", 400, 201, 101, "passed"), ("residents_meeting", 400, 200, 200, "not_constituted"),
        ("residents_meeting", 400, 202, 101, "rejected"), ("village_households", 300, 151, 151, "not_constituted"),
        ("village_households", 300, 199, 199, "not_constituted"), ("village_households", 300, 200, 101, "passed"),
        ("village_adults", 300, 151, 76, "passed"), ("representatives", 90, 60, 31, "passed"),
        ("representatives", 90, 59, 59, "not_constituted"),
    ),
)  # fmt: skip
def test_t10_meetings_by_numbers_alone(body, electorate, attended, yes, expected):
    assert verdict(counted(body, electorate, attended, yes)) == expected


def test_older_decisions_go_by_the_older_text():
    new, old = (decide(counted("representatives", 90, 50, 40, date=day)) for day in ("2026-01-01", "2025-12-31"))
    assert (new["verdict"], old["verdict"]) == ("not_constituted", "passed")
    assert old["rule"]["law"] is None and "没有核实" in old["say"][0], "an unsure rule prints no citation"
    new, old = (decide(counted("residents_meeting", 9, 5, 3, date=day))["rule"] for day in ("2026-01-01", "2025-12-31"))
    assert (new["article"], old["article"]) == ("第27条", "第9条")
    assert (new["effective_from"], old["effective_from"]) == ("2026-01-01", "1990-01-01")


def test_where_a_place_had_no_rule_of_its_own_yet_the_general_one_holds_and_says_so():
    made = decide(counted("committee", 6, 4, 3, profile="绍兴", date="2020-12-31"))
    assert made["rule"]["id"] == "committee-general" and any("通用" in warning for warning in made["warnings"])
    assert decide(counted("committee", 6, 4, 3, profile="绍兴", date="2021-01-01"))["warnings"] == []


def test_d1_nobody_voted_and_there_is_no_quorum():
    for matter in MATTERS:
        assert verdict(owners((900_000, 120), (0, 0), (0, 0), matter)) == "not_constituted"
    for body in ("committee", "residents_meeting", "representatives", "village_adults", "village_households"):
        assert verdict(counted(body, 1, 0, 0)) == "not_constituted"


def test_d2_no_share_is_ever_turned_into_a_rounded_number_of_people():
    for electorate in range(1, 400):
        came = next(n for n in range(electorate + 1) if 3 * n >= 2 * electorate)
        assert verdict(counted("village_households", electorate, came, came)) == "passed"
        assert verdict(counted("village_households", electorate, came - 1, came - 1)) == "not_constituted"


def test_d3_what_is_still_wanting_equals_trying_it_out():
    made = decide(counted("residents_meeting", 147, 73, 73))
    assert "还差1人" in "".join(made["say"])
    for rule in ("village-households-2025", "residents-meeting-2025", "committee-shaoxing"):
        quorum = law.rule(rule).check("quorum")
        for total in range(1, 60):
            for came in range(total + 1):
                numbers = {"total": {"heads": total}, "participating": {"heads": came}}
                tried = next(k for k in range(total + 2) if quorum.holds(
                    {**numbers, "participating": {"heads": came + k}}))  # fmt: skip
                assert short(quorum, numbers) == tried


def test_d4_two_hundred_of_three_hundred_is_two_thirds():
    assert verdict(counted("village_households", 300, 200, 200)) == "passed"


def test_d5_half_and_more_than_half_are_two_things():
    assert verdict(counted("committee", 16, 16, 8, profile="通用")) == "passed"
    assert verdict(counted("committee", 16, 16, 8, profile="杭州")) == "rejected"
    ops = {c.op for rule in ("committee-general", "committee-hangzhou") for c in law.rule(rule).checks}
    assert ops == {">", ">="}


def test_d6_exactly_two_thirds_of_many_odd_areas_is_reached():
    for area in range(15_030, 15_330, 3):
        case = owners((area * 30, 30), (area * 20, 20), (area * 20, 20))
        assert verdict(case) == "passed"
        case["homes"][-1]["area"] += 1
        assert verdict(case) == "not_constituted"


@pytest.mark.parametrize("matter", MATTERS)
def test_every_matter_is_decided_as_the_law_has_it(matter):
    special = matter in ("special", "raise_fund", "rebuild", "change_common_use")
    case = owners((400, 4), (400, 4), (299, 3), matter)
    assert verdict(case) == ("rejected" if special else "passed")
    made = decide(case)
    assert made["rule"]["law"] == "中华人民共和国民法典" and made["rule"]["effective_from"] == "2021-01-01"
    item = law.matters()[matter].item
    assert not item or f"第278条第1款第{item}项" in made["say"][0]


def test_the_answer_is_plain_data_and_has_its_keys():
    for case in (owners(*NINE, (300_001, 41)), counted("committee", 7, 5, 4)):
        made = json.loads(json.dumps(decide(case)))
        assert list(made)[:7] == ["verdict", "rule", "total", "participating", "for", "against", "abstain"]
        assert {"checks", "say", "warnings"} <= set(made)
        for each in made["checks"]:
            assert list(each) == ["name", "left", "op", "right", "ok"] and type(each["left"]) is int
            assert each["ok"] == (each["left"] >= each["right"] if each["op"] == ">=" else each["left"] > each["right"])


def test_sentences_hold_every_number_a_neighbour_needs():
    said = decide(owners(*NINE, (300_000, 40)))["say"]
    text = "\n".join(said)
    assert "120人、9000.00平方米" in text and "80人、6000.00平方米" in text
    assert "参与的80人，乘3是240；算票的业主120人，乘2是240；240等于240，够「三分之二以上」，正好到线就算。" in said
    assert "同意的40人，乘2是80；参与的80人；80等于80，不够「过半数」，正好一半不算。" in said
    assert said[-1].endswith("未通过。")
