"""A document as a spreadsheet: printable on A4, without anything in it that is computed, the same every time."""

from __future__ import annotations

import zipfile

import pytest
from openpyxl import load_workbook

from linli_tui.paper import as_xlsx
from linli_tui.paper.document import Document, Heading, NewPage, Pairs, Para, Ruled, Table

WICKED = ("=1+1", "+86", "-3", "@SUM(A1)", "\t=2", '=HYPERLINK("http://a")', "3-2", "330681194512070010", "䶮𬭎·\x07")
LONG = "这一句很长，要写好几行才放得下，" * 6


@pytest.fixture
def document():
    rows = tuple((f"{n}", text, LONG if n % 9 == 0 else "好") for n, text in enumerate(WICKED * 8))
    blocks = (
        Heading("一、要办的"),
        Para(LONG + "\n第二段。"),
        Table(("序号", "内容", "说明"), rows, (6, 30, 40)),
        NewPage(),
        Pairs((("姓名", "杨健"), ("电话", ""))),
        Ruled(3),
    )
    return Document(
        "永富新村移交清单", "内部", "永富-移-2026-0001", blocks, ("移交人", "接收人", "监交人（居委会）"), "保管好。"
    )


@pytest.fixture
def sheet(document, tmp_path):
    as_xlsx.write(tmp_path / "纸.xlsx", document)
    return load_workbook(tmp_path / "纸.xlsx").active


def texts(sheet):
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value]


def test_it_is_printed_upright_on_a4_one_page_wide_with_its_header_on_every_page(sheet):
    assert sheet.page_setup.orientation == "portrait"
    assert str(sheet.page_setup.paperSize) == "9"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToWidth in (None, 1) and sheet.page_setup.fitToHeight == 0
    row = int(sheet.print_title_rows.partition(":")[0].strip("$"))
    assert [sheet.cell(row, 1).value] == ["序号"]
    assert "&P" in sheet.oddFooter.center.text and "内部" in sheet.oddFooter.left.text
    assert len(sheet.row_breaks.brk) == 1


def test_a_paper_without_a_long_table_repeats_its_title(tmp_path):
    as_xlsx.write(tmp_path / "纸.xlsx", Document("通知", "大家看", blocks=(Para("停水。"),)))
    assert load_workbook(tmp_path / "纸.xlsx").active.print_title_rows == "$1:$1"


def test_all_cells_are_text_and_nothing_is_computed(sheet, tmp_path):
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    for text in ("=1+1", "@SUM(A1)", "330681194512070010", "3-2"):
        assert text in texts(sheet)
    with zipfile.ZipFile(tmp_path / "纸.xlsx") as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")
        assert not [name for name in package.namelist() if "vba" in name or "external" in name]


def test_it_says_for_whom_it_is_its_number_and_who_signs(sheet):
    said = texts(sheet)
    assert said[0] == "永富新村移交清单"
    assert "这张给：内部" in said and "编号：永富-移-2026-0001" in said
    assert [text for text in said if text.endswith("：")] == ["移交人：", "接收人：", "监交人（居委会）："]
    assert said[-1] == "保管好。"


def test_a_row_is_as_high_as_its_text(sheet):
    heights = {cell.value: sheet.row_dimensions[cell.row].height for row in sheet.iter_rows() for cell in row}
    assert heights[LONG] >= 3 * as_xlsx.LINE
    assert heights["=1+1"] in (as_xlsx.LINE, heights[LONG])


def test_the_same_document_gives_the_same_bytes(document, tmp_path):
    for name in ("一.xlsx", "二.xlsx"):
        as_xlsx.write(tmp_path / name, document)
    assert (tmp_path / "一.xlsx").read_bytes() == (tmp_path / "二.xlsx").read_bytes()


def test_many_columns_still_fit(tmp_path):
    names = tuple(f"列{n}" for n in range(20))
    as_xlsx.write(tmp_path / "纸.xlsx", Document("表", "内部", blocks=(Table(names, (names, names)),)))
    assert load_workbook(tmp_path / "纸.xlsx").active.max_column == as_xlsx.GRID


def test_what_hangs_on_a_wall_is_printed_on_its_sheet(document, tmp_path):
    as_xlsx.write(tmp_path / "纸.xlsx", document.on_wall())
    sheet = load_workbook(tmp_path / "纸.xlsx").active
    assert str(sheet.page_setup.paperSize) == "8" and sheet["A1"].font.size >= 36
