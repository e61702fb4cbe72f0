"""Losses: ten steps, each with a day; what a book held; how one is closed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.book import acting, copies, undo
from linli_tui.book.reading import Query
from linli_tui.book.writing import write
from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from linli_tui.ledgers import catalog
from linli_tui.ledgers.safety import rules, service
from linli_tui.ledgers.safety.losing import LOSS
from tests.ledgers.safety.test_laptop import DAY, LOST, WANG, due, laptop, made, stick, who

__all__ = ["stick", "who"]


@pytest.fixture
def loss(book, who):
    return made(write(book, OWNER, "loss", {"kind": "laptop", "what": "窗开着，电脑没了", "noticed_on": DAY}), "loss")


def read(book, loss):
    return book.read.get("loss", loss)


def test_there_are_ten_steps_and_each_can_be_taken_by_a_digit():
    assert len(rules.STEPS) == 10
    days = {action.when[0] for action in LOSS.actions}
    asked = {field.name for action in LOSS.actions for field in action.asks}
    assert days | {"noticed_on", "lesson_on"} == {step.day for step in rules.STEPS} and days <= asked
    assert asked <= {field.name for field in LOSS.fields}


def test_what_the_book_held_is_counted_when_the_loss_is_written_down(book, loss):
    row = read(book, loss)
    assert (row["persons"], row["kept"], row["encrypted"], row["backup_on"]) == (1, "姓名", 0, None)
    write(book, OWNER, "person", {"name": "试小英", "kind": "resident", "phone": "13900000001"})
    write(book, OWNER, "person", {"name": "诸暨试物业公司", "kind": "firm"})
    good = copies.Good("/mnt", "永富.台账", "2026-11-14T17:00:00.000Z")
    copies.keep(book.id, copies.Memory(good=(good,)))
    acting.act(book, OWNER, "loss", "count", loss, counted_on=DAY, backup_on=None)
    row = read(book, loss)
    assert (row["persons"], row["kept"], row["backup_on"]) == (2, "姓名、电话", "2026-11-15")


def test_paper_that_is_lost_says_nothing_of_the_book(book, who):
    row = read(book, made(write(book, OWNER, "loss", {"kind": "paper", "what": "7幢名单", "noticed_on": DAY}), "loss"))
    assert (row["persons"], row["kept"], row["encrypted"]) == (None, None, None)


def test_one_step_after_another_and_the_next_is_named(book, loss):
    told = acting.act(book, OWNER, "loss", "police", loss, police_on=DAY, police_no="110-07").say
    assert told == "已记下：报警，下一步：告诉街道"
    change = acting.act(book, OWNER, "loss", "street", loss, street_on=DAY, street_at=515, street_who=None)
    row = read(book, loss)
    assert (row["police_no"], row["street_at"], row["steps"], due(book, "safety.lost")) == ("110-07", 515, 3, 1)
    assert next(step.day for step in rules.left(row)) == "counted_on"
    undo.undo(book, OWNER, change.number)
    assert (read(book, loss)["street_on"], read(book, loss)["police_on"]) == (None, DAY)


def test_it_is_closed_with_a_decision_and_a_lesson_and_opened_again(book, loss):
    with pytest.raises(Refused) as refused:
        acting.move(book, OWNER, "loss", "end", loss, lesson="夜里锁柜子")
    assert refused.value.field == "decision"
    why = {"decision": "none", "decided_why": "加了锁，口令没有丢"}
    acting.act(book, OWNER, "loss", "decide", loss, decided_on=DAY, decided_by=None, **why)
    with pytest.raises(Refused) as refused:
        acting.move(book, OWNER, "loss", "end", loss)
    assert refused.value.field == "lesson"
    acting.move(book, OWNER, "loss", "end", loss, lesson="夜里锁柜子")
    row = read(book, loss)
    assert (row["state"], row["closed_on"], row["lesson_on"], due(book, "safety.lost")) == ("closed", DAY, DAY, 0)
    acting.move(book, OWNER, "loss", "reopen", loss)
    assert (read(book, loss)["closed_on"], due(book, "safety.lost")) == (None, 1)


def test_a_laptop_that_is_lost_opens_its_steps_once_and_striking_it_off_is_one_of_them(book, who):
    laptop(book)
    old = laptop(book, "旧的惠普")
    change = acting.act(book, OWNER, "laptop", "lose", old)
    (row,) = book.read.page(Query("loss"))
    assert (row["kind"], row["laptop"], row["noticed_on"], row["struck_on"]) == ("laptop", old, DAY, None)
    acting.act(book, OWNER, "laptop", "find", old)
    acting.act(book, OWNER, "laptop", "lose", old)
    assert book.read.count(Query("loss")) == 1
    service.strike(book, OWNER, old, second=WANG, **LOST)
    assert read(book, row["id"])["struck_on"] == DAY
    assert "先报警" in change.say


def test_a_stick_that_is_lost_opens_its_steps_and_is_asked_about_no_more(book, stick, standing):
    acting.act(book, OWNER, "stick", "lose", stick)
    (row,) = book.read.page(Query("loss"))
    assert (row["kind"], row["stick"], book.read.get("stick", stick)["holder"]) == ("stick", stick, None)
    standing.advance(days=60)
    assert due(book, "safety.sticks") == 0


@given(st.sets(st.sampled_from([step.day for step in rules.STEPS])))
def test_what_is_left_and_what_is_taken_are_all(days):
    row = dict.fromkeys(days, DAY)
    assert rules.taken(row) == len(days)
    assert {step.day for step in rules.left(row)} | days == {step.day for step in rules.STEPS}


@given(st.sets(st.sampled_from(sorted(rules.KEPT))), st.booleans())
def test_the_kinds_are_told_each_once_in_one_order(masks, sealed):
    told = [word for word in rules.told_kinds(masks, sealed).split("、") if word]
    order = [*rules.KEPT.values(), rules.SEALED]
    assert len(told) == len(masks) + sealed and told == sorted(told, key=order.index)


def test_every_class_of_personal_field_has_a_word():
    masks = {field.mask for table in catalog().tables() for field in table.fields if field.mask}
    assert masks <= set(rules.KEPT)
