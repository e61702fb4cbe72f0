"""Addresses are read from any hand and sorted as people sort them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.core.places import Address, floor_of, natural_key, read_address
from linli_tui.core.refusal import Refused


@pytest.mark.parametrize(
    "text",
    [
        "3-2-501", "３－２－５０１", "3—2—501", "3/2/501", "3、2、501", "3 2 501", "3。2。501", "3幢2单元501室",
        "三幢二单元五〇一室", "第3栋第2单元501", "3号楼2门501", "3#2-501", "3#楼2-501", "3幢-2单元-501",
        "3-2单元501", "3幢2单元5楼501", "3栋2单元501号", "永富新村3幢2单元501室", "永富路18号3幢2单元501室",
        "五一新村三幢二单元501", "501室3幢2单元",
    ],
)  # fmt: skip
def test_one_home_in_many_hands(text: str) -> None:
    assert read_address(text) == Address("3", "2", "501")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("第三栋 二单元 0501", Address("3", "2", "0501")),
        ("８甲", Address(room="8甲")),
        ("8甲幢2单元", Address("8甲", "2")),
        ("架空层", Address(room="架空层")),
        ("3幢架空层", Address("3", "", "架空层")),
        ("地下1", Address(room="地下1")),
        ("3-2-地下1", Address("3", "2", "地下1")),
        ("3-501", Address("3", "", "501")),
        ("3-501室", Address("3", "", "501")),
        ("3号501室", Address("3", "", "501")),
        ("A座1203", Address("A", "", "1203")),
        ("阳光花园a13幢1203b", Address("A13", "", "1203B")),
        ("东3幢201", Address("东3", "", "201")),
        ("十二幢十一单元一零二", Address("12", "11", "102")),
        ("3幢", Address("3")),
        ("2单元", Address("", "2")),
        ("501附1", Address(room="501附1")),
    ],
)
def test_parts(text: str, address: Address) -> None:
    assert read_address(text) == address


@pytest.mark.parametrize(
    ("text", "building", "entrance"),
    [
        ("1-101", "3", ""),
        ("101", "3", "1"),
        ("1-101", "3", "1"),
        ("3-1-101", "3", ""),
        ("03幢1单元101", "3", "1"),
        ("1单元101", "3", ""),
    ],
)
def test_what_is_given_need_not_be_said(text: str, building: str, entrance: str) -> None:
    assert read_address(text, building, entrance) == Address("3", "1", "101")


@pytest.mark.parametrize("text", ["4-1-101", "4幢1单元101"])
def test_what_is_given_may_not_be_contradicted(text: str) -> None:
    with pytest.raises(Refused, match="对不上"):
        read_address(text, "3")


@pytest.mark.parametrize(
    "text", ["", " ", "张三", "-501", "1-3-2-501", "3幢4幢501", "3-2-501 张三", "13800000000号楼长"]
)
def test_nothing_can_be_placed(text: str) -> None:
    with pytest.raises(Refused, match="看不出"):
        read_address(text)


@pytest.mark.parametrize("text", ["2026-03-02", "2026/3/2 0:00", "3月2日", "2026年3月2日"])
def test_a_date_is_what_a_spreadsheet_made_of_a_room(text: str) -> None:
    with pytest.raises(Refused, match="日期"):
        read_address(text)


@given(st.integers(1, 99), st.integers(1, 31), st.integers(1, 3999))
def test_three_numbers_are_never_a_date(building: int, entrance: int, room: int) -> None:
    parts = (str(building), str(entrance), str(room))
    assert read_address("-".join(parts)) == read_address("{}幢{}单元{}室".format(*parts)) == parts


@given(st.text(max_size=20))
def test_any_text_is_placed_or_refused(text: str) -> None:
    try:
        address = read_address(text)
    except Refused:
        return
    assert any(address)


def test_codes_sort_as_people_do() -> None:
    ordered = ["地下1", "1", "2", "8甲", "8乙", "10", "10甲", "11", "501", "1001", "A", "A2", "A10", "商铺1", "架空层"]
    mixed = ordered[1::2] + ordered[::-2]
    assert sorted(mixed, key=natural_key) == ordered


@given(st.integers(0, 99_999), st.integers(0, 99_999), st.integers(0, 3))
def test_keys_sort_by_number_whatever_the_zeros(one: int, other: int, zeros: int) -> None:
    assert (natural_key("0" * zeros + str(one)) < natural_key(str(other))) == (one < other)
    assert natural_key("0" * zeros + str(one)) == natural_key(str(one))


def test_ways_of_writing_share_a_key() -> None:
    assert natural_key("０５０１ ") == natural_key("501")
    assert natural_key("a1") == natural_key("A01")
    assert natural_key("地下室1") == natural_key("负1")


@pytest.mark.parametrize(
    ("room", "floor"),
    [
        ("501", 5), ("0501", 5), ("1203", 12), ("101室", 1), ("A501", 5), ("501甲", 5), ("501附1", 5),
        ("地下1", -1), ("负2", -2), ("架空层", None), ("8", None), ("12", None), ("001", None), ("10101", None),
        ("", None),
    ],
)  # fmt: skip
def test_floors(room: str, floor: int | None) -> None:
    assert floor_of(room) == floor
