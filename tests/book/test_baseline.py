"""The line at the beginning of a year: once per epoch and year, what it says is proved, erasing leaves it whole."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from linli_tui.book import baseline, engine, history, journal, undo
from linli_tui.book.book import Book
from linli_tui.book.check import check
from linli_tui.book.erase import erase
from linli_tui.book.following import follow
from linli_tui.core import clock
from linli_tui.core.access import OWNER, Actor
from tests.book.acts import ROOT, another_machine, save
from tests.book.small.ledger import CATALOG
from tests.golden.small_story import first_evening

AUTUMN, SPRING = "2026-11-22T10:00:00.000Z", "2027-03-01T10:00:00.000Z"
SECOND = Actor("second", "赵建国", posts=("chair",))


def begin(book: Book) -> None:
    """The year begins, where opening the book has not begun it already."""
    assert bool(lines(book)) != baseline.write_when_due(book)


def lines(book: Book) -> list[journal.Line]:
    return list(journal.lines(book.connection, "verb='baseline'"))


@pytest.fixture
def last_year(path):
    """A book written last year, and this year's clock."""
    with clock.frozen(AUTUMN), Book.new(path, CATALOG, name="小村") as book:
        first_evening(book)
    with clock.frozen(SPRING):
        yield path


def test_it_is_written_once_in_a_year_and_says_what_stands(last_year):
    with Book.open(last_year, CATALOG) as book:
        begin(book)
        save(book, "human", name="李")
        assert not baseline.write_when_due(book)
        (line,) = lines(book)
        counts = {
            t.name: book.connection.execute(f'SELECT count(*) FROM main."{t.name}"').fetchone()[0]
            for t in CATALOG.tables()
        }
        assert line.fields[baseline.COUNTS][1] == {n: c - (n == "human") for n, c in counts.items() if c}
        assert (line.actor, line.ledger, line.record) == ("program", "book", book.id)
        assert undo.why_not(book, line.n) and all(not act.who for act in history.acts(book) if act.verb == "baseline")
        assert check(book).ok
        book.connection.execute("DELETE FROM main.desk_memory")
        assert not baseline.write_when_due(book), "also where the desk was lost"


def test_a_book_of_this_year_has_none_and_a_new_epoch_its_own(last_year, path, tmp_path):
    with Book.open(last_year, CATALOG) as book:
        begin(book)
        assert len(lines(book)) == 1
    another_machine(tmp_path / "home")
    with Book.open(last_year, CATALOG) as book:
        save(book, "human", name="李")
        assert not baseline.write_when_due(book), "its epoch is of this year"
        with clock.frozen("2028-01-01T10:00:00.000Z"):
            assert baseline.write_when_due(book) and len(lines(book)) == 2
        assert check(book).ok


def test_the_year_is_that_of_the_wall(path):
    with clock.frozen("2026-12-31T15:59:00.000Z") as now, Book.new(path, CATALOG, name="小村") as book:
        save(book, "human", name="李")
        assert not baseline.write_when_due(book)
        now.advance(minutes=2)
        assert baseline.write_when_due(book), "midnight in China"


def test_it_is_proved_from_the_lines_alone(last_year):
    with Book.open(last_year, CATALOG) as book:
        begin(book)
        (line,) = lines(book)
        told = follow(journal.lines(book.connection, "seq < (SELECT seq FROM main.journal WHERE verb='baseline')"))
        assert line.fields[baseline.STATE][1] == baseline.state(told.marks)
        assert baseline.holds(line.fields, told.marks)
        for row in list(told.marks):
            fewer = {**told.marks}
            fewer.pop(row)
            assert not baseline.holds(line.fields, fewer)
            assert not baseline.holds(line.fields, {**told.marks, row: bytes(32)})


def test_one_that_says_something_else_is_found(last_year):
    with Book.open(last_year, CATALOG) as book:
        pen = journal.Pen(book.connection, book.epoch, book.machine, "program", book.schema, baseline.VERB)
        pen.note("book", book.id, {baseline.COUNTS: (None, {"human": 1}), baseline.STATE: (None, "0" * 64)})
        pen.write(clock.instant())
        assert [finding.check for finding in check(book).findings][:1] == ["年初"]


def test_erasing_what_stood_then_leaves_it_whole(last_year):
    with Book.open(last_year, CATALOG) as book:
        begin(book)
        (human,) = book.connection.execute("SELECT id FROM main.human LIMIT 1").fetchone()
        erase(book, OWNER, [("human", human, "name")], "本人要求", SECOND)
        assert check(book).ok


def test_after_one_everything_is_looked_at_again(last_year):
    with Book.open(last_year, CATALOG) as book:
        assert check(book).ok
        if not lines(book):
            begin(book)
            assert check(book, new=True).whole
        save(book, "human", name="李")
        assert not check(book, new=True).whole


def test_nothing_is_written_into_a_journal_that_does_not_hold_or_a_file_that_cannot_be(last_year, monkeypatch):
    with Book.open(last_year, CATALOG, read_only=True) as book:
        assert not baseline.write_when_due(book)
    with clock.frozen(AUTUMN), Book.open(last_year, CATALOG) as book:
        book.connection.execute("DROP TRIGGER main.journal_stays")
        book.connection.execute("UPDATE main.journal SET actor='x' WHERE n=2")
        with clock.frozen(SPRING):
            assert not baseline.write_when_due(book) and not lines(book)
            book.connection.execute("UPDATE main.journal SET actor='owner' WHERE n=2")

            def full(*_: object) -> int:
                raise engine.DatabaseError("full")

            monkeypatch.setattr(journal.Pen, "write", full)
            assert not baseline.write_when_due(book) and not book.connection.in_transaction and not lines(book)


def test_the_standalone_verifier_follows_it(last_year, tmp_path):
    with Book.open(last_year, CATALOG) as book:
        begin(book)
        file = tmp_path / "流水.jsonl"
        rows = [{**dict(zip(journal.Line._fields, line, strict=True)), "what": line.fields, "hash": line.hash.hex()}
                for line in journal.lines(book.connection)]  # fmt: skip
    file.write_text("".join(journal.canon(row) + "\n" for row in rows), encoding="utf-8", newline="\n")
    verified = subprocess.run([sys.executable, ROOT / "docs/verify_journal.py", file], capture_output=True, check=False)
    assert verified.returncode == 0, verified.stdout.decode()
    assert json.loads(file.read_text(encoding="utf-8").splitlines()[-1])["verb"] == "baseline"
