"""The spreadsheet writer: exact figures, text that stays text, nothing to execute, the same bytes every time."""

from __future__ import annotations

import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from linli_tui.paper import xlsx

HEAD = xlsx.Head("永富新村房屋台账", "永富新村邻里互助会", "孙建国", date(2026, 11, 22))
COLUMNS = [xlsx.Column("房屋"), xlsx.Column("面积", "area"), xlsx.Column("生日", "date"), xlsx.Column("人数", "int")]
HOSTILE = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋", "－", "＠", " =1", "\ufeff=1", "=cmd|' /C calc'!A0",
    "http://example.com", "mailto:a@example.com", "{=1}", "\x00\x07\x1b[2J", "a\ud800b", "_x0041_", "3-2", "1/2",
    "0012", "330681197712159861", "䶮𬭎", "<a>&\"'", "第一行\n第二行",
]  # fmt: skip


def write(tmp_path, rows, columns=COLUMNS, expected=0):
    path = tmp_path / "x.xlsx"
    assert xlsx.write(path, HEAD, columns, rows, expected) == len(rows)
    return path


def read(path):
    return [list(row) for row in load_workbook(path).active.iter_rows(values_only=True)]


def parts(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name).decode() for name in package.namelist() if name.endswith((".xml", ".rels"))}


@pytest.mark.parametrize("expected", [0, xlsx.LARGE + 1], ids=["held", "as they come"])
class TestEitherWay:
    def test_the_page_is_as_street_offices_expect_it(self, tmp_path, expected):
        path = write(
            tmp_path, [("1幢1单元101室", 7247, "1958-01-02", 3), ("1幢1单元102室", 6557, None, 0)], expected=expected
        )
        rows = read(path)
        assert rows[0][0] == "永富新村房屋台账"
        assert rows[1][0].startswith("填报单位（盖章）：永富新村邻里互助会    填报人：孙建国    联系电话：")
        assert rows[1][0].endswith("填报日期：2026-11-22")
        assert rows[2] == ["序号", "房屋", "面积", "生日", "人数", "备注"]
        assert rows[3] == [1, "1幢1单元101室", 72.47, datetime(1958, 1, 2), 3, None]
        assert rows[5] == ["合计", None, 138.04, None, None, "共2条"]
        page = load_workbook(path).active
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
        assert page.print_title_rows == "$3:$3" and page.freeze_panes == "A4"
        assert {str(merged) for merged in page.merged_cells.ranges} == {"A1:F1", "A2:F2"}
        assert page.oddFooter.center.text == "第&P页，共&N页"
        assert page["B4"].number_format == "@" and page["D4"].number_format == "yyyy-mm-dd"
        assert page["C4"].number_format == "0.00"

    def test_hostile_text_stays_text(self, tmp_path, expected):
        path = write(tmp_path, [(text,) for text in HOSTILE], [xlsx.Column("备注内容")], expected)
        for name, part in parts(path).items():
            assert "<f>" not in part and "<f " not in part and "<hyperlink " not in part, name
        page = load_workbook(path).active
        for row, text in enumerate(HOSTILE, 4):
            cell = page.cell(row, 2)
            assert cell.data_type in ("s", "inlineStr") and not cell.hyperlink
            assert str(cell.value).replace("_x005F", "") == xlsx.clean_cell(text)

    def test_the_same_rows_are_the_same_bytes(self, tmp_path, expected):
        rows = [("1幢1单元101室", 7247, "1958-01-02", 3)]
        assert (
            write(tmp_path, rows, expected=expected).read_bytes()
            == write(tmp_path, rows, expected=expected).read_bytes()
        )

    def test_no_row_is_a_report_too(self, tmp_path, expected):
        assert read(write(tmp_path, [], expected=expected))[3] == ["合计", None, 0, None, None, "零报告"]


@given(st.lists(st.integers(0, 100_000_000), max_size=20))
def test_every_hundredth_of_an_area_comes_back_exactly(tmp_path_factory, areas):
    path = write(tmp_path_factory.mktemp("x"), [(area,) for area in areas], [xlsx.Column("面积", "area")])
    assert [round(row[1] * 100) for row in read(path)[3:]] == [*areas, sum(areas)]


def test_personal_figures_are_text(tmp_path):
    path = write(tmp_path, [("330681197712159861",), ("0012",), ("3-2",)], [xlsx.Column("证件")])
    page = load_workbook(path).active
    assert [(page.cell(row, 2).value, page.cell(row, 2).data_type) for row in (4, 5, 6)] == [
        ("330681197712159861", "s"), ("0012", "s"), ("3-2", "s"),
    ]  # fmt: skip


def test_a_cell_too_long_is_cut_and_says_so(tmp_path):
    text = read(write(tmp_path, [("长" * 40_000,)], [xlsx.Column("x")]))[3][1]
    assert len(text) <= xlsx.MOST_CHARACTERS and text.endswith("（太长，只写到这里）")


def test_days_spreadsheets_count_wrongly_are_text(tmp_path):
    rows = read(write(tmp_path, [("1899-12-31",), ("不清楚",), ("1900-03-01",)], [xlsx.Column("日期", "date")]))
    assert [row[1] for row in rows[3:6]] == ["1899-12-31", "不清楚", datetime(1900, 3, 1)]


def test_own_notes_are_the_last_column(tmp_path):
    rows = read(write(tmp_path, [("甲", "没有")], [xlsx.Column("房屋"), xlsx.Column("备注", "note")]))
    assert rows[2] == ["序号", "房屋", "备注"] and rows[4] == ["合计", None, "共1条"]
