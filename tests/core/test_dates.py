"""Typed dates, shown dates, and periods as the law counts them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.core.dates import (
    add_months,
    ago,
    iso,
    last_day,
    latest_notice,
    read_date,
    shift_to_workday,
    show_date,
)
from linli_tui.core.refusal import Refused

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "3月8日", "3月8号", "3-8", "3.8", "3/8", "3、8", "03-08", "0308", "20260308", "2026-3-8", "2026/3/8",
        "2026.3.8", "2026年3月8日", "2026-03-08", "三月八日", "２０２６－３－８", "３。８", "2026。3。8",
        "０３０８", "二〇二六年三月八日",
    ],
)  # fmt: skip
def test_one_day_in_many_hands(text: str) -> None:
    assert read_date(f" {text}　", TODAY) == date(2026, 3, 8)


def test_spaces_inside_are_nothing() -> None:
    assert read_date("2026 年 3 月 8 日", TODAY) == date(2026, 3, 8)


@pytest.mark.parametrize(("text", "days"), [("今天", 0), ("昨天", -1), ("前天", -2), ("明天", 1), ("后天", 2)])
def test_named_days(text: str, days: int) -> None:
    assert read_date(text, TODAY) == TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("text", "today", "meant"),
    [
        ("1231", date(2026, 7, 1), date(2026, 12, 31)),
        ("1231", date(2026, 6, 30), date(2025, 12, 31)),
        ("1-5", date(2026, 11, 22), date(2026, 1, 5)),
        ("12-1", date(2026, 1, 10), date(2025, 12, 1)),
    ],
)
def test_a_year_left_out(text: str, today: date, meant: date) -> None:
    assert read_date(text, today) == meant


@pytest.mark.parametrize(
    "text",
    [
        "8", "308", "2026", "3月", "26-3-8", "26年3月8日", "260308", "13-1", "2-30", "2026-2-29", "00000000",
        "1200-1-1", "2026-3.8", "3-2-501", "初八", "abc", "",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_in_chinese(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_date(text, TODAY)
    assert refused.value.what.endswith("。") and refused.value.do


@given(DAYS)
def test_what_is_shown_is_read_again(day: date) -> None:
    assert read_date(show_date(day), TODAY) == day == read_date(iso(day), TODAY) == read_date(f"{day:%Y%m%d}", TODAY)


@given(DAYS)
def test_a_short_date_is_within_a_year_back_and_six_months_ahead(today: date) -> None:
    for text in ("0101", "0615", "1231"):
        assert add_months(today, -12) < read_date(text, today) <= add_months(today, 6)


def test_shown_without_leading_zeros() -> None:
    assert (show_date(date(2026, 1, 5)), iso(date(2026, 1, 5))) == ("2026年1月5日", "2026-01-05")


def test_periods_by_the_book() -> None:
    assert latest_notice(date(2026, 12, 20), 15) == date(2026, 12, 4)
    assert last_day(date(2026, 11, 22), 30) == date(2026, 12, 22)
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert add_months(date(2024, 2, 29), -12) == date(2023, 2, 28)


@given(DAYS, st.integers(0, 400))
def test_between_notice_and_meeting_lie_all_the_days(meeting: date, days: int) -> None:
    assert (meeting - latest_notice(meeting, days)).days - 1 == days


@given(DAYS, st.integers(-240, 240))
def test_months_end_on_the_corresponding_day_or_the_last(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(days=1)).day == 1)


def test_a_holiday_moves_the_end_to_the_day_after_it() -> None:
    holidays = {date(2026, 10, day) for day in range(1, 8)}
    assert shift_to_workday(date(2026, 10, 3), holidays.__contains__) == date(2026, 10, 8)
    assert shift_to_workday(date(2026, 9, 30), holidays.__contains__) == date(2026, 9, 30)


@pytest.mark.parametrize(
    ("day", "word"),
    [
        (date(2026, 11, 22), "今天"),
        (date(2026, 11, 21), "昨天"),
        (date(2026, 11, 20), "前天"),
        (date(2026, 11, 23), "明天"),
        (date(2026, 11, 24), "后天"),
        (date(2026, 11, 19), "3天前"),
        (date(2026, 12, 21), "29天后"),
        (date(2026, 10, 22), "1个月前"),
        (date(2027, 1, 22), "2个月后"),
        (date(2025, 11, 23), "11个月前"),
        (date(2025, 11, 22), "1年前"),
        (date(2023, 1, 1), "3年前"),
    ],
)
def test_ago(day: date, word: str) -> None:
    assert ago(day, TODAY) == word
