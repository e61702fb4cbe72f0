"""What was dropped in while the book was closed waits until its writer, or an officer, says that it is so."""

from __future__ import annotations

import pytest

from linli_tui.book import people, undo
from linli_tui.book.acting import act
from linli_tui.book.dropbox import Entry
from linli_tui.book.reading import Query
from linli_tui.book.writing import write
from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from linli_tui.ledgers.jots import service
from tests.book.seats import council

AT = "2026-11-15T16:30:00.000Z"
WORDS = "路灯不亮了"
ID = "019a87c0-0000-7000-8000-00000000000{}"


@pytest.fixture
def seats(book):
    """The actors of the council by name: the chair, the secretary, the head of building 7."""
    council(book)
    return {member.name: member.actor for member in people.members(book)}


def drop(book, n=1, who="7幢 周", **values):
    with book.transaction(OWNER, "drop") as t:
        service.take_in(t, Entry(ID.format(n), "jot", who, AT, {"words": WORDS, **values}))
    return ID.format(n)


def test_it_is_of_the_day_it_was_written_and_waits(book, seats):
    record = drop(book, where="7幢", told_by="赵小妹")
    row = book.read.get("jot", record)
    assert (row["told_on"], row["state"], row["unconfirmed"]) == ("2026-11-16", "open", 1), "the day at UTC+8"
    assert (row["words"], row["place_label"], row["told_by"]) == (WORDS, "7幢", "赵小妹")
    assert (row["dropped_by"], row["writer"]) == ("7幢 周", seats["周大明"].id)
    assert row["number"] == "永富-记-2026-0001"
    duty = next(duty for duty in book.catalog.area("jot").duties if duty.key == "jots.dropped")
    assert book.read.one(duty.sql) == 1
    assert [found["id"] for found in book.read.page(Query("jot", filters=duty.filters))] == [record]


@pytest.mark.parametrize(
    ("where", "words"), [("老槐树下", f"老槐树下：{WORDS}"), ("8幢", f"8幢：{WORDS}"), ("", WORDS)]
)
def test_a_place_nobody_knows_stands_in_the_words(book, seats, where, words):
    row = book.read.get("jot", drop(book, where=where))
    assert (row["words"], row["place"]) == (words, None)


def test_a_name_two_people_bear_is_nobodys(book, seats):
    person = write(book, OWNER, "person", {"name": "周小燕"}).records[0][1]
    write(book, OWNER, "post", {"person": person, "post": "building_head", "place": seats["周大明"].places[0]})
    assert [member.short for member in people.members(book)].count("7幢 周") == 2
    row = book.read.get("jot", drop(book))
    assert (row["dropped_by"], row["writer"]) == ("7幢 周", None)


@pytest.mark.parametrize(("name", "may"), [("周大明", True), ("王桂芳", True), ("孙玉兰", True), ("李建国", False)])
def test_its_writer_or_an_officer_confirms_it(book, seats, name, may):
    other = write(book, OWNER, "person", {"name": "李建国"}).records[0][1]
    write(book, OWNER, "post", {"person": other, "post": "worker"})
    record = drop(book)
    actor = people.member(book, other).actor if name == "李建国" else seats[name]
    book.sign_in(actor)
    if may:
        assert act(book, actor, "jot", "confirm", record).say == f"已认下「{WORDS}」"
        assert book.read.get("jot", record)["unconfirmed"] is None
        assert service.answer(book, actor, record, answer="换好了").number
    else:
        with pytest.raises(Refused):
            act(book, actor, "jot", "confirm", record)


def test_a_writer_sees_what_bears_the_own_name_and_no_others(book, seats):
    patrol = write(book, OWNER, "person", {"name": "陈阿宝"}).records[0][1]
    write(book, OWNER, "post", {"person": patrol, "post": "teller"})
    member = people.member(book, patrol)
    mine, other = drop(book, 1, who=member.short), drop(book, 2)
    book.sign_in(member.actor)
    assert [row["id"] for row in book.read.page(Query("jot"))] == [mine]
    with pytest.raises(Refused):
        service.confirm(book, member.actor, other)
    assert service.confirm(book, member.actor, mine).number


def test_nothing_is_done_about_it_before(book):
    record = drop(book)
    for deed in (lambda: service.answer(book, OWNER, record), lambda: service.turn(book, OWNER, record, "facility")):
        with pytest.raises(Refused, match="还没有人认"):
            deed()
    done = service.confirm(book, OWNER, record)
    with pytest.raises(Refused, match="不用认"):
        service.confirm(book, OWNER, record)
    undo.undo(book, OWNER, done.number)
    assert book.read.get("jot", record)["unconfirmed"] == 1
    service.confirm(book, OWNER, record)
    assert service.turn(book, OWNER, record, "facility").number


def test_what_was_written_at_the_desk_needs_nobody(book):
    record = write(book, OWNER, "jot", {"words": WORDS}).records[0][1]
    with pytest.raises(Refused, match="不用认"):
        service.confirm(book, OWNER, record)
    assert service.answer(book, OWNER, record).number
