"""Terms by calendar and law: every clock by its day, sizes by their bounds, and nothing cited that is not certain."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.core import dates
from linli_tui.core.data import read_toml
from linli_tui.ledgers.council import rules, terms

DAYS = st.dates(date(1990, 1, 1), date(2120, 12, 31))
MONTHS = st.integers(1, 60)
SPANS = st.lists(st.tuples(DAYS, st.integers(0, 2000)), max_size=6)


def test_the_table_names_what_there_is():
    laws, bodies = read_toml("rules", "terms.toml")["laws"], dict(rules.BODY_KINDS)
    assert len({rule.id for rule in terms.rules()}) == len(terms.rules())
    for rule in terms.rules():
        assert rule.profile in dict(rules.PROFILES) and set(rule.bodies) <= set(bodies) and rule.bodies
        assert set(rule.papers) <= dict(rules.PAPERS).keys()
        assert (rule.law in laws and rule.article > 0) == (rule.confidence == "certain"), rule.id
        assert date.fromisoformat(rule.effective_from)
        assert (rule.side in ("before", "within")) == bool(rule.amount), rule.id
        assert rule.what in ("seats", "years") or rule.unit in ("day", "month")


def test_only_what_is_certain_is_cited():
    for rule in terms.rules():
        assert bool(terms.citation(rule)) == (rule.confidence == "certain")
    own, other = (terms.find("renewal", "shaoxing", body, "2026-01-01") for body in ("owners_committee", "mutual_aid"))
    assert own and terms.citation(own) == "《绍兴市物业管理条例》第24条"
    assert other and terms.citation(other) == "" and terms.basis(other) == "参照业委会的做法"


@pytest.mark.parametrize(
    ("what", "profile", "day", "found"),
    [
        ("renewal", "shaoxing", "2026-01-01", "C-19.shaoxing"),
        ("renewal", "shaoxing", "2020-12-31", "C-19"),
        ("renewal", "hangzhou", "2022-02-28", "C-19"),
        ("renewal", "hangzhou", "2022-03-01", "C-19.hangzhou"),
        ("hand_over", "shaoxing", "2026-01-01", "C-17.term"),
        ("leaving", "hangzhou", "2026-01-01", "C-17.hangzhou"),
        ("filing", "hangzhou", "2026-01-01", "C-06"),
        ("renewal", None, "2009-12-31", None),
    ],
)
def test_the_law_of_the_place_goes_before_the_general_one(what, profile, day, found):
    rule = terms.find(what, profile, "owners_committee", day)
    assert (rule and rule.id) == found


@pytest.mark.parametrize(
    ("until", "profile", "by"),
    [
        ("2026-12-31", "general", "2026-09-30"),
        ("2026-05-31", "general", "2026-02-28"),
        ("2028-05-31", "general", "2028-02-29"),
        ("2026-05-28", "general", "2026-02-27"),
        ("2027-01-01", "hangzhou", "2026-09-30"),
        ("2026-12-31", "shaoxing", "2026-10-31"),
        ("2028-04-30", "shaoxing", "2028-02-29"),
    ],
)
def test_the_next_election_is_held_in_time(until, profile, by):
    assert terms.renew_by(until, "owners_committee", profile) == by


def test_ends_of_terms_that_are_not_known_ask_for_nothing():
    assert terms.renew_by(None, "owners_committee", "general") is None
    assert terms.hand_over_by("2026-12-31", "renewal", "general") is None
    assert terms.hand_over_by("2026-12-31", "owners_committee", "general") == "2027-01-10"


def test_what_is_filed_and_by_which_day():
    assert terms.file_by("list", "2026-01-31", "owners_committee", "shaoxing") == "2026-03-02"
    assert terms.file_by("seal", "2026-01-31", "owners_committee", "shaoxing") is None
    assert terms.file_by("list", "2026-01-31", "mutual_aid", "shaoxing") is None
    assert terms.file_by("list", None, "owners_committee", "shaoxing") is None


@given(DAYS, MONTHS)
def test_the_last_day_so_many_months_before_is_the_last(day, months):
    last = terms.last_before(day, months, "month")
    assert dates.add_months(last, months) < day <= dates.add_months(last + timedelta(1), months)


@given(DAYS, st.integers(0, 400))
def test_neither_day_is_counted_before_and_only_the_last_within(day, count):
    last = terms.last_before(day, count, "day")
    assert (day - last).days == count + 1
    assert (terms.last_within(day, count, "day") - day).days == count


@given(DAYS, MONTHS)
def test_months_end_on_the_corresponding_day_or_the_last_of_the_month(day, months):
    last = terms.last_within(day, months, "month")
    assert (last.year - day.year) * 12 + last.month - day.month == months
    assert last.day == day.day or ((last + timedelta(1)).day == 1 and last.day < day.day)


@given(SPANS)
def test_gaps_are_the_days_no_term_held(spans):
    held = [(begin.isoformat(), (begin + timedelta(length)).isoformat()) for begin, length in spans]
    found = terms.gaps(held)
    for end, start in found:
        assert end < start and not any(since < start and end < until for since, until in held)
    if held:
        first, last = min(since for since, _ in held), max(until for _, until in held)
        assert all(first <= end < start <= last for end, start in found)
    assert not terms.gaps([*held, (None, None)])


@given(SPANS, SPANS)
def test_a_term_more_leaves_no_more_days_without_one(spans, others):
    def empty(terms_):
        return sum((date.fromisoformat(start) - date.fromisoformat(end)).days for end, start in terms.gaps(terms_))

    held = [(begin.isoformat(), (begin + timedelta(length + 1)).isoformat()) for begin, length in spans]
    inside = [(since, until) for since, until in _dates(others) if held and since >= min(h[0] for h in held)]
    inside = [(since, until) for since, until in inside if until <= max(h[1] for h in held)]
    assert empty([*held, *inside]) <= empty(held)


def _dates(spans):
    return [(begin.isoformat(), (begin + timedelta(length)).isoformat()) for begin, length in spans]


@pytest.mark.parametrize(
    ("seats", "body", "profile", "homes", "wrong"),
    [
        (5, "owners_committee", "general", 268, False),
        (11, "owners_committee", "shaoxing", 268, False),
        (6, "owners_committee", "shaoxing", 268, True),
        (13, "owners_committee", "general", 268, True),
        (3, "owners_committee", "general", 80, True),
        (3, "owners_committee", "hangzhou", 100, False),
        (3, "owners_committee", "hangzhou", 101, True),
        (3, "owners_committee", "hangzhou", 0, True),
        (7, "property_committee", "hangzhou", 268, False),
        (5, "property_committee", "hangzhou", 268, True),
        (5, "property_committee", "general", 268, False),
        (4, "preparatory", "shaoxing", 268, True),
        (31, "preparatory", "shaoxing", 268, False),
        (12, "mutual_aid", "general", 268, False),
        (None, "owners_committee", "general", 268, False),
    ],
)
def test_seats_are_as_the_law_of_the_place_has_them(seats, body, profile, homes, wrong):
    said = terms.wrong_seats(seats, body, profile, "2026-01-01", homes)
    assert bool(said) is wrong
    assert not wrong or "条）" in said


@pytest.mark.parametrize(
    ("since", "until", "profile", "wrong"),
    [
        ("2024-02-29", "2029-02-28", "general", False),
        ("2024-01-01", "2029-01-02", "general", True),
        ("2024-01-01", "2026-12-31", "shaoxing", True),
        ("2024-02-29", "2027-02-28", "hangzhou", False),
        ("2024-01-01", None, "general", False),
        (None, "2024-01-01", "general", False),
    ],
)
def test_a_term_is_as_long_as_the_law_of_the_place_has_it(since, until, profile, wrong):
    assert bool(terms.wrong_years(since, until, "owners_committee", profile)) is wrong
