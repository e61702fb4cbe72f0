"""Households, residents, tenants and vehicles: registered, moved out, refused."""

from __future__ import annotations

import pytest

from linli_tui.book import undo
from linli_tui.book.writing import write
from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from linli_tui.ledgers.people import moving, service
from linli_tui.ledgers.places.service import add_building

LIVING = ("household", "residence", "tenancy", "vehicle")


@pytest.fixture
def home(book):
    add_building(book, OWNER, code="3", entrances=1, floors=1, per_floor=2)
    return book.read.one("SELECT id FROM home ORDER BY place_key LIMIT 1")


def person(book, name="王桂芳", **more):
    return service.write_person(book, OWNER, {"kind": "resident", "name": name, **more}).records[0][1]


def new(book, ledger, **values):
    return write(book, OWNER, ledger, values)


def settled(book, home, since="2020-01-01"):
    """A couple in a home, and the household's own id."""
    wife, husband = person(book, phone="13900000001"), person(book, "李建国", phone="13900000002")
    household = new(book, "household", home=home, kind="self", head=wife, size=2, since=since).records[0][1]
    new(book, "residence", home=home, person=wife, relation="head", since=since)
    new(book, "residence", home=home, person=husband, relation="spouse", since=since)
    return wife, husband, household


def standing(book, ledger):
    return book.read.one(f"SELECT count(*) FROM {ledger} WHERE voided = 0")


def test_a_home_its_household_and_its_residents_are_different_things(book, home):
    _, husband, _ = settled(book, home)
    row = book.read.get("home", home)
    assert (row["owners"], row["living"]) == (None, "自住")
    assert book.read.get("person", husband)["lives"] == "3幢1单元101室"
    assert book.read.get("person", husband)["homes"] is None
    assert [r["person_label"] for r in book.read.parts("residence", home)] == ["王桂芳", "李建国"]
    assert book.read.sql("SELECT head_label, size FROM household_list") == [{"head_label": "王桂芳", "size": 2}]


def test_what_is_said_of_new_facts(book, home):
    who = person(book)
    assert new(book, "household", home=home, kind="rent", head=who).say == "已登记3幢1单元101室的住户"
    assert new(book, "residence", home=home, person=who).say == "已登记 王桂芳住在3幢1单元101室"
    made = new(book, "tenancy", home=home, tenant=who, kind="public")
    assert made.say == "已登记 王桂芳租住3幢1单元101室"
    assert write(book, OWNER, "tenancy", {"kind": "staff"}, made.records[0][1]).say.startswith("已更正 王桂芳")
    second = new(book, "household", home=home, kind="self", head=person(book, "李建国"))
    assert "现在还登记着另一户" in second.say


def test_who_moves_out_lives_there_no_longer_and_one_act_takes_all_back(book, home):
    wife, _, household = settled(book, home)
    new(book, "tenancy", home=home, tenant=wife, kind="lease", since="2020-01-01")
    change = moving.move_out(book, OWNER, household, on="2026-11-10")
    assert change.say == "3幢1单元101室这户2026-11-10搬走，2个人不再住在这里"
    ended = [book.read.one(f"SELECT count(*) FROM {ledger} WHERE until = '2026-11-10'") for ledger in LIVING[:3]]
    assert ended == [1, 2, 1]
    assert book.read.get("home", home)["living"] is None
    with pytest.raises(Refused, match="已经到2026-11-10为止"):
        moving.move_out(book, OWNER, household, on="2026-11-12")
    undo.undo(book, OWNER, change.number)
    assert book.read.get("home", home)["living"] == "自住"


def test_one_of_two_leaves(book, home):
    settled(book, home)
    record = book.read.one("SELECT id FROM residence WHERE relation = 'spouse'")
    change = moving.leave(book, OWNER, record, on="2026-11-10")
    assert change.say == "李建国从2026-11-10起不住在3幢1单元101室了"
    assert book.read.get("home", home)["living"] == "自住"


