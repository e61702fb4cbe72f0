"""`linli check`: all of it, what is new, what it says of damage, and that it leaves a copy as it is."""

from __future__ import annotations

import json
import shutil

import pytest

from linli_tui import cli
from linli_tui.book import engine
from linli_tui.book.book import Book
from linli_tui.core.access import OWNER
from linli_tui.ledgers import catalog


@pytest.fixture
def linli(capsys):
    """Runs a command and returns its exit code, what it said and what it said on stderr."""

    def run(*words):
        code = cli.main([str(word) for word in words])
        return (code, *capsys.readouterr())

    return run


@pytest.fixture
def book(tmp_path, linli):
    """A founded book with one person in it."""
    path = tmp_path / "村.台账"
    assert linli("new", path, "--name", "测试新村", "--body", "互助会", "--plain")[0] == 0
    write(path, name="王桂芳")
    return path


def write(path, **values):
    with Book.open(path, catalog()) as book, book.transaction(OWNER, "new") as t:
        t.save("person", {"kind": "resident", **values})


def spoil(path, statement):
    connection = engine.connect(path)
    connection.execute(statement)
    engine.close(connection)


def test_all_of_it_then_only_what_is_new(book, linli):
    assert json.loads(linli("check", "--book", book, "--new", "--json")[1])["whole"], "nothing is proved yet"
    told = json.loads(linli("check", "--book", book, "--new", "--json")[1])
    assert (told["ok"], told["whole"], told["lines"]) == (True, False, 0)
    write(book, name="李建国")
    code, said, error = linli("check", "--book", book, "--new")
    assert (code, error) == (0, "") and said.startswith("没有问题：上次查好以后的流水1行")
    assert linli("check", "--book", book)[1].startswith("没有问题：流水")


def test_what_is_wrong_where_since_when_and_what_to_do(book, linli):
    linli("check", "--book", book)
    write(book, name="李建国")
    spoil(book, "UPDATE person SET note='改' WHERE name='李建国'")
    for words in (("--new",), ()):
        code, said, error = linli("check", "--book", book, *words)
        assert code == 1 and "人员「李" in said and "「备注」和流水不一样" in said and "以后坏的" in said
        assert error.splitlines()[0] == "有问题：" and "用最近的备份恢复" in error
    (finding, *_) = json.loads(linli("check", "--book", book, "--json")[1])["findings"]
    assert set(finding) == {"check", "where", "say", "since", "ledger", "record", "do"} and finding["since"]


def test_only_the_finder_is_mended_at_the_next_opening(book, linli):
    spoil(book, "UPDATE desk_found SET text='黄'")
    code, _, error = linli("check", "--book", book)
    assert code == 1 and "自己重做" in error and "备份" not in error
    write(book, name="李建国")
    assert linli("check", "--book", book)[0] == 0


def test_a_copy_stays_as_it_is_to_the_byte(book, linli, tmp_path):
    copy = tmp_path / "另外" / "村.台账"
    copy.parent.mkdir()
    shutil.copy(book, copy)
    before = copy.read_bytes()
    assert linli("check", "--book", copy)[0] == 0 and copy.read_bytes() == before


def test_beside_a_window_that_has_it_open(book, linli):
    with Book.open(book, catalog()):
        assert linli("check", "--book", book)[0] == 0
