"""Places are named, ordered and nested as people do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.ledgers.places import rules
from linli_tui.ledgers.places.ledger import KINDS


def key(*codes: str, floor: int | None = None) -> str:
    """The sort key of a building, entrance and home in an otherwise empty compound."""
    path = rules.place_key(None, "compound", None, "永富新村", None)
    kinds = ("building", "entrance", "home")
    for kind, code in zip(kinds, codes, strict=False):
        path = rules.place_key(path, kind, code, None, floor if kind == "home" else None)
    return path


def test_every_kind_has_its_place_in_the_order():
    assert set(rules.ORDER) == {kind for kind, _ in KINDS}
    assert set(rules.WITHIN) | {"board"} <= set(rules.ORDER)


def test_a_full_name_leaves_the_compound_out():
    building = rules.label("永富新村", "compound", "3", "幢", None)
    entrance = rules.label(building, "building", "2", "单元", None)
    assert rules.label(entrance, "entrance", "501", "室", None) == "3幢2单元501室"
    assert rules.label(None, None, None, None, "永富新村") == "永富新村"
    assert rules.label(entrance, "entrance", None, None, "门禁") == "3幢2单元门禁"


def test_homes_of_a_building_follow_its_stairs():
    walk = [
        ("2", "1", "101"),
        ("2", "1", "901"),
        ("2", "1", "1001"),
        ("2", "2", "101"),
        ("10", "1", "101"),
        ("10甲", "1", "101"),
    ]
    assert sorted(walk, key=lambda codes: key(*codes)) == walk
    assert key("2") < key("2", "1") < key("2", "1", "101") < key("2", "2")


def test_a_floor_that_is_said_goes_before_the_number():
    assert key("1", "1", "地下1") < key("1", "1", "架空层", floor=0) < key("1", "1", "101") < key("1", "1", "架空层")
    assert key("1", "1", "东室", floor=2) < key("1", "1", "301")


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 20), st.integers(1, 20))
def test_upper_floors_come_later_whatever_the_door(low: int, high: int, door: int, other: int):
    if low < high:
        assert key("1", "1", f"{low}{door:02d}") < key("1", "1", f"{high}{other:02d}")


@given(st.integers(1, 60), st.integers(1, 30))
def test_the_homes_of_an_entrance_are_all_different_and_in_order(floors: int, per_floor: int):
    codes = rules.home_codes(floors, per_floor)
    assert len(set(codes)) == floors * per_floor
    assert sorted(codes, key=lambda code: key("1", "1", code)) == codes


@pytest.mark.parametrize(
    ("kind", "above", "may"),
    [("home", "entrance", True), ("home", "building", True), ("home", "compound", False), ("entrance", "home", False),
     ("building", "compound", True), ("facility", "entrance", True), ("facility", "home", False)],
)  # fmt: skip
def test_what_may_lie_where(kind: str, above: str, may: bool):
    assert rules.may_lie_in(kind, above) is may


def test_numbers_go_on_after_the_highest():
    assert rules.next_code(["1", "3", "8甲", None]) == 4
    assert rules.next_code([]) == 1
    assert rules.same_code("501", "０５０１") and not rules.same_code("501", "501甲")
