"""The command line: what it does, what it says, and the three exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from linli_tui import cli
from linli_tui.core.access import OWNER
from linli_tui.ledgers import catalog

COMMANDS = (
    "new", "demo", "import", "list", "find", "report", "month", "print", "check", "backup", "restore", "doctor", "pin",
    "sheet", "decrypt", "vote", "open"
)  # fmt: skip
SIGNED = (
    "import",
    "list",
    "find",
    "report",
    "month",
    "print",
    "check",
    "backup",
    "restore",
    "doctor",
    "pin",
    "sheet",
    "decrypt",
)
"""What opens a book for somebody, who says by --as who it is."""
ROSTERS = Path(__file__).parent / "rosters"
ROSTER = (
    "幢,单元,室,业主,手机,面积,人口\n1,1,101,王桂芳,13600005588,72.47,3\n1,1,102,李建国,,65.57,\n1,1,,没有房号,,,\n"
)


@pytest.fixture
def linli(capsys):
    """Runs a command and returns its exit code, what it said and what it said on stderr."""

    def run(*words):
        code = cli.main([str(word) for word in words])
        return (code, *capsys.readouterr())

    return run


@pytest.fixture
def book(tmp_path, linli):
    """A founded book without anything in it."""
    path = tmp_path / "村.台账"
    assert linli("new", path, "--name", "测试新村", "--body", "互助会", "--plain")[0] == 0
    return path


@pytest.fixture
def roster(tmp_path):
    """A small roster with a column nobody keeps and a row that cannot be taken."""
    path = tmp_path / "花名册.csv"
    path.write_text(ROSTER, encoding="utf-8")
    return path


class TestNew:
    @pytest.mark.parametrize("body", ["互助会", "邻里互助会", "mutual_aid"])
    def test_by_key_or_by_word(self, tmp_path, linli, body):
        code, said, _ = linli("new", tmp_path / "B", "--name", "测试新村", "--body", body, "--plain", "--json")
        assert code == 0 and json.loads(said) == {"book": str(tmp_path / "B"), "name": "测试新村", "body": "mutual_aid"}

    def test_not_twice(self, book, linli):
        code, said, refused = linli("new", book, "--name", "别的村", "--body", "互助会", "--plain")
        assert (code, said) == (1, "") and "已经有了。原来的文件没有动。" in refused

    def test_without_a_passphrase_none_is_founded(self, tmp_path, linli):
        code, _, refused = linli("new", tmp_path / "B", "--name", "测试新村", "--body", "互助会")
        assert code == 2 and "--key-fd" in refused and not (tmp_path / "B").exists()

    def test_another_body(self, tmp_path, linli):
        code, _, wrong = linli("new", tmp_path / "B", "--name", "测试新村", "--body", "联合国", "--plain")
        assert code == 2 and "互助会、自管会" in wrong and not (tmp_path / "B").exists()


class TestImport:
    def test_a_look_writes_nothing(self, book, roster, linli):
        code, said, _ = linli("import", roster, "--book", book)
        assert code == 0 and "房屋：新2条，改0条，不变0条" in said and "还没有写进台账" in said
        assert "没有收：第4行" in said and "人口" in said
        assert json.loads(linli("list", "home", "--book", book, "--json")[1]) == []

    def test_yes_writes(self, book, roster, linli):
        code, said, _ = linli("import", roster, "--book", book, "--yes")
        assert code == 0 and "✓ 已导入「花名册.csv」" in said
        figures = json.loads(linli("import", roster, "--book", book, "--yes", "--json")[1])
        assert (figures["new"], figures["changed"], figures["unchanged"]) == (0, 0, 8)

    def test_figures_for_machines(self, book, roster, linli):
        assert json.loads(linli("import", roster, "--book", book, "--json")[1]) == {
            "buildings": 1, "homes": 2, "owners": 2, "ownerships": 2, "residents": 0, "tenants": 0, "area_001m2": 13804,
            "new": 8, "changed": 0, "unchanged": 0, "doubtful": [],
            "refused": [{"sheet": "", "row": 4, "why": "没有写是哪一室。"}], "not_taken": ["人口"],
        }  # fmt: skip

    def test_changes_are_shown(self, book, roster, linli):
        linli("import", roster, "--book", book, "--yes")
        roster.write_text(ROSTER.replace("72.47", "72.50"), encoding="utf-8")
        assert "改：房屋「1幢1单元101室」专有面积 72.47 -> 72.50" in linli("import", roster, "--book", book)[1]

    @pytest.mark.parametrize(
        ("name", "content"), [("a.xls", b"\xd0\xcf\x11\xe0"), ("a.csv", b""), ("a.csv", b"a,b\n1,2\n")]
    )
    def test_no_roster(self, book, tmp_path, linli, name, content):
        (tmp_path / name).write_bytes(content)
        code, said, refused = linli("import", tmp_path / name, "--book", book, "--yes", "--json")
        assert (code, said) == (1, "") and "什么也没有写。" in refused


class TestList:
    def test_a_table_aligned_by_cells(self, book, roster, linli):
        linli("import", roster, "--book", book, "--yes")
        lines = linli("list", "房屋", "--book", book)[1].splitlines()
        assert lines[0].split()[:5] == ["位置", "专有面积", "业主", "现状", "用途"] and lines[-1] == "共2条"
        assert lines[1].split() == ["1幢1单元101室", "72.47", "王桂芳"]

    def test_csv_whole(self, book, roster, linli):
        linli("import", roster, "--book", book, "--yes")
        header, *rows = csv.reader(io.StringIO(linli("list", "person", "--book", book, "--format", "csv")[1]))
        assert {"姓名", "电话", "身份证号", "房屋"} <= set(header)
        assert [dict(zip(header, row, strict=True))["电话"] for row in rows] == ["", "13600005588"]

    def test_json_stored(self, book, roster, linli):
        linli("import", roster, "--book", book, "--yes")
        homes = json.loads(linli("list", "home", "--book", book, "--format", "json")[1])
        assert [home["area_001m2"] for home in homes] == [7247, 6557] and homes[0]["owners"] == "王桂芳"

    def test_every_ledger_can_be_listed(self, demo_path, linli):
        for ledger in catalog().ledgers.values():
            for form in ("table", "csv", "json"):
                code, said, error = linli("list", ledger.title, "--book", demo_path, "--format", form)
                if ledger.switch:
                    assert (code, said) == (1, "") and f"没有用「{ledger.title}」" in error
                else:
                    assert (code, error) == (0, "") and said

    def test_what_the_compound_has_switched_on_is_listed(self, demo_path, linli):
        from linli_tui.book.book import Book
        from linli_tui.ledgers.council.service import change_setting

        with Book.open(demo_path, catalog()) as book:
            change_setting(book, OWNER, "care.enabled", "yes")
        assert linli("list", "care", "--book", demo_path, "--json")[0] == 0

    def test_an_unknown_ledger_is_answered_with_those_there_are(self, book, linli):
        code, _, wrong = linli("list", "鱼塘", "--book", book)
        assert code == 2 and "没有「鱼塘」" in wrong and "房屋（home）" in wrong and "人员（person）" in wrong


class TestFind:
    @pytest.mark.parametrize("words", [("桂芳",), ("wgf",), ("13600005588",), ("王", "桂")])
    def test_by_words(self, book, roster, linli, words):
        linli("import", roster, "--book", book, "--yes")
        code, said, _ = linli("find", *words, "--book", book)
        assert code == 0 and "王桂芳" in said and said.endswith("共1条\n")
        (found,) = json.loads(linli("find", *words, "--book", book, "--json")[1])
        assert (found["ledger"], found["label"]) == ("person", "王桂芳")

    @pytest.mark.parametrize("words", [("",), (" ", "\u3000")])
    def test_no_words(self, book, linli, words):
        code, said, wrong = linli("find", *words, "--book", book)
        assert (code, said) == (2, "") and "没有写要找什么" in wrong

    def test_nothing(self, book, linli):
        assert linli("find", "没有的人", "--book", book)[:2] == (0, "没有找到「没有的人」。\n")


class TestReportAndCheck:
    def test_a_report(self, book, roster, tmp_path, linli):
        linli("import", roster, "--book", book, "--yes")
        code, said, _ = linli("report", "--book", book, "--to", tmp_path / "盘", "--json")
        written = json.loads(said)
        assert code == 0 and all((Path(written["folder"]) / file["file"]).exists() for file in written["files"])
        homes = load_workbook(next(Path(written["folder"]).glob("*房屋.xlsx"))).active
        assert [row[2] for row in homes.iter_rows(min_row=4, values_only=True)] == [72.47, 65.57, 138.04]
        assert "写好了" in linli("report", "--book", book, "--to", tmp_path / "盘")[1]

    def test_a_sound_book(self, book, linli):
        code, said, _ = linli("check", "--book", book)
        assert code == 0 and said.startswith("没有问题")
        assert json.loads(linli("check", "--book", book, "--json")[1])["ok"] is True

    def test_a_book_somebody_wrote_into(self, book, linli):
        from linli_tui.book import engine

        connection = engine.connect(book)
        connection.execute("UPDATE setting SET value='别的村' WHERE key='compound.name'")
        engine.close(connection)
        code, said, error = linli("check", "--book", book)
        assert code == 1 and "和流水不一样" in said and "有问题" in error
        assert json.loads(linli("check", "--book", book, "--json")[1])["findings"]


class TestDemo:
    def test_made_where_asked(self, tmp_path, linli):
        code, said, _ = linli("demo", "--book", tmp_path / "D", "--size", 20)
        assert code == 0 and "没有一个真人" in said and "房屋 20户" in said
        assert linli("check", "--book", tmp_path / "D")[0] == 0
        assert linli("demo", "--book", tmp_path / "D")[0] == 1

    def test_two_copies_are_two_books(self, tmp_path, linli):
        from linli_tui.book.book import Book

        opened = []
        for name in ("一", "二", "一", "二"):
            path = tmp_path / name
            if not path.exists():
                linli("demo", "--book", path, "--size", 20)
            with Book.open(path, catalog()) as book:
                opened.append((book.id, book.epoch))
        assert len({id_ for id_, _ in opened}) == 2 and opened[:2] == opened[2:]

    def test_without_a_terminal_it_is_told_and_reported(self, linli, tmp_path, monkeypatch):
        monkeypatch.setenv("TMPDIR", str(tmp_path))
        monkeypatch.setattr("tempfile.tempdir", None)
        monkeypatch.setattr("linli_tui.commands.showing._draw", lambda path, to: 0)
        code, said, _ = linli("demo", "--size", 20)
        folder = Path(next(line for line in said.splitlines() if line.startswith("报送的文件夹：")).partition("：")[2])
        assert code == 0 and (folder / "清单.txt").exists()


class TestDoctor:
    def test_plain_text(self, book, linli):
        code, said, _ = linli("doctor", "--book", book)
        assert code == 0 and "SQLite" in said and "测试新村" in said and "\x1b" not in said

    def test_a_book_that_is_not_there(self, tmp_path, linli):
        code, said, _ = linli("doctor", "--book", tmp_path / "没有")
        assert code == 0 and "没有找到" in said and not (tmp_path / "没有").exists()

    def test_for_machines(self, linli):
        assert {"程序", "Python", "磁盘"} <= set(json.loads(linli("doctor", "--json")[1]))


class TestCalls:
    @pytest.mark.parametrize(
        "words", [("nwe",), ("new",), ("new", "B"), ("list", "home"), ("check", "--bok", "B"), ("find", "--book", "B"),
                  ("list", "home", "--book", "B", "--format", "xml"), ("demo", "--size", "viele"), ("open",)]
    )  # fmt: skip
    def test_wrong_calls_are_2_and_explained(self, linli, words):
        code, said, wrong = linli(*words)
        assert (code, said) == (2, "") and "用法：" in wrong and "这样写不行：" in wrong

    @pytest.mark.parametrize(
        "words", [("list", "home"), ("find", "王"), ("report", "--to", "x"), ("check",), ("import", "x.csv")]
    )
    def test_no_book_is_refused(self, linli, tmp_path, words):
        code, said, refused = linli(*words, "--book", tmp_path / "没有")
        assert (code, said) == (1, "") and "没有找到" in refused and not (tmp_path / "没有").exists()

    @pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
    def test_help_is_chinese(self, linli, command):
        code, said, _ = linli(*command, "--help")
        assert code == 0 and "用法：" in said and "看这一页" in said
        assert not {"Usage", "Options", "Commands", "Show"} & set(said.replace(":", " ").split())

    def test_every_command_is_named_here(self):
        from linli_tui.commands import linli

        assert set(linli.commands) == set(COMMANDS)

    @pytest.mark.parametrize("command", COMMANDS)
    def test_who_it_is_is_asked_wherever_a_book_is_opened(self, linli, command):
        assert ("--as NAME" in linli(command, "--help")[1]) is (command in SIGNED)

    def test_version(self, linli):
        assert linli("--version")[:2] == (0, "linli 0.1.0\n")

    def test_the_screens_open_without_the_command_line(self, linli, monkeypatch):
        import types

        opened = []
        monkeypatch.setitem(
            sys.modules, "linli_tui.app", types.SimpleNamespace(run=lambda book, locked: opened.append(book) or 0)
        )
        assert (linli()[0], linli("open", "村.台账")[0]) == (0, 0)
        assert opened == [None, Path("村.台账")]

    def test_reading_goes_on_beside_an_open_window(self, book, linli):
        from linli_tui.book.book import Book

        with Book.open(book, catalog()):
            assert linli("list", "home", "--book", book)[0] == 0
            code, _, refused = linli("import", ROSTERS / "community-3000.xlsx", "--book", book, "--yes")
            assert code == 1 and "另一个窗口" in refused


def command(*words, cwd, **environment):
    """The program as a process of its own, on a machine that speaks no Chinese."""
    return subprocess.run(
        [sys.executable, "-m", "linli_tui", *map(str, words)], cwd=cwd, capture_output=True, stdin=subprocess.DEVNULL,
        env={**os.environ, "LC_ALL": "C", **environment},
    )  # fmt: skip


def test_chinese_on_a_machine_that_speaks_none(tmp_path):
    made = command(
        "new", "B", "--name", "测试新村", "--body", "互助会", "--plain", cwd=tmp_path, PYTHONIOENCODING="ascii"
    )
    assert (made.returncode, made.stdout.decode("utf-8")) == (0, "已建好「测试新村」的台账：B\n")
    refused = command("check", "--book", "C", cwd=tmp_path, PYTHONIOENCODING="gbk")
    assert refused.returncode == 1 and "没有找到「C」" in refused.stderr.decode("utf-8")


@pytest.mark.slow
def test_the_main_job(tmp_path):
    """Found, import, import again, report, read back, check: processes of their own, on the roster of 3,000 homes."""
    truth = json.loads((ROSTERS / "community-3000.truth.json").read_text(encoding="utf-8"))
    shutil.copy(ROSTERS / "community-3000.xlsx", tmp_path)

    def linli(*words):
        done = command(*words, cwd=tmp_path)
        assert done.returncode == 0, done.stderr.decode("utf-8")
        return done.stdout.decode("utf-8")

    linli("new", "B", "--name", "测试新村", "--body", "互助会", "--plain")
    bring_in = ("import", "community-3000.xlsx", "--book", "B", "--yes", "--json")
    first, second = json.loads(linli(*bring_in)), json.loads(linli(*bring_in))
    assert {name: first[name] for name in truth} == truth == {name: second[name] for name in truth}
    assert (first["changed"], first["doubtful"], first["refused"]) == (0, [], [])
    assert (second["new"], second["changed"], second["unchanged"]) == (0, 0, first["new"])
    written = json.loads(linli("report", "--book", "B", "--to", "盘", "--json"))
    homes = json.loads(linli("list", "home", "--book", "B", "--json"))
    rows = load_workbook(next((tmp_path / written["folder"]).glob("*房屋.xlsx")), read_only=True).active
    found = [(row[1], round(row[2] * 100)) for row in rows.iter_rows(min_row=4, max_col=3, values_only=True) if row[1]]
    assert found == [(home["label"], home["area_001m2"]) for home in homes] and len(found) == truth["homes"]
    linli("check", "--book", "B")
