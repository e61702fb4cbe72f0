"""A new council in one act: one change, one undo; the old go, the new come, and what cannot be writes nothing."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli_tui.book import keys, people, undo
from linli_tui.book.check import check
from linli_tui.book.writing import void, write
from linli_tui.core import clock
from linli_tui.core.access import OWNER, Actor
from linli_tui.core.refusal import Refused
from linli_tui.ledgers.council import forming, renewing, service
from linli_tui.ledgers.people.service import write_person
from linli_tui.ledgers.places.service import add_building
from tests.book import seats as seats_of_book

NAMES = ("孙志明", "何敏", "王桂芳", "李建国", "周志明", "刘小梅")


@pytest.fixture
def body(book):
    return forming.main_body(book)


@pytest.fixture
def persons(book):
    return [write_person(book, OWNER, {"name": name}).records[0][1] for name in NAMES]


@pytest.fixture
def house(book):
    return add_building(book, OWNER, code="7", entrances=1, floors=1, per_floor=2).records[0][1]


def seats(*pairs):
    return [{"post": post, "person": person} for post, person in pairs]


def renew(book, body, on, elected, **more):
    return renewing.renew(book, OWNER, body, on=on, elected=elected, **more)


def standing(book, day):
    query = "SELECT post, person FROM post WHERE voided = 0 AND ifnull(since, '') <= ? AND ifnull(until, '9999') > ?"
    return {(row["post"], row["person"]) for row in book.read.sql(query, (day, day))}


def everything(book):
    return {ledger: book.read.sql(f"SELECT * FROM {ledger} ORDER BY id") for ledger in ("post", "term", "filing")}


def test_one_act_ends_the_old_and_begins_the_new(book, body, persons, house):
    sun, he, wang, li, zhou, _ = persons
    first = seats(("chair", sun), ("vice", he), ("member", wang))
    head = {"post": "building_head", "person": zhou, "place": house}
    renew(book, body, "2023-11-20", [*first, head], until="2026-11-20")
    before = everything(book)
    change = renew(book, body, "2026-11-10", seats(("chair", he), ("vice", li), ("member", wang)), until="2029-11-10")
    assert change.say == "邻里互助会第2届从2026-11-10起：连任2人，新任1人，卸任1人"
    assert standing(book, "2026-11-09") == {("chair", sun), ("vice", he), ("member", wang), ("building_head", zhou)}
    now = {("chair", he), ("vice", li), ("member", wang), ("building_head", zhou)}
    assert standing(book, "2026-11-10") == now
    assert standing(book, "2029-11-10") == {("building_head", zhou)}, "a head goes on until somebody else is named"
    terms = book.read.sql("SELECT ordinal, since, until, elected_on FROM term ORDER BY since")
    assert [tuple(term.values()) for term in terms] == [
        (1, "2023-11-20", "2026-11-10", "2023-11-20"),
        (2, "2026-11-10", "2029-11-10", "2026-11-10"),
    ]
    assert check(book).ok
    undo.undo(book, OWNER, change.number)
    assert everything(book) == before


def test_a_head_who_is_named_changes_with_the_rest(book, body, persons, house):
    sun, _, wang, li, *_ = persons
    old = {"post": "building_head", "person": wang, "place": house}
    renew(book, body, "2023-11-20", [*seats(("chair", sun)), old])
    renew(book, body, "2026-11-01", [*seats(("chair", sun)), old])
    assert book.read.one("SELECT count(*) FROM post WHERE post = 'building_head'") == 1, "she goes on as she was"
    renew(book, body, "2026-11-10", [*seats(("chair", sun)), {**old, "person": li}])
    assert standing(book, "2026-11-10") == {("chair", sun), ("building_head", li)}


def test_posts_from_before_there_were_terms_end_too(book, body, persons):
    sun, he, *_ = persons
    with book.transaction(OWNER, "new") as t:
        t.save("post", {"person": sun, "post": "chair"})
    renew(book, body, "2026-11-10", seats(("chair", he)))
    assert standing(book, "2026-11-10") == {("chair", he)}


def test_after_the_term_has_run_out_the_last_ones_are_those_to_be_followed(book, body, persons):
    sun, he, wang, *_ = persons
    renew(book, body, "2023-11-01", seats(("chair", sun), ("vice", he)), until="2026-11-01")
    assert people.in_caretaking(book)
    duty = next(duty for duty in book.catalog.area("post").duties if duty.key == "council.caretaking")
    assert book.read.one(duty.sql, {"today": "2026-11-16"}) == 1
    assert [post["person"] for post in renewing.seated(book, body, "2026-11-16")] == [sun, he]
    change = renew(book, body, "2026-11-15", seats(("chair", wang), ("vice", he)))
    assert "连任1人，新任1人，卸任1人" in change.say
    assert not people.in_caretaking(book) and book.read.one(duty.sql, {"today": "2026-11-16"}) == 0


def test_an_owners_committee_has_its_papers_laid_out(book, body, persons):
    service.change_setting(book, OWNER, "body.kind", "owners_committee")
    change = renew(book, body, "2026-11-10", seats(("chair", persons[0])))
    assert {(row["kind"], row["due"]) for row in book.read.sql("SELECT kind, due FROM filing")} == {
        ("result", "2026-12-10"), ("list", "2026-12-10"), ("form", "2026-12-10"),
    }  # fmt: skip
    undo.undo(book, OWNER, change.number)
    assert book.read.one("SELECT count(*) FROM filing") == 0


def test_what_the_law_has_otherwise_is_no_refusal(book, body, persons):
    service.change_setting(book, OWNER, "body.kind", "owners_committee")
    forming.write_body(book, OWNER, {"seats": 2}, body)
    sun, he, wang, *_ = persons
    elected = seats(("chair", sun), ("accountant", he), ("cashier", he), ("member", wang))
    said = renew(book, body, "2026-11-10", elected, until="2036-11-10").say
    for piece in ("席位是2个", "选了3人", "不超过5年", "会计和出纳", "按本机负责人说的记下了"):
        assert piece in said


@pytest.mark.parametrize("wrong", ["nobody", "twice", "two chairs", "gone", "day", "end", "place", "heads", "nothing"])
def test_what_cannot_be_is_refused_before_anything_is_written(book, body, persons, house, wrong):
    sun, he, wang, *_ = persons
    renew(book, body, "2026-11-01", seats(("chair", sun)))
    before, on, more = everything(book), "2026-11-10", {}
    elected = seats(("chair", he), ("member", wang))
    if wrong == "nobody":
        elected = []
    elif wrong == "twice":
        elected.append(elected[1])
    elif wrong == "two chairs":
        elected.append({"post": "chair", "person": sun})
    elif wrong == "gone":
        void(book, OWNER, "person", wang, "不在了")
    elif wrong == "day":
        on = "2026-11-01"
    elif wrong == "end":
        more = {"until": on}
    elif wrong == "place":
        elected.append({"post": "building_head", "person": sun})
    elif wrong == "heads":
        elected = [{"post": "building_head", "person": sun, "place": house}]
    elif wrong == "nothing":
        body = "nothing"
    with pytest.raises(Refused) as refused:
        renew(book, body, on, elected, **more)
    assert refused.value.kept and refused.value.do
    assert everything(book) == before


def test_whoever_may_not_hand_over_may_not_renew(book, body, persons):
    teller = Actor(persons[0], "孙志明", ("teller",))
    book.sign_in(teller)
    with pytest.raises(Refused):
        renewing.renew(book, teller, body, on="2026-11-10", elected=seats(("chair", persons[1])))
    caretaker = Actor(persons[0], "孙志明", ("caretaker",))
    book.sign_in(caretaker)
    renewing.renew(book, caretaker, body, on="2026-11-10", elected=seats(("chair", persons[1])))
    assert people.members(book)[0].person == persons[1]


def test_whoever_keeps_watch_renews_with_somebody_who_has_a_pin(book, body, persons, house, monkeypatch):
    seats_of_book.cheap(monkeypatch)
    sun, he, wang, *_ = persons
    head = {"post": "building_head", "person": wang, "place": house}
    renew(book, body, "2023-11-16", [*seats(("chair", sun), ("secretary", he)), head])
    keys.set_pin(book, OWNER, sun, "2580")
    keys.set_pin(book, OWNER, wang, "8642")
    today = clock.today().isoformat()
    for post in renewing.seated(book, body, today):
        write(book, OWNER, "post", {"until": today}, post["id"])
    actor = keys.sign_in(book, sun, "2580")
    assert actor.posts == ("caretaker",)
    for second in (None, actor, Actor(he, "何敏", ("secretary",))):
        with pytest.raises(Refused, match="两个人"):
            renewing.renew(book, actor, body, on=today, elected=seats(("chair", sun)), second=second)
    second = keys.vouch(book, wang, "8642")
    change = renewing.renew(book, actor, body, on=today, elected=seats(("chair", sun)), second=second)
    lines = "SELECT what FROM main.journal WHERE n = change AND change = ?"
    (header,) = book.connection.execute(lines, (change.number,)).fetchone()
    assert "看守" in header and "王桂芳" in header
    chair = keys.sign_in(book, sun, "2580")
    assert chair.posts == ("chair",) and renewing.witnesses(book, chair) == []


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(1, 60),
            st.none() | st.integers(1, 60),
            st.lists(st.tuples(st.sampled_from(("chair", "vice", "member")), st.integers(0, 5)), max_size=4),
        ),
        max_size=4,
    )
)
def test_terms_follow_one_another_and_undo_leads_back(book, body, persons, acts):
    """Whatever is tried, terms never overlap, at most one chair sits, and taking it all back leaves nothing."""
    before, done, day = everything(book), [], date(2026, 1, 1)
    for step, length, chosen in acts:
        day += timedelta(step)
        until = (day + timedelta(length)).isoformat() if length else ""
        elected = seats(*((post, persons[n]) for post, n in chosen))
        try:
            done.append(renew(book, body, day.isoformat(), elected, until=until).number)
        except Refused:
            continue
        held = book.read.sql("SELECT since, until FROM term WHERE voided = 0 ORDER BY since")
        assert all(a["until"] and a["until"] <= b["since"] for a, b in pairwise(held))
        assert standing(book, day.isoformat()) == {(each["post"], each["person"]) for each in elected}
    for number in reversed(done):
        undo.undo(book, OWNER, number)
    assert everything(book) == before
