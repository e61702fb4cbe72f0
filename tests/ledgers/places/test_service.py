"""What people do with places, in a real book."""

from __future__ import annotations

import pytest

from linli_tui.book import undo
from linli_tui.book.writing import write
from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from linli_tui.ledgers.places import service

ALL = "SELECT label FROM {} WHERE voided = 0 ORDER BY place_key"


def labels(book, ledger):
    return [row["label"] for row in book.read.sql(ALL.format(ledger))]


def put_up(book, code="3", entrances=2, floors=3, per_floor=2):
    made = service.add_building(book, OWNER, code=code, entrances=entrances, floors=floors, per_floor=per_floor)
    return made.records[0][1]


def test_a_building_is_put_up_in_one_act_and_taken_back_in_one(book):
    change = service.add_building(book, OWNER, code="3", entrances=2, floors=3, per_floor=2)
    assert change.say == "已登记3幢，2个单元，共12户"
    assert labels(book, "home")[::6] == ["3幢1单元101室", "3幢2单元101室"]
    building = book.read.one("SELECT id FROM building")
    homes = book.read.sql("SELECT h.building, h.entrance, h.parent FROM home h")
    assert {home["building"] for home in homes} == {building}
    assert all(home["entrance"] == home["parent"] for home in homes)
    undo.undo(book, OWNER, change.number)
    assert book.read.one("SELECT count(*) FROM place") == 1


def test_a_building_grows_by_entrances_numbered_on(book):
    building = put_up(book, entrances=1)
    service.add_homes(book, OWNER, building, entrances=1, floors=1, per_floor=2)
    assert labels(book, "entrance") == ["3幢1单元", "3幢2单元"]
    assert labels(book, "home")[-1] == "3幢2单元102室"
    row = book.read.get("building", building)
    assert (row["entrances"], row["homes"]) == (2, 8)


def test_what_no_building_has_is_refused(book):
    with pytest.raises(Refused) as refused:
        put_up(book, floors=600)
    assert refused.value.field == "floors"
    assert book.read.one("SELECT count(*) FROM building") == 0


def test_a_code_is_given_once_under_one_parent(book):
    building = put_up(book)
    entrance, other = (row["id"] for row in book.read.sql("SELECT id FROM entrance ORDER BY place_key"))
    with pytest.raises(Refused, match="3幢1单元101室"):
        write(book, OWNER, "home", {"parent": entrance, "code": "0101"})
    write(book, OWNER, "home", {"parent": other, "code": "401"})
    with pytest.raises(Refused):
        write(book, OWNER, "building", {"code": "3"})
    write(book, OWNER, "building", {"code": "3", "note": "改过"}, building)


def test_places_lie_where_they_can(book):
    building = put_up(book)
    home = book.read.one("SELECT id FROM home LIMIT 1")
    with pytest.raises(Refused) as refused:
        write(book, OWNER, "home", {"parent": home, "code": "1"})
    assert refused.value.field == "parent"
    write(book, OWNER, "facility", {"parent": building, "name": "消火栓"})
    write(book, OWNER, "facility", {"name": "东门门禁"})
    assert labels(book, "facility") == ["东门门禁", "3幢消火栓"]
    with pytest.raises(Refused, match="一本台账只记一个小区"):
        write(book, OWNER, "compound", {"name": "祥和苑"})


def test_other_words_are_written_after_every_number(book):
    put_up(book)
    change = service.set_words(book, OWNER, building="号楼", home="户")
    assert labels(book, "home")[0] == "3号楼1单元101户"
    put_up(book, "4")
    assert labels(book, "building") == ["3号楼", "4号楼"]
    assert book.find("4号楼2单元302")[0].label == "4号楼2单元302户"
    assert undo.why_not(book, change.number) == ""


def test_a_new_number_of_a_building_goes_through_to_its_homes(book):
    building = put_up(book, "3")
    put_up(book, "12")
    write(book, OWNER, "building", {"code": "20"}, building)
    assert labels(book, "home")[0] == "12幢1单元101室"
    assert labels(book, "home")[-1] == "20幢2单元302室"
