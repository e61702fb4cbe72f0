"""Files people bring, harmless or not: read by another process, with the numbers the spreadsheet shows, or refused."""

from __future__ import annotations

import io
import json
import os
import signal
import sys
import zipfile
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from xlsxwriter import Workbook as Written

from linli_tui.core.refusal import Refused
from linli_tui.ledgers import catalog
from linli_tui.paper import foreign, package, sheet_file, worksheet
from linli_tui.paper.layout import read_layout
from linli_tui.paper.lines import Reading
from linli_tui.paper.sheet_file import Stopped, read_grids
from linli_tui.paper.worksheet import Formula, Stamp


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


def worksheet_part(rows, ref="A1", end=""):
    """The XML of a worksheet with these rows."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><dimension ref="{ref}"/><sheetData>{rows}</sheetData>{end}</worksheet>'.encode()


def with_rows(sheet, tmp_path, rows, **more):
    return repack(sheet(), {"xl/worksheets/sheet1.xml": worksheet_part(rows, **more)}, tmp_path / "改.xlsx")


class TestReading:
    def test_rows_keep_the_numbers_of_the_spreadsheet(self, sheet):
        (grid,) = read_grids(sheet((None,), (1, None, "101"), (None, ""), ("尾",), header=None))
        assert grid.name == "花名册" and not grid.hidden
        assert grid.rows == ((2, (1, None, "101")), (4, ("尾",)))

    def test_what_openpyxl_writes_comes_back(self, tmp_path):
        file = Workbook()
        row = [
            "文",
            1,
            2.5,
            True,
            datetime(2026, 3, 2, 8, 30),
            date(1958, 1, 2),
            "<&>",
            "多\n行",
            13600005588,
            -3,
            1e300,
        ]
        file.active.append(row)
        file.active["A3"] = "末"
        file.active.merge_cells("A3:B4")
        file.active.row_dimensions[3].hidden = True
        file.active.column_dimensions["D"].hidden = True
        file.create_sheet("藏").sheet_state = "hidden"
        file.save(tmp_path / "a.xlsx")
        shown, hidden = read_grids(tmp_path / "a.xlsx")
        days = (Stamp(date(2026, 3, 2), "ymd"), Stamp(date(1958, 1, 2), "ymd"))
        assert shown.rows == ((1, (*row[:4], *days, *row[6:])), (3, ("末",)))
        assert (shown.merged, shown.hidden_rows, shown.hidden_columns) == (((3, 0, 4, 1),), 1, 1)
        assert (hidden.name, hidden.hidden) == ("藏", True)

    def test_what_xlsxwriter_writes_comes_back(self, tmp_path):
        with Written(str(tmp_path / "a.xlsx")) as file:
            sheet = file.add_worksheet("表")
            sheet.write_rich_string(0, 0, "王", file.add_format({"bold": True}), "桂", "芳")
            sheet.write_formula(0, 1, "=1+1", None, 2)
            sheet.write_formula(0, 2, "=A1", None, "文")
            sheet.write_number(0, 3, 46083, file.add_format({"num_format": 58}))
            sheet.write_number(0, 4, 46083, file.add_format({"num_format": 'yyyy"年"m"月"'}))
            sheet.write_number(0, 5, 0.126, file.add_format({"num_format": "h:mm"}))
            sheet.write_number(0, 6, 1234.5, file.add_format({"num_format": '#,##0.00"元";[Red]-0'}))
            sheet.write_boolean(0, 7, False)
        (grid,) = read_grids(tmp_path / "a.xlsx")
        day = date(2026, 3, 2)
        assert grid.rows[0][1] == ("王桂芳", 2, "文", Stamp(day, "md"), Stamp(day, "ym"), "3:01", 1234.5, False)

    def test_a_formula_without_a_value_is_one(self, tmp_path):
        file = Workbook()
        file.active.append([1, "=A1*2"])
        file.save(tmp_path / "a.xlsx")
        assert read_grids(tmp_path / "a.xlsx")[0].rows[0][1] == (1, Formula("A1*2"))

    def test_days_from_1904_and_parts_in_other_places(self, sheet, tmp_path):
        path = sheet(("日",), header=None)
        space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        style = (
            '<x:styleSheet xmlns:x="u"><x:cellXfs><x:xf numFmtId="0"/><x:xf numFmtId="14"/></x:cellXfs></x:styleSheet>'
        )
        book = (
            f'<workbook {space} xmlns:r="r"><workbookPr date1904="1"/><sheets>'
            '<sheet name="甲" sheetId="1" r:id="rId1"/>'
            '<sheet name="无" sheetId="2" r:id="rId9"/></sheets></workbook>'
        )
        links = '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="/xl/别处/表.xml"/></Relationships>'
        rows = '<row><c s="1"><v>1</v></c><c><v>2</v></c></row>'
        parts = {
            "xl/workbook.xml": book.encode(),
            "xl/_rels/workbook.xml.rels": links.encode(),
            "xl/styles.xml": style.encode(),
            "xl/别处/表.xml": worksheet_part(rows),
        }
        (grid,) = read_grids(repack(path, parts, tmp_path / "异.xlsx"))
        assert grid.rows == ((1, (Stamp(date(1904, 1, 2), "ymd"), 2)),)

    def test_escapes_and_readings_beside_characters(self, sheet, tmp_path):
        rows = (
            '<row r="1"><c r="A1" t="inlineStr"><is><t>a_x000A_b</t><rPh sb="0" eb="1"><t>读</t></rPh></is></c></row>'
        )
        assert read_grids(with_rows(sheet, tmp_path, rows))[0].rows == ((1, ("a\nb",)),)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    def test_text_in_any_usual_encoding(self, tmp_path, encoding):
        (tmp_path / "a.csv").write_bytes("幢,室\r\n\r\n1,101,\r\n".encode(encoding))
        assert read_grids(tmp_path / "a.csv")[0].rows == ((1, ("幢", "室")), (3, ("1", "101")))


class TestRefusing:
    def test_the_content_decides_not_the_ending(self, sheet, tmp_path):
        assert len(read_grids(sheet(name="花名册.csv"))[0].rows) == 1
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
            ("网页.xls", b"<html><table><tr>", "旧格式"),
            ("照片.jpg", b"\xff\xd8\xff\xe0" + bytes(100), "不是表格"),
            ("断.xlsx", b"PK\x03\x04" + bytes(100), "读不懂"),
            ("控.csv", b"a,b\0c\n", "不是文字"),
            ("乱.csv", b"\xff\xff\x81\n", "认不出来"),
            ("程序.exe", b"MZ" + bytes(99), "不是表格"),
        ],
    )
    def test_other_files(self, tmp_path, name, content, says):
        path = tmp_path / name
        path.write_bytes(content)
        assert says in refusal(path)

    def test_no_file_and_a_folder(self, tmp_path):
        assert "没有找到" in refusal(tmp_path / "没有.xlsx")
        assert "没有找到" in refusal(tmp_path)

    def test_old_files_are_told_what_to_do(self, tmp_path):
        (tmp_path / "a.xls").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
        with pytest.raises(Refused, match="请用 WPS 另存为 xlsx"):
            read_grids(tmp_path / "a.xls")

    def test_another_package_is_no_spreadsheet(self, tmp_path):
        path = tmp_path / "信.xlsx"
        with zipfile.ZipFile(path, "w") as package_:
            package_.writestr("word/document.xml", "<x/>")
        assert "读不懂" in refusal(path)

    @pytest.mark.parametrize("at", [0, 50, 1000, -30])
    def test_a_torn_file(self, sheet, tmp_path, at):
        content = sheet().read_bytes()
        torn = tmp_path / "断.xlsx"
        torn.write_bytes(content[:at] if at else b"P")
        refusal(torn)


class TestHarm:
    def test_a_bomb_is_not_unpacked(self, sheet, tmp_path):
        bomb = repack(sheet(), {"xl/worksheets/sheet9.xml": b"0" * (40 << 20)}, tmp_path / "弹.xlsx")
        assert bomb.stat().st_size < 1 << 20 and "太大" in refusal(bomb)

    def test_a_bomb_that_lies_about_its_size(self, sheet, tmp_path):
        """What the table of contents claims is all that is ever unpacked; the rest does not fit its check sum."""
        path = repack(sheet(), {"xl/worksheets/sheet1.xml": worksheet_part("<row/>" * 200_000)}, tmp_path / "谎.xlsx")
        content = path.read_bytes()
        with zipfile.ZipFile(path) as opened:
            true = opened.getinfo("xl/worksheets/sheet1.xml").file_size
        path.write_bytes(content.replace(true.to_bytes(4, "little"), (500).to_bytes(4, "little")))
        assert "读不懂" in refusal(path)

    def test_too_many_entries(self, sheet, tmp_path):
        assert "太大" in refusal(repack(sheet(), {f"x/{n}.txt": b"x" for n in range(2_001)}, tmp_path / "多.xlsx"))

    def test_too_large_a_file_is_not_even_opened(self, sheet, monkeypatch):
        monkeypatch.setattr(package, "MOST_BYTES", 100)
        monkeypatch.setattr(sheet_file, "_lines", lambda *_: pytest.fail("opened"))
        assert "太大" in refusal(sheet())

    def test_entries_that_overlap(self, sheet, tmp_path):
        """Two entries of the directory point at the same bytes."""
        content = io.BytesIO(sheet().read_bytes())
        with zipfile.ZipFile(content, "a") as opened:
            twin = opened.getinfo("xl/worksheets/sheet1.xml")
            again = zipfile.ZipInfo("xl/worksheets/sheet2.xml")
            for name in ("header_offset", "compress_size", "file_size", "CRC", "compress_type", "flag_bits"):
                setattr(again, name, getattr(twin, name))
            opened.filelist.append(again)
            opened._didModify = True
        (tmp_path / "叠.xlsx").write_bytes(content.getvalue())
        assert "读不懂" in refusal(tmp_path / "叠.xlsx")

    @pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
    def test_entities_are_not_expanded(self, sheet, tmp_path, part):
        lol = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
        assert "读不懂" in refusal(repack(sheet(), {part: lol.encode()}, tmp_path / "实.xlsx"))
        assert "读不懂" in refusal(repack(sheet(), {part: lol.encode("utf-16")}, tmp_path / "实.xlsx"))

    def test_a_sheet_that_claims_to_be_endless(self, sheet, tmp_path):
        row = '<row r="1"><c r="A1" t="inlineStr"><is><t>幢</t></is></c></row>'
        (grid,) = read_grids(with_rows(sheet, tmp_path, row, ref="A1:XFD1048576"))
        assert grid.rows == ((1, ("幢",)),)

    @pytest.mark.parametrize("cell", ["A1048577000", "XFD1", "ZZZZZZ1", "1", "a1", "A-1"])
    def test_a_cell_far_outside_or_nowhere(self, sheet, tmp_path, cell):
        row = "".join(c for c in cell if c.isdigit())
        refusal(with_rows(sheet, tmp_path, f'<row r="{row}"><c r="{cell}" t="inlineStr"><is><t>x</t></is></c></row>'))

    @pytest.mark.parametrize(
        "cell",
        [
            '<c t="s"><v>999999999</v></c>',
            '<c t="s"><v>-1</v></c>',
            "<c><v>0x10</v></c>",
            '<c s="9999999"><v>1</v></c>',
            '<c s="x"><v>1</v></c>',
            "<c><v>1</v>",
            '<c t="n"><v>Infinity</v></c>',
        ],
    )
    def test_cells_that_cannot_be(self, sheet, tmp_path, cell):
        try:
            assert len(read_grids(with_rows(sheet, tmp_path, f"<row>{cell}</row>"))) == 1
        except Refused as refused:
            assert "读不懂" in refused.what

    def test_too_many_columns_rows_letters_and_merged_cells(self, sheet, tmp_path):
        assert "太大" in refusal(sheet(tuple(range(201)), header=None))
        cell = '<c t="inlineStr"><is><t>x</t></is></c>'
        assert "太大" in refusal(with_rows(sheet, tmp_path, f"<row>{cell}</row>" * 20_001))
        long = f'<row><c t="inlineStr"><is><t>{"x" * 40_000}</t></is></c></row>'
        assert "太大" in refusal(with_rows(sheet, tmp_path, long))
        merged = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 30_000))
        assert (
            len(read_grids(with_rows(sheet, tmp_path, f"<row>{cell}</row>", end=merged))[0].merged)
            == worksheet.MOST_MERGED
        )

    def test_merged_cells_that_overlap_cost_no_time(self, sheet, tmp_path):
        rows = '<row r="1"><c t="inlineStr"><is><t>室</t></is></c><c t="inlineStr"><is><t>业主</t></is></c></row>'
        rows += "".join(f'<row r="{n}"><c><v>1</v></c><c><v>2</v></c></row>' for n in range(2, 5_000))
        merged = "".join(f'<mergeCell ref="A{n}:XFD{n + 9_000}"/>' for n in range(2, 5_000))
        (grid,) = read_grids(with_rows(sheet, tmp_path, rows, end=merged))
        assert len(list(Reading(read_layout(grid, catalog()), date(2026, 1, 1)).lines())) == 4_998

    def test_a_million_empty_rows_are_none(self, sheet, tmp_path, monkeypatch):
        monkeypatch.setattr(package, "MOST_RATIO", 2_000)
        rows = '<row r="1"><c r="A1"><v>1</v></c></row>' + "".join(
            f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(2, 100_000)
        )
        assert read_grids(with_rows(sheet, tmp_path, rows))[0].rows == ((1, (1,)),)

    def test_a_cell_of_four_gigabytes_in_a_text_file(self, tmp_path):
        (tmp_path / "a.csv").write_text("幢," + "x" * 200_000, encoding="utf-8")
        assert "太长" in refusal(tmp_path / "a.csv") or "太大" in refusal(tmp_path / "a.csv")
        with (tmp_path / "b.csv").open("wb") as file:
            file.truncate(4 << 30)
        assert "太大" in refusal(tmp_path / "b.csv")

    def test_control_characters_are_no_xml_and_unseen_in_text(self, sheet, tmp_path):
        assert "读不懂" in refusal(with_rows(sheet, tmp_path, '<row><c t="inlineStr"><is><t>a\x01</t></is></c></row>'))
        (tmp_path / "a.csv").write_bytes("室,业主\n1-1-101,王\u202e桂\u200b芳\x1b[31m\n".encode())
        assert read_grids(tmp_path / "a.csv")[0].rows[1][1][1].startswith("王")


class TestTheOtherProcess:
    def test_it_is_ended_when_nobody_waits_any_more(self, sheet, monkeypatch):
        children = []
        started = sheet_file.subprocess.Popen
        monkeypatch.setattr(
            sheet_file.subprocess, "Popen", lambda *a, **k: children.append(started(*a, **k)) or children[-1]
        )
        with pytest.raises(Stopped, match="什么也没有写"):
            read_grids(sheet(), cancelled=lambda: True)
        assert children[0].returncode is not None

    def test_it_is_ended_when_it_takes_too_long(self, sheet, monkeypatch):
        monkeypatch.setattr(sheet_file, "PATIENCE", 0.0)
        monkeypatch.setattr(sheet_file, "_RUN", "import time; time.sleep(30)")
        assert "停下了" in refusal(sheet())

    def test_it_is_not_believed_when_it_dies_or_talks_nonsense(self, sheet, monkeypatch):
        monkeypatch.setattr(sheet_file, "_RUN", 'print(\'{"sheet":"x","hidden":false}\')')
        assert "读不懂" in refusal(sheet())
        monkeypatch.setattr(sheet_file, "_RUN", "print('['*100000)")
        assert "读不懂" in refusal(sheet())
        monkeypatch.setattr(sheet_file, "MOST_LINES", 10)
        monkeypatch.setattr(sheet_file, "_RUN", "print('[1,[1]]\\n' * 100)")
        assert "太大" in refusal(sheet())

    def test_it_gets_only_so_much_memory(self, sheet, monkeypatch):
        if sys.platform != "linux":
            pytest.skip("未验证：这个系统不管内存上限")
        monkeypatch.setattr(
            sheet_file,
            "_RUN",
            "import sys; sys.path.insert(0, sys.argv[1]); from linli_tui.paper import foreign; foreign.limit(); "
            "foreign.read = lambda path: [bytearray(1 << 34)]; foreign.main(sys.argv[2])",
        )
        assert "太大" in refusal(sheet())

    def test_it_sees_no_library_but_the_standard_one(self, sheet, monkeypatch):
        monkeypatch.setattr(
            sheet_file,
            "_RUN",
            "import sys; sys.path.insert(0, sys.argv[1]); from linli_tui.paper import foreign; "
            "assert not {name.partition('.')[0] for name in sys.modules} & {'openpyxl', 'textual', 'sqlcipher3'}; "
            "foreign.main(sys.argv[2])",
        )
        assert read_grids(sheet())

    def test_where_the_system_cannot_limit_it_says_so(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "resource", None)
        assert foreign.limit() is False

    @pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="未验证：这个系统没有信号")
    def test_nothing_of_it_is_left(self, sheet):
        before = set(_children())
        read_grids(sheet())
        assert set(_children()) <= before


def _children():
    if not Path("/proc/self/task").is_dir():
        return []
    listed = Path(f"/proc/self/task/{os.getpid()}/children")
    return listed.read_text(encoding="ascii").split() if listed.exists() else []


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
    """In this process, which is quicker; the other one does nothing else."""
    content = bytearray(small_file())
    for at, byte in data.draw(st.lists(st.tuples(st.integers(0, len(content) - 1), st.integers(0, 255)), max_size=8)):
        content[at] = byte
    path = tmp_path_factory.mktemp("x") / "坏.xlsx"
    path.write_bytes(content)
    out = io.StringIO()
    foreign.tell(str(path), out)
    assert json.loads(out.getvalue().splitlines()[-1]).keys() & {"end", "refused"}
