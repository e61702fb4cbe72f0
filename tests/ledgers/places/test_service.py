"""What people do with places, in a real book."""

from __future__ import annotations

import pytest

from linli_tui.book import undo
from linli_tui.book.writing import write
from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from linli_tui.core.show import cell
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


@pytest.mark.parametrize("words", ["3-2-302", "3幢302", "3-302", "3幢2单元302室", "３－２－３０２"])
def test_a_home_is_found_as_people_write_it(book, words):
    put_up(book)
    put_up(book, "4")
    labels = {found.label for found in book.find(words) if found.ledger == "home"}
    assert "3幢2单元302室" in labels
    assert not any(label.startswith("4幢") for label in labels)


def test_building_and_entrance_of_a_home_are_references_with_names(book):
    building = put_up(book)
    entrance = book.read.one("SELECT id FROM entrance ORDER BY place_key DESC")
    ledger = book.catalog.ledgers["home"]
    assert (ledger.shown("building").ref, ledger.shown("entrance").ref) == ("building", "entrance")
    row = book.read.sql("SELECT * FROM home_list ORDER BY place_key DESC")[0]
    assert (row["building"], row["entrance"], row["path"]) == (building, entrance, "3-2-302")
    assert (cell(ledger, "building", row), cell(ledger, "entrance", row)) == ("3幢", "3幢2单元")


def owned(book, place, name, since=None, **share):
    who = write(book, OWNER, "person", {"kind": "resident", "name": name}).records[0][1]
    write(book, OWNER, "ownership", {"home": place, "person": who, "since": since, **share})
    return who


def test_whose_a_home_was_on_a_day_is_a_sentence_and_changes_nothing(book):
    put_up(book)
    home = book.read.one("SELECT id FROM home ORDER BY place_key LIMIT 1")
    for name in ("王桂芳", "王二"):
        owned(book, home, name, share_num=1, share_den=2)
    buyer = write(book, OWNER, "person", {"kind": "resident", "name": "李买"}).records[0][1]
    sold = service.sell(book, OWNER, home, buyer=buyer, on="2026-11-10")
    assert sold.say == "3幢1单元101室已过户给李买，从2026-11-10起"
    assert service.owner_on(book, home, on="2026-11-09") == "3幢1单元101室是王桂芳（1/2）、王二（1/2）的"
    assert service.owner_on(book, home, on="2026-11-10") == "3幢1单元101室是李买的"
    assert service.owners(book, OWNER, home).splitlines()[2:] == [
        "从2026-11-10起到现在：3幢1单元101室是李买的",
        "早先到2026-11-10：3幢1单元101室是王桂芳（1/2）、王二（1/2）的",
    ]
    empty = book.read.one("SELECT id FROM home ORDER BY place_key DESC LIMIT 1")
    assert service.owner_on(book, empty, on="2026-11-10").endswith("是谁的没有登记")
    undo.undo(book, OWNER, sold.number)
    assert book.read.get("home", home)["owners"] == "王桂芳、王二"


def test_a_home_is_sold_to_two_at_once_for_a_day_to_come(book):
    put_up(book)
    home = book.read.one("SELECT id FROM home ORDER BY place_key LIMIT 1")
    owned(book, home, "王桂芳")
    one, other = (write(book, OWNER, "person", {"kind": "resident", "name": n}).records[0][1] for n in ("李一", "李二"))
    service.sell(book, OWNER, home, buyer=one, buyer2=other, on="2026-12-01")
    assert book.read.get("home", home)["owners"] == "王桂芳"
    assert service.owner_on(book, home, on="2026-12-01") == "3幢1单元101室是李一、李二的"


