"""The duty list, rounds as planned, as told and half told, and what was dropped in."""

from __future__ import annotations

from datetime import date

import pytest

from linli_tui.book import undo
from linli_tui.book.dropbox import Entry
from linli_tui.book.writing import write
from linli_tui.core import clock
from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from linli_tui.ledgers.patrol import planning, service

THURSDAY = date(2026, 11, 19)
LATE = "2026-11-19T15:40:00.000Z"
"""23:40 of that Thursday here."""


@pytest.fixture
def teams(book):
    with book.transaction(OWNER, "new") as t:
        people = [t.save("person", {"name": name}) for name in ("周大年", "刘姐儿", "陈工头", "老邱")]
        teams = []
        for n, name in enumerate(("一组", "二组")):
            teams.append(t.save("team", {"name": name, "started": 1200, "ended": 1290}))
            t.save_all("team_member", [{"team": teams[-1], "person": p} for p in people[n * 2 : n * 2 + 2]])
        for n in (1, 2, 3):
            t.save("checkpoint", {"name": f"点{n}"})
    return book, teams


def test_by_group_in_turn_goes_on_where_it_stopped(teams):
    book, (one, two) = teams
    planning.turns(book, OWNER, date(2026, 10, 1), [one, two], (4,))
    planning.turns(book, OWNER, date(2026, 11, 1), [one, two], (4,))
    rows = book.read.sql("SELECT day, team FROM duty WHERE voided = 0 ORDER BY day")
    assert [row["team"] for row in rows] == [one, two] * 4 + [one]
    assert len(service.tonight(book, THURSDAY)[0].people) == 2
    with pytest.raises(Refused, match="没有空着"):
        planning.turns(book, OWNER, date(2026, 11, 1), [one, two], (4,))


def test_as_last_month_keeps_weekday_and_week(teams):
    book, (one, two) = teams
    planning.turns(book, OWNER, date(2026, 10, 1), [one, two], (4,))
    planning.as_last_month(book, OWNER, date(2026, 11, 1))
    rows = book.read.sql("SELECT day, team FROM duty WHERE day >= '2026-11-01' ORDER BY day")
    assert [row["day"] for row in rows] == ["2026-11-05", "2026-11-12", "2026-11-19", "2026-11-26"]
    assert [row["team"] for row in rows] == [one, two, one, two], "October had a fifth Thursday, November has not"


def test_a_stairwell_is_cleaned_by_household_in_walking_order(book):
    book.catalog.load("building", "service:add_building")(book, OWNER, code="7", entrances=1, floors=3, per_floor=2)
    entrance = book.read.one("SELECT id FROM entrance ORDER BY place_key")
    homes = [row["id"] for row in book.read.sql("SELECT id FROM home WHERE entrance=? ORDER BY place_key", (entrance,))]
    planning.cleaning(book, OWNER, entrance, date(2026, 1, 1), len(homes) + 1)
    rows = book.read.sql("SELECT day, last, home FROM duty WHERE kind = 'clean' ORDER BY day")
    assert [row["home"] for row in rows] == [*homes, homes[0]]
    assert (rows[0]["day"], rows[0]["last"]) == ("2026-01-01", "2026-01-31")
    with pytest.raises(Refused, match="都排好了"):
        planning.cleaning(book, OWNER, entrance, date(2026, 1, 1), 3)
    planning.cleaning(book, OWNER, entrance, date(2026, 7, 1), 3)
    assert book.read.one("SELECT count(*) FROM duty WHERE kind = 'clean'") == len(homes) + 3, "only what was missing"


def test_all_as_planned_is_one_act_and_says_that_no_point_was_written(teams):
    book, (one, _two) = teams
    with clock.frozen(LATE):
        planning.turns(book, OWNER, THURSDAY, [one], (4,))
        shift = service.tonight(book, service.evening())[0]
        change = service.as_planned(book, OWNER, shift.duty["id"], service.evening())
        row = book.read.sql("SELECT * FROM round_list")[0]
        assert (row["day"], row["started"], row["ended"], row["as_planned"]) == ("2026-11-19", 1200, 1290, 1)
        assert row["passed"] == "没有逐点记" and row["minutes"] == 2 * 90 and "2 人" in change.say
        with pytest.raises(Refused, match="已经记过"):
            service.as_planned(book, OWNER, shift.duty["id"], service.evening())
        seen = [{"checkpoint": service.points(book)[0]["id"], "state": "seen"}]
        more = service.write_down(book, OWNER, {}, (), seen, row["id"])
        assert book.read.get("round", row["id"])["passed"] == "1/1", "now a point is told of"
        undo.undo(book, OWNER, more.number)
        undo.undo(book, OWNER, change.number)
        assert book.read.sql("SELECT * FROM round") == [] == book.read.sql("SELECT * FROM walker")


