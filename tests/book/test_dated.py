"""Dated facts: half-open, unknown beginnings, no two of one key on one day; started, ended, corrected, read by day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli_tui.book import dated, undo
from linli_tui.book.check import check
from linli_tui.book.reading import Query
from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from tests.book.acts import act, rows, save

days = st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 20)).map(date.isoformat)
MONTH = [(date(2025, 12, 25) + timedelta(days=n)).isoformat() for n in range(40)]


@pytest.fixture
def flat(book):
    return save(book, "flat", code="501")


@pytest.fixture
def human(book):
    return save(book, "human", name="王桂芳")


def held(start: str | None, end: str | None) -> set[str]:
    """The days of a month a fact holds, one by one."""
    return {day for day in MONTH if (start is None or start <= day) and (end is None or day < end)}


periods = st.tuples(days, days).filter(lambda p: not (p[0] and p[1] and p[0] >= p[1]))


@given(periods, periods)
def test_two_periods_overlap_when_they_share_a_day(one, other):
    assert dated.overlap(*one, *other) == bool(held(*one) & held(*other))


@pytest.mark.parametrize(
    ("first", "second", "free"),
    [
        ((None, "2026-03-01"), ("2026-03-01", None), True),
        ((None, "2026-03-01"), ("2026-02-28", None), False),
        (("2026-01-01", "2026-02-01"), ("2026-02-01", "2026-03-01"), True),
        ((None, None), ("2026-01-01", "2026-01-02"), False),
        (("2026-01-01", None), (None, "2026-01-01"), True),
        (("2026-01-01", None), (None, None), False),
    ],
)
def test_two_facts_of_one_key_never_hold_on_one_day(book, flat, human, first, second, free):
    save(book, "owning", house=flat, human=human, since=first[0], until=first[1])
    fact = {"house": flat, "human": human, "since": second[0], "until": second[1]}
    if free:
        save(book, "owning", **fact)
    else:
        with pytest.raises(Refused, match="日子重了") as refused:
            save(book, "owning", **fact)
        assert refused.value.field == "since"
    other = save(book, "human", name="李")
    save(book, "owning", **{**fact, "human": other})
    assert check(book).ok


@pytest.mark.parametrize(("since", "until"), [("2026-01-02", "2026-01-01"), ("2026-01-01", "2026-01-01")])
def test_a_fact_ends_after_it_begins(book, flat, human, since, until):
    with pytest.raises(Refused) as refused:
        save(book, "owning", house=flat, human=human, since=since, until=until)
    assert refused.value.field == "until"
    open_ended = save(book, "owning", house=flat, human=human, since=since)
    with pytest.raises(Refused):
        dated.end(book, OWNER, "owning", open_ended, until)


def test_a_change_does_not_overlap_with_itself_and_a_voided_fact_with_none(book, flat, human):
    first = save(book, "owning", house=flat, human=human, since="2026-01-01")
    dated.correct(book, OWNER, "owning", first, {"since": "2026-01-05"})
    act(book, lambda t: t.void("owning", first), "void")
    second = save(book, "owning", house=flat, human=human, since="2026-01-03")
    with pytest.raises(Refused, match="日子重了"):
        save(book, "owning", id=first, voided=0)
    dated.end(book, OWNER, "owning", second, "2026-01-05")
    save(book, "owning", id=first, voided=0)
    assert check(book).ok


def test_an_undo_that_would_make_two_facts_overlap_is_refused_in_words(book, flat, human):
    first = save(book, "owning", house=flat, human=human, since="2026-01-01")
    ended = dated.end(book, OWNER, "owning", first, "2026-02-01")
    second = dated.start(book, OWNER, "owning", {"house": flat, "human": human, "since": "2026-02-01"})
    before = rows(book)
    with pytest.raises(Refused, match="日子重了"):
        undo.undo(book, OWNER, ended.number)
    assert rows(book) == before and check(book).ok
    undo.undo(book, OWNER, second.number)
    undo.undo(book, OWNER, ended.number)
    assert book.read.get("owning", first)["until"] is None


def test_started_ended_corrected_say_what_they_did(book, flat, human):
    started = dated.start(book, OWNER, "owning", {"house": flat, "human": human})
    record = started.records[0][1]
    ended = dated.end(book, OWNER, "owning", record, "2026-02-01")
    corrected = dated.correct(book, OWNER, "owning", record, {"until": "2026-03-01"})
    assert [c.verb for c in (started, ended, corrected)] == ["start", "end", "correct"]
    assert all(c.say.startswith("已") and "产权" in c.say for c in (started, ended, corrected))
    assert [event.verb for event in book.history("owning", record)] == ["更正", "结束", "开始"]
    with pytest.raises(ValueError, match="no dated fact"):
        dated.end(book, OWNER, "human", human, "2026-01-01")


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 2), days, days), max_size=8), days)
def test_a_day_shows_what_held_that_day(tmp_path_factory, facts, day):
    from linli_tui.book.book import Book
    from tests.book.small.ledger import CATALOG

    kept: list[tuple[int, str | None, str | None]] = []
    with Book.new(tmp_path_factory.mktemp("book") / "小.台账", CATALOG, name="小村") as book:
        flat = save(book, "flat", code="501")
        people = [save(book, "human", name=name) for name in "甲乙丙"]
        for who, since, until in facts:
            free = not (since and until and since >= until) and all(
                not held(since, until) & held(*times) for other, *times in kept if other == who
            )
            try:
                save(book, "owning", house=flat, human=people[who], since=since, until=until)
                kept.append((who, since, until))
                assert free
            except Refused:
                assert not free
        for on in {day, *MONTH[::7]} - {None}:
            shown = book.read.page(Query("owning", on=on))
            assert sorted(people.index(row["human"]) for row in shown) == sorted(w for w, *t in kept if on in held(*t))
            assert book.read.count(Query("owning", on=on)) == len(shown)
            assert all(dated.holds(row, book.catalog.ledgers["owning"].dated, on) for row in shown)
