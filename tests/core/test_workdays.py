"""Working days: the announced calendars, their weekends that are worked, and what lies beyond them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.core import data, workdays

DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))
ANY = st.dates(date(2000, 1, 1), date(2090, 12, 31))


def test_a_saturday_that_is_worked_and_a_monday_that_is_not():
    assert workdays.is_workday(date(2026, 2, 14)) and workdays.is_workday(date(2026, 2, 28))
    assert not workdays.is_workday(date(2026, 2, 23)) and workdays.holiday(date(2026, 2, 23)) == "春节"
    assert workdays.is_workday(date(2026, 2, 24)) and not workdays.is_workday(date(2026, 11, 22))


def test_a_period_jumps_over_a_holiday():
    due = workdays.after(date(2026, 2, 13), 3)
    assert (due.day, due.sure, due.note) == (date(2026, 2, 25), True, ""), "14 worked, then nine days off, then 24, 25"
    assert workdays.last_day(date(2026, 9, 3), 30).day == date(2026, 10, 8)
    assert workdays.between(date(2026, 2, 13), date(2026, 2, 25)) == 3


def test_beyond_the_last_calendar_it_is_said_to_be_a_guess():
    due = workdays.after(date(2026, 12, 30), 3)
    assert not due.sure and "暂按周末推算" in due.note and due.day == date(2027, 1, 5), "31, and then 4, 5; 1 is fixed"


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_calendar_is_sound(year):
    table = data.read_toml("calendar", f"{year}.toml")
    known = workdays.year(year)
    assert table["year"] == year and known and all(day.year == year for day in (*known.off, *known.worked))
    assert all(day.weekday() >= 5 and day not in known.off for day in known.worked)
    assert len(known.off) - len(known.worked) >= 11, "the statutory days (2024)"


@pytest.mark.parametrize("year", [2025, 2026])
def test_another_source_says_the_same(year):
    holidays = pytest.importorskip("holidays")
    theirs = holidays.country_holidays("CN", years=year)
    day = date(year, 1, 1)
    while day.year == year:
        assert workdays.is_workday(day) == theirs.is_working_day(day), day
        day += timedelta(days=1)


@given(DAYS, st.integers(0, 60))
def test_counting_forth_is_counting_back(start, days):
    due = workdays.after(start, days)
    assert workdays.between(start, due.day) == days
    assert days == 0 or workdays.is_workday(due.day)


@given(ANY, st.integers(0, 400))
def test_a_period_never_ends_early_or_on_a_day_off(start, days):
    due = workdays.last_day(start, days)
    assert due.day >= start + timedelta(days=days) and workdays.is_workday(due.day)
    assert (due.day - start).days - days <= 12
