"""The clocks, the day of effect, the bands and the words for parties; pure."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from linli_tui.core import dates, workdays
from linli_tui.ledgers.mediation import rules

DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31)).map(date.isoformat)
MAYBE = st.none() | DAYS
HEADS = st.lists(st.integers(1, 2000))


def test_t11_effective_with_the_last_mark_and_thirty_days_to_ask_the_court():
    marks = ("written", "2026-11-20", "2026-11-20", "2026-11-20", "2026-11-20", "2026-11-22")
    assert rules.effective(*marks) == "2026-11-22"
    assert rules.confirm_by(*marks) == "2026-12-22"


def test_t11_a_last_day_in_a_holiday_moves_to_the_next_working_day():
    marks = ("written", "2026-09-01", "2026-09-01", "2026-09-01", "2026-09-01", "2026-09-02")
    assert not workdays.is_workday(date(2026, 10, 2))
    last = date.fromisoformat(rules.confirm_by(*marks) or "")
    assert last > date(2026, 10, 2) and workdays.is_workday(last)
    assert not any(
        workdays.is_workday(date(2026, 10, 2) + timedelta(n)) for n in range((last - date(2026, 10, 2)).days)
    )


@given(DAYS, MAYBE, MAYBE, MAYBE, MAYBE)
def test_a_written_agreement_takes_effect_with_the_last_of_four_marks_and_not_before(agreed, a, b, mediator, seal):
    marks = (a, b, mediator, seal)
    effect = rules.effective("written", agreed, *marks)
    assert effect == (max(marks) if all(marks) else None)
    assert bool(rules.missing_marks(*marks)) == (effect is None)
    assert rules.effective("oral", agreed, *marks) == agreed
    assert rules.effective("failed", agreed, *marks) is None is rules.confirm_by("oral", agreed, *marks)
    last = rules.confirm_by("written", agreed, *marks)
    if effect is None:
        assert last is None
    else:
        day = date.fromisoformat(last)
        assert day >= date.fromisoformat(effect) + timedelta(30) and workdays.is_workday(day)


@given(DAYS, MAYBE)
def test_a_month_unless_both_agreed_on_longer(accepted, extended):
    month = dates.add_months(date.fromisoformat(accepted), 1).isoformat()
    assert rules.due(accepted, extended) == max(month, extended or "")
    assert rules.due(None, extended) is None


def test_a_month_from_the_last_day_of_january():
    assert rules.due("2026-01-31", None) == "2026-02-28"


@given(HEADS)
def test_every_number_of_people_is_in_one_band_and_the_bands_add_up(heads):
    counts = [sum(rules.band(n) == which for n in heads) for which in range(len(rules.BANDS))]
    assert rules.bands_wrong(len(heads), counts) == ""
    assert rules.bands_wrong(len(heads) + 1, counts).startswith("起数之和不等于总排查数")


def test_t16_three_and_one_are_four():
    assert rules.bands_wrong(4, [3, 1, 0, 0]) == ""
    assert "加起来是4，总排查数是5" in rules.bands_wrong(5, [3, 1, 0, 0])
    assert [rules.band(n) for n in (49, 50, 99, 100, 499, 500, None)] == [0, 1, 1, 2, 2, 3, None]


def test_every_matter_has_a_type_and_a_group_and_its_key_begins_with_the_code():
    for matter in rules.CODES["matter"]:
        assert matter["key"].startswith(matter["type"]) and matter["type"] in rules.CODES["types"]
        assert matter["group"] in rules.CODES["groups"]
    titles = [title for _key, title in rules.MATTERS]
    assert len(set(titles)) == len(titles) and {key[:2] for key, _ in rules.MATTERS} == set(rules.CODES["types"])
    assert rules.type_title("0201") == "邻里纠纷" and rules.type_title(None) == ""
    assert rules.is_urgent("0102") and not rules.is_urgent("0201")


@given(
    st.lists(
        st.tuples(st.sampled_from([side for side, _ in rules.SIDES]), st.sampled_from(["agreed", "refused", None]))
    )
)
def test_one_party_that_refuses_is_enough(parties):
    assert bool(rules.refusing(parties)) == any(answer == "refused" for _side, answer in parties)
