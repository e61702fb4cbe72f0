"""A book with keys and the command line: who it is, the PIN unseen, and that person's rights."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys

import pytest

from linli_tui import cli
from linli_tui.book import keys, tries
from linli_tui.book.book import Book
from linli_tui.core.access import OWNER
from linli_tui.ledgers import catalog
from tests.book.seats import PINS, appoint, cheap, council, lock

COMMANDS = (
    ("list", "人员"),
    ("find", "桂芳"),
    ("check",),
    ("report", "--to", "盘"),
    ("import", "名册.csv"),
    ("import", "名册.csv", "--yes"),
)


@pytest.fixture
def book(tmp_path, monkeypatch):
    """A closed book whose chair, secretary and head of building 7 have PINs."""
    cheap(monkeypatch)
    path = tmp_path / "村.台账"
    with Book.new(path, catalog(), name="测试新村", short="测试", body="mutual_aid") as opened:
        lock(opened, council(opened))
    (tmp_path / "名册.csv").write_text("幢,单元,室,业主,手机\n7,1,101,李建国,13600001234\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return path


@pytest.fixture
def linli(capfd):
    """Runs a command with lines to read on a file descriptor of its own: exit code, output, errors."""

    def run(*words, lines=()):
        reading, writing = os.pipe()
        os.write(writing, "".join(f"{line}\n" for line in lines).encode())
        os.close(writing)
        more = ("--pin-fd", str(reading)) if lines else ()
        try:
            code = cli.main([*map(str, words), *more])
        finally:
            os.close(reading)
        return (code, *capfd.readouterr())

    return run


def by(name, *words, book):
    return (*words, "--book", book, "--as", name)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_works_without_a_name_and_the_right_pin(book, linli, command):
    code, said, error = linli(*command, "--book", book)
    assert (code, said) == (2, "") and error == "这本台账有密码，请加上 --as 写明是谁。\n"
    code, said, error = linli(*by("王桂芳", *command, book=book))
    assert (code, said) == (2, "") and "--pin-fd" in error, "nobody can be asked here"
    code, said, error = linli(*by("赵小妹", *command, book=book), lines=["1379"])
    assert (code, said) == (2, "") and "没有「赵小妹」" in error
    code, said, error = linli(*by("王桂芳", *command, book=book), lines=["1111"])
    assert (code, said, error) == (2, "", "密码不对，还可以试 4 次。\n")
    assert linli(*by("王桂芳", *command, book=book), lines=["1379"])[0] == 0
    assert linli(*by("秘书 王", *command, book=book), lines=["１３７９"])[0] == 0, "as on the lock screen"


def test_wrong_pins_are_counted_by_commands_that_only_read(book, linli):
    for _ in range(5):
        code, _, error = linli(*by("孙玉兰", "find", "王", book=book), lines=["1111"])
    assert (code, error) == (2, "密码不对，请等30秒再试。\n")
    code, said, error = linli(*by("孙玉兰", "find", "王", book=book), lines=["2580"])
    assert (code, said) == (2, "") and "再试" in error
    with Book.open(book, catalog()) as opened:
        person = opened.connection.execute("SELECT id FROM main.person WHERE name='孙玉兰'").fetchone()[0]
        assert tries.wrong(opened, person, "pin") == 5 and keys.waits(opened, person) > 0


@pytest.mark.parametrize("words", [("--pin", "1379"), ("--as", "王桂芳", "--pin=1379")])
def test_a_pin_is_never_a_word(book, linli, words, monkeypatch):
    monkeypatch.setenv("LINLI_PIN", "1379")
    monkeypatch.setenv("LINLI_PIN_FD", "0")
    code, said, _ = linli("list", "人员", "--book", book, *words)
    assert (code, said) == (2, "")


def test_a_descriptor_that_is_not_there(book, linli):
    code, said, error = linli(*by("王桂芳", "check", "--pin-fd", "77", book=book))
    assert (code, said) == (2, "") and "--pin-fd 77 读不到" in error


def test_each_has_the_rights_of_the_post(book, linli):
    head = ["8642"]
    for command in (("report", "--to", "盘"), ("check",), ("import", "名册.csv", "--yes"), ("list", "key")):
        code, said, error = linli(*by("周大明", *command, book=book), lines=head)
        assert (code, said) == (1, "") and "职务" in error, command
    assert not (book.parent / "盘").exists()
    assert json.loads(linli(*by("周大明", "list", "home", "--json", book=book), lines=head)[1]) == []
    assert "没有找到" in linli(*by("周大明", "find", "1360000", book=book), lines=head)[1]
    people = json.loads(linli(*by("王桂芳", "list", "人员", "--json", book=book), lines=["1379"])[1])
    assert {row["phone"] for row in people} == {"136****5588"} and len(people) == 3
    table = linli(*by("王桂芳", "list", "人员", "--format", "csv", book=book), lines=["1379"])[1]
    assert "13600005588" not in table and "136****5588" in table


def test_the_screen_on_the_wall_sees_no_name(book, linli):
    with Book.open(book, catalog(), actor=OWNER) as opened:
        keys.set_pin(opened, OWNER, appoint(opened, "方大屏", "display"), "9630")
    for ledger in catalog().ledgers.values():
        code, said, _ = linli(*by("方大屏", "list", ledger.name, "--json", book=book), lines=["9630"])
        assert code in (0, 1) and not any(name in said for name in (*PINS, "方大屏", "13600005588")), ledger.name
    for words in (*PINS, "wgf", "13600005588", "5588"):
        assert linli(*by("方大屏", "find", words, book=book), lines=["9630"])[1] == f"没有找到「{words}」。\n"


def test_what_was_imported_bears_the_name(book, linli):
    assert linli(*by("王桂芳", "import", "名册.csv", "--yes", book=book), lines=["1379"])[0] == 0
    with Book.open(book, catalog(), actor=OWNER) as opened:
        record = opened.read.one("SELECT id FROM person WHERE name = '李建国'")
        assert opened.history("person", record)[0].who == "王桂芳"


def test_the_doctor_looks_at_the_machine_and_not_into_the_book(book, linli):
    code, said, _ = linli("doctor", "--book", book)
    assert code == 0 and "SQLite" in said and "这本台账有密码" in said and "测试新村" not in said
    assert "测试新村" in linli(*by("王桂芳", "doctor", book=book), lines=["1379"])[1]


class TestPin:
    """The command that gives PINs."""

    @pytest.fixture
    def open_book(self, tmp_path, monkeypatch):
        cheap(monkeypatch)
        path = tmp_path / "开.台账"
        with Book.new(path, catalog(), name="测试新村") as opened:
            council(opened)
        return path

    def test_the_first_one_closes_the_book(self, open_book, linli):
        assert linli("list", "人员", "--book", open_book)[0] == 0
        code, said, _ = linli("pin", open_book, "王桂芳", lines=["1379"])
        assert code == 0 and said.startswith("✓ 已给王桂芳设好密码") and "没有加锁" in said
        assert linli("list", "人员", "--book", open_book)[0] == 2
        assert linli("pin", open_book, "孙玉兰", "--as", "王桂芳", lines=["1379", "2580"])[0] == 0
        assert linli(*by("孙玉兰", "check", book=open_book), lines=["2580"])[0] == 0

    def test_ones_own_and_anothers(self, book, linli):
        assert linli("pin", book, "周大明", "--as", "周大明", lines=["8642", "9517"])[0] == 0
        code, _, error = linli("pin", book, "王桂芳", "--as", "周大明", lines=["9517", "1597"])
        assert code == 1 and "职务" in error
        assert linli("pin", book, "周大明", "--as", "孙玉兰", lines=["2580", "9517", "8642"])[0] == 0
        assert linli(*by("周大明", "find", "王", book=book), lines=["8642"])[0] == 0

    @pytest.mark.parametrize("pin", ["1234", "12", "abcd", ""])
    def test_a_bad_one_is_a_wrong_call(self, open_book, linli, pin):
        code, said, error = linli("pin", open_book, "王桂芳", lines=[pin])
        assert (code, said) == (2, "") and "4个" in error
        assert linli("list", "人员", "--book", open_book)[0] == 0

    def test_who_has_no_post(self, open_book, linli):
        code, said, error = linli("pin", open_book, "李建国", lines=["1379"])
        assert (code, said) == (2, "") and "没有「李建国」" in error


def typed(book, *words, answers):
    """The command as a process of its own on a terminal, answering what it asks: exit code, and all that was seen."""
    master, slave = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    child = subprocess.Popen(
        [sys.executable, "-m", "linli_tui", *map(str, words)], stdin=slave, stdout=slave, stderr=slave,
        env=environment, start_new_session=True, cwd=book.parent,
    )  # fmt: skip
    os.close(slave)
    seen = b""
    for answer in [*answers, None]:
        while True:
            assert select.select([master], [], [], 60)[0], seen.decode("utf-8", "replace")
            try:
                piece = os.read(master, 4096)
            except OSError:
                piece = b""
            seen += piece
            if not piece or (answer is not None and seen.decode("utf-8", "ignore").endswith("：")):
                break
        if answer is not None:
            os.write(master, f"{answer}\n".encode())
            seen += b"\n"
    os.close(master)
    return child.wait(), seen.decode("utf-8")


@pytest.mark.pty
def test_what_is_typed_at_the_prompt_is_not_seen(book):
    code, seen = typed(book, *by("王桂芳", "find", "孙玉", book=book), answers=["1379"])
    assert code == 0 and "王桂芳的密码：" in seen and "孙玉兰" in seen and "1379" not in seen
    code, seen = typed(book, *by("王桂芳", "find", "孙玉", book=book), answers=["1378"])
    assert code == 2 and "密码不对，还可以试 4 次。" in seen and "1378" not in seen
    code, seen = typed(book, "pin", book, "周大明", "--as", "孙玉兰", answers=["2580", PINS["周大明"], "9517", "9517"])
    assert code == 0 and "已给周大明设好密码" in seen and "9517" not in seen
    code, seen = typed(book, "pin", book, "周大明", "--as", "孙玉兰", answers=["2580", "9517", "8642", "8624"])
    assert code == 2 and "两次按的不一样" in seen
