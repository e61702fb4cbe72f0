"""A ledger as a sheet to work in: what is changed by hand is changed, nothing else."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from linli_tui.ledgers import catalog
from linli_tui.paper import datasheet
from linli_tui.paper.spreadsheet_import import apply, preview


@pytest.fixture
def people(book):
    with book.transaction(OWNER, "new") as t:
        home = t.save("home", {"parent": t.save("building", {"code": "1", "word": "幢"}), "code": "101", "word": "室"})
        wang, li = t.save_all(
            "person",
            [
                {"name": "王桂芳", "phone": "13600005588", "note": "两\n行"},
                {"name": "李建国", "birth": "1958-01-02"},
            ],
        )
        t.save("ownership", {"home": home, "person": wang})
    return wang, li


def change(path, **cells):
    file = load_workbook(path)
    for place, value in cells.items():
        file.active[place] = value
    file.save(path)
    return path


def place_of(path, title, row):
    """The cell of a column in a row under the header, as in D3."""
    header = next(load_workbook(path).active.iter_rows(min_row=2, max_row=2))
    return f"{next(cell.column_letter for cell in header if cell.value == title)}{row + 2}"


def test_what_is_changed_by_hand_is_shown_and_changed(book, people, tmp_path):
    path = tmp_path / "人员.xlsx"
    assert datasheet.write(book, "person", path) == 2
    (first, *_), rows = [cell.value for cell in load_workbook(path).active[2]], load_workbook(path).active
    assert first == "编号" and rows["A1"].value.startswith("人员数据表")
    row = {rows["A3"].value: 1, rows["A4"].value: 2}
    change(
        path,
        **{
            place_of(path, "电话", row[people[0]]): "136****5588",
            place_of(path, "备注", row[people[0]]): "三行",
            place_of(path, "出生日期", row[people[1]]): None,
            place_of(path, "姓名", row[people[1]]): "李建军",
        },
    )
    shown = preview(book, path)
    assert dict(shown.changed) == {"person": 2} and not shown.doubtful
    assert {edit.label: edit.fields for edit in shown.edits} == {
        "王桂芳": (("备注", "两\n行", "三行"),),
        "李建国": (("姓名", "李建国", "李建军"),),
    }
    apply(book, OWNER, shown)
    assert book.read.sql("SELECT name, phone, birth FROM person ORDER BY name") == [
        {"name": "李建军", "phone": None, "birth": "1958-01-02"},
        {"name": "王桂芳", "phone": "13600005588", "birth": None},
    ]


def test_references_are_read_by_what_they_are_called(book, people, tmp_path):
    path = tmp_path / "产权.xlsx"
    datasheet.write(book, "ownership", path)
    change(path, **{place_of(path, "业主", 1): "李建国"})
    shown = preview(book, path)
    assert [edit.fields for edit in shown.edits] == [(("业主", "王桂芳", "李建国"),)]
    apply(book, OWNER, shown)
    assert book.read.one("SELECT person FROM ownership") == people[1]
    with book.transaction(OWNER, "new") as t:
        t.save("person", {"name": "李建国"})
    change(path, **{place_of(path, "业主", 1): "谁也不是"})
    assert "没有「谁也不是」" in preview(book, path).doubtful[0].why
    change(path, **{place_of(path, "业主", 1): "王桂芳", place_of(path, "占几份", 1): "许多"})
    shown = preview(book, path)
    assert "不是数字" in shown.doubtful[0].why and dict(shown.changed) == {"ownership": 1}
    with book.transaction(OWNER, "new") as t:
        t.save("person", {"name": "王桂芳"})
    assert "不止一条" in preview(book, path).doubtful[0].why


def test_rows_without_a_number_or_with_a_foreign_one_are_refused(book, people, tmp_path):
    path = tmp_path / "人员.xlsx"
    datasheet.write(book, "person", path)
    change(path, A3="没有的编号", A4=None)
    shown = preview(book, path)
    assert [("没有编号「没有的编号」" in remark.why, remark.row) for remark in shown.refused] == [(True, 3), (False, 4)]
    assert not shown.changed and shown.left[1].planned.refused.startswith("这一行没有编号")


def test_only_such_a_sheet_is_taken_for_one(book, people, tmp_path):
    path = tmp_path / "人员.xlsx"
    datasheet.write(book, "person", path)
    with pytest.raises(Refused):
        preview(book, change(path, B2="血型"))
    names = [ledger.title for ledger in catalog().ledgers.values()]
    assert len({name[:31] for name in names}) == len(names), "a sheet bears the title of one ledger"


def test_where_it_cannot_be_written(book, tmp_path):
    with pytest.raises(OSError):
        datasheet.write(book, "person", tmp_path / "没有" / "a.xlsx")
