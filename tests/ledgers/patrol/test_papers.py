"""The sheet for a pencil, the list for the wall, the hours of a month recomputed minute by minute."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli_tui.book.reading import Query
from linli_tui.core import times
from linli_tui.core.access import OWNER
from linli_tui.core.ledger import MonthLine
from linli_tui.core.refusal import Refused
from linli_tui.ledgers.patrol import papers, planning, rules, service
from linli_tui.ledgers.patrol.ledger import AREA, CAME
from linli_tui.paper import as_text


@pytest.fixture
def walked(book):
    """Three people of a team; two rounds that overlap, one across midnight, one whose end nobody knows."""
    with book.transaction(OWNER, "new") as t:
        people = [t.save("person", {"name": name}) for name in ("周大年", "刘姐儿", "陈工头")]
        team = t.save("team", {"name": "一组", "started": 1200, "ended": 1290})
        t.save_all("team_member", [{"team": team, "person": person} for person in people])
        t.save("checkpoint", {"name": "东门"})
    came = [{"person": person, "came": "came"} for person in people]
    early = [*came[:2], {**came[2], "came": "early", "off_at": 1250}]
    for started, ended, told in ((1200, 1290, early), (1260, 1320, came[:1]), (1380, 40, came[1:]), (1200, None, came)):
        service.write_down(book, OWNER, {"day": "2026-11-05", "team": team, "started": started, "ended": ended}, told)
    planning.write_duty(book, OWNER, {"day": "2026-11-05", "kind": "patrol", "team": team})
    return book


def test_hours_are_counted_from_coming_to_going_and_what_overlaps_once(walked):
    document = papers.month_hours(walked, date(2026, 11, 30))
    rows = {row[0]: row[1:] for row in document.blocks[0].rows}
    assert rows["周大年"] == ("3", times.show_length(120), "1"), "20:00 to 22:00, told in two rounds"
    assert rows["刘姐儿"] == ("3", times.show_length(190), "1")
    assert rows["陈工头"] == ("3", times.show_length(150), "1")
    text = as_text.text(document)
    assert "只算一次" in text and "30分" in text
    with pytest.raises(Refused, match="还没有巡逻记录"):
        papers.month_hours(walked, date(2026, 12, 1))


def _both(book):
    """The minutes of November as the month line and as the paper has them."""
    line = next(line for line in AREA.month if line.key == "patrol.minutes")
    binds = ("2026-11-01", "2026-12-01")
    summed = papers.summary(book.read.sql(papers.WALKED, binds))
    return book.read.month(line, *binds), sum(minutes for _name, _n, minutes, _all, _open in summed)


def test_the_month_says_of_rounds_that_overlap_what_the_paper_says(walked):
    assert _both(walked) == (460, 460)


TIMES = st.none() | st.integers(0, 1439)
CAMES = st.sampled_from([came for came, _title in CAME])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(5, 6), TIMES, TIMES, CAMES, TIMES, TIMES), min_size=1, max_size=6))
def test_month_and_paper_agree_on_whatever_was_told(walked, told):
    with suppress(Taken), walked.transaction(OWNER, "new") as t:
        person = t.sql("SELECT id FROM person WHERE name = '刘姐儿'")[0]["id"]
        for day, started, ended, came, on_at, off_at in told:
            row = {"day": f"2026-11-{day:02}", "started": started, "ended": ended}
            walker = {"person": person, "came": came, "on_at": on_at, "off_at": off_at}
            t.save("walker", {"round": t.save("round", row), **walker})
        month, paper = _both(walked)
        assert month == paper
        raise Taken


class Taken(Exception):
    """What was told is taken back."""


def test_the_sheet_has_six_big_rows_and_half_of_it_is_blank(walked):
    duty = walked.read.one("SELECT id FROM duty")
    document = papers.sheet(walked, OWNER, duty)
    people, points, found = document.blocks[1:4]
    assert len(people.rows) == len(found.rows) == 6 and people.rows[0] == ("周大年", "", "")
    assert points.rows == (("东门", "", "", ""),) and found.by_hand
    assert len(as_text.pages(document)) == 1
    blank = as_text.text(papers.of_month(walked, "sheet", date(2026, 11, 6)))
    assert "周大年" not in blank and "夜巡单" in blank


def test_the_wall_bears_the_names_of_those_who_agreed_and_of_the_others_the_surname(walked, monkeypatch):
    duty = walked.read.one("SELECT id FROM duty")
    text = as_text.text(papers.roster(walked, OWNER, duty))
    assert "周某、刘某、陈某" in text and "周大年" not in text and "这张给：大家看" in text
    agreed = walked.read.one("SELECT id FROM person WHERE name = '刘姐儿'")
    without = type("Without", (), {"people": {r["id"] for r in walked.read.sql("SELECT id FROM person")} - {agreed}})
    with monkeypatch.context() as patch:
        patch.setattr(type(walked.catalog), "offer", lambda self, name: lambda book, scope: without)
        assert "周某、刘姐儿、陈某" in as_text.text(papers.roster(walked, OWNER, duty))
    with pytest.raises(Refused, match="还没有排班"):
        papers.month_roster(walked, date(2026, 12, 1))


def test_the_figures_of_each_month_of_the_demo_are_those_counted_by_hand(demo_book):
    lines: dict[str, MonthLine] = {line.key: line for line in AREA.month}
    rounds = {r["id"]: r for r in demo_book.read.sql("SELECT * FROM round WHERE voided = 0")}
    walkers = demo_book.read.sql("SELECT * FROM walker WHERE voided = 0")
    months = sorted({r["day"][:7] for r in rounds.values()})
    assert len(months) >= 11
    for month in months:
        first = date.fromisoformat(f"{month}-01")
        binds = (first.isoformat(), rules.next_month(first).isoformat())
        here = [w for w in walkers if rounds[w["round"]]["day"].startswith(month) and w["came"] in ("came", "early")]
        by_hand = defaultdict(int)
        for w in here:
            by_hand[w["person"]] += _counted(w, rounds[w["round"]])
        assert demo_book.read.month(lines["patrol.rounds"], *binds) == sum(
            r["day"].startswith(month) for r in rounds.values()
        )
        assert demo_book.read.month(lines["patrol.people"], *binds) == len(here)
        assert demo_book.read.month(lines["patrol.minutes"], *binds) == sum(by_hand.values()) > 0
        hours = papers.summary(demo_book.read.sql(papers.WALKED, binds))
        assert sum(minutes for _name, _n, minutes, _all, _open in hours) == sum(by_hand.values())
        listed = Query("walker", where=lines["patrol.people"].where, binds=(("first", binds[0]), ("next", binds[1])))
        assert demo_book.read.count(listed) == len(here), "the list behind the figure"


def _counted(walker, round_):
    """Minute by minute on a clock that goes on over midnight; 0 where an end is missing."""
    begin = walker["on_at"] if walker["on_at"] is not None else round_["started"]
    end = walker["off_at"] if walker["off_at"] is not None else round_["ended"]
    if begin is None or end is None:
        return 0
    return sum(1 for _minute in range(begin, end if end >= begin else end + 1440))
