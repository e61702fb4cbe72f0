"""What people do with people and ownership, in a real book."""

from __future__ import annotations

import pytest

from linli_tui.book import undo
from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from linli_tui.ledgers.people import service
from linli_tui.ledgers.places.service import add_building

NUMBER = "11010519491231002X"


@pytest.fixture
def home(book):
    add_building(book, OWNER, code="3", entrances=1, floors=1, per_floor=2)
    return book.read.one("SELECT id FROM home ORDER BY place_key LIMIT 1")


def person(book, name="王桂芳", **more):
    return service.write_person(book, OWNER, {"kind": "resident", "name": name, **more}).records[0][1]


def owners(book, home, day):
    return [fact["person_label"] for fact in service.owners_on(book, home, day)]


def test_an_owner_is_registered_with_the_home_in_one_act(book, home):
    change = service.register_person(book, OWNER, {"name": "王桂芳"}, home=home, share=(1, 1))
    assert change.say == "已登记 王桂芳，3幢1单元101室的业主"
    assert book.read.get("home", home)["owners"] == "王桂芳"
    assert book.read.sql("SELECT share, label FROM ownership_list") == [{"share": "全部", "label": "3幢1单元101室"}]
    undo.undo(book, OWNER, change.number)
    assert book.read.one("SELECT count(*) FROM person") == 0


def test_a_sale_ends_the_sellers_and_begins_the_buyers_on_one_day(book, home):
    old, wife, new = person(book), person(book, "王二"), person(book, "李买")
    for owner in (old, wife):
        service.add_owner(book, OWNER, home, owner, share=(1, 2))
    change = service.sell(book, OWNER, home, [(new, (1, 1))], on="2026-11-10")
    assert change.say == "3幢1单元101室已过户给李买，从2026-11-10起"
    assert owners(book, home, "2026-11-09") == ["王桂芳", "王二"]
    assert owners(book, home, "2026-11-10") == ["李买"]
    assert book.read.get("home", home)["owners"] == "李买"
    undo.undo(book, OWNER, change.number)
    assert owners(book, home, "2026-11-10") == ["王桂芳", "王二"]


def test_one_of_two_owners_hands_on_her_share(book, home):
    stays, goes, comes = person(book), person(book, "王二"), person(book, "李买")
    service.add_owner(book, OWNER, home, stays, share=(2, 3))
    fact = service.add_owner(book, OWNER, home, goes, share=(1, 3)).records[0][1]
    service.transfer(book, OWNER, fact, buyer=comes, on="2026-11-10")
    now = service.owners_on(book, home, "2026-11-16")
    assert [(f["person_label"], f["share"]) for f in now] == [("王桂芳", "2/3"), ("李买", "1/3")]
    with pytest.raises(Refused, match="已经结束"):
        service.end_ownership(book, OWNER, fact, on="2026-11-11")


def test_too_many_shares_are_kept_and_pointed_out(book, home):
    service.add_owner(book, OWNER, home, person(book), share=(1, 1))
    change = service.add_owner(book, OWNER, home, person(book, "王二"), share=(1, 2))
    assert change.number and "多了1/2" in change.say
    duty = next(duty for duty in book.catalog.area("person").duties if duty.key == "people.shares")
    assert book.read.one(duty.sql) == 1
    with pytest.raises(Refused):
        service.add_owner(book, OWNER, home, person(book, "王三"), share=(2, None))


def test_nobody_owns_one_home_twice_at_once(book, home):
    owner = person(book)
    service.add_owner(book, OWNER, home, owner)
    with pytest.raises(Refused, match="日子重了"):
        service.add_owner(book, OWNER, home, owner, since="2026-01-01")


def test_an_identity_number_belongs_to_one_person(book):
    first = person(book, id_number=NUMBER)
    with pytest.raises(Refused, match="王桂芳") as refused:
        person(book, "王贵芳", id_number=NUMBER)
    assert refused.value.field == "id_number"
    service.write_person(book, OWNER, {"id_number": NUMBER, "note": "核对过"}, first)


def test_doubts_about_a_person_are_said_and_nothing_is_refused(book):
    person(book, phone="13900000000")
    again = service.write_person(
        book, OWNER, {"name": "王桂芳", "phone": "13900000000", "sex": "1", "id_number": NUMBER}
    )
    assert again.number and "性别和身份证号对不上" in again.say and "同名同电话" in again.say
