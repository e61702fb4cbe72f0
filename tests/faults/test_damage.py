"""Damaged and foreign files: a book is never opened to silent loss; opening refuses in words, or check complains."""

from __future__ import annotations

import itertools
import shutil
import sqlite3
from pathlib import Path

import pytest

from linli_tui.book import files
from linli_tui.book.book import Book
from linli_tui.book.check import check
from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from tests.book import acts
from tests.book.small.ledger import CATALOG

pytestmark = pytest.mark.faults
PAGE = 4096
WORDS = "春江潮水连海平"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A small closed book with something in every table, and what it says."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LINLI_HOME", str(folder / "home"))
        with Book.new(folder / "小.台账", CATALOG, name="小村") as book:
            block = acts.save(book, "block", code="8")
            flat = acts.save(book, "flat", parent=block, code="501", area_001m2=8956)
            for n in range(12):
                human = acts.save(book, "human", name=f"王{n}", phone=f"1380000{n:04d}", note="话" * 60)
                acts.save(book, "owning", house=flat, human=human)
            said = told(book)
    return folder, said


def told(book):
    """All that a book says: rows, journal, numbers given, epochs."""
    journal = book.connection.execute("SELECT * FROM main.journal ORDER BY seq").fetchall()
    counters = book.connection.execute("SELECT * FROM main.counter ORDER BY 1, 2, 3").fetchall()
    return acts.rows(book), journal, counters


def copy(made, to, monkeypatch):
    """The book and its home again, in a folder of their own."""
    shutil.copytree(made[0], to)
    monkeypatch.setenv("LINLI_HOME", str(to / "home"))
    return to / "小.台账"


def verdict(path, said) -> str:
    """What people learn of a damaged file: "refused", "complained", "whole", or "silent" loss."""
    try:
        with Book.open(path, CATALOG, actor=OWNER) as book:
            if not check(book).ok:
                return "complained"
            return "whole" if told(book) == said else "silent"
    except Refused as refused:
        assert refused.what and not refused.what.isascii()
        return "refused"


