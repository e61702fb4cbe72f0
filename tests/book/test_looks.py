"""Looking at what is masked: for a reason, for one person, until he leaves; every look is a line."""

from __future__ import annotations

import pytest

from linli_tui.book import looks
from linli_tui.book.book import Book
from linli_tui.book.reading import Query
from linli_tui.core.access import OWNER, Actor
from linli_tui.core.refusal import Refused
from linli_tui.ledgers import catalog

PHONE = "13812345678"


@pytest.fixture
def book(tmp_path):
    with Book.new(tmp_path / "a.台账", catalog(), name="小村") as book:
        with book.transaction(OWNER, "new") as t:
            house = t.save("building", {"code": "1"})
            for n in (1, 2):
                home = t.save("home", {"parent": house, "code": f"10{n}"})
                person = t.save("person", {"name": f"王某{n}", "phone": PHONE[:-1] + str(n)})
                t.save("ownership", {"home": home, "person": person})
            t.save("person", {"name": "别处的人", "phone": PHONE})
            t.say("已登记")
        book.sign_in(Actor("head", "楼长", ("building_head",), (house,)))
        yield book


def phones(book):
    return {row["name"]: row["phone"] for row in book.read.page(Query("person"))}


def test_one_field_for_a_reason_and_nothing_else(book):
    person = book.read.page(Query("person"))[0]
    assert looks.look(book, book.actor, "person", person["id"], "phone", "约时间修水管") == PHONE[:-1] + "1"
    assert phones(book) == {"王某1": PHONE[:-1] + "1", "王某2": "138****5672"}
    row = book.connection.execute("SELECT fields, why, n FROM main.look").fetchall()
    assert row == [("电话", "约时间修水管", 1)]
    book.rights.shut(person["id"], "phone")
    assert phones(book)["王某1"] == "138****5671"


def test_a_look_without_a_reason_or_beyond_ones_house_is_refused(book):
    person = book.read.page(Query("person"))[0]["id"]
    other = book.connection.execute("SELECT id FROM main.person WHERE name='别处的人'").fetchone()[0]
    for record, why in ((person, " "), (other, "想看看")):
        with pytest.raises(Refused):
            looks.look(book, book.actor, "person", record, "phone", why)
    assert book.connection.execute("SELECT count(*) FROM main.look").fetchone() == (0,)


def test_a_set_for_a_task_is_one_line_and_gone_with_the_person(book):
    people = [("person", row["id"]) for row in book.read.page(Query("person"))]
    other = book.connection.execute("SELECT id FROM main.person WHERE name='别处的人'").fetchone()[0]
    looks.open_set(book, book.actor, "入户 1幢", [*people, ("person", other)])
    assert phones(book) == {"王某1": PHONE[:-1] + "1", "王某2": PHONE[:-1] + "2"}
    ((n, records),) = book.connection.execute("SELECT n, records FROM main.look").fetchall()
    assert n == 2 and all(record in records for _ledger, record in people) and other not in records
    book.sign_in(book.actor)
    assert phones(book) == {"王某1": "138****5671", "王某2": "138****5672"}


def test_who_may_not_look_sees_nothing_by_asking(book):
    person = book.read.page(Query("person"))[0]["id"]
    book.sign_in(Actor("m", "理事", ("member",)))
    with pytest.raises(Refused, match="职务"):
        looks.look(book, book.actor, "person", person, "phone", "好奇")
