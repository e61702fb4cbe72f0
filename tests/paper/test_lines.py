"""The rows under a header: what stands above them, what is merged, and what is no data at all."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.ledgers import catalog
from linli_tui.paper import chat, remarks
from linli_tui.paper.layout import read_layout
from linli_tui.paper.lines import Reading
from linli_tui.paper.worksheet import Stamp
from tests.paper.test_cleaners import CELLS
from tests.paper.test_header import HEADER, grid

TODAY = date(2026, 11, 22)


def reading(*rows, **more):
    return Reading(read_layout(grid(*rows, **more), catalog()), TODAY)


def places(*rows, **more):
    """(row, said, above) of every line: building, entrance, home as said and as they stand above."""
    return [
        (
            line.number,
            *(
                "/".join(str(line.cells.get(f"{name}{end}") or "") for name in ("building", "entrance", "home"))
                for end in ("", "_above")
            ),
        )
        for line in reading(*rows, **more).lines()
    ]


def test_what_is_written_once_holds_for_the_rows_under_it():
    assert places(
        HEADER,
        ("3幢", "1单元", "101", "甲"),
        (None, None, "102", "乙"),
        (None, "2单元", "101", "丙"),
        ("4幢", None, "101", "丁"),
    ) == [
        (2, "3幢/1单元/101", "3幢/1单元/101"),
        (3, "//102", "3幢/1单元/102"),
        (4, "/2单元/101", "3幢/2单元/101"),
        (5, "4幢//101", "4幢//101"),
    ]


def test_section_rows_titles_and_the_name_of_the_sheet_say_where():
    rows = (("永富新村3幢业主花名册",), ("室", "业主"), ("101", "甲"), ("4幢",), ("2单元",), ("101", "乙"))
    assert places(*rows) == [(3, "//101", "3//101"), (6, "//101", "4/2/101")]
    assert places(("室", "业主"), ("101", "甲"), name="5号楼") == [(2, "//101", "5//101")]
    assert places(("楼号：", "6幢"), ("室", "业主"), ("101", "甲")) == [(3, "//101", "6//101")]


def test_a_row_belongs_to_the_home_right_above_it_only():
    rows = (("房号", "业主"), ("1-1-101", "甲"), (None, "乙"), (None, None), (None, "丙"))
    assert places(*rows) == [(2, "//1-1-101", "//1-1-101"), (3, "//", "//1-1-101"), (5, "//", "//")]
    after_a_total = (("房号", "业主"), ("1-1-101", "甲"), ("小计", "1户"), (None, "乙"))
    assert places(*after_a_total)[-1] == (4, "//", "//")


def test_what_cannot_be_read_hides_what_is_above():
    day = Stamp(date(2013, 1, 1), "ymd")
    rows = (("幢", "室", "业主"), ("1", "101", "甲"), (day, "102", "乙"), (None, "103", "丙"))
    assert places(*rows) == [(2, "1//101", "1//101"), (3, "//102", "//102"), (4, "//103", "//103")]


def test_merged_cells_say_the_same_in_all_their_rows():
    rows = (
        HEADER,
        ("3", "1", "101", "甲", "13600005588", 90),
        (None, None, None, "乙"),
        (None, None, "102", None, None, 80),
    )
    merged = ((2, 0, 4, 0), (2, 1, 4, 1), (2, 2, 3, 2))
    assert places(*rows, merged=merged) == [
        (2, "3/1/101", "3/1/101"),
        (3, "//101", "3/1/101"),
        (4, "//102", "3/1/102"),
    ]
    owner = [line.cells for line in reading(*rows, merged=((3, 3, 4, 3), (2, 3, 4, 3))).lines()]
    assert owner[-1]["name"] == "甲" and owner[-1]["phone"] == ("13600005588",), (
        "with a person all that tells about them"
    )
    assert owner[-1]["area_001m2"] == 8000


def test_a_row_with_a_number_of_its_own_is_told():
    lines = list(reading(("序号", "房号", "业主"), (1, "1-1-101", "甲"), (None, None, "乙"), (2, None, "丙")).lines())
    assert [line.cells["counted"] for line in lines] == [False, False, True]


def test_several_columns_for_the_same():
    lines = list(
        reading(
            ("房号", "地址", "业主", "手机", "联系电话"), ("501", "3幢2单元501室", "甲", "13600005588", "13600005589")
        ).lines()
    )
    assert lines[0].cells["phone"] == ("13600005588", "13600005589")
    assert (lines[0].cells["home"], lines[0].cells["home_or"]) == ("501", "3幢2单元501室")


@pytest.mark.parametrize(
    "row",
    [
        ("合计", None, "28户", None, None, 2280.99),
        (None, None, "总 计", "3户"),
        (29, None, "小计", None, None, 90.0),
        ("本幢合计：", None, None, None, None, 90.0),
        ("共28户",),
        ("28户", None, "28户", "28人"),
        (None, None, None, None, None, 90.0),
        ("制表人：", None, None, "审核人："),
        ("审核人（签字）：王五",),
        ("备注：面积以产权证为准",),
        ("注：以上由物业提供",),
        ("2026年10月8日",),
        ("永富物业服务中心（盖章）",),
        ("第1页 共2页",),
        ("以下空白",),
        ("以上共计28户，面积2280.99平方米",),
        ("-----",),
        ("以上内容如有变动请及时到居委会登记处更正谢谢大家的支持与配合",),
        HEADER,
    ],
)
def test_totals_signatures_and_notes_are_no_records(row):
    read = reading(HEADER, (1, 1, 101, "王桂芳", "13600005588", 90), row)
    assert [line.number for line in read.lines()] == [2]


@pytest.mark.parametrize(
    "row",
    [
        (1, 1, 103, "计小红", None, None),
        (1, 1, 103, "汇报国"),
        (1, 1, 103, "登记"),
        (1, 1, None, "没有房号"),
        (1, 1, 28, "户小明"),
        (None, None, None, None, "13600005588", None),
    ],
)
def test_rows_that_only_look_like_it_are_kept(row):
    assert len(list(reading(HEADER, (1, 1, 101, "王桂芳", "13600005588", 90), row).lines())) == 2


def test_what_is_left_out_is_told():
    read = reading(HEADER, (1, 1, 101, "王桂芳"), ("合计", None, "1户"), ("制表人：",))
    assert list(read.lines()) and read.left_out == [3, 4]


def test_plain_rows_are_known_at_a_glance():
    assert remarks.is_plain([(0, 1), (1, 101), (2, "王桂芳")])
    assert not remarks.is_plain([(0, 1), (1, 101), (2, "合计")]) and not remarks.is_plain([(0, "3幢")])


def test_a_chat_becomes_columns_and_what_nobody_can_read_is_not_lost():
    found = chat.laid_out(
        grid(
            ("#接龙",),
            ("请报房号姓名",),
            ("1. 3-2-501王桂芳 13600005588",),
            ("2、3幢2单元502室 李四 89.5平",),
            ("3、谁家的猫跑了 3楼的",),
        ),
        catalog(),
    )
    assert [number for number, _ in found.rows] == [2, 3, 4, 5]
    assert [dict(zip(found.rows[0][1], row, strict=False)) for _, row in found.rows[1:]] == [
        {"室": "3-2-501", "姓名": "王桂芳", "手机": "13600005588", "面积": ""},
        {"室": "3幢2单元502室", "姓名": "李四", "手机": "", "面积": "89.5平"},
        {"室": "3、谁家的猫跑了 3楼的"},
    ]
    assert chat.laid_out(grid(HEADER, (1, 1, 101, "王桂芳")), catalog()) is None
    assert chat.laid_out(grid(("房号", "业主"), ("1-1-101", "甲")), catalog()) is None
    commas = chat.laid_out(grid(("1. 3-2-501", "王桂芳", "13600005588"), ("2. 3-2-502", "李建国")), catalog())
    assert [row[:2] for _, row in commas.rows[1:]] == [("3-2-501", "王桂芳"), ("3-2-502", "李建国")]


@given(st.lists(st.lists(CELLS, min_size=len(HEADER), max_size=len(HEADER)), max_size=5))
def test_whatever_stands_in_the_cells_nothing_but_lines_comes_out(rows):
    for line in reading(HEADER, *map(tuple, rows)).lines():
        assert set(line.cells) >= {
            "building",
            "entrance",
            "home",
            "name",
            "phone",
            "area_001m2",
            "home_above",
            "counted",
        }
