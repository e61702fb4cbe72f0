"""The check digits of a result: the same at every printing, others as soon as one number is; found again by them."""

from __future__ import annotations

import re

import pytest

from linli_tui import cli
from linli_tui.book import acting
from linli_tui.book.book import Book
from linli_tui.core import clock
from linli_tui.core.access import OWNER
from linli_tui.ledgers import catalog
from linli_tui.ledgers.votes import papers
from linli_tui.paper import as_text, check_code
from tests.ledgers.votes.seven import write_one
from tests.ui.screens import village

NUMBERS = {"heads": 400, "came": 201, "yes": 101, "no": 100, "abstained": 0}


@pytest.fixture
def decided(tmp_path):
    """A book with one decided meeting: (book, id)."""
    path = tmp_path / "永富新村.台账"
    village.build(path)
    with clock.frozen(village.NOW) as now, Book.open(path, catalog()) as book:
        meeting = write_one(book, "assembly", title="订公约", body="residents_meeting")
        acting.move(book, OWNER, "assembly", "decide", meeting, held_on="2026-03-07", **NUMBERS)
        yield book, meeting, now


def digits(book: Book, meeting: str) -> str:
    (found,) = re.findall("核对码 ([0-9 ]{14})：", as_text.text(papers.result(book, OWNER, meeting)))
    return check_code.read(found)


def test_the_same_whenever_it_is_printed(decided):
    book, meeting, now = decided
    first = digits(book, meeting)
    now.advance(days=400)
    assert digits(book, meeting) == first


@pytest.mark.parametrize(
    "change",
    ["yes=102", "no=99", "title='订公约了'", "text='全文'", "verdict='failed'", "number='x'", "held_on='2026-03-08'"],
)
def test_one_changed_value_gives_others(decided, change):
    book, meeting, _ = decided
    first = digits(book, meeting)
    book.connection.execute(f"UPDATE main.assembly SET {change} WHERE id=?", (meeting,))
    row = book.read.get("assembly", meeting)
    assert papers.code(book, "assembly", row) != first


def test_the_record_is_found_by_them(decided, capsys):
    book, meeting, _ = decided
    found = digits(book, meeting)
    assert papers.of_code(book, found) == ("assembly", meeting)
    assert papers.of_code(book, "000000000000") is None
    assert cli.main(["check", "--book", str(book.path), "--code", check_code.grouped(found)]) == 0
    assert "订公约" in capsys.readouterr().out
    assert cli.main(["check", "--book", str(book.path), "--code", "0000 0000 0000"]) == 1
    assert "没有哪张纸" in capsys.readouterr().out
    assert cli.main(["check", "--book", str(book.path), "--code", "12"]) == 1