def test_parking_places_have_owners_and_words_of_their_own(book):
    change = write(book, OWNER, "parking", {"code": "12", "tenure": "owned"})
    assert change.say == "已登记车位「12号车位」"
    place = change.records[0][1]
    who = write(book, OWNER, "person", {"kind": "resident", "name": "王桂芳"}).records[0][1]
    assert service.add_owner(book, OWNER, place, owner=who).say == "已登记 12号车位的业主"
    assert book.read.get("parking", place)["owners"] == "王桂芳"
    with pytest.raises(Refused, match="登记过了"):
        write(book, OWNER, "parking", {"code": "１２"})
    write(book, OWNER, "room", {"name": "活动室", "area_001m2": 6800})
    assert labels(book, "room") == ["活动室"]


def test_heads_of_a_building_on_a_day_and_as_text(book):
    building = put_up(book, entrances=1, floors=2, per_floor=2)
    homes = [row["id"] for row in book.read.sql("SELECT id FROM home ORDER BY place_key")]
    write(book, OWNER, "home", {"area_001m2": 8000}, homes[0])
    write(book, OWNER, "home", {"area_001m2": 9050}, homes[1])
    write(book, OWNER, "home", {"developer_held": "unsold", "area_001m2": 7000}, homes[3])
    who = owned(book, homes[0], "王桂芳", "2020-01-01")
    write(book, OWNER, "ownership", {"home": homes[1], "person": who, "since": "2026-01-01"})
    counted = service.heads(book, building)
    assert (counted.heads, counted.area_001m2, counted.unknown_area) == (3, 24050, 1)
    assert service.heads(book, building, "2025-12-31").heads == 4
    assert service.heads(book, book.read.one("SELECT id FROM compound")) == counted
    assert service.heads(book, book.read.one("SELECT id FROM entrance")) == counted
    assert service.heads_text(book, OWNER, building).splitlines() == [
        "3幢，2026-11-16：共3票",
        "专有面积 240.50 平方米，另有1处面积不清楚",
        "",
        "3幢1单元101室  80.00  算1票",
        "3幢1单元102室  90.50  和3幢1单元101室同一业主，合算1票",
        "3幢1单元201室  没有  业主不清楚，先算1票；面积不清楚",
        "3幢1单元202室  70.00  开发商的，合算1票",
    ]


def test_whether_parking_counts_is_a_setting(book):
    put_up(book, entrances=1, floors=1, per_floor=1)
    place = write(book, OWNER, "parking", {"code": "1", "tenure": "owned", "area_001m2": 1200}).records[0][1]
    owned(book, place, "王桂芳")
    compound = book.read.one("SELECT id FROM compound")
    assert service.heads(book, compound).heads == 1
    with book.transaction(OWNER, "change") as t:
        book.catalog.offer("settings.change")(t, "heads.parking_counts", "yes")
    assert (service.heads(book, compound).heads, service.heads(book, compound).area_001m2) == (2, 1200)


def test_a_building_as_a_grid_and_as_a_walk(book):
    building = put_up(book)
    grid = service.grid(book, building)
    assert [floor.label for floor in grid.floors] == ["3层", "2层", "1层"]
    assert [(side.label, side.doors) for side in grid.entrances] == [("1单元", 2), ("2单元", 2)]
    assert [cell.code for cell in grid.cells[0]] == ["301", "302", "301", "302"]
    walk = service.walk(book, building)
    assert [book.read.label("home", home) for home in walk][::5] == ["3幢1单元101室", "3幢1单元302室", "3幢2单元301室"]
    entrance = book.read.one("SELECT id FROM entrance ORDER BY place_key")
    assert service.walk(book, entrance) == walk[:6]
    assert service.walk(book, book.read.one("SELECT id FROM compound")) == walk


def test_the_page_of_the_compound_counts_what_there_is(book):
    put_up(book)
    compound = book.read.one("SELECT id FROM compound")
    page = {"management": "none", "built_year": 1998, "former_unit": "永富机械厂", "contact": "王桂芳"}
    write(book, OWNER, "compound", page, compound)
    row = book.read.get("compound", compound)
    assert (row["buildings"], row["homes"], row["management"], row["area"]) == (1, 12, "none", None)
    with pytest.raises(Refused, match="「建成年份」填得不对"):
        write(book, OWNER, "compound", {"built_year": 98}, compound)
