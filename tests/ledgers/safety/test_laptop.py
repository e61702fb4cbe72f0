"""Laptops and sticks: which machine is which, who has the stick at home, and a machine that is believed no more."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.book import acting, journal, undo
from linli_tui.book.reading import Query
from linli_tui.book.writing import void, write
from linli_tui.core.access import OWNER, Actor
from linli_tui.core.refusal import Refused
from linli_tui.ledgers import catalog
from linli_tui.ledgers.safety import rules, service

WANG = Actor("wang", "王会长", ("chair",))
KEEPER = Actor("li", "李保管", ("keeper",))
DAY = "2026-11-16"
LOST = {"on": "2026-11-10", "reason": "夜里被偷"}


def made(change, ledger):
    return next(record for table, record in change.records if table == ledger)


def laptop(book, name="办公室的联想", actor=OWNER):
    return made(write(book, actor, "laptop", {"name": name}), "laptop")


@pytest.fixture
def who(book):
    return made(write(book, OWNER, "person", {"name": "试小芳", "kind": "resident"}), "person")


@pytest.fixture
def stick(book, who):
    return made(write(book, OWNER, "stick", {"name": "黑色的", "lies": "away", "holder": who}), "stick")


def due(book, key):
    (duty,) = (duty for duty in catalog().area("laptop").duties if duty.key == key)
    counted = book.read.due(duty)
    if duty.filters:
        assert book.read.count(Query(duty.ledger, filters=duty.filters)) >= counted
    return counted


def test_the_first_one_is_the_machine_in_front_and_the_next_is_not(book):
    assert service.here(book) is None
    one, other = laptop(book), laptop(book, "旧的惠普")
    assert service.here(book)["id"] == one
    assert book.read.get("laptop", one)["machine"] == book.machine
    assert (book.read.get("laptop", other)["machine"], book.read.get("laptop", one)["since"]) == (None, DAY)
    with pytest.raises(Refused, match="已经登记过了，叫「办公室的联想」"):
        acting.act(book, OWNER, "laptop", "same", other)
    void(book, OWNER, "laptop", one)
    acting.act(book, OWNER, "laptop", "same", other)
    assert service.here(book)["name"] == "旧的惠普"


def test_striking_off_takes_two_persons_and_another_machine(book):
    here, old = laptop(book), laptop(book, "旧的惠普")
    for second in (None, OWNER, KEEPER):
        with pytest.raises(Refused):
            acting.act(book, OWNER, "laptop", "strike", old, second=second, **LOST)
    with pytest.raises(Refused, match="就是眼前这台"):
        acting.act(book, OWNER, "laptop", "strike", here, second=WANG, **LOST)
    with pytest.raises(Refused, match="两个人"), book.transaction(OWNER, "change") as t:
        t.save("laptop", {"id": old, "stage": "struck"})
    change = acting.act(book, OWNER, "laptop", "strike", old, second=WANG, **LOST)
    row = book.read.get("laptop", old)
    assert (row["stage"], row["not_from"], row["reason"], row["until"]) == ("struck", "2026-11-10", "夜里被偷", DAY)
    header = next(journal.lines(book.connection, "change=?", (change.number,)))
    assert "电话告诉街道" in change.say and header.fields[journal.SECOND][1] == "王会长"
    with pytest.raises(Refused, match="已经注销了"), book.transaction(OWNER, "change") as t:
        t.save("laptop", {"id": old, "stage": "in_use"})
    assert undo.why_not(book, change.number) == "这一步不能撤回。"


def test_the_street_is_told_and_the_next_list_carries_it(book, standing):
    laptop(book)
    old = laptop(book, "旧的惠普")
    assert service.report_lines(book) == [] and due(book, "safety.street") == 0
    service.strike(book, OWNER, old, second=WANG, **LOST)
    (line,) = service.report_lines(book, since="2099-01-01")
    assert "旧的惠普" in line and "2026年11月10日" in line and "机器号不详" in line and "夜里被偷" in line
    assert due(book, "safety.street") == 1
    acting.act(book, OWNER, "laptop", "told", old, on=DAY, who="街道小周")
    assert due(book, "safety.street") == 0
    assert service.report_lines(book, since="2026-10-29") == [line]
    assert service.report_lines(book, since="2026-11-29") == []
    assert service.report_lines(book, day="2026-11-15") == [], "of a report before that day"
    assert catalog().offer("report_notes") is service.report_lines


def test_a_machine_that_was_struck_off_knows_it_when_it_opens_the_new_book(book):
    mine = laptop(book)
    assert not service.is_struck(book)
    book.machine = "0" * 16
    laptop(book, "新的")
    service.strike(book, OWNER, mine, second=WANG, **LOST)
    assert not service.is_struck(book)
    book.machine = book.read.get("laptop", mine)["machine"]
    assert service.is_struck(book) and [row["name"] for row in service.struck_off(book)] == ["办公室的联想"]


def test_the_question_of_the_month_is_one_act(book, stick, standing):
    assert due(book, "safety.sticks") == 0
    standing.advance(days=14)
    assert due(book, "safety.sticks") == 0
    standing.advance(days=1)
    assert due(book, "safety.sticks") == 1
    change = acting.act(book, OWNER, "stick", "still", stick)
    assert change.say == "已问过：「黑色的」还在试小芳家" and due(book, "safety.sticks") == 0
    assert book.read.get("stick", stick)["since"] == DAY
    undo.undo(book, OWNER, change.number)
    assert due(book, "safety.sticks") == 1


def test_whoever_says_where_it_went_has_answered(book, stick, standing):
    other = made(write(book, OWNER, "person", {"name": "试小英", "kind": "resident"}), "person")
    standing.advance(days=30)
    acting.act(book, OWNER, "stick", "hand", stick, holder=other, on="2026-12-10")
    row = book.read.get("stick", stick)
    assert (row["holder"], row["since"], row["asked_on"]) == (other, "2026-12-10", "2026-12-16")
    acting.act(book, OWNER, "stick", "fetch", stick)
    row = book.read.get("stick", stick)
    assert (row["lies"], row["holder"], row["since"], due(book, "safety.sticks")) == ("room", None, "2026-12-16", 0)
    write(book, OWNER, "stick", {"lies": "away", "holder": other}, stick)
    assert book.read.get("stick", stick)["holder"] == other


def test_at_somebodys_home_means_at_whose(book):
    with pytest.raises(Refused) as refused:
        write(book, OWNER, "stick", {"name": "蓝色的", "lies": "away"})
    assert refused.value.field == "holder"
    write(book, OWNER, "stick", {"name": "蓝色的", "lies": "room"})
    assert [row["lies"] for row in service.sticks(book)] == ["room"]


def test_the_keeper_writes_laptops_and_sticks_and_strikes_none_off(book, stick):
    old = laptop(book, "旧的惠普")
    book.sign_in(KEEPER)
    laptop(book, actor=KEEPER)
    acting.act(book, KEEPER, "stick", "still", stick)
    acting.act(book, KEEPER, "laptop", "lose", old)
    assert book.read.get("laptop", old)["stage"] == "lost" and book.read.count(Query("loss")) == 1
    with pytest.raises(Refused, match="职务"):
        acting.act(book, KEEPER, "laptop", "strike", old, second=WANG, **LOST)
    with pytest.raises(Refused):
        write(book, KEEPER, "loss", {"kind": "paper", "what": "名单", "noticed_on": DAY})


@given(*[st.dates(date(2026, 1, 1), date(2026, 12, 31)).map(date.isoformat)] * 4)
def test_every_laptop_struck_off_is_told_of_in_the_first_report_after(until, told, before, day):
    row = {"until": until, "told_on": told if told >= until else None}
    if before <= until <= day:
        assert rules.to_be_told(row, before, day)
    if until > day or (row["told_on"] and until < before and row["told_on"] <= day):
        assert not rules.to_be_told(row, before, day)
