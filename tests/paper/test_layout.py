"""Headers as people write them, and cells as spreadsheets keep them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.core.ledger import Field
from linli_tui.core.refusal import Refused
from linli_tui.ledgers import catalog
from linli_tui.paper.layout import cell_text, fold_title, read_cell, read_layout, read_lines
from linli_tui.paper.sheet_file import Grid

TODAY = date(2026, 11, 22)
HEADER = ("幢", "单元", "室", "业主", "手机", "面积")


def grid(*rows, name=""):
    return Grid(name, tuple((number, row) for number, row in enumerate(rows, 1) if any(c is not None for c in row)))


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("*姓名", "姓名"),
        (" 建筑面积\n（㎡）", "建筑面积"),
        ("手 机：", "手机"),
        ("室", "室"),
        (None, ""),
        (1, "1"),
        ("（㎡）", "(㎡)"),
    ],
)
def test_titles_are_folded(written, folded):
    assert fold_title(written) == folded


def test_the_header_is_found_by_other_names_and_under_a_title():
    layout = read_layout(
        grid(
            ("永富小区业主花名册",), ("填报单位：某某物业", None, None, "2026.10.8"), (None,),
            ("序号", "房号", "业主姓名", "建筑面积\n（㎡）", "联系电话", "使用情况", "人口", "使用情况"),
            (1, "1-1-101", "王桂芳", 90.17, "13600005588", "自住", 2, None),
        ),
        catalog(),
    )  # fmt: skip
    assert layout.header == 4 and layout.sheet.name == "roster"
    assert [(column.name, written) for column, _, written in layout.columns] == [
        ("home", "房号"), ("name", "业主姓名"), ("area_001m2", "建筑面积 （㎡）"), ("phone", "联系电话"),
    ]  # fmt: skip
    assert layout.not_taken == ("使用情况", "人口")
    (line,) = read_lines(layout, TODAY)
    assert (line.number, line.cells["area_001m2"], line.cells["phone"]) == (5, 9017, "13600005588")


def test_a_missing_column_is_named():
    with pytest.raises(Refused) as refused:
        read_layout(grid(("幢", "单元", "室", "电话"), (1, 1, 101, "")), catalog())
    assert "没有「业主」这一列" in refused.value.what and "户主" in refused.value.do


@pytest.mark.parametrize("rows", [[(1, 1, 101, "王桂芳")], [("通知",), ("请大家来开会",)], [("业主",)]])
def test_no_header_at_all(rows):
    with pytest.raises(Refused, match="没有找到表头"):
        read_layout(grid(*rows), catalog())


def test_two_columns_for_the_same():
    with pytest.raises(Refused, match="「手机」和「联系电话」两列说的是同一样东西"):
        read_layout(grid((*HEADER, "联系电话"), (1, 1, 101)), catalog())


def test_totals_and_empty_rows_are_no_records():
    rows = [HEADER, (1, 1, 101, "王桂芳"), (" ", "\u3000"), ("合计", None, None, None, None, 90), (None, "总 计", 3)]
    assert [line.number for line in read_lines(read_layout(grid(*rows), catalog()), TODAY)] == [2]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""), (101, "101"), (101.0, "101"), (65.57, "65.57"), (18154427566.0, "18154427566"), ("0501", "0501"),
        (True, "是"), (False, "否"), (datetime(2026, 3, 8), "2026-03-08"), (date(2026, 3, 8), "2026-03-08"),
        (float("nan"), "nan"), (0.1 + 0.2, "0.30000000000000004"), (1e15, "1000000000000000"),
    ],
)  # fmt: skip
def test_cells_read_as_somebody_would_have_typed_them(cell, text):
    assert cell_text(cell) == text


@pytest.mark.parametrize(
    ("kind", "cell", "stored"),
    [
        ("area", 65.56999999999999, 6557), ("area", "1,089.50㎡", 108950), ("code", 101, "101"),
        ("code", "０５０１", "0501"), ("phone", 18154427566.0, "18154427566"), ("name", "杨　健", "杨健"),
        ("date", datetime(1958, 1, 2), "1958-01-02"),
        ("flag", True, 1), ("flag", "否", 0), ("code", " \u3000", None), ("name", "", None),
    ],
)  # fmt: skip
def test_cells_are_cleaned_by_their_kind(kind, cell, stored):
    assert read_cell(Field("x", "某列", kind), cell, TODAY) == stored


@pytest.mark.parametrize(
    ("kind", "cell", "says"),
    [
        ("code", datetime(2026, 3, 2), "变成了日期"), ("name", "王**", "隐去"), ("phone", "136****5588", "隐去"),
        ("area", "#REF!", "公式"), ("area", "九十", "不是数字"), ("idnumber", "330681197712159862", "校验码"),
        ("name", "长" * 300, "最多"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(kind, cell, says):
    with pytest.raises(Refused, match=says):
        read_cell(Field("x", "某列", kind), cell, TODAY)


CELLS = (
    st.none()
    | st.text(max_size=40)
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.datetimes()
    | st.dates()
    | st.times()
)


@given(st.lists(st.lists(CELLS, min_size=len(HEADER), max_size=len(HEADER)), max_size=5))
def test_whatever_stands_in_the_cells_nothing_but_lines_comes_out(rows):
    layout = read_layout(grid(HEADER, *map(tuple, rows)), catalog())
    for line in read_lines(layout, TODAY):
        assert set(line.cells) == {"building", "entrance", "home", "name", "phone", "area_001m2"}
