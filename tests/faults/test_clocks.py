"""A clock that jumps by fifty years, back and forth: the order of things, their numbers and versions do not change."""

from __future__ import annotations

import pytest

from linli_tui.book import dated, undo
from linli_tui.book.book import Book
from linli_tui.book.check import check
from linli_tui.core import clock
from linli_tui.core.access import OWNER
from tests.book import acts
from tests.book.small.ledger import CATALOG

pytestmark = pytest.mark.faults
NOW = "2026-11-22T13:05:09.120Z"
JUMPS = (-50 * 365, 100 * 365, -50 * 365, -1, 1, 11 * 365 + 60)
"""Days: to 1976, to 2076, back, a day back and forth, past 2038-01-19."""


def test_the_order_of_things_is_that_of_the_journal(path):
    with clock.frozen(NOW) as now:
        with Book.new(path, CATALOG, name="小村") as book:
            human = acts.save(book, "human", name="第0版")
        for n, days in enumerate(JUMPS, 1):
            now.advance(days=days)
            with Book.open(path, CATALOG, actor=OWNER) as book:
                acts.save(book, "human", id=human, name=f"第{n}版")
        with Book.open(path, CATALOG, actor=OWNER) as book:
            assert book.read.get("human", human)["name"] == f"第{len(JUMPS)}版"
            told = [event.change for event in book.history("human", human)]
            assert told == sorted(told, reverse=True) and len(told) == len(JUMPS) + 1
            assert book.connection.execute("SELECT count(*) FROM main.epoch").fetchone() == (1,)
            assert check(book).ok
            undo.undo(book, OWNER, told[0])
            assert book.read.get("human", human)["name"] == f"第{len(JUMPS) - 1}版"
            assert check(book).ok


def test_a_jump_in_the_middle_of_a_sitting(path):
    with clock.frozen(NOW) as now, Book.new(path, CATALOG, name="小村") as book:
        letters = []
        for days in JUMPS:
            letters.append(acts.save(book, "letter", title="信"))
            now.advance(days=days)
        numbers = [book.read.get("letter", letter)["number"] for letter in letters]
        assert len(set(numbers)) == len(numbers)
        lines = [n for (n,) in book.connection.execute("SELECT n FROM main.journal ORDER BY seq")]
        assert lines == sorted(lines) == list(range(1, len(lines) + 1))
        assert check(book).ok


def test_facts_with_dates_stay_where_they_are(path):
    with clock.frozen(NOW) as now, Book.new(path, CATALOG, name="小村") as book:
        flat = acts.save(book, "flat", parent=acts.save(book, "block", code="8"), code="501")
        human = acts.save(book, "human", name="甲某")
        owning = acts.save(book, "owning", house=flat, human=human, since="2020-01-01")
        for days in JUMPS:
            now.advance(days=days)
            assert check(book).ok
        dated.end(book, OWNER, "owning", owning, "2026-01-01")
        row = book.read.get("owning", owning)
        assert (row["since"], row["until"]) == ("2020-01-01", "2026-01-01") and check(book).ok
