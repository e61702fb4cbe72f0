"""A paper of one record on the command line: found by its number or name, refused where it cannot be told or read."""

from __future__ import annotations

import json

import pytest
from openpyxl import load_workbook

from linli_tui import cli
from linli_tui.book.book import Book
from linli_tui.core.access import NOBODY
from linli_tui.ledgers import catalog
from linli_tui.paper import printed


@pytest.fixture
def linli(capsys):
    """Runs a command and returns its exit code, what it said and what it said on stderr."""

    def run(*words):
        code = cli.main([str(word) for word in words])
        return (code, *capsys.readouterr())

    return run


@pytest.fixture
def number(demo_path):
    with Book.open(demo_path, catalog()) as book:
        return book.read.one("SELECT k.number FROM pact k JOIN pact_version v ON v.pact = k.id AND v.state='in_force'")


@pytest.mark.parametrize("paper", ["公约条文", "pact_text"])
def test_by_number_both_files_are_written_and_listed(linli, demo_path, number, tmp_path, paper):
    code, said, _ = linli("print", paper, number, "--book", demo_path, "--to", tmp_path / "纸", "--json")
    made = json.loads(said)
    assert code == 0 and (made["audience"], made["number"]) == ("大家看", number)
    assert load_workbook(made["file"]).active["A1"].value == made["paper"]
    assert sorted(path.suffix for path in (tmp_path / "纸").iterdir()) == [".txt", ".xlsx"]
    with Book.open(demo_path, catalog()) as book:
        assert [p.path for p in printed.listed(book)] == [made["file"]]


def test_by_its_whole_name_and_told_in_a_sentence(linli, demo_path, tmp_path):
    words = ("print", "签名单", "永富新村邻里公约 第1版", "--book", demo_path, "--to", tmp_path / "纸")
    code, said, _ = linli(*words)
    assert code == 0 and "已写好" in said and "这张给：当事人" in said


@pytest.mark.parametrize(("paper", "which"), [("公约条文", "永富-约-2020-0001"), ("结婚证", "永富-约-2026-0001")])
def test_what_there_is_not_is_refused_with_what_there_is(linli, demo_path, tmp_path, paper, which):
    code, _, wrong = linli("print", paper, which, "--book", demo_path, "--to", tmp_path / "纸")
    assert code == 1 and "没有找到" in wrong and "公约条文、签名单" in wrong
    assert not (tmp_path / "纸").exists()


def test_a_name_of_two_is_asked_for_in_full(linli, demo_path, tmp_path):
    with Book.open(demo_path, catalog()) as book:
        title = book.read.one("SELECT title FROM pact")
        book.catalog.load("pact", "service:write_pact")(book, book.actor, {"title": title, "kind": "neighbour"})
    code, _, wrong = linli("print", "公约条文", title, "--book", demo_path, "--to", tmp_path / "纸")
    assert code == 1 and "不止一张" in wrong


def test_who_has_not_signed_in_prints_nothing(linli, demo_path, number, tmp_path, monkeypatch):
    from linli_tui.commands import printing

    def opened(path, **_):
        return Book.open(path, catalog(), actor=NOBODY)

    monkeypatch.setattr(printing, "open_book", opened)
    code, _, wrong = linli("print", "公约条文", number, "--book", demo_path, "--to", tmp_path / "纸")
    assert code == 1 and "没有找到" in wrong and "要先登录" in wrong
    assert not (tmp_path / "纸").exists()
