"""Lists: whose turn it is, weekdays of their own, what is planned twice, who has left."""

from __future__ import annotations

from datetime import date

import pytest

from linli_tui.book.writing import void
from linli_tui.core.access import OWNER
from linli_tui.ledgers.patrol import evenings, planning, service

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
TEAMS = (("一组", None), ("二组", None), ("周六组", "6"))


@pytest.fixture
def teams(book):
    """Two teams that take turns, one with a weekday of its own; a person each."""
    with book.transaction(OWNER, "new") as t:
        made = []
        for name, weekday in TEAMS:
            person = t.save("person", {"name": f"{name}长"})
            made.append(t.save("team", {"name": name, "weekday": weekday, "started": 1320, "ended": 60}))
            t.save("team_member", {"team": made[-1], "person": person})
    return made


def _planned(book, since=OCTOBER):
    query = (
        "SELECT d.day, t.name FROM duty d JOIN team t ON t.id = d.team WHERE d.voided = 0 AND d.day >= ? ORDER BY day"
    )
    return {row["day"]: row["name"] for row in book.read.sql(query, (since.isoformat(),))}


def test_a_team_of_a_weekday_has_it_and_the_others_share_the_rest(book, teams):
    planning.turns(book, OWNER, OCTOBER, teams, (4, 6))
    planned = _planned(book)
    days = sorted(planned)
    assert [planned[day] for day in days if date.fromisoformat(day).isoweekday() == 6] == ["周六组"] * 5
    assert [planned[day] for day in days if date.fromisoformat(day).isoweekday() == 4] == ["一组", "二组"] * 2 + [
        "一组"
    ]
    duty = book.read.sql("SELECT started, ended FROM duty LIMIT 1")[0]
    assert (duty["started"], duty["ended"]) == (1320, 1500), "the end is of the day after"


def test_turns_go_on_within_a_month_too(book, teams):
    planning.write_duty(book, OWNER, {"day": "2026-10-01", "kind": "patrol", "team": teams[0]})
    planning.turns(book, OWNER, OCTOBER, teams[:2], (4,))
    assert list(_planned(book).values()) == ["一组", "二组", "一组", "二组", "一组"]


def test_as_last_month_takes_what_was_written_by_hand_and_doubles_nothing(book, teams):
    with book.transaction(OWNER, "new") as t:
        kept, left = (t.save("person", {"name": name}) for name in ("留下来", "搬走了"))
        duty = t.save("duty", {"day": "2026-10-05", "last": "2026-10-07", "kind": "gate", "started": 480})
        t.save_all("on_duty", [{"duty": duty, "person": person} for person in (kept, left)])
    planning.write_duty(book, OWNER, {"day": "2026-10-05", "kind": "patrol", "team": teams[0]})
    planning.write_duty(book, OWNER, {"day": "2026-10-06", "kind": "patrol", "team": teams[1]})
    void(book, OWNER, "person", left)
    void(book, OWNER, "team", teams[1])
    planning.as_last_month(book, OWNER, NOVEMBER)
    gate = book.read.sql("SELECT * FROM duty WHERE kind = 'gate' AND day >= '2026-11-01'")
    assert [(row["day"], row["last"], row["started"]) for row in gate] == [("2026-11-02", "2026-11-04", 480)]
    people = book.read.sql("SELECT person FROM on_duty WHERE duty = ?", (gate[0]["id"],))
    assert [row["person"] for row in people] == [kept], "whoever has gone is not on it again"
    assert list(_planned(book, NOVEMBER).values()) == ["一组"], "nor is a team that is no more"


def test_who_left_the_team_is_on_no_later_list(book, teams):
    member = book.read.one("SELECT id FROM team_member WHERE team = ?", (teams[0],))
    with book.transaction(OWNER, "end") as t:
        t.save("team_member", {"id": member, "until": "2026-10-08"})
    planning.turns(book, OWNER, OCTOBER, teams[:1], (4,))
    shifts = [service.tonight(book, date(2026, 10, day))[0] for day in (1, 8)]
    assert [len(shift.people) for shift in shifts] == [1, 0]
    assert evenings.fairness(book, NOVEMBER) == "本季每人 1 次"


def test_who_has_most_turns_and_who_fewest(book, teams):
    planning.turns(book, OWNER, OCTOBER, teams[:2], (4,))
    assert evenings.fairness(book, NOVEMBER) == "本季最多 一组长 3 次，最少 二组长 2 次"


def test_the_month_to_plan_is_the_first_that_is_empty(book, teams):
    assert evenings.to_plan(book, date(2026, 10, 9)) == OCTOBER
    planning.turns(book, OWNER, OCTOBER, teams[:1], (4,))
    assert evenings.to_plan(book, date(2026, 10, 9)) == NOVEMBER
