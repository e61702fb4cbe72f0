"""Ownership by the day, shares by arithmetic."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

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
