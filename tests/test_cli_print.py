"""A paper of one record on the command line: found by its number or name, refused where it cannot be told or read."""

from __future__ import annotations

import json

import pytest
from openpyxl import load_workbook

from linli_tui import cli
from linli_tui.book.book import Book
from linli_tui.core.access import NOBODY
from linli_tui.ledgers import catalog
from linli_tui.paper import as_pdf, printed


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
def test_by_number_a_file_is_written_and_listed(linli, demo_path, number, tmp_path, paper):
    words = ("print", paper, number, "--book", demo_path, "--to", tmp_path / "纸", "--format", "xlsx", "--json")
    code, said, _ = linli(*words)
    made = json.loads(said)
    assert code == 0 and (made["audience"], made["number"]) == ("大家看", number)
    assert load_workbook(made["file"]).active["A1"].value == made["paper"]
    assert [path.suffix for path in (tmp_path / "纸").iterdir()] == [".xlsx"]
    with Book.open(demo_path, catalog()) as book:
        assert [p.path for p in printed.listed(book)] == [made["file"]]


@pytest.mark.parametrize(("fonts", "ending"), [(True, ".pdf"), (False, ".docx")])
def test_what_is_written_unless_one_says_is_what_this_machine_can(
    linli, demo_path, number, tmp_path, monkeypatch, fonts, ending
):
    if fonts and not as_pdf.may():
        pytest.skip("未验证：这台机器上没有中文字体")
    if not fonts:
        monkeypatch.setattr("linli_tui.paper.fonts.find", lambda: None)
    code, said, _ = linli("print", "公约条文", number, "--book", demo_path, "--to", tmp_path / "纸")
    assert code == 0 and ending in said
    assert [path.suffix for path in (tmp_path / "纸").iterdir()] == [ending]


def test_without_a_font_a_pdf_is_refused_and_others_are_offered(linli, demo_path, number, tmp_path, monkeypatch):
    monkeypatch.setattr("linli_tui.paper.fonts.find", lambda: None)
    words = ("print", "公约条文", number, "--book", demo_path, "--to", tmp_path / "纸", "--format", "pdf")
    code, _, wrong = linli(*words)
    assert code == 1 and "没有中文字体" in wrong and "docx 或 txt" in wrong
    assert list((tmp_path / "纸").iterdir()) == []


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
