"""Ownership by the day, shares by arithmetic."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.core.names import pinyin_keys
from linli_tui.ledgers.people import rules

DAYS = st.dates().map(lambda day: day.isoformat())
SHARES = st.lists(st.integers(1, 12).flatmap(lambda den: st.tuples(st.integers(1, den), st.just(den))), max_size=6)


def fact(since=None, until=None, num=None, den=None, person="甲"):
    return {"since": since, "until": until, "share_num": num, "share_den": den, "person": person}


@given(st.lists(DAYS, min_size=1, max_size=6, unique=True), DAYS)
def test_a_home_handed_on_always_has_exactly_one_owner(sales, day):
    bounds = [None, *sorted(sales), None]
    facts = [fact(since, until, person=str(n)) for n, (since, until) in enumerate(pairwise(bounds))]
    owners = rules.owners_on(facts, day)
    assert len(owners) == 1
    assert owners[0]["person"] == str(sum(sale <= day for sale in sales)), "on the day itself it is the buyer's"


@given(SHARES)
def test_shares_are_warned_of_only_beyond_the_whole(shares):
    facts = [fact(num=num, den=den) for num, den in shares] + [fact()]
    total = sum((Fraction(num, den) for num, den in shares), Fraction(0))
    assert rules.known_share(facts) == total
    assert bool(rules.warn_of_shares(facts)) == (total > 1)


def test_what_is_over_is_said():
    assert (
        rules.warn_of_shares([fact(num=1, den=2), fact(num=2, den=3)]) == "这套房的份额加起来多了1/6，请对照产权证核对"
    )


def test_half_a_share_is_no_share():
    assert (
        rules.wrong_share(1, None)
        and rules.wrong_share(None, 2)
        and rules.wrong_share(3, 2)
        and rules.wrong_share(0, 2)
    )
    assert not rules.wrong_share(None, None) and not rules.wrong_share(1, 1) and not rules.wrong_share(1, 2)


def test_an_identity_number_that_contradicts_the_rest_is_pointed_out():
    number = "11010519491231002X"
    assert rules.warn_of_person({"id_number": number, "sex": "1", "birth": None}) == "性别和身份证号对不上，请看一看"
    assert rules.warn_of_person({"id_number": number, "sex": "2", "birth": "1949-12-30"}).startswith("出生日期")
    assert rules.warn_of_person({"id_number": number, "sex": "0", "birth": "1949-12-31"}) == ""
    assert rules.warn_of_person({"id_number": None, "sex": "1", "birth": "2000-01-01"}) == ""


def test_people_are_sorted_by_pinyin_with_surnames_read_right():
    assert sorted(["张三", "曾三", "单三", "安三"], key=rules.name_key) == ["安三", "单三", "曾三", "张三"]
    assert rules.name_key(None) == ""


@given(st.dates(date(1900, 1, 1), date(2026, 11, 16)), st.dates(date(2026, 11, 16), date(2090, 1, 1)))
def test_an_age_band_is_that_of_the_years_that_are_full(born, today):
    full = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    bands = [(5, "0-5岁"), (13, "6-13岁"), (17, "14-17岁"), (59, "成年"), (79, "60岁以上"), (999, "80岁以上")]
    assert rules.age_band(born.isoformat(), today.isoformat()) == next(word for last, word in bands if full <= last)


def test_an_age_nobody_knows_has_no_band():
    assert rules.age_band(None, "2026-11-16") == rules.age_band("2027-01-01", "2026-11-16") == ""


def record(name="王桂芳", **known):
    empty = dict.fromkeys(("phone", "phone2", "id_number", "birth", "sex"))
    return {**empty, "name": name, "name_key": f"{pinyin_keys(name)[0]} {name}", **known}


@pytest.mark.parametrize(
    ("one", "other", "same_home", "reasons"),
    [
        (record(), record("王桂方"), True, ["名字读音一样", "在同一套房"]),
        (record(phone="1"), record(phone2="1"), False, ["名字一样", "电话一样"]),
        (record(phone="1"), record(phone="1"), True, ["名字一样", "电话一样", "在同一套房"]),
        (record(id_number="1"), record("王小芳", id_number="1"), False, ["身份证号一样"]),
        (record(), record(), False, []),
        (record("李建国", phone="1"), record(phone="1"), True, []),
        (record(phone="1", id_number="1"), record(phone="1", id_number="2"), True, []),
        (record(phone="1", birth="1950-01-01"), record(phone="1", birth="1980-01-01"), True, []),
        (record(phone="1", sex="1"), record(phone="1", sex="2"), True, []),
    ],
)
def test_two_records_are_alike_for_reasons_and_never_against_what_is_known(one, other, same_home, reasons):
    assert rules.alike(one, other, same_home) == rules.alike(other, one, same_home) == reasons


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("浙d·12345", "浙D12345"), ("浙Ｄ 1234O", "浙D1234O"), ("浙D-12345", "浙D12345"), ("无牌", "无牌")],
)
def test_a_plate_is_kept_in_one_form(typed, kept):
    assert rules.clean_plate(typed) == kept
    assert rules.has_number(kept) == (kept != "无牌")
