"""Findings from the first word to the second look, on a real book."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli_tui.book import acting, undo
from linli_tui.book.reading import Query
from linli_tui.core import clock
from linli_tui.core.access import OWNER, Actor
from linli_tui.core.refusal import Refused
from linli_tui.ledgers import catalog
from linli_tui.ledgers.findings import papers, service
from linli_tui.ledgers.jots import service as jots
from linli_tui.ledgers.places import service as places
from linli_tui.paper import as_text
from linli_tui.ui import cards

TABLE = {
    "found": {"spot": "closed", "talk": "talked", "report": "waiting", "treat": "treated"},
    "talked": {"talk": "talked", "report": "waiting", "treat": "treated", "look": "closed"},
    "waiting": {"urge": "waiting", "treat": "treated", "look": "closed"},
    "treated": {"talk": "talked", "report": "waiting", "look": "closed"},
    "closed": {"reopen": "found"},
    "merged": {"reopen": "found"},
}
"""The six steps as people take them, written down a second time; what is open may also be withdrawn or merged."""
for _state in ("found", "talked", "waiting", "treated"):
    TABLE[_state] |= {"withdraw": "closed", "merge": "merged"}
KEYS = sorted({key for moves in TABLE.values() for key in moves})


@pytest.fixture
def house(book):
    """Two entrances of a building, each with four homes."""
    places.add_building(book, OWNER, code="7", entrances=2, floors=2, per_floor=2)
    return [row["id"] for row in book.read.sql("SELECT id FROM entrance ORDER BY place_key")]


def note(book, **values):
    made = service.write_finding(book, OWNER, {"words": "门口停了一辆电动车", **values})
    return next(record for table, record in made.records if table == "finding")


def row(book, finding):
    return book.read.get("finding", finding)


def go(book, finding, key, **asked):
    return acting.move(book, OWNER, "finding", key, finding, **asked)


def test_a_code_says_what_is_usual_and_goes_on_saying_it(book, house):
    finding = note(book, code="F02", place=house[0])
    found = row(book, finding)
    assert (found["level"], found["length"], found["source"]) == ("orange", "report", "visit")
    assert (found["found_on"], found["close_by"]) == ("2026-11-16", "2026-11-17")
    service.write_finding(book, OWNER, {"code": "E02"}, finding)
    assert [row(book, finding)[name] for name in ("level", "length", "unit")] == ["blue", "follow", "物业、城管"]
    service.write_finding(book, OWNER, {"level": "red"}, finding)
    service.write_finding(book, OWNER, {"code": "F07"}, finding)
    assert row(book, finding)["level"] == "red", "what somebody said himself stays"


def test_hours_are_counted_from_now_and_a_patrol_keeps_its_evening(book, house):
    found = row(book, note(book, code="F02", place=house[0]))
    assert (found["found_at"], found["close_by"], found["close_at"]) == (9 * 60, "2026-11-17", 9 * 60)
    with book.transaction(OWNER, "new") as t:
        evening = t.save("round", {"day": "2026-11-15"})
        t.say("已记下")
    found = row(book, note(book, code="F02", place=house[0], round=evening))
    assert (found["found_on"], found["found_at"], found["source"]) == ("2026-11-15", None, "patrol")
    assert found["close_by"] == "2026-11-16" and found["late"] == "今天到期"


def test_the_three_lengths_have_their_ways(book, house):
    spot = note(book, code="F07", place=house[0], length="spot")
    assert (row(book, spot)["state"], row(book, spot)["outcome"]) == ("closed", "solved")
    followed = note(book, code="F07", place=house[0])
    go(book, followed, "talk", promised="2026-11-20")
    go(book, followed, "look", outcome="eased")
    assert row(book, followed)["outcome"] == "eased"
    service.write_finding(book, OWNER, {"length": "spot"}, followed)
    assert row(book, followed)["length"] == "follow", "it was not settled where it was seen"
    later = note(book, code="F07")
    service.write_finding(book, OWNER, {"place": house[0], "length": "spot"}, later)
    assert row(book, later)["state"] == "closed"
    upward = note(book, code="U01", place=house[0])
    for key, asked in (("report", {}), ("urge", {}), ("treat", {"cost": 5000}), ("look", {"outcome": "solved"})):
        go(book, upward, key, **asked)
    whats = [step["what"] for step in book.read.parts("step", upward)]
    assert whats == ["report", "urge", "treat", "look"]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(KEYS), max_size=12))
def test_a_finding_goes_where_the_table_says_and_nowhere_else(book, keys):
    other, finding, state, taken = note(book, words="另一条"), note(book), "found", 0
    asked = {"look": {"outcome": "refused"}, "report": {"unit": "社区"}, "merge": {"same_as": other}}
    for key in keys:
        if key in TABLE[state]:
            go(book, finding, key, **asked.get(key, {}))
            state, taken = TABLE[state][key], taken + 1
        else:
            with pytest.raises(Refused):
                go(book, finding, key, **asked.get(key, {}))
        found = row(book, finding)
        assert found["state"] == state
        assert (found["outcome"] is not None) == (state == "closed") == (found["closed_on"] is not None)
        assert (found["same_as"] is not None) == (state == "merged")
        assert len(book.read.parts("step", finding)) == taken


def test_a_step_told_in_full_takes_the_finding_as_far(book, house):
    finding = note(book, code="U01", place=house[0])
    told = {"what": "report", "unit": "市政", "words": "灯杆断了", "answer": "三天来修", "promised": "2026-11-19"}
    made = service.write_step(book, OWNER, {"finding": finding, **told})
    [step] = book.read.parts("step", finding)
    assert {name: step[name] for name in told} == told and step["day"] == "2026-11-16"
    assert (row(book, finding)["state"], row(book, finding)["promised"]) == ("waiting", "2026-11-19")
    undo.undo(book, OWNER, made.number)
    assert row(book, finding)["state"] == "found" and book.read.parts("step", finding) == []
    with pytest.raises(Refused):
        service.write_step(book, OWNER, {"finding": finding, "what": "urge"})


def test_whoever_looks_at_his_own_work_is_named_but_not_stopped(book, house):
    finding = note(book, code="F02", place=house[0])
    for what, who in (("report", "何敏"), ("treat", "何敏")):
        service.write_step(book, OWNER, {"finding": finding, "what": what, "who": who})
    made = service.write_step(book, OWNER, {"finding": finding, "what": "look", "who": "何敏", "outcome": "solved"})
    assert "都是何敏，最好换一个人再看一次" in made.say
    assert "何敏" in row(book, finding)["hands"] and row(book, finding)["state"] == "closed"
    small = note(book, code="F07", place=house[0])
    service.write_step(book, OWNER, {"finding": small, "what": "talk", "who": "何敏"})
    assert "换一个人" not in service.write_step(book, OWNER, {"finding": small, "what": "look", "who": "何敏"}).say
    assert row(book, small)["hands"] is None


def test_the_same_thing_told_twice_keeps_everybody_who_told_of_it(book, house):
    with book.transaction(OWNER, "new") as t:
        first, second = (
            service.note_down(t, {"words": "灯不亮", "place": house[0]}, reporter={"name": name}) for name in "甲乙"
        )
        t.say("已记下")
    go(book, second, "merge", same_as=first)
    assert {reporter["name"] for reporter in book.read.parts("reporter", first)} == {"甲", "乙"}
    assert row(book, second)["state"] == "merged"
    with pytest.raises(Refused):
        go(book, first, "merge", same_as=second)
    with pytest.raises(Refused):
        go(book, first, "merge", same_as=first)


def test_a_finding_never_lies_in_a_home_and_no_list_knows_which(book, house):
    home = book.read.sql("SELECT id, label, parent FROM home ORDER BY place_key")[0]
    finding = note(book, code="F07", place=home["id"])
    assert row(book, finding)["place"] == home["parent"]
    assert acting.ask(book, OWNER, "finding", "home", finding) == home["label"]
    assert home["label"] not in str(book.read.page(Query("finding")))
    assert home["label"] not in str(list(cards.card(book, catalog().ledgers["finding"], row(book, finding))))
    assert home["label"] not in str(
        list(cards.card(book, catalog().ledgers["home"], book.read.get("home", home["id"])))
    )
    hidden = catalog().ledgers["involved"]
    assert hidden.hidden and not hidden.in_report and hidden.field("home").withheld
    for paper in (papers.listing_inside, papers.reminder):
        assert home["label"] not in as_text.text(paper(book, OWNER, finding))
    book.sign_in(Actor("somebody", "某人", ("member",)))
    assert home["label"] not in acting.ask(book, book.actor, "finding", "home", finding)


def test_which_household_it_was_goes_after_a_year_before_two_persons(book, house, standing):
    home, other = (each["id"] for each in book.read.sql("SELECT id FROM home ORDER BY place_key")[:2])
    finding = note(book, code="F07", place=house[0])
    for each in (other, home):
        acting.act(book, OWNER, "finding", "involve", finding, home=each)
    assert acting.ask(book, OWNER, "finding", "home", finding) == book.read.label("home", home)
    second = Actor("b", "另一位", ("chair",))
    with pytest.raises(Refused, match="没有满一年"):
        acting.act(book, OWNER, "finding", "forget", finding, second=second)
    standing.advance(days=370)
    duty = next(duty for duty in catalog().area("finding").duties if duty.key == "findings.homes")
    assert book.read.figure(duty.sql, {"today": clock.today().isoformat()}) == 1
    acting.act(book, OWNER, "finding", "forget", finding, second=second)
    assert book.read.figure(duty.sql, {"today": clock.today().isoformat()}) == 0
    assert [each[0] for each in book.connection.execute("SELECT home FROM main.involved")] == [None, None]


def test_a_reporter_who_is_protected_is_read_by_officers_alone(book, house):
    with book.transaction(OWNER, "new") as t:
        for name, protected in (("甲某某", 1), ("乙某某", None)):
            service.note_down(
                t, {"words": "楼道堆物", "place": house[0]}, reporter={"name": name, "protected": protected}
            )
        t.say("已记下")
    for posts, seen in (
        (("chair",), ["甲某某", "乙某某"]), (("supervisor",), ["乙某某"]), (("patrol_leader",), ["乙某某"]),
        (("mediator",), []), (("display",), []),
    ):  # fmt: skip
        book.sign_in(Actor("somebody", "某人", posts))
        assert [each["name"] for each in book.read.sql("SELECT name FROM reporter ORDER BY id")] == seen, posts
    book.sign_in(Actor("somebody", "某人", ("display",)))
    figure = catalog().area("finding").figures[0]
    assert book.read.figure(figure.sql) == "逾期 0，今天到期 0" and book.read.page(Query("finding")) == []


def test_a_head_of_a_house_sees_what_lies_in_hers(book, house):
    places.add_building(book, OWNER, code="8", entrances=1, floors=1, per_floor=2)
    seven, eight = (row["id"] for row in book.read.sql("SELECT id FROM building ORDER BY place_key"))
    mine, other = note(book, code="F07", place=house[0]), note(book, code="F07", place=eight)
    for finding in (mine, other):
        go(book, finding, "talk")
    book.sign_in(Actor("head", "楼长", ("building_head",), (seven,)))
    assert [each["id"] for each in book.read.page(Query("finding"))] == [mine]
    assert [each["finding"] for each in book.read.page(Query("step"))] == [mine]


def test_a_jotting_becomes_one_with_its_place_day_and_teller(book, house):
    jot = jots.write_jot(
        book, OWNER, {"words": "灯不亮", "place": house[1], "told_by": "试小芳", "told_on": "2026-11-10"}
    ).records[0][1]
    made = jots.turn(book, OWNER, jot, "finding")
    finding = next(record for table, record in made.records if table == "finding")
    found = row(book, finding)
    told = ("灯不亮", house[1], "2026-11-10", "jot", "哪一类")
    assert tuple(found[name] for name in ("words", "place", "found_on", "source", "todo")) == told
    assert [each["name"] for each in book.read.parts("reporter", finding)] == ["试小芳"]
    undo.undo(book, OWNER, made.number)
    assert row(book, finding) is None and book.read.count(Query("reporter")) == 0


def test_late_and_waiting_are_counted_as_a_neighbour_counts(book, house, standing):
    finding = note(book, code="U01", place=house[0])
    go(book, finding, "report")
    duties = {duty.key: duty.sql for duty in catalog().area("finding").duties}
    counted = []
    for _day in range(10):
        today = {"today": clock.today().isoformat()}
        counted.append(tuple(book.read.figure(duties[key], today) for key in ("findings.late", "findings.urge")))
        standing.advance(days=1)
    due = row(book, finding)["close_by"]
    assert due == "2026-11-23"
    assert counted == [(int(n > 7), int(n > 7)) for n in range(10)]
    assert row(book, finding)["late"] == "逾期3天" and row(book, finding)["waits"] == 10
    go(book, finding, "urge")
    assert book.read.figure(duties["findings.urge"], {"today": clock.today().isoformat()}) == 0


def test_the_lines_of_a_month_add_up_whatever_came_after(demo_book):
    area = catalog().area("finding")
    lines = {line.key.partition(".")[2]: line for line in area.month}
    months = [f"{2025 + n // 12}-{n % 12 + 1:02d}-01" for n in range(11, 24)]
    found = 0
    for first, following in pairwise(months):
        told = {key: demo_book.read.month(line, first, following) for key, line in lines.items()}
        assert told["found"] == told["spot"] + told["closed"] + told["open"]
        assert told["late"] <= told["open"]
        assert told["spot"] + told["closed"] == sum(told[key] for key in ("solved", "eased", "refused", "withdrawn"))
        rows = demo_book.read.sql("SELECT * FROM finding WHERE voided = 0 AND state <> 'merged'")
        mine = [each for each in rows if first <= each["found_on"] < following]
        assert told["found"] == len(mine)
        assert told["open"] == sum(not each["closed_on"] or each["closed_on"] >= following for each in mine)
        binds = (("first", first), ("next", following))
        assert demo_book.read.count(Query("finding", where=lines["open"].where, binds=binds)) == told["open"]
        found += told["found"]
    assert found > 30


def test_the_layer_tints_the_entrance_and_never_one_home(book, house, standing):
    note(book, code="E02", place=house[0])
    note(book, code="F02", place=house[0])
    standing.advance(days=3)
    building = book.read.one("SELECT id FROM building")
    [layer] = catalog().area("finding").layers
    rows = book.read.sql(*layer.query(building, clock.today().isoformat()))
    homes = {each["id"] for each in book.read.sql("SELECT id FROM home WHERE entrance = ?", (house[0],))}
    assert {each["home"] for each in rows} == homes and len(homes) == 4
    assert {(each["word"], each["tint"]) for each in rows} == {("2条", "warn")}


def test_the_papers_name_nobody_and_tell_what_is_due(demo_book):
    finding = demo_book.read.one("SELECT id FROM finding WHERE state = 'talked' AND code = 'N01'")
    note_ = as_text.text(papers.reminder(demo_book, OWNER, finding))
    assert "第五条 安静休息" in note_ and "谢谢" in note_ and "生态环境法典" in note_
    listed = as_text.text(papers.listing(demo_book, OWNER, finding))
    assert "整改销号" in listed and "逾期2条" in listed
    assert "有人说晚上看见的" not in listed.replace("\n", "")
    names = [each["who"] for each in demo_book.read.sql("SELECT DISTINCT who FROM step WHERE what = 'look'")]
    assert names and not any(name in listed for name in names)


def test_two_are_late_in_the_demo_and_every_end_is_there(demo_book):
    rows = demo_book.read.sql("SELECT * FROM finding_list")
    assert sum(str(each["late"]).startswith("逾期") for each in rows) == 2
    assert {each["outcome"] for each in rows} == {None, "solved", "eased", "refused", "withdrawn"}
    assert {each["length"] for each in rows} == {"spot", "follow", "report"}
