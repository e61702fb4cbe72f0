"""The report folder: whole or not at all, masked in the file, and equal to the book row by row."""

from __future__ import annotations

import csv
import hashlib
from datetime import datetime

import pytest
from openpyxl import load_workbook

from linli_tui.book.book import Book
from linli_tui.core import clock
from linli_tui.core.access import OWNER
from linli_tui.core.names import mask
from linli_tui.core.refusal import Refused
from linli_tui.exchange import folder
from linli_tui.ledgers import catalog
from linli_tui.paper import csv_text


def read_back(path):
    """The header and the rows of a ledger's spreadsheet, without the title, the totals and the columns added to it."""
    header, *rows = list(load_workbook(path, read_only=True).active.iter_rows(min_row=3, values_only=True))
    assert header[0] == "序号" and header[-1] == "备注" and rows[-1][0] == "合计"
    assert [row[0] for row in rows[:-1]] == list(range(1, len(rows)))
    return header, rows[:-1]


def stored(column, cell):
    """What the book stores, from what stands in a cell."""
    if column.mask or cell is None:
        return cell or ""
    if column.field.kind == "area":
        return round(cell * 100)
    return cell.date().isoformat() if isinstance(cell, datetime) else cell


def test_every_row_of_every_ledger_comes_back(demo_book, tmp_path):
    written = folder.report(demo_book, OWNER, tmp_path / "出")
    read = 0
    for ledger in catalog().ledgers.values():
        path = written.path / f"{written.path.name}_{ledger.title}.xlsx"
        assert path.exists() == (ledger.in_report and not ledger.hidden)
        if path.exists():
            columns = folder.shown_columns(catalog(), ledger)
            header, rows = read_back(path)
            assert [column.field.title for column in columns] == list(header[1 : len(columns) + 1])
            wanted = [[column.value(row) for column in columns] for row in folder.all_rows(demo_book, ledger.name)]
            found = [[stored(c, cell) for c, cell in zip(columns, row[1:], strict=False)] for row in rows]
            assert found == [["" if value is None else value for value in row] for row in wanted]
            assert len(rows) == demo_book.read.one(f'SELECT count(*) FROM "{ledger.name}" WHERE voided=0')
            read += len(rows)
    assert read > 1_000


def test_pages_leave_out_nothing(demo_book, monkeypatch):
    whole = list(folder.all_rows(demo_book, "home"))
    monkeypatch.setattr(folder, "PAGE", 7)
    assert list(folder.all_rows(demo_book, "home")) == whole and len(whole) == 268


def test_comma_separated_text_says_the_same(demo_book, tmp_path):
    written = folder.report(demo_book, OWNER, tmp_path)
    with (written.path / f"{written.path.name}_房屋.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    columns = folder.shown_columns(catalog(), catalog().ledgers["home"])
    assert header == [column.field.title for column in columns]
    texts = [[column.text(row) for column in columns] for row in folder.all_rows(demo_book, "home")]
    assert rows == [[csv_text.harmless(text) for text in row] for row in texts]


def test_nobody_is_named_in_any_file(demo_book, tmp_path):
    people = demo_book.read.sql("SELECT name, phone, id_number FROM person WHERE length(name) > 2")
    written = folder.report(demo_book, OWNER, tmp_path)
    for ledger, column in (("人员", "姓名"), ("产权", "业主"), ("房屋", "业主"), ("职务", "谁")):
        header, rows = read_back(written.path / f"{written.path.name}_{ledger}.xlsx")
        shown = [row[header.index(column)] for row in rows if row[header.index(column)]]
        assert shown and all("*" in name for piece in shown for name in piece.split("、"))
    text = "".join(path.read_text(encoding="utf-8-sig") for path in written.path.glob("*.csv"))
    for person in people:
        for secret in (person["phone"], person["id_number"]):
            assert not secret or secret not in text
    assert mask("phone", people[0]["phone"]) in text


def test_unmasked_only_when_asked(demo_book, tmp_path):
    path = folder.report(demo_book, OWNER, tmp_path, masked=False, ledgers=["person"]).path
    header, rows = read_back(path / f"{path.name}_人员.xlsx")
    assert {row[header.index("姓名")] for row in rows} == {
        r["name"] for r in demo_book.read.sql("SELECT name FROM person")
    }
    assert "没有隐去" in (path / "清单.txt").read_text(encoding="utf-8-sig")


def test_the_list_tells_every_file(demo_book, tmp_path):
    with clock.frozen("2026-11-22T13:05:00.000Z"):
        written = folder.report(demo_book, OWNER, tmp_path)
    assert written.path.name == "永富新村_2026年11月"
    text = (written.path / "清单.txt").read_text(encoding="utf-8-sig")
    assert "小区：永富新村" in text and "填报单位：永富新村邻里互助会" in text and "导出人：本机负责人" in text
    assert "时间：2026-11-22 21:05" in text
    assert {path.name for path in written.path.iterdir()} == {"清单.txt", *(entry.name for entry in written.files)}
    for entry in written.files:
        line = next(line for line in text.splitlines() if line.startswith(f"{entry.name} "))
        digest = hashlib.sha256((written.path / entry.name).read_bytes()).hexdigest()
        assert line.split()[1:] == [str(entry.rows), digest] and len(entry.name) <= 80


def test_nothing_to_report_is_reported(tmp_path):
    with Book.new(tmp_path / "空.台账", catalog(), name="空村") as book:
        written = folder.report(book, OWNER, tmp_path / "出")
    homes = load_workbook(written.path / f"{written.path.name}_房屋.xlsx").active
    assert homes["A4"].value == "合计" and homes.cell(4, homes.max_column).value == "零报告"


def test_a_second_one_of_the_month_stands_beside_the_first(demo_book, tmp_path):
    first, second, third = (folder.report(demo_book, OWNER, tmp_path, ledgers=["building"]).path for _ in range(3))
    assert [second.name, third.name] == [f"{first.name}_第2次", f"{first.name}_第3次"]
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir() and "月" in path.name) == [
        first.name, second.name, third.name,
    ]  # fmt: skip


