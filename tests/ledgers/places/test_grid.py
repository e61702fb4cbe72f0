"""A building is arranged as people see it: floors from the top, every home once, doors under doors."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from linli_tui.core.places import floor_of
from linli_tui.ledgers.places import rules
from linli_tui.ledgers.places.grid import arrange, floor_label

ENTRANCES = [{"id": f"e{n}", "label": f"{n}单元", "place_key": f"1 7{n}"} for n in (1, 2)]


def home(code, parent="e1", floor=None):
    key = rules.place_key(f"1 {parent}", "home", code, None, floor)
    return {"id": f"{parent}-{code}", "code": code, "floor": floor, "parent": parent, "place_key": key}


def picture(grid):
    """Every line as its floor and the codes of its cells, .. for none."""
    return [
        " ".join((floor.label, *(cell.code if cell else ".." for cell in line)))
        for floor, line in zip(grid.floors, grid.cells, strict=True)
    ]


def test_two_entrances_stand_side_by_side_from_the_top():
    homes = [home(code, e) for e in ("e1", "e2") for code in ("101", "102", "201", "202", "301", "302")]
    grid = arrange(ENTRANCES, homes)
    assert picture(grid) == ["3层 301 302 301 302", "2层 201 202 201 202", "1层 101 102 101 102"]
    assert [(side.id, side.label, side.doors) for side in grid.entrances] == [("e1", "1单元", 2), ("e2", "2单元", 2)]
    assert grid.cells[0][2].home == "e2-301"


def test_a_door_stands_under_the_same_door_and_where_there_is_no_home_nothing_does():
    homes = [home(c) for c in ("102", "0201", "0202", "301", "302", "303")] + [home("地下1"), home("架空层", floor=0)]
    assert picture(arrange(ENTRANCES[:1], homes)) == [
        "3层 301 302 303", "2层 0201 0202 ..", "1层 .. 102 ..", "底层 架空层 .. ..", "地下1层 地下1 .. ..",
    ]  # fmt: skip


def test_entrances_of_other_heights_and_empty_ones_keep_their_place():
    homes = [home("101"), home("201"), home("101", "e2")]
    assert picture(arrange(ENTRANCES, homes)) == ["2层 201 ..", "1层 101 101"]
    assert picture(arrange(ENTRANCES, homes[:2])) == ["2层 201 ..", "1层 101 .."]
    assert arrange([], []).floors == () and arrange(ENTRANCES, []).cells == ()


def test_homes_right_in_the_building_and_of_no_known_floor_come_too():
    homes = [home("101"), home("东", "b"), home("西", "b"), *(home(c) for c in ("甲", "乙"))]
    grid = arrange(ENTRANCES[:1], homes)
    assert grid.entrances[0].id == "" and grid.entrances[0].doors == 2
    assert picture(grid) == ["1层 .. .. 101", "其他 东 西 甲", "其他 .. .. 乙"]
    assert picture(arrange([], [home(c, "b") for c in "东南西北中"])) == ["其他 东 中 北 南", "其他 西 .. .. .."]


def test_floors_are_called_as_people_do():
    assert [floor_label(n) for n in (12, 1, 0, -2, None)] == ["12层", "1层", "底层", "地下2层", "其他"]


CODES = st.lists(
    st.tuples(
        st.sampled_from(["e1", "e2", "b"]),
        st.one_of(
            st.builds(lambda f, d: f"{f}{d:02d}", st.integers(1, 33), st.integers(1, 12)),
            st.sampled_from(["架空层", "地下1", "地下2", "8甲", "A501", "东301", "车库3", "商铺12", "1"]),
        ),
        st.none() | st.integers(-2, 34),
    ),
    max_size=30,
    unique_by=lambda drawn: drawn[:2],
)


@given(CODES, st.randoms(use_true_random=False))
def test_every_home_stands_once_on_its_floor_whatever_the_order(drawn, rng):
    homes = [home(code, parent, floor) for parent, code, floor in drawn]
    grid = arrange(ENTRANCES, homes)
    assert grid == arrange(ENTRANCES[::-1], rng.sample(homes, len(homes)))
    placed = {
        cell.home: floor.number
        for floor, line in zip(grid.floors, grid.cells, strict=True)
        for cell in line
        if cell is not None
    }
    cells = [cell for line in grid.cells for cell in line if cell]
    assert len(cells) == len(placed) == len(homes)
    for one in homes:
        assert placed[one["id"]] == (one["floor"] if one["floor"] is not None else floor_of(one["code"]))
    numbers = [floor.number for floor in grid.floors if floor.number is not None]
    assert numbers == sorted(set(numbers), reverse=True)
    assert {len(line) for line in grid.cells} <= {sum(side.doors for side in grid.entrances)}
