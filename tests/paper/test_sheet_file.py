"""Files people bring, harmless or not: read with the numbers the spreadsheet shows, or refused with a sentence."""

from __future__ import annotations

import io
import zipfile
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from linli_tui.core.refusal import Refused
from linli_tui.paper import sheet_file
from linli_tui.paper.sheet_file import read_grids


def repack(path, changes, to):
    """A copy of a package with parts replaced or added."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {**dict.fromkeys(old.namelist()), **changes}:
            new.writestr(name, changes.get(name) or old.read(name))
    return to


def refusal(path):
    with pytest.raises(Refused) as refused:
        read_grids(path)
    assert refused.value.what and refused.value.kept == "什么也没有写。" and refused.value.do
    return refused.value.what


def test_rows_keep_the_numbers_of_the_spreadsheet(sheet):
    (grid,) = read_grids(sheet((None,), (1, None, "101"), (None, ""), ("尾",), header=None))
    assert grid.name == "花名册"
    assert grid.rows == ((2, (1, None, "101")), (4, ("尾",)))


def test_the_content_decides_not_the_ending(sheet, tmp_path):
    assert len(read_grids(sheet(name="花名册.xls"))[0].rows) == 1
    text = tmp_path / "花名册.xlsx"
    text.write_text("幢,室\n1,101\n", encoding="utf-8")
    assert "不是表格" in refusal(text)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("空.xlsx", b"", "是空的"),
        ("空.csv", b"", "是空的"),
        ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧格式"),
        ("旧.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧格式"),
        ("网页.xls", b"<html><table><tr><td>1</td></tr></table></html>", "旧格式"),
        ("照片.jpg", b"\xff\xd8\xff\xe0" + bytes(100), "不是表格"),
        ("断.xlsx", b"PK\x03\x04" + bytes(100), "读不懂"),
    ],
)
def test_other_files_are_refused(tmp_path, name, content, says):
    path = tmp_path / name
    path.write_bytes(content)
    assert says in refusal(path)


def test_no_file_and_a_folder(tmp_path):
    assert "没有找到" in refusal(tmp_path / "没有.xlsx")
    assert "没有找到" in refusal(tmp_path)


def test_old_files_are_told_what_to_do(tmp_path):
    (tmp_path / "a.xls").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    with pytest.raises(Refused, match="请用 WPS 另存为 xlsx"):
        read_grids(tmp_path / "a.xls")


def test_another_package_is_no_spreadsheet(tmp_path):
    path = tmp_path / "信.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<x/>")
    assert "读不懂" in refusal(path)


@pytest.mark.parametrize("at", [0, 50, 200, 1000, -30])
def test_a_torn_file(sheet, tmp_path, at):
    content = sheet().read_bytes()
    torn = tmp_path / "断.xlsx"
    torn.write_bytes(content[:at] if at else b"P")
    refusal(torn)


def test_a_bomb_is_not_unpacked(sheet, tmp_path):
    bomb = repack(sheet(), {"xl/worksheets/sheet9.xml": b"0" * (40 << 20)}, tmp_path / "弹.xlsx")
    assert bomb.stat().st_size < 1 << 20
    assert "太大" in refusal(bomb)


def test_too_many_entries_too_large_a_file(sheet, tmp_path, monkeypatch):
    assert "太大" in refusal(repack(sheet(), {f"x/{n}.txt": b"x" for n in range(2_001)}, tmp_path / "多.xlsx"))
    monkeypatch.setattr(sheet_file, "MOST_BYTES", 100)
    assert "太大" in refusal(sheet())


def test_entries_that_overlap(sheet, tmp_path):
    """Two entries of the directory point at the same bytes."""
    content = io.BytesIO(sheet().read_bytes())
    with zipfile.ZipFile(content, "a") as package:
        twin = package.getinfo("xl/worksheets/sheet1.xml")
        again = zipfile.ZipInfo("xl/worksheets/sheet2.xml")
        for name in ("header_offset", "compress_size", "file_size", "CRC", "compress_type", "flag_bits"):
            setattr(again, name, getattr(twin, name))
        package.filelist.append(again)
        package._didModify = True
    (tmp_path / "叠.xlsx").write_bytes(content.getvalue())
    assert "读不懂" in refusal(tmp_path / "叠.xlsx")


def test_entities_are_not_expanded(sheet, tmp_path):
    lol = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
    assert "读不懂" in refusal(repack(sheet(), {"xl/worksheets/sheet1.xml": lol.encode()}, tmp_path / "实.xlsx"))


WORKSHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="{ref}"/>'
    "<sheetData>{rows}</sheetData></worksheet>"
)


def test_a_sheet_that_claims_to_be_endless(sheet, tmp_path):
    part = WORKSHEET.format(ref="A1:XFD1048576", rows='<row r="1"><c r="A1" t="inlineStr"><is><t>幢</t></is></c></row>')
    (grid,) = read_grids(repack(sheet(), {"xl/worksheets/sheet1.xml": part.encode()}, tmp_path / "大.xlsx"))
    assert grid.rows == ((1, ("幢",)),)


@pytest.mark.parametrize("cell", ["A1048577000", "XFD1", "ZZZZZZ1"])
def test_a_cell_far_outside(sheet, tmp_path, cell):
    row = "".join(c for c in cell if c.isdigit())
    part = WORKSHEET.format(ref="A1", rows=f'<row r="{row}"><c r="{cell}" t="inlineStr"><is><t>x</t></is></c></row>')
    path = repack(sheet(), {"xl/worksheets/sheet1.xml": part.encode()}, tmp_path / "远.xlsx")
    try:
        assert all(not grid.rows for grid in read_grids(path))
    except Refused as refused:
        assert refused.what


def test_too_many_columns(sheet):
    assert "太大" in refusal(sheet(tuple(range(400)), header=None))


@cache
def small_file():
    """The bytes of one spreadsheet; made once, since they hold the time."""
    file = Workbook()
    file.active.append(["幢", 1.5, "室"])
    kept = io.BytesIO()
    file.save(kept)
    return kept.getvalue()


@given(st.data())
def test_a_damaged_file_is_read_or_refused_never_worse(tmp_path_factory, data):
    content = bytearray(small_file())
    for at, byte in data.draw(st.lists(st.tuples(st.integers(0, len(content) - 1), st.integers(0, 255)), max_size=8)):
        content[at] = byte
    path = tmp_path_factory.mktemp("x") / "坏.xlsx"
    path.write_bytes(content)
    try:
        read_grids(path)
    except Refused as refused:
        assert refused.do
