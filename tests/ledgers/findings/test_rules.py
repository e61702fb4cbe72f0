"""Deadlines equal a count by hand; a level is explained to the day; three pairs of hands where it matters."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.core import workdays
from linli_tui.ledgers.findings import codes, rules

DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))
LEVELS = st.sampled_from(list(codes.levels()))


def by_hand(day, n):
    """The n-th day after `day` on which one works, one day after the other."""
    while n:
        day += timedelta(days=1)
        n -= workdays.is_workday(day)
    return day


@given(DAYS, st.integers(0, 40))
def test_working_days_are_those_counted_by_hand(day, n):
    assert rules.due(day, None, {"workdays": n}).day == by_hand(day, n)


@given(DAYS, st.integers(1, 120))
def test_a_last_day_off_moves_to_the_next_day_one_works(day, n):
    last = day + timedelta(days=n)
    while not workdays.is_workday(last):
        last += timedelta(days=1)
    assert rules.due(day, None, {"days": n}).day == last


@given(DAYS, st.integers(0, 2880), st.integers(0, 240))
def test_hours_go_on_through_the_night(day, minute, n):
    found = rules.due(day, minute, {"hours": n})
    passed = (found.day - day).days * 1440 + found.minute - minute
    assert passed == 60 * n and 0 <= found.minute < 1440 and found.sure


def test_of_an_hour_nobody_noted_the_day_is_what_counts():
    assert rules.due(date(2026, 11, 20), None, {"hours": 2}) == rules.Due(date(2026, 11, 20), None, True)
    assert rules.due(date(2026, 11, 20), None, {"hours": 24}).day == date(2026, 11, 21)
    with pytest.raises(ValueError, match="weeks"):
        rules.due(date(2026, 11, 20), None, {"weeks": 1})


def test_over_the_national_day_and_the_weekend_that_is_worked():
    assert rules.close_by("yellow", "2026-09-25", None) == "2026-10-08", "7 days end in the holiday"
    assert rules.first_by("blue", "2026-09-30", None) == by_hand(date(2026, 9, 30), 2).isoformat()


@given(LEVELS, DAYS, st.none() | st.integers(0, 2880))
def test_nobody_must_have_settled_before_he_must_have_begun(level, day, minute):
    first, close = (by(level, day.isoformat(), minute) for by in (rules.first_by, rules.close_by))
    assert day.isoformat() <= first <= close


@given(LEVELS, DAYS)
def test_a_day_beyond_the_calendar_is_said_to_be_guessed(level, day):
    guessed = rules.guessed(level, day.isoformat(), None)
    last = date.fromisoformat(rules.close_by(level, day.isoformat(), None))
    hours = level in rules.GRAVE
    known = hours or all(workdays.year(n) for n in range(day.year, last.year + 1))
    assert guessed == (None if known else 1)
    told = "\n".join(rules.explained(level, day.isoformat(), None))
    assert ("暂按周末推算" in told) == (not known)
    assert rules.show_date(last) in told


def test_every_working_day_is_named_in_the_explanation():
    told = "\n".join(rules.explained("grey", "2026-09-29", None))
    assert "2026年9月30日 星期三 第1个工作日" in told
    assert "2026年10月1日 星期四 国庆节" in told
    assert told.count("个工作日") == 1 + 5
    told = "\n".join(rules.explained("yellow", "2026-09-25", None))
    assert "10月2日 星期五 第7天，国庆节，顺延" in told and "10月8日 星期四 顺延到这一天" in told
    assert "还没有写哪天发现" in "\n".join(rules.explained("grey", None, None))


def test_what_is_missing_is_said_until_it_is_there_or_counts_elsewhere():
    assert rules.todo(None, None, "found") == "哪一类、在哪里"
    assert rules.todo("F02", None, "closed") == "在哪里"
    assert rules.todo("F02", "x", "found") is None and rules.todo(None, None, "merged") is None


def test_names_fit_and_say_the_kind_or_the_words():
    assert rules.label("F02", "7幢2单元", "随便") == "楼道停放电动车 7幢2单元"
    assert rules.label(None, None, "后门\n那边的灯") == "后门 那边的灯"
    assert rules.label(None, None, "很长" * 20).endswith("..")


def test_three_pairs_of_hands_are_asked_for_only_where_it_matters():
    assert rules.needs_three("red", None, False) and rules.needs_three("orange", 0, False)
    assert rules.needs_three("yellow", 100, False) and rules.needs_three("blue", None, True)
    assert not rules.needs_three("yellow", 0, False)


def test_who_looked_at_his_own_work_is_named():
    steps = [{"what": what, "who": who} for what, who in (("report", "甲"), ("treat", "乙"), ("look", "乙"))]
    assert rules.same_hands(steps) == "处置和回头看都是乙"
    assert rules.same_hands([*steps[:2], {"what": "look", "who": "丙"}]) == ""
    assert rules.same_hands([{"what": "look", "who": None}, {"what": "treat", "who": None}]) == ""


def test_every_code_has_a_level_a_length_and_nine_sentences():
    assert len(codes.hazards()) == 30
    for hazard in codes.hazards().values():
        assert hazard.level in codes.levels() and hazard.length in ("follow", "report")
        assert len(codes.phrases(hazard.code)) == 9 == len(set(codes.phrases(hazard.code)))
    assert len(codes.phrases(None)) == 9 and codes.of("?").level == "yellow"
