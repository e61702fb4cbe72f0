"""Instants are UTC text, civil dates are those of UTC+8, and tests can hold time still."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.core import clock


def test_the_evening_in_utc_is_the_next_day_here() -> None:
    with clock.frozen("2026-11-22T16:30:00.000Z"):
        assert clock.today() == date(2026, 11, 23)
        assert clock.instant() == "2026-11-22T16:30:00.000Z"
        assert clock.local_text(clock.instant()) == "2026-11-23 00:30"


def test_time_moves_only_when_told_and_monotonic_never_back() -> None:
    with clock.frozen("2026-11-22T10:00:00.000Z") as still:
        began = clock.monotonic()
        still.advance(minutes=5)
        assert (clock.instant(), clock.monotonic() - began) == ("2026-11-22T10:05:00.000Z", 300)
        still.advance(days=-1)
        assert (clock.instant(), clock.monotonic() - began) == ("2026-11-21T10:05:00.000Z", 300)


def test_frozen_gives_the_clock_back_even_after_an_error() -> None:
    with pytest.raises(RuntimeError), clock.frozen("2000-01-01T00:00:00.000Z"):
        raise RuntimeError
    assert clock.now() > datetime(2020, 1, 1, tzinfo=UTC)
    assert clock.monotonic() <= clock.monotonic()


def test_set_clock_none_is_this_machine() -> None:
    clock.set_clock(clock.FrozenClock("2000-01-01T00:00:00.000Z"))
    assert clock.now().year == 2000
    clock.set_clock(None)
    assert clock.now().year > 2000


@given(st.datetimes(datetime(1900, 1, 2), datetime(2200, 1, 1), timezones=st.just(UTC)))
def test_instants_come_back_to_the_millisecond_and_sort_as_text(moment: datetime) -> None:
    text = clock.instant(moment)
    assert len(text) == 24
    assert timedelta() <= moment - clock.read_instant(text) < timedelta(milliseconds=1)
    assert text < clock.instant(moment + timedelta(milliseconds=1))
    assert clock.civil(text) == (clock.read_instant(text) + timedelta(hours=8)).date()


def test_another_zone_is_turned_and_a_naive_moment_refused() -> None:
    there = datetime(2026, 1, 1, 8, tzinfo=timezone(timedelta(hours=8)))
    assert clock.instant(there) == "2026-01-01T00:00:00.000Z"
    with pytest.raises(ValueError, match="time zone"):
        clock.instant(datetime(2026, 1, 1))


@pytest.mark.parametrize("text", ["2026-01-01T08:00:00.000+08:00", "2026-01-01 08:00", "昨晚", "Z"])
def test_only_utc_is_an_instant(text: str) -> None:
    with pytest.raises(ValueError):
        clock.read_instant(text)
