"""A jotting is answered, or becomes a record without a word typed again."""

from __future__ import annotations

import pytest

from linli_tui.book import undo
from linli_tui.book.reading import Query
from linli_tui.book.writing import write
from linli_tui.core import kinds
from linli_tui.core.access import OWNER
from linli_tui.core.cells import width
from linli_tui.core.refusal import Refused
from linli_tui.ledgers import catalog
from linli_tui.ledgers.jots import rules, service

WORDS = "东门口的路灯不亮了"


def jot(book, words=WORDS, **more):
    return write(book, OWNER, "jot", {"words": words, **more}).records[0][1]


def test_a_jotting_is_of_today_and_named_by_its_beginning(book):
    change = write(book, OWNER, "jot", {"words": WORDS})
    row = book.read.get("jot", change.records[0][1])
    assert change.say == f"已记下「{WORDS}」"
    assert (row["told_on"], row["state"], row["number"]) == ("2026-11-16", "open", "永富-记-2026-0001")
    assert width(rules.short(WORDS * 9)) <= rules.CELLS and rules.short("一\n二") == "一 二"
    assert rules.short("路灯" * 30).endswith("..") and rules.short("路灯" * 10) == "路灯" * 10


def test_another_area_may_jot_inside_its_own_act(book):
    jot_down = catalog().offer("jots.write")
    with book.transaction(OWNER, "new") as t:
        jot_down(t, WORDS, told_by="王桂芳")
    assert book.read.one("SELECT told_by FROM jot") == "王桂芳"


def test_answered_is_answered(book):
    record = jot(book)
    assert service.answer(book, OWNER, record, answer="换了灯泡").say == f"已答复「{WORDS}」"
    assert book.read.one("SELECT answer FROM jot WHERE state = 'answered'") == "换了灯泡"
    with pytest.raises(Refused):
        service.turn(book, OWNER, record, "facility")


def test_a_jotting_becomes_a_facility_with_its_words_and_its_place(book):
    building = write(book, OWNER, "building", {"code": "7"}).records[0][1]
    record = jot(book, place=building)
    change = service.turn(book, OWNER, record, "设施")
    row = book.read.get("jot", record)
    made = book.read.get(row["turned_ledger"], row["turned_record"])
    assert (row["state"], row["turned_ledger"]) == ("turned", "facility")
    assert (made["note"], made["name"]) == (WORDS, "待补")
    assert change.say == f"已转为设施「{WORDS}」"
    undo.undo(book, OWNER, change.number)
    assert book.read.get("jot", record)["state"] == "open"
    assert book.read.one("SELECT count(*) FROM facility") == 0


def test_every_target_takes_a_jotting(book):
    targets = service.targets(book.catalog)
    assert {"facility", "person"} <= {ledger.name for ledger in targets}
    for ledger in targets:
        record = jot(book)
        service.turn(book, OWNER, record, ledger.name)
        row = book.read.get("jot", record)
        assert book.read.get(ledger.name, row["turned_record"])[ledger.jot] == WORDS


def test_what_takes_no_jotting_says_what_does(book):
    with pytest.raises(Refused, match="设施") as refused:
        service.turn(book, OWNER, jot(book), "产权")
    assert refused.value.field == "turned_ledger"


def test_what_it_was_turned_into_is_called_by_name(book):
    record = jot(book)
    service.turn(book, OWNER, record, "facility")
    row, ledger = book.read.get("jot", record), book.catalog.ledgers["jot"]
    names = [book.read.named(ledger.field(n), row[n], "facility") for n in ("turned_ledger", "turned_record")]
    assert names == ["设施", "待补"]
    told = {title: new for title, _, new in book.history("jot", record)[0].fields}
    assert (told["转到哪本台账"], told["转成了"]) == ("设施", "待补")


def test_nobody_has_told_it_tomorrow_and_the_newest_comes_first(book):
    ledger = book.catalog.ledgers["jot"]
    assert kinds.read(ledger.field("told_on"), "今天") == "2026-11-16"
    with pytest.raises(Refused, match="还没到2026年11月17日") as refused:
        kinds.read(ledger.field("told_on"), "明天")
    assert refused.value.field == "told_on"
    older, newer = jot(book), jot(book)
    assert [row["id"] for row in book.read.page(Query("jot"))] == [newer, older]


def test_what_asks_to_be_done_opens_what_is_open(book):
    service.answer(book, OWNER, jot(book))
    left = jot(book)
    with book.transaction(OWNER, "change") as t:
        t.save("jot", {"id": left, "unconfirmed": 1})
    area = catalog().area("jot")
    for shown in (*area.figures, *area.duties):
        assert [row["id"] for row in book.read.page(Query(shown.ledger, filters=shown.filters))] == [left]


def test_only_what_lies_longer_than_three_days_is_pressed(book):
    duty = next(duty for duty in catalog().area("jot").duties if duty.key == "jots.old")
    for day in ("2026-11-12", "2026-11-13", "2026-11-16"):
        jot(book, told_on=day)
    assert book.connection.execute(duty.sql, {"today": "2026-11-16"}).fetchone() == (1,)
    service.answer(book, OWNER, book.read.one("SELECT id FROM jot ORDER BY told_on LIMIT 1"))
    assert book.connection.execute(duty.sql, {"today": "2026-11-16"}).fetchone() == (0,)
