"""The evening a time belongs to, hours across midnight, lists in turn and as last month."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from linli_tui.core import times
from linli_tui.ledgers.patrol import rules

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))
MINUTES = st.integers(0, times.DAY - 1)


def test_after_midnight_it_is_still_the_evening_before():
    assert rules.service_day(date(2026, 12, 1), 40) == date(2026, 11, 30)
    assert rules.service_day(date(2026, 12, 1), 300) == date(2026, 12, 1)


def test_hours_go_from_coming_to_going_and_never_by_the_plan():
    started, ended = 20 * 60 + 5, 40
    assert rules.minutes("came", None, None, started, ended) == 4 * 60 + 35, "over midnight"
    assert rules.minutes("early", None, 22 * 60 + 50, started, ended) == 165
    assert rules.minutes("came", 21 * 60, None, started, ended) == 220, "came later"
    assert rules.minutes("came", None, None, started, None) is None, "nobody knows, nobody guesses"
    assert rules.minutes("told", None, None, started, ended) == 0


@given(MINUTES, MINUTES, st.integers(0, 400), st.integers(0, 400))
def test_nobody_was_there_longer_than_the_round(started, length, later, earlier):
    length = length % 600
    ended = (started + length) % times.DAY
    whole = rules.minutes("came", None, None, started, ended)
    assert whole == length
    on, off = started + later % (length + 1), started + length - earlier % (length + 1)
    part = rules.minutes("early", on % times.DAY, off % times.DAY, started, ended)
    assert 0 <= part <= whole and (off < on or part == off - on)


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)).map(lambda s: (min(s), max(s)))))
def test_what_overlaps_counts_once(spans):
    assert rules.together(spans) == len({minute for begin, end in spans for minute in range(begin, end)})


@given(DAYS, st.sets(st.integers(1, 7)))
def test_the_days_of_a_month(day, weekdays):
    days = rules.days_of(day, sorted(weekdays))
    first = day.replace(day=1)
    every = [first + timedelta(n) for n in range(31) if (first + timedelta(n)).month == first.month]
    assert days == [d for d in every if not weekdays or d.isoweekday() in weekdays]


@given(DAYS, st.integers(1, 6), st.integers(-1, 6))
def test_turns_are_fair_to_within_one_and_go_on_after_the_last(day, n, last):
    teams = [f"组{k}" for k in range(n)]
    before = teams[last % n] if last >= 0 else None
    turns = list(rules.in_turn(rules.days_of(day, ()), teams, before))
    counts = Counter(team for _day, team in turns)
    assert max(counts.values()) - min(counts.get(team, 0) for team in teams) <= 1
    assert turns[0][1] == teams[(last % n + 1) % n if last >= 0 else 0]


@given(DAYS)
def test_the_same_weekday_of_the_same_week(day):
    there = rules.same_day(day, rules.next_month(day))
    if there is None:
        assert day.day > 28
    else:
        assert there.isoweekday() == day.isoweekday() and (there.day - 1) // 7 == (day.day - 1) // 7


def test_who_came_before_the_others_is_counted_from_his_coming():
    assert rules.minutes("came", 1195, None, 1205, 1290) == 95
    assert rules.minutes("came", 40, None, 1470, 90) == 50, "a round that began after midnight"
    assert rules.minutes("early", 1190, 1200, 1205, 1290) == 10, "he left before the others came"


def test_what_cannot_have_been_is_not_counted():
    assert rules.minutes("came", None, None, 1205, 1190) is None, "nearly a whole day"
    assert rules.minutes("early", None, 1190, 1205, 1290) is None
    assert rules.length(480, 1200) == 720 and rules.length(480, 450) is None


@given(MINUTES, st.integers(0, rules.LONGEST))
def test_the_small_hours_are_of_the_evening_and_lengths_stay(started, length):
    ended = rules.of_evening((started + length) % times.DAY)
    begun = rules.of_evening(started)
    assert rules.minutes("came", None, None, begun, ended) == length


def test_a_round_as_planned_ends_now_within_the_hour_and_later_as_planned():
    assert rules.end_of(1200, 1290, 1260) == 1260
    assert rules.end_of(1200, 1290, 1350) == 1350
    assert rules.end_of(1200, 1290, 1351) == 1290
    assert rules.end_of(1320, 60, 1530) == 1530, "over midnight"
    assert rules.end_of(1200, None, 1300) == 1300
    assert rules.end_of(1200, None, 3000) is None, "nobody knows on another day"


def test_weekdays_as_people_write_them():
    assert rules.weekdays("1 3 5") == rules.weekdays("一三五") == rules.weekdays("１、３、５") == (1, 3, 5)
    assert rules.weekdays("周六日") == (6, 7) == rules.weekdays("周六、周天")
    assert rules.weekdays("") == ()