def test_the_same_rows_are_the_same_bytes(demo_book, tmp_path):
    one, two = (folder.report(demo_book, OWNER, tmp_path, ledgers=["home", "person"]) for _ in range(2))
    assert one.files == two.files


@pytest.mark.parametrize("breaks", ["xlsx.write", "csv_text.write", "manifest.write", "_sync"])
def test_a_full_disk_leaves_nothing(demo_book, tmp_path, monkeypatch, breaks):
    def full(*words, **more):
        raise OSError(28, "No space left on device")

    owner, _, name = f"folder.{breaks}".rpartition(".")
    target = {
        "folder": folder,
        "folder.xlsx": folder.xlsx,
        "folder.csv_text": csv_text,
        "folder.manifest": folder.manifest,
    }
    monkeypatch.setattr(target[owner], name, full)
    to = tmp_path / "盘"
    with pytest.raises(Refused) as refused:
        folder.report(demo_book, OWNER, to)
    assert refused.value.kept.startswith("台账没有动") and not list(to.iterdir())


def test_a_place_that_cannot_be_written(demo_book, tmp_path):
    (tmp_path / "文件").write_text("不是文件夹", encoding="utf-8")
    with pytest.raises(Refused, match="没有写成：那是一个文件，不是文件夹"):
        folder.report(demo_book, OWNER, tmp_path / "文件")


@pytest.mark.parametrize("number", [2, 5, 13, 28, 30, 9_999])
def test_why_it_was_not_written_is_said_in_chinese(demo_book, tmp_path, monkeypatch, number):
    def broken(*words, **more):
        raise OSError(number, "No such thing")

    monkeypatch.setattr(folder.xlsx, "write", broken)
    with pytest.raises(Refused) as refused:
        folder.report(demo_book, OWNER, tmp_path)
    assert "thing" not in str(refused.value)


def test_what_somebody_jotted_down_or_noted_does_not_leave(demo_book, tmp_path):
    written = folder.report(demo_book, OWNER, tmp_path)
    text = "".join(path.read_text(encoding="utf-8-sig") for path in written.path.glob("*.csv"))
    noted = demo_book.read.sql("SELECT words AS text FROM jot UNION ALL SELECT note FROM place WHERE note > ''")
    assert noted and not [row["text"] for row in noted if row["text"] in text]


def test_no_table_has_two_columns_of_one_name():
    for ledger in catalog().ledgers.values():
        titles = [column.field.title for column in folder.shown_columns(catalog(), ledger)]
        assert len(set(titles)) == len(titles), ledger.name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("永富新村", "永富新村"),
        ("a/b\\c:d*e?f", "a_b_c_d_e_f"),
        ('"<x>|', "x"),
        ("../..", "小区"),
        ("CON.x", "CON_x"),
        ("\x00\n", "小区"),
    ],
)
def test_names_every_system_takes(name, safe):
    assert folder.safe_name(name) == safe


def test_a_compound_with_a_dreadful_name(tmp_path):
    with Book.new(tmp_path / "坏.台账", catalog(), name='永/富:"新"村*?' + "长" * 28) as book:
        written = folder.report(book, OWNER, tmp_path / "出")
    for path in (written.path, *written.path.iterdir()):
        assert len(path.name) <= 80 and not set(path.name) & set('\\/:*?"<>|')
        assert path.name == "清单.txt" or path.name.startswith("永_富__新_村")