def gone(book):
    """What the duty counts, and whom the service names."""
    duty = next(duty for duty in book.catalog.area("person").duties if duty.key == "people.gone")
    day = book.read.one("SELECT day FROM today")
    counted = book.read.one(duty.sql.replace(":today", "?"), (day,) * duty.sql.count(":today"))
    names = [row["name"] for row in moving.moved_out(book)]
    assert counted == len(names)
    return names


def test_a_year_after_moving_out_the_telephones_can_go_but_not_of_those_who_still_have_to_do_with_us(
    book, home, standing
):
    wife, husband, household = settled(book, home)
    keeps = person(book, "张秀英", phone="13900000003")
    new(book, "residence", home=home, person=keeps, since="2020-01-01")
    service.add_owner(book, OWNER, home, keeps)
    moving.move_out(book, OWNER, household, on="2026-11-10")
    assert gone(book) == []
    standing.advance(days=358)
    assert gone(book) == []
    standing.advance(days=1)
    assert gone(book) == ["李建国", "王桂芳"]
    write(book, OWNER, "person", {"phone": None}, husband)
    again = person(book, "王桂方", phone="13900000001")
    new(book, "residence", home=home, person=again, since="2027-01-01")
    assert gone(book) == ["王桂芳"]
    service.merge(book, OWNER, wife, other=again)
    assert gone(book) == [], "she is back, under her other record"


def test_of_a_household_that_refuses_only_what_votes_need_is_kept(book, home):
    wife, _, _ = settled(book, home)
    service.add_owner(book, OWNER, home, wife)
    new(book, "vehicle", plate="浙D1234O", kind="car", home=home)
    change = write(book, OWNER, "home", {"refused_on": "2026-11-16"}, home)
    assert [standing(book, ledger) for ledger in LIVING] == [0, 0, 0, 0]
    assert standing(book, "ownership") == 1
    assert book.read.get("home", home)["living"] == "不愿登记"
    for ledger, values in (
        ("household", {"kind": "self"}), ("residence", {"person": wife}),
        ("tenancy", {"tenant": wife, "kind": "lease"}), ("vehicle", {"plate": "浙D1235O", "kind": "car"}),
    ):  # fmt: skip
        with pytest.raises(Refused, match="只记投票要用的") as refused:
            new(book, ledger, home=home, **values)
        assert refused.value.field == "home"
    undo.undo(book, OWNER, change.number)
    assert [standing(book, ledger) for ledger in LIVING] == [1, 2, 0, 1]
    write(book, OWNER, "home", {"refused_on": "2026-11-16"}, home)
    write(book, OWNER, "home", {"refused_on": None}, home)
    assert new(book, "household", home=home, kind="vacant").number


def test_plates_are_kept_in_one_form_and_doubles_pointed_out(book, home):
    made = new(book, "vehicle", plate="浙d·1234o", kind="car", home=home)
    assert made.say == "已登记 浙D1234O"
    assert "登记过了" in new(book, "vehicle", plate="浙D 1234O", kind="car").say
    new(book, "vehicle", plate="无牌", kind="ebike")
    assert "登记过了" not in new(book, "vehicle", plate="无牌", kind="ebike").say
    assert [found.label for found in book.find("1234")] == ["浙D1234O", "浙D1234O"]


@pytest.mark.parametrize(
    ("values", "band"),
    [({"birth": "2026-11-16"}, "0-5岁"), ({"birth": "2020-11-17"}, "0-5岁"), ({"birth": "2020-11-16"}, "6-13岁"),
     ({"birth": "2012-11-16"}, "14-17岁"), ({"birth": "2008-11-16"}, "成年"), ({"birth": "1966-11-16"}, "60岁以上"),
     ({"birth": "1946-11-16"}, "80岁以上"), ({"birth": "2030-01-01"}, ""), ({}, None),
     ({"id_number": "11010519491231002X"}, "60岁以上")],
)  # fmt: skip
def test_lists_show_a_band_of_ages_and_never_a_birth_date(book, values, band):
    record = person(book, **values)
    assert book.read.get("person", record)["age_band"] == band
    assert "birth" not in book.catalog.ledgers["person"].columns
