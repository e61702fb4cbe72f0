"""Areas, money, counts and shares come out as exact integers."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.core.numbers import (
    Typed,
    largest_remainder,
    read_area,
    read_int,
    read_money,
    read_share,
    show_area,
    show_money,
)
from linli_tui.core.refusal import Refused


@pytest.mark.parametrize(
    ("value", "area"),
    [
        ("89.5", 8950), ("89.5㎡", 8950), ("89.5 M2", 8950), ("1,089.50平方米", 108950), ("８９．５", 8950),
        ("８９。５", 8950), (65.56999999999999, 6557), ("65.56999999999999", 6557), (0.1 + 0.2, 30),
        ("65.565", 6557), (65.565, 6557), ("65.5649", 6556), (89, 8900), (Decimal("89.505"), 8951), (".5", 50),
        ("1000000", 100_000_000),
    ],
)  # fmt: skip
def test_areas(value: Typed, area: int) -> None:
    assert read_area(value) == area


@pytest.mark.parametrize(
    "value",
    [
        "",
        "0",
        "-1",
        "0.001",
        "1000000.01",
        "八十",
        "1,08.5",
        "89,5",
        "1e3",
        ".",
        "89.5.1",
        True,
        float("nan"),
        float("inf"),
        "9" * 40,
    ],
)
def test_no_area(value: Typed) -> None:
    with pytest.raises(Refused):
        read_area(value)


@given(st.integers(1, 100_000_000))
def test_an_area_survives_text_and_binary(area: int) -> None:
    assert read_area(show_area(area)) == read_area(area / 100) == read_area(Decimal(area) / 100) == area


@pytest.mark.parametrize(
    ("value", "fen"),
    [
        ("1200", 120_000), ("￥1,200.50元", 120_050), ("\u00a51200", 120_000), ("１２００", 120_000),
        ("3.5万", 3_500_000), ("1.23456万元", 1_234_560), ("0", 0), (12.299999999999999, 1230), ("100元整", 10_000),
    ],
)  # fmt: skip
def test_money(value: Typed, fen: int) -> None:
    assert read_money(value) == fen


@pytest.mark.parametrize("value", ["-5", "12.005", "1000000000.01", "一百", "", "万", "元"])
def test_no_money(value: Typed) -> None:
    with pytest.raises(Refused):
        read_money(value)


@given(st.integers(0, 100_000_000_000))
def test_money_is_read_as_it_is_shown(fen: int) -> None:
    assert read_money(show_money(fen)) == fen


def test_shown() -> None:
    assert (show_area(8950), show_area(108905)) == ("89.50", "1089.05")
    assert (show_money(120_050), show_money(-5), show_money(0)) == ("1,200.50", "-0.05", "0.00")


def test_whole_numbers() -> None:
    assert [read_int(value) for value in ("12", "１２", "12.0", 12.0, "十二", "1,200")] == [12, 12, 12, 12, 12, 1200]
    assert read_int("-3", least=-5) == -3
    for value in ("-1", "12.5", "abc", "", "1000000000"):
        with pytest.raises(Refused):
            read_int(value)
    with pytest.raises(Refused, match="1到4"):
        read_int("5", 1, 4)


@pytest.mark.parametrize(
    ("value", "share"),
    [
        ("1/2", (1, 2)), ("２／４", (1, 2)), ("50%", (1, 2)), ("50％", (1, 2)), ("0.5", (1, 2)), (0.25, (1, 4)),
        ("二分之一", (1, 2)), ("三分之2", (2, 3)), ("百分之三十", (3, 10)), ("33.33%", (3333, 10000)),
        ("全部", (1, 1)), ("1", (1, 1)), ("100%", (1, 1)),
    ],
)  # fmt: skip
def test_shares(value: Typed, share: tuple[int, int]) -> None:
    assert read_share(value) == share


@pytest.mark.parametrize("value", ["0", "3/2", "1/0", "0/3", "101%", "-1/2", "零分之一", "一半多", "", "2分之3"])
def test_no_share(value: Typed) -> None:
    with pytest.raises(Refused):
        read_share(value)


@given(st.integers(1, 999), st.integers(1, 999))
def test_a_share_is_in_lowest_terms(one: int, other: int) -> None:
    part = Fraction(min(one, other), max(one, other))
    assert read_share(f"{min(one, other)}/{max(one, other)}") == (part.numerator, part.denominator)


def test_a_published_table_of_lift_shares() -> None:
    floors = largest_remainder(40_000_000, [0, 5, 10, 11, 12, 13])
    assert floors == [0, 3_921_569, 7_843_137, 8_627_451, 9_411_765, 10_196_078]
    assert largest_remainder(floors[1], [1, 1]) == [1_960_785, 1_960_784]


@given(st.integers(0, 10**12), st.lists(st.integers(0, 10**6), min_size=1).filter(any))
def test_shares_add_up_and_are_less_than_one_off(total: int, weights: list[int]) -> None:
    shares = largest_remainder(total, weights)
    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert abs(Fraction(total * weight, sum(weights)) - share) < 1


@pytest.mark.parametrize(("total", "weights"), [(1, []), (1, [0]), (-1, [1]), (1, [2, -1])])
def test_what_cannot_be_shared(total: int, weights: list[int]) -> None:
    with pytest.raises(ValueError):
        largest_remainder(total, weights)