def test_a_round_that_is_not_over_ends_now(teams):
    book, (one, _two) = teams
    with clock.frozen("2026-11-19T12:30:00.000Z"):
        planning.turns(book, OWNER, THURSDAY, [one], (4,))
        service.as_planned(book, OWNER, service.tonight(book, THURSDAY)[0].duty["id"], THURSDAY)
        assert book.read.one("SELECT ended FROM round") == 20 * 60 + 30


def test_half_a_sheet_is_kept_as_it_is(teams):
    book, (one, _two) = teams
    planning.turns(book, OWNER, THURSDAY, [one], (4,))
    shift = service.tonight(book, THURSDAY)[0]
    people = [
        {"person": shift.people[0][0], "came": "came"},
        {"person": shift.people[1][0], "came": "early", "off_at": 1250},
    ]
    points = [
        {"checkpoint": p["id"], "state": s}
        for p, s in zip(service.points(book), ("seen", "missed", "unsure"), strict=True)
    ]
    values = {"day": "2026-11-19", "duty": shift.duty["id"], "team": one, "started": 1205, "todo": "结束时间不清楚"}
    service.write_down(book, OWNER, values, people, points)
    row = book.read.sql("SELECT * FROM round_list")[0]
    assert row["passed"] == "1/3" and row["minutes"] == 45, "only the one whose going is known"
    service.write_round(book, OWNER, {"ended": 1290, "todo": None}, row["id"])
    assert book.read.sql("SELECT minutes FROM round_list")[0]["minutes"] == 45 + 85, "and the others follow"


def test_what_was_dropped_in_is_a_round_to_be_completed(teams):
    book, _ = teams
    with book.transaction(OWNER, "drop") as t:
        told = {"day": "2026-11-19", "started": "1205", "words": "东门锁坏了", "people": "老周、刘姐"}
        service.take_in(t, Entry("0193-x", "round", "7幢 周", LATE, told))
    row = book.read.sql("SELECT * FROM round_list")[0]
    assert row["id"] == "0193-x" and "7幢 周" in row["todo"] and "东门锁坏了" in row["note"]


def test_what_was_dropped_after_midnight_is_of_the_evening_before_and_of_its_duty(teams):
    book, (one, _two) = teams
    planning.turns(book, OWNER, THURSDAY, [one], (4,))
    with book.transaction(OWNER, "drop") as t:
        service.take_in(t, Entry("0193-y", "round", "一组 周", "2026-11-19T17:10:00.000Z", {"all_well": "1"}))
    shift = service.tonight(book, THURSDAY)[0]
    assert shift.round and shift.round["id"] == "0193-y" and "一切正常" in shift.round["note"]
    with book.transaction(OWNER, "drop") as t:
        service.take_in(t, Entry("0193-z", "round", "一组 刘", LATE, {"ended": "bad", "words": "又投了一次"}))
    assert [row["id"] for row in service.loose(book, THURSDAY)] == ["0193-z"], "the duty has its round already"


def test_the_names_before_the_closed_book_begin_with_tonights(teams):
    book, (one, _two) = teams
    with clock.frozen(LATE):
        planning.turns(book, OWNER, THURSDAY, [one], (4,))
        assert service.at_the_door(book)[:2] == ("一组 周", "一组 刘")


def test_two_rounds_of_one_sheet_are_warned_of_and_kept(teams):
    book, (one, _two) = teams
    told = {"team": one, "sheet": "Y0318"}
    assert "也用过" not in service.write_down(book, OWNER, {"day": "2026-11-18", **told}).say
    change = service.write_down(book, OWNER, {"day": "2026-11-19", **told})
    assert "单号「Y0318」在「11月18日 一组」也用过" in change.say and change.number


def test_a_round_of_the_form_has_the_people_of_its_team(teams):
    book, (one, _two) = teams
    change = write(book, OWNER, "round", {"day": "2026-11-12", "team": one, "started": 1200, "ended": 40})
    record = next(record for table, record in change.records if table == "round")
    row = book.read.get("round", record)
    assert row["ended"] == 1480 and row["minutes"] == 2 * 280 and row["people"].count("、") == 1


def test_times_that_cannot_have_been_are_kept_and_count_nothing(teams):
    book, (one, _two) = teams
    change = write(book, OWNER, "round", {"day": "2026-11-12", "team": one, "started": 1205, "ended": 1190})
    row = book.read.get("round", next(record for table, record in change.records if table == "round"))
    assert (row["started"], row["ended"], row["minutes"], row["lacks"]) == (1205, 1190, None, "时长")
