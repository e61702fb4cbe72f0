"""Times of day: as people write them, across midnight, and lengths."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.core import kinds, times
from linli_tui.core.ledger import Field
from linli_tui.core.refusal import Refused


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("20:05", 1205), ("２０：０５", 1205), ("2005", 1205), ("20.05", 1205), ("20。05", 1205), ("20点5分", 1205),
     ("8点半", 510), ("八点半", 510), ("20点", 1200), ("20", 1200), ("905", 545), ("0:00", 0), ("24:00", 1440)],
)  # fmt: skip
def test_times_as_people_write_them(text, minutes):
    assert times.read_time(text) == minutes


@pytest.mark.parametrize("text", ["25:00", "20:60", "晚上", "24:01", "-1", "20:5:3", "123456", ""])
def test_what_is_no_time_is_refused_in_words(text):
    with pytest.raises(Refused) as refused:
        times.read_time(text)
    assert "20:05" in refused.value.do


@given(st.integers(0, 2 * times.DAY - 1))
def test_what_is_shown_is_read_again(minutes):
    field = Field("at", "几点", "time")
    assert times.read_time(times.show_time(minutes)) == minutes == kinds.read(field, kinds.show(field, minutes))


@given(st.integers(0, times.DAY - 1), st.integers(0, times.DAY - 1))
def test_an_end_is_never_before_its_beginning(start, end):
    assert 0 <= times.after(start, end) - start < times.DAY


def test_the_day_after_and_lengths_in_words():
    assert times.show_time(times.after(1205, 40)) == "次日0:40"
    assert [times.show_length(n) for n in (45, 60, 150, 0)] == ["45分钟", "1小时", "2小时30分", "0分钟"]


@given(st.integers(0, 10_000))
def test_a_length_that_is_shown_is_read_again(minutes):
    assert times.read_length(times.show_length(minutes)) == minutes


@pytest.mark.parametrize(("text", "minutes"), [("1.5小时", 90), ("半小时", 30), ("两个小时", 120), ("90", 90)])
def test_lengths_as_people_write_them(text, minutes):
    assert times.read_length(text) == minutes


def test_what_is_no_length_is_refused():
    with pytest.raises(Refused):
        times.read_length("很久")
