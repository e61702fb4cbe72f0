"""One person registered twice: found, merged, taken apart again."""

from __future__ import annotations

import pytest

from linli_tui.book import undo
from linli_tui.book.check import check
from linli_tui.book.reading import Query
from linli_tui.book.writing import write
from linli_tui.core.access import OWNER, Actor
from linli_tui.core.refusal import Refused
from linli_tui.ledgers.people import service
from linli_tui.ledgers.places.service import add_building, heads

NUMBER, ANOTHER = "11010519491231002X", "330681198001010010"


@pytest.fixture
def homes(book):
    add_building(book, OWNER, code="3", entrances=1, floors=1, per_floor=2)
    return [row["id"] for row in book.read.sql("SELECT id FROM home ORDER BY place_key")]


def person(book, name="王桂芳", **more):
    return service.write_person(book, OWNER, {"kind": "resident", "name": name, **more}).records[0][1]


def names(book):
    return [row["name"] for row in book.read.page(Query("person"))]


def test_two_records_are_one_person_in_lists_and_counts_and_everything_is_still_there(book, homes):
    kept, gone = person(book), person(book, "王桂方", phone="13900000001", id_number=NUMBER)
    for home, owner in zip(homes, (kept, gone), strict=True):
        service.add_owner(book, OWNER, home, owner, share=(1, 1))
    building = book.read.one("SELECT id FROM building")
    assert heads(book, building).heads == 2
    change = service.merge(book, OWNER, kept, other=gone)
    assert change.say == "已把另一条王桂方并到王桂芳，电话、身份证号一起抄了过来"
    assert names(book) == ["王桂芳"] and heads(book, building).heads == 1
    row = book.read.get("person", kept)
    assert (row["phone"], row["id_number"]) == ("13900000001", NUMBER)
    assert row["homes"] == "3幢1单元101室、3幢1单元102室"
    assert [book.read.get("home", home)["owners"] for home in homes] == ["王桂芳", "王桂芳"]
    assert book.read.one("SELECT count(*) FROM ownership WHERE person = ?", (gone,)) == 1
    assert book.read.get("person", gone)["merged_into_label"] == "王桂芳"
    assert check(book).ok
    undo.undo(book, OWNER, change.number)
    assert names(book) == ["王桂方", "王桂芳"] and heads(book, building).heads == 2
    assert book.read.get("person", kept)["phone"] is None


def test_co_owners_that_turn_out_to_be_one_count_once(book, homes):
    kept, gone = person(book), person(book, "王桂方")
    for owner in (kept, gone):
        service.add_owner(book, OWNER, homes[0], owner)
    service.merge(book, OWNER, kept, other=gone)
    assert book.read.get("home", homes[0])["owners"] == "王桂芳"


def test_what_was_merged_before_comes_along_and_all_can_be_taken_apart_later(book, homes):
    first, second, third = (
        person(book),
        person(book, "王桂方", id_number=NUMBER),
        person(book, "王贵芳", phone="13900000001"),
    )
    service.merge(book, OWNER, second, other=third)
    service.merge(book, OWNER, first, other=second)
    into = {row["merged_into"] for row in book.read.sql("SELECT merged_into FROM person WHERE id <> ?", (first,))}
    assert into == {first}
    write(book, OWNER, "person", {"note": "来过"}, first)
    change = service.split(book, OWNER, first)
    assert change.say == "已把王桂方、王贵芳从王桂芳里分出来"
    assert sorted(names(book)) == ["王桂方", "王桂芳", "王贵芳"]
    assert book.read.get("person", first)["id_number"] is None
    with pytest.raises(Refused, match="没有别的记录"):
        service.split(book, OWNER, first)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [({"id_number": NUMBER}, {"id_number": ANOTHER}, "是两个人"), ({"kind": "firm"}, {}, "一条是单位")],
)
def test_two_who_are_two_are_not_merged(book, one, other, why):
    kept, gone = person(book, **one), person(book, "王桂方", **other)
    with pytest.raises(Refused, match=why):
        service.merge(book, OWNER, kept, other=gone)
    with pytest.raises(Refused, match="这一条自己"):
        service.merge(book, OWNER, kept, other=kept)


def test_another_telephone_becomes_the_second_one(book):
    kept, gone = person(book, phone="13900000001"), person(book, phone="13900000002", birth="1950-01-01")
    service.merge(book, OWNER, kept, other=gone)
    row = book.read.get("person", kept)
    assert (row["phone"], row["phone2"], row["birth"]) == ("13900000001", "13900000002", "1950-01-01")


def test_doubles_are_proposed_with_their_reasons(book, homes):
    first = person(book, phone="13900000001")
    phone = person(book, "王桂方", phone2="13900000001")
    there = person(book, "王贵芳")
    for home, who in ((homes[0], first), (homes[0], there)):
        write(book, OWNER, "residence", {"home": home, "person": who})
    person(book, "李建国", phone="13900000001")
    person(book, "王桂芳")
    found = {frozenset((d.one, d.other)): d.reasons for d in service.doubles(book)}
    assert found == {
        frozenset((first, phone)): ("名字读音一样", "电话一样"),
        frozenset((first, there)): ("名字读音一样", "在同一套房"),
    }
    service.merge(book, OWNER, first, other=phone)
    assert len(service.doubles(book)) == 1


def test_the_invented_compound_has_somebody_registered_twice(demo_book):
    assert [double.reasons for double in service.doubles(demo_book)] == [("名字读音一样", "电话一样")]


def test_masked_telephones_decide_whole_and_only_pairs_one_sees_are_told(book):
    one = person(book, "沈大明", phone="13811112345")
    person(book, "沈大明", phone="13899992345")
    twin = person(book, "沈大明", phone="13811112345")
    book.sign_in(Actor("secretary", "秘书", ("secretary",)))
    assert [{d.one, d.other} for d in service.doubles(book)] == [{one, twin}]
    book.sign_in(Actor("head", "楼长", ("building_head",), ("没有",)))
    assert service.doubles(book) == []


def test_an_identity_number_names_nobody_to_who_does_not_see_him(book):
    with book.transaction(OWNER, "new") as t:
        house = t.save("building", {"code": "1"})
    person(book, "沈大明", id_number="11010519491231002X")
    book.sign_in(Actor("head", "楼长", ("building_head",), (house,)))
    with pytest.raises(Refused) as refused:
        service.write_person(book, book.actor, {"name": "王五", "id_number": "11010519491231002X"})
    assert "沈大明" not in str(refused.value) and "已经登记过" in refused.value.what
    book.sign_in(Actor("secretary", "秘书", ("secretary",)))
    with pytest.raises(Refused, match="沈大明"):
        service.write_person(book, book.actor, {"name": "王五", "id_number": "11010519491231002X"})