@pytest.mark.slow
def test_a_flipped_bit_in_any_page_is_never_silent_loss(made, tmp_path, monkeypatch):
    path = copy(made, tmp_path / "盘", monkeypatch)
    whole = path.read_bytes()
    found = []
    for page, bit in itertools.product(range(len(whole) // PAGE), (3, PAGE * 8 - 12 - 977 * (1 + len(whole) % 7))):
        damaged = bytearray(whole)
        damaged[page * PAGE + bit // 8] ^= 1 << bit % 8
        path.write_bytes(damaged)
        for part in files.parts(path)[1:]:
            part.unlink()
        found.append(verdict(path, made[1]))
    print({word: found.count(word) for word in sorted(set(found))})
    assert "silent" not in found
    assert found.count("refused") + found.count("complained") > 10


def test_a_file_cut_at_any_page_is_never_silent_loss(made, tmp_path, monkeypatch):
    path = copy(made, tmp_path / "盘", monkeypatch)
    whole = path.read_bytes()
    assert verdict(path, made[1]) == "whole"
    for length in (*range(0, len(whole), PAGE), 1, 100, len(whole) - 1):
        path.write_bytes(whole[:length])
        for part in files.parts(path)[1:]:
            part.unlink()
        assert verdict(path, made[1]) in ("refused", "complained"), length


def test_a_log_or_index_of_another_time_is_never_silent_loss(made, tmp_path, monkeypatch):
    """{file, -wal, -shm}, each of an older or a newer moment of the same book, or not there."""
    path = copy(made, tmp_path / "盘", monkeypatch)
    moments = {}
    with Book.open(path, CATALOG, actor=OWNER) as book:
        for moment in ("old", "new"):
            acts.save(book, "human", name=moment, note="话" * 400)
            moments[moment] = {part.name.removeprefix(path.name): part.read_bytes() for part in files.parts(path)}
            said = told(book)
            book.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)") if moment == "old" else None
    home = (tmp_path / "盘" / "home" / "state.json").read_bytes()
    verdicts = {}
    for choice in itertools.product(("old", "new"), ("old", "new", ""), ("old", "new", "")):
        for part in files.parts(path):
            part.unlink()
        for ending, moment in zip(("", "-wal", "-shm"), choice, strict=True):
            if moment:
                path.with_name(path.name + ending).write_bytes(moments[moment][ending])
        (tmp_path / "盘" / "home" / "state.json").write_bytes(home)
        word = verdict(path, said)
        if word == "silent" and _begins_a_new_epoch(path):
            word = "new epoch"  # an older state was noticed: another numbering, told on home
        verdicts[choice] = word
    print(verdicts)
    assert verdicts["new", "new", "new"] == verdicts["new", "new", ""] == "whole"
    assert "silent" not in verdicts.values()


def _begins_a_new_epoch(path: Path) -> bool:
    with Book.open(path, CATALOG, actor=OWNER) as book:
        return book.connection.execute("SELECT count(*) FROM main.epoch").fetchone()[0] > 1


def test_the_log_of_another_book_is_never_taken_for_ours(made, tmp_path, monkeypatch):
    path = copy(made, tmp_path / "盘", monkeypatch)
    with Book.new(tmp_path / "别.台账", CATALOG, name="别村") as other:
        acts.save(other, "human", name="别人")
        log = (tmp_path / "别.台账-wal").read_bytes()
    path.with_name(f"{path.name}-wal").write_bytes(log)
    assert verdict(path, made[1]) in ("whole", "refused", "complained")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE human SET name='李某' WHERE name='王3'",
        "DELETE FROM human WHERE name='王3'",
        "INSERT INTO human(id, voided, name) VALUES ('x', 0, '外人')",
        "DELETE FROM desk_found WHERE id=(SELECT max(id) FROM desk_found)",
        "UPDATE journal SET what=replace(what, '王3', '李3') WHERE instr(what, '王3')",
        "UPDATE owning SET human='nobody' WHERE id=(SELECT min(id) FROM owning)",
    ],
)
def test_another_sqlite_by_mistake_is_found_out(made, tmp_path, monkeypatch, statement):
    path = copy(made, tmp_path / "盘", monkeypatch)
    with sqlite3.connect(path) as stock:
        stock.execute(statement)
    stock.close()
    assert verdict(path, made[1]) == "complained"


def test_another_sqlite_that_only_looks_and_tidies_harms_nothing(made, tmp_path, monkeypatch):
    path = copy(made, tmp_path / "盘", monkeypatch)
    stock = sqlite3.connect(path)
    assert stock.execute("SELECT count(*) FROM human").fetchone() == (12,)
    stock.execute("VACUUM")
    stock.execute("PRAGMA journal_mode=DELETE")
    stock.close()
    assert verdict(path, made[1]) == "whole"


def test_the_log_of_another_book_is_not_taken_by_a_locked_one(tmp_path, monkeypatch):
    monkeypatch.setenv("LINLI_HOME", str(tmp_path / "home"))
    with Book.new(tmp_path / "别.台账", CATALOG, name="别村", key=b"b" * 32) as other:
        acts.save(other, "human", name="别人")
        log = (tmp_path / "别.台账-wal").read_bytes()
    with Book.new(tmp_path / "小.台账", CATALOG, name="小村", key=b"a" * 32) as book:
        acts.save(book, "human", name="甲某")
        said = told(book)
    (tmp_path / "小.台账-wal").write_bytes(log)
    with pytest.raises(Refused):
        Book.open(tmp_path / "小.台账", CATALOG, actor=OWNER, key=b"a" * 32)
    for ending in ("-wal", "-shm"):
        (tmp_path / f"小.台账{ending}").unlink(missing_ok=True)
    with Book.open(tmp_path / "小.台账", CATALOG, actor=OWNER, key=b"a" * 32) as book:
        assert told(book) == said and check(book).ok


def test_another_sqlite_cannot_open_a_locked_book(tmp_path):
    with Book.new(tmp_path / "小.台账", CATALOG, name="小村", passphrase=WORDS) as book:
        acts.save(book, "human", name="甲某")
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(tmp_path / "小.台账").execute("SELECT count(*) FROM human")
