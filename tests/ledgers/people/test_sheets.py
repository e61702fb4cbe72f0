"""What one row of a roster asks for, without a book."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.core.sheets import Context
from linli_tui.ledgers import catalog
from linli_tui.ledgers.people.sheets import plan

CONTEXT = Context(date(2026, 11, 16))
NUMBER = "11010519491231002X"
ROW = {"building": "3", "entrance": "2", "home": "501", "name": "王桂芳", "id_number": NUMBER, "phone": "13900000000"}


def drafts(row, context=CONTEXT):
    """The drafts of a row by ledger, the last of each."""
    return {draft.ledger: draft for draft in plan(row, context).drafts}


def test_a_row_is_a_building_an_entrance_a_home_a_person_and_what_she_owns():
    planned = plan({**ROW, "area_001m2": 8950, "sex": "女", "party_member": 1}, CONTEXT)
    assert [draft.ledger for draft in planned.drafts] == [
        "compound",
        "building",
        "entrance",
        "home",
        "person",
        "ownership",
    ]
    found = drafts({**ROW, "area_001m2": 8950, "sex": "女", "party_member": 1})
    assert found["home"].values == {"area_001m2": 8950}
    assert found["home"].fresh == {"code": "501", "word": "室"}
    said = {"name": "王桂芳", "id_number": NUMBER, "phone": "13900000000", "sex": "2", "party_member": 1}
    assert found["person"].values == said
    assert found["ownership"].values == {} and found["ownership"].fresh == {"source": "import"}
    assert not planned.doubts and not planned.refused


def test_every_reference_is_to_a_draft_before_it_and_every_name_is_a_column():
    planned = plan(ROW, CONTEXT)
    seen = set()
    for draft in planned.drafts:
        for to in (*draft.refs.values(), *draft.near.values()):
            assert (to.ledger, to.key) in seen
        seen |= {(draft.ledger, key) for key in draft.keys}
        ledger = catalog().ledgers[draft.ledger]
        for name in {*draft.values, *draft.fresh, *draft.refs}:
            ledger.field(name)
        for match in draft.match:
            assert set(match.names) <= {*draft.values, *draft.fresh, *draft.refs, *draft.near}


@pytest.mark.parametrize(
    "row",
    [
        {"building": "3幢", "entrance": "2单元", "home": "501室"},
        {"building": "第三栋", "home": "2-501"},
        {"building": "3", "home": "3-2-501"},
        {"home": "３幢２单元501室"},
        {"building": "03", "entrance": "2", "home": "0501"},
    ],
)
def test_an_address_is_one_however_it_is_split(row):
    assert drafts({"name": "王桂芳", **row})["home"].key == drafts(ROW)["home"].key


def test_the_words_of_the_compound_are_taken():
    words = Context(CONTEXT.today, {"words.building": "栋", "words.home": "户"})
    found = drafts(ROW, words)
    assert [found[kind].fresh["word"] for kind in ("building", "entrance", "home")] == ["栋", "单元", "户"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({**ROW, "home": None}, "没有写是哪一室"),
        ({"home": "501", "name": "王桂芳"}, "没有写是哪一幢"),
        ({**ROW, "name": None}, "没有写业主是谁"),
        ({**ROW, "building": None, "entrance": None, "home": "2026-3-2"}, "是一个日期"),
        ({**ROW, "home": "4-2-501"}, "对不上"),
    ],
)
def test_what_cannot_be_placed_is_refused_with_its_reason(row, why):
    planned = plan(row, CONTEXT)
    assert why in planned.refused and not planned.drafts


def test_a_person_is_known_by_the_best_that_is_written():
    assert drafts(ROW)["person"].key == ("id", NUMBER)
    assert drafts({**ROW, "id_number": None})["person"].key == ("phone", "王桂芳", "13900000000")
    bare = {**ROW, "id_number": None, "phone": None}
    assert drafts(bare)["person"].key[:2] == ("home", "王桂芳")
    assert set(drafts(bare)["person"].keys) < set(drafts(ROW)["person"].keys), "so both rows mean one person"
    assert set(drafts(bare)["ownership"].keys) < set(drafts(ROW)["ownership"].keys)


def test_two_names_in_a_cell_are_two_owners_and_get_no_numbers():
    planned = plan({**ROW, "name": "王桂芳、张建国"}, CONTEXT)
    people = [draft for draft in planned.drafts if draft.ledger == "person"]
    assert [draft.values for draft in people] == [{"name": "王桂芳"}, {"name": "张建国"}]
    assert sum(draft.ledger == "ownership" for draft in planned.drafts) == 2
    assert [doubt.field for doubt in planned.doubts] == ["name"]


def test_a_sex_against_the_number_is_a_doubt_and_kept():
    planned = plan({**ROW, "sex": "男"}, CONTEXT)
    assert [doubt.field for doubt in planned.doubts] == ["sex"]
    assert drafts({**ROW, "sex": "男"})["person"].values["sex"] == "1"
    assert "sex" not in drafts({**ROW, "sex": "看不清"})["person"].values


@given(
    st.fixed_dictionaries(
        {}, optional={name: st.none() | st.text(max_size=8) for name in ("building", "entrance", "home", "name", "sex")}
    )
)
def test_any_row_is_planned_or_refused_never_both(row):
    planned = plan(row, CONTEXT)
    assert bool(planned.refused) != bool(planned.drafts)


def test_headers_mean_one_column_each():
    (sheet,) = catalog().area("person").sheets
    names = [name for column in sheet.columns for name in column.names]
    assert len(set(names)) == len(names)
    assert all(column.title in column.names for column in sheet.columns)
