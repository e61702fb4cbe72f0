"""What a council does with itself, in a real book."""

from __future__ import annotations

import pytest

from linli_tui.book import undo
from linli_tui.book.book import Book
from linli_tui.book.reading import Query
from linli_tui.book.writing import write
from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from linli_tui.ledgers import catalog
from linli_tui.ledgers.council import service
from linli_tui.ledgers.people.service import write_person
from linli_tui.ledgers.places.service import add_building


@pytest.fixture
def person(book):
    return write_person(book, OWNER, {"name": "王桂芳"}).records[0][1]


@pytest.fixture
def building(book):
    return add_building(book, OWNER, code="7", entrances=1, floors=1, per_floor=2).records[0][1]


def values(book, key):
    rows = book.read.sql("SELECT value, since, until FROM setting WHERE key = ? ORDER BY ifnull(since, '')", (key,))
    return [tuple(row.values()) for row in rows]


def test_a_new_book_knows_its_name_its_body_and_its_words(book):
    assert book.setting("compound.name") == book.name == "永富新村"
    assert book.setting("body.kind") == "mutual_aid"
    assert book.setting("words.building") == "幢"
    assert book.read.one("SELECT label FROM compound") == "永富新村"


def test_words_may_be_chosen_at_the_start(tmp_path):
    with Book.new(tmp_path / "a.台账", catalog(), name="祥和苑", building="栋", house_head="楼栋长") as book:
        add_building(book, OWNER, code="1", entrances=1, floors=1, per_floor=1)
        assert book.read.one("SELECT label FROM home") == "1栋1单元101室"
        assert book.setting("words.house_head") == "楼栋长"


def test_a_setting_that_changes_keeps_what_held_before(book, standing):
    change = service.change_setting(book, OWNER, "body.kind", "owners_committee")
    assert change.say == "从今天起，组织的种类：业委会"
    assert values(book, "body.kind") == [("mutual_aid", None, "2026-11-16"), ("owners_committee", "2026-11-16", None)]
    service.change_setting(book, OWNER, "body.kind", "self_management")
    assert len(values(book, "body.kind")) == 2, "a second change on one day corrects the first"
    standing.advance(days=3)
    service.change_setting(book, OWNER, "body.kind", "mutual_aid")
    assert [value for value, _, _ in values(book, "body.kind")] == ["mutual_aid", "self_management", "mutual_aid"]
    assert service.change_setting(book, OWNER, "body.kind", "mutual_aid").number == 0


def test_what_is_settled_for_later_does_not_hold_yet(book, standing):
    add_building(book, OWNER, code="7", entrances=1, floors=1, per_floor=1)
    service.change_setting(book, OWNER, "words.building", "栋", "2027-01-01")
    assert book.setting("words.building") == "幢" and book.read.one("SELECT label FROM building") == "7幢"
    service.change_setting(book, OWNER, "words.building", "座")
    assert values(book, "words.building")[1:] == [("座", "2026-11-16", "2027-01-01"), ("栋", "2027-01-01", None)]
    standing.advance(days=60)
    assert book.setting("words.building") == "栋"


def test_places_take_over_what_is_settled(book, building):
    change = service.change_setting(book, OWNER, "words.building", "号楼")
    assert book.read.label("building", building) == "7号楼"
    undo.undo(book, OWNER, change.number)
    assert book.read.label("building", building) == "7幢"
    service.change_setting(book, OWNER, "compound.name", "永富小区")
    assert book.read.one("SELECT label FROM compound") == "永富小区"


def test_a_setting_cannot_be_anything(book):
    with pytest.raises(Refused, match="只能是"):
        service.change_setting(book, OWNER, "body.kind", "委员会")
    with pytest.raises(Refused, match="哪一项"):
        write(book, OWNER, "setting", {"value": "x"})


def test_a_house_head_is_called_as_the_compound_calls_it(book, person, building):
    service.change_setting(book, OWNER, "words.house_head", "楼栋长")
    change = service.appoint(book, OWNER, person, "building_head", place=building, since="2026-11-01")
    assert change.say == "王桂芳担任7幢楼栋长"
    with pytest.raises(Refused) as refused:
        service.appoint(book, OWNER, person, "building_head")
    assert refused.value.field == "place"


def test_a_post_ends_on_a_day_and_is_known_by_the_day(book, person):
    post = service.appoint(book, OWNER, person, "chair", since="2026-01-01").records[0][1]
    change = service.end_post(book, OWNER, post, on="2026-11-10")
    assert change.say == "王桂芳从2026-11-10起不再担任会长，账、章、钥匙最晚2026年11月13日交清"
    assert [row["id"] for row in book.read.page(Query("post", on="2026-11-09"))] == [post]
    assert book.read.page(Query("post", on="2026-11-10")) == []
    with pytest.raises(Refused, match="已经结束"):
        service.end_post(book, OWNER, post, on="2026-11-12")


def test_a_second_head_is_taken_and_pointed_out(book, person):
    service.appoint(book, OWNER, person, "chair", since="2026-01-01")
    other = write_person(book, OWNER, {"name": "李建国"}).records[0][1]
    assert "现在有2个人担任这个职务" in service.appoint(book, OWNER, other, "chair", since="2026-11-01").say
    service.appoint(book, OWNER, other, "accountant")
    assert "会计和出纳" in service.appoint(book, OWNER, other, "cashier").say


def test_terms_that_end_soon_are_announced(book, person):
    duty = next(duty for duty in book.catalog.area("post").duties if duty.key == "council.terms")
    for post, until in (("chair", "2026-12-16"), ("vice", "2026-12-17"), ("member", "2026-11-16"), ("keeper", "")):
        service.appoint(book, OWNER, person, post, since="2026-01-01", until=until)
    assert book.connection.execute(duty.sql, {"today": "2026-11-16"}).fetchone() == (1,)


def test_heads_of_entrances_grids_and_ten_household_groups(book, person, building):
    entrance = book.read.one("SELECT id FROM entrance")
    grid, ten = (
        write(book, OWNER, "group", {"kind": kind, "name": name}).records[0][1]
        for kind, name in (("grid", "第一网格"), ("ten", "1单元联户"))
    )
    for post, where, said in (
        ("unit_head", {"place": entrance}, "王桂芳担任7幢1单元单元长"),
        ("grid_head", {"group": grid}, "王桂芳担任第一网格网格长"),
        ("ten_head", {"group": ten}, "王桂芳担任1单元联户联户长"),
    ):
        assert service.appoint(book, OWNER, person, post, since="2026-01-01", **where).say == said
    labels = [row["label"] for row in book.read.page(Query("post"))]
    assert labels == ["单元长（7幢1单元）", "联户长（1单元联户）", "网格长（第一网格）"]
    for post, where, field in (
        ("unit_head", {"place": building}, "place"),
        ("building_head", {"place": entrance}, "place"),
        ("grid_head", {"group": ten}, "group"),
        ("ten_head", {}, "group"),
    ):
        with pytest.raises(Refused, match="还没有填") as refused:
            service.appoint(book, OWNER, person, post, **where)
        assert refused.value.field == field


def test_a_post_that_ends_later_still_counts_today(book, person, building):
    service.appoint(book, OWNER, person, "building_head", place=building, since="2026-01-01", until="2027-01-01")
    figure = book.catalog.area("post").figures[0]
    assert book.read.one(figure.sql) == 1
