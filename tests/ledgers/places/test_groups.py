"""Grids and ten-household groups: what belongs to which, and how buildings move between them with their history."""

from __future__ import annotations

import pytest

from linli_tui.book import undo
from linli_tui.book.writing import write
from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from linli_tui.ledgers.places import joining
from linli_tui.ledgers.places.service import add_building


@pytest.fixture
def building(book):
    made = add_building(book, OWNER, code="3", entrances=2, floors=2, per_floor=2)
    return made.records[0][1]


def group(book, name, kind="grid"):
    return write(book, OWNER, "group", {"kind": kind, "name": name}).records[0][1]


def homes(book, record):
    return book.read.get("group", record)["homes"]


def test_a_building_moves_between_grids_and_its_history_stays(book, building):
    first, second = group(book, "第一网格"), group(book, "第二网格")
    change = joining.join(book, OWNER, building, group=first, on="2024-01-01")
    assert change.say == "3幢从2024-01-01起编入第一网格"
    change = joining.join(book, OWNER, building, group=second, on="2026-03-01")
    assert change.say == "3幢从2026-03-01起编入第二网格，原来在第一网格"
    facts = book.read.sql("SELECT group_label, since, until FROM belonging_list ORDER BY since")
    assert [tuple(fact.values()) for fact in facts] == [
        ("第一网格", "2024-01-01", "2026-03-01"), ("第二网格", "2026-03-01", None),
    ]  # fmt: skip
    assert book.read.get("building", building)["grid"] == "第二网格"
    assert (homes(book, first), homes(book, second)) == (0, 8)
    undo.undo(book, OWNER, change.number)
    assert (homes(book, first), homes(book, second)) == (8, 0)
    with pytest.raises(Refused, match="本来就在第一网格"):
        joining.join(book, OWNER, building, group=first, on="2026-04-01")


def test_joining_again_on_the_same_day_corrects_and_a_day_between_keeps_what_was_settled_later(book, building):
    first, second, third = (group(book, f"第{n}网格") for n in "一二三")
    joining.join(book, OWNER, building, group=first, on="2026-03-01")
    joining.join(book, OWNER, building, group=second, on="2026-03-01")
    joining.join(book, OWNER, building, group=third, on="2026-01-01")
    facts = book.read.sql('SELECT "group", since, until FROM belonging ORDER BY since')
    assert [tuple(fact.values()) for fact in facts] == [
        (third, "2026-01-01", "2026-03-01"), (second, "2026-03-01", None),
    ]  # fmt: skip


def test_a_home_goes_with_itself_before_its_entrance_and_its_building(book, building):
    one, other = group(book, "1单元联户", "ten"), group(book, "2单元联户", "ten")
    entrances = [row["id"] for row in book.read.sql("SELECT id FROM entrance ORDER BY place_key")]
    for entrance, ten in zip(entrances, (one, other), strict=True):
        joining.join(book, OWNER, entrance, group=ten, on="2026-01-01")
    home = book.read.one("SELECT id FROM home ORDER BY place_key LIMIT 1")
    joining.join(book, OWNER, home, group=other, on="2026-02-01")
    assert (homes(book, one), homes(book, other)) == (3, 5)
    rows = book.read.sql("SELECT ten FROM home_list ORDER BY place_key")
    assert [row["ten"] for row in rows] == ["2单元联户", *["1单元联户"] * 3, *["2单元联户"] * 4]


def test_only_what_belongs_can_be_put_into_a_group_of_its_kind(book, building):
    grid, ten = group(book, "第一网格"), group(book, "联户", "ten")
    compound = book.read.one("SELECT id FROM compound")
    with pytest.raises(Refused) as refused:
        write(book, OWNER, "belonging", {"group": grid, "place": compound})
    assert refused.value.field == "place"
    made = write(book, OWNER, "belonging", {"group": grid, "place": building, "since": "2026-01-01"})
    assert made.say == "已把3幢编入第一网格"
    with pytest.raises(Refused, match="不能改种类"):
        write(book, OWNER, "group", {"kind": "ten"}, grid)
    with pytest.raises(Refused, match="不能混着编"):
        joining.move(book, OWNER, made.records[0][1], group=ten, on="2026-02-01")
    with pytest.raises(Refused, match="不能混着编"), book.transaction(OWNER, "start") as t:
        t.save("belonging", {"group": ten, "place": building, "kind": "grid"})
    with pytest.raises(Refused, match="日子重了"):
        write(book, OWNER, "belonging", {"group": grid, "place": building, "since": "2026-05-01"})


def test_a_group_names_who_leads_it(book, building):
    grid = group(book, "第一网格")
    for name, until in (("王桂芳", "2026-02-01"), ("李建国", None)):
        who = write(book, OWNER, "person", {"kind": "resident", "name": name}).records[0][1]
        since = "2025-01-01" if until else "2026-02-01"
        post = {"person": who, "post": "grid_head", "group": grid, "since": since, "until": until}
        write(book, OWNER, "post", post)
    assert book.read.get("group", grid)["leaders"] == "李建国"
