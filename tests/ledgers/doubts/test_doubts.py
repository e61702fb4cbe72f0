"""A doubt: laid aside by whoever reads a sheet, decided once, never asked twice."""

from __future__ import annotations

import pytest

from linli_tui.book import acting, looks
from linli_tui.book.reading import Query
from linli_tui.core.access import OWNER, Actor
from linli_tui.core.refusal import Refused
from linli_tui.ledgers.doubts import service


@pytest.fixture
def person(book):
    with book.transaction(OWNER, "new") as t:
        return t.save("person", {"name": "试小芳", "phone": "19900000001"})


def lay(book, person, **more):
    row = {
        "what": "试小芳 电话",
        "why": "不像",
        "offered": "19900000002",
        "ledger": "person",
        "record": person,
        "field": "phone",
    }
    with book.transaction(OWNER, "import") as t:
        service.lay_aside(t, [{**row, "file": "a.xlsx", "sheet": "表", "row": 5, **more}])
    return book.read.one("SELECT id FROM doubt ORDER BY id DESC")


def test_its_card_names_the_record_and_never_its_number(book, person):
    from linli_tui.ui import cards

    doubt = book.read.get("doubt", lay(book, person))
    assert (doubt["ledger"], doubt["state"], doubt["row"]) == ("person", "open", 5)
    ledger = book.catalog.ledgers["doubt"]
    said = {line.label: line.text for line in cards.card(book, ledger, doubt)}
    assert said["说的是"] == "人员  试小芳" and cards.leads_to(book, ledger, "record", doubt) == "person"
    assert person not in "".join(said.values()) and "phone" not in said.values()


def test_it_is_known_again(book, person):
    lay(book, person)
    assert service.states(book) == {("person", person, "phone", "19900000002"): "open"}


@pytest.mark.parametrize(("move", "phone"), [("accept", "19900000002"), ("keep", "19900000001")])
def test_it_is_decided_once(book, person, move, phone):
    doubt = lay(book, person)
    change = service.decide(book, OWNER, doubt, move)
    assert book.read.one("SELECT phone FROM person") == phone and "试小芳 电话" in change.say
    assert set(service.states(book).values()) == {"accepted" if move == "accept" else "kept"}
    with pytest.raises(Refused, match="不能"):
        service.decide(book, OWNER, doubt, "keep")


@pytest.mark.parametrize("more", [{"offered": None}, {"field": None}, {"offered": "不是电话"}, {"record": "没有"}])
def test_what_cannot_be_taken_over_is_refused_and_stays_open(book, person, more):
    doubt = lay(book, person, **more)
    with pytest.raises(Refused) as refused:
        service.decide(book, OWNER, doubt, "accept")
    assert refused.value.do and book.read.one("SELECT phone FROM person") == "19900000001"
    assert service.decide(book, OWNER, doubt, "keep").number


def test_a_record_that_is_voided_takes_nothing(book, person):
    doubt = lay(book, person)
    with book.transaction(OWNER, "void") as t:
        t.void("person", person)
    with pytest.raises(Refused, match="已经不在了"):
        service.decide(book, OWNER, doubt, "accept")


def test_a_worker_looks_at_an_offered_telephone_for_a_reason_and_reads_none_in_why(book, person):
    doubt = lay(book, person, why="「19900000002」和台账里的19900000001不一样")
    actor = Actor("worker", "社工", ("worker",))
    book.sign_in(actor)
    (row,) = book.read.page(Query("doubt"))
    assert "19900000" not in str(row) and "不一样" in row["why"]
    assert looks.look(book, actor, "doubt", doubt, "offered", "核对") == "19900000002"
    assert book.connection.execute("SELECT count(*) FROM main.look").fetchone() == (1,)
    book.rights.shut()
    acting.move(book, actor, "doubt", "accept", doubt)
    assert book.connection.execute("SELECT phone FROM main.person").fetchone() == ("19900000002",)
