"""Refused rows come back as a spreadsheet that can be mended and imported."""

from __future__ import annotations

import pytest
from openpyxl import Workbook, load_workbook

from linli_tui.core.access import OWNER
from linli_tui.paper import refusals
from linli_tui.paper.spreadsheet_import import apply, preview


def roster(path, *sheets):
    file = Workbook()
    file.remove(file.active)
    for name, rows in sheets:
        sheet = file.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file.save(path)
    return path


def test_they_come_back_with_the_reason_and_are_taken_once_mended(book, tmp_path):
    rows = [
        ("永富新村3幢业主",),
        ("序号", "单元", "房号", "业主", "*电话", "备注"),
        (1, 1, "101", "王桂芳", 13600005588),
        (2, None, None, "没房号", "136", "=1+1"),
        (3, 1, "102", None, "13600005589"),
        (4, 2, "201", "李建国"),
    ]
    path = roster(
        tmp_path / "花名册.xlsx",
        ("3幢", rows),
        ("别的/表"[:2], [("房号", "业主"), ("4-1-101", None), ("4-1-102", "张三")]),
    )
    shown = preview(book, path)
    apply(book, OWNER, shown)
    assert [(remark.sheet, remark.row) for remark in shown.refused] == [("3幢", 4), ("3幢", 5), ("别的", 2)]
    out = tmp_path / refusals.NAME
    assert refusals.write(shown, out) == 3
    file = load_workbook(out)
    assert file.sheetnames == ["3幢", "别的"]
    table = [list(row) for row in file["3幢"].iter_rows(values_only=True)]
    assert table[0] == ["幢", "单元", "房号", "业主", "*电话", "备注", refusals.REASON, refusals.WAS]
    assert table[1][:5] == ["3", None, None, "没房号", "136"] and "没有写是哪一室" in table[1][6] and table[1][7] == "4"
    assert table[2][:5] == ["3", "1", "102", None, "13600005589"] and "没有写业主" in table[2][6]
    sheet = file["3幢"]
    sheet["C2"], sheet["B2"], sheet["D3"] = "202", "2", "赵小六"
    file["别的"]["B2"] = "钱小七"
    file.save(out)
    mended = preview(book, out)
    assert not mended.refused and dict(mended.new)["home"] == 3
    apply(book, OWNER, mended)
    owners = book.read.sql("SELECT label, owners FROM home_list ORDER BY place_key")
    assert {row["label"]: row["owners"] for row in owners} == {
        "3幢1单元101室": "王桂芳",
        "3幢1单元102室": "赵小六",
        "3幢2单元201室": "李建国",
        "3幢2单元202室": "没房号",
        "4幢1单元101室": "钱小七",
        "4幢1单元102室": "张三",
    }


def test_nothing_in_them_is_executed_and_names_of_sheets_may_be_anything(book, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("房号,业主,手机\n=cmd|' /C calc'!A0,=1+1,@x\n", encoding="utf-8")
    shown = preview(book, path)
    refusals.write(shown, tmp_path / "r.xlsx")
    file = load_workbook(tmp_path / "r.xlsx")
    assert file.sheetnames == ["没有收的"] and all(
        cell.data_type != "f" for row in file.active.iter_rows() for cell in row
    )


def test_a_file_that_cannot_be_written(book, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("房号,业主\n101,王\n", encoding="utf-8")
    with pytest.raises(OSError):
        refusals.write(preview(book, path), tmp_path / "没有" / "r.xlsx")
