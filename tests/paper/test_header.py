"""Headers as people write them: under titles, over two rows, starred, side by side, chosen by hand."""

from __future__ import annotations

import pytest

from linli_tui.core.refusal import Refused
from linli_tui.ledgers import catalog
from linli_tui.paper.header import fold_title
from linli_tui.paper.layout import Unclear, read_layout
from linli_tui.paper.sheet_file import Grid

HEADER = ("幢", "单元", "室", "业主", "手机", "面积")


def grid(*rows, name="", merged=()):
    kept = tuple((number, row) for number, row in enumerate(rows, 1) if any(c is not None for c in row))
    return Grid(name, kept, merged)


def columns(layout):
    return [(column.name, written) for column, _, written in layout.columns]


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("*姓名", "姓名"),
        (" 建筑面积\n（㎡）", "建筑面积"),
        ("手 机：", "手机"),
        ("室", "室"),
        ("（㎡）", "(㎡)"),
        ("3.联系电话", "联系电话"),
        ("姓名【必填】", "姓名"),
        ("房  号", "房号"),
        ("幢-单元-室", "幢-单元-室"),
    ],
)
def test_titles_are_folded(written, folded):
    assert fold_title(written) == folded


def test_it_is_found_by_other_names_and_under_a_title():
    layout = read_layout(
        grid(
            ("永富小区业主花名册",),
            ("填报单位：某某物业", None, None, "2026.10.8"),
            (None,),
            ("序号", "房号", "业主姓名", "建筑面积\n（㎡）", "联系电话", "血型", "人口", "血型"),
            (1, "1-1-101", "王桂芳", 90.17, "13600005588", "A", 2, None),
        ),
        catalog(),
    )
    assert layout.grid.rows[layout.header.first][0] == 4 and layout.sheet.name == "roster"
    assert columns(layout) == [
        ("home", "房号"),
        ("name", "业主姓名"),
        ("area_001m2", "建筑面积 （㎡）"),
        ("phone", "联系电话"),
    ]
    assert layout.not_taken == ("血型", "人口") and layout.header.counts == 0
    assert layout.texts[0] == "永富小区业主花名册"


def test_two_rows_are_joined_with_merged_cells_or_without():
    top = ("房屋信息", None, None, "业主信息", None, "租户信息", None, "紧急联系人", None)
    below = ("幢", "单元", "室", "姓名", "电话", "姓名", "电话", "姓名", "电话")
    row = ("1", "1", "101", "王桂芳", "13600005588", "租小一", "13600005589", "试大海", "13600005580")
    merged = ((1, 0, 1, 2), (1, 3, 1, 4), (1, 5, 1, 6), (1, 7, 1, 8))
    for layout in (
        read_layout(grid(top, below, row, merged=merged), catalog()),
        read_layout(grid(top, below, row), catalog()),
    ):
        assert [name for name, _ in columns(layout)] == [
            "building",
            "entrance",
            "home",
            "name",
            "phone",
            "tenant",
            "tenant_phone",
        ]
        assert layout.not_taken == ("紧急联系人姓名", "紧急联系人电话")
        assert layout.blocks[0].begin == 2


def test_a_title_in_halves_means_what_both_halves_mean():
    layout = read_layout(grid(("楼栋-单元", "房号/室号", "业主/产权人", "手机/电话"), (1,)), catalog())
    assert [name for name, _ in columns(layout)] == ["building", "home", "name", "phone"]


def test_tables_side_by_side_and_one_under_another_are_read_each():
    side = read_layout(
        grid(("序号", "房号", "业主", "序号", "房号", "业主"), (1, "1-1-101", "甲", 2, "1-1-102", "乙")), catalog()
    )
    assert [[title.place for _, title in block.header.named] for block in side.blocks] == [[1, 2], [4, 5]]
    assert [block.header.counts for block in side.blocks] == [0, 3]
    under = read_layout(
        grid(("房号", "业主", "面积"), ("1-1-101", "甲", 3), ("业主", "房号", "手机"), ("乙", "1-1-102", 1)), catalog()
    )
    assert [(block.begin, block.end) for block in under.blocks] == [(1, 2), (3, 4)]


def test_a_missing_column_is_named_and_the_guess_is_there_to_be_completed():
    with pytest.raises(Unclear) as refused:
        read_layout(grid(("幢", "单元", "室", "电话"), (1, 1, 101, "")), catalog())
    assert "没有「业主」这一列" in refused.value.what and "房主" in refused.value.do
    assert refused.value.layout.header.columns == {"building", "entrance", "home", "phone"}


def test_what_somebody_chose_for_a_sheet_of_this_shape_is_taken():
    rows = (("房号", "当家的", "门口"), ("1-1-101", "王桂芳", "东"))
    with pytest.raises(Unclear) as refused:
        read_layout(grid(*rows, ("房号", "电话")), catalog(), {})
    shape = refused.value.layout.shape
    with pytest.raises(Unclear):
        read_layout(grid(("房号", "电话", "当家的"), ("1-1-101", "1", "王")), catalog(), {shape: {"当家的": "name"}})
    layout = read_layout(
        grid(("房 号", "电话", "*当家的"), ("1-1-101", "1", "王")),
        catalog(),
        {"房号|电话|当家": {"当家的": "name", "电话": ""}},
    )
    assert columns(layout) == [("home", "房 号"), ("name", "*当家的")] and layout.not_taken == ("电话",)


@pytest.mark.parametrize("rows", [[(1, 1, 101, "王桂芳")], [("通知",), ("请大家来开会",)], [("业主",)]])
def test_no_header_at_all(rows):
    with pytest.raises(Refused, match="没有找到表头"):
        read_layout(grid(*rows), catalog())
