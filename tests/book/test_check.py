"""The check finds what was done to a book behind its back, and says where; of a sound book it says nothing."""

from __future__ import annotations

import contextlib
import json

import pytest

from linli_tui.book import journal
from linli_tui.book.book import Book
from linli_tui.book.check import MOST, check
from linli_tui.core.refusal import Refused
from tests.book.acts import act, another_machine, save
from tests.book.small.ledger import CATALOG
from tests.golden.small_story import first_evening, second_evening


@pytest.fixture
def told(book):
    """A book with a story, and its triggers taken off as somebody with another program could."""
    first_evening(book)
    save(book, "human", name="李", phone="13900139000")
    assert check(book).ok
    book.connection.execute("DROP TRIGGER main.journal_keeps")
    book.connection.execute("DROP TRIGGER main.journal_stays")
    return book


def found(book) -> set[str]:
    report = check(book)
    assert not report.ok and all(finding.say and finding.where is not None for finding in report.findings)
    return {finding.check for finding in report.findings}


def test_a_sound_book_has_nothing_to_say(tmp_path, path):
    with Book.new(path, CATALOG, name="小村") as book:
        assert check(book).ok and check(book).lines == 1
        first_evening(book)
    another_machine(tmp_path / "home")
    with Book.open(path, CATALOG) as book:
        second_evening(book)
        report = check(book)
    assert report.ok and report.lines == 15 and report.rows == 9


@pytest.mark.parametrize(
    ("damage", "kinds"),
    [
        ("UPDATE main.human SET name='黄' WHERE name='李'", {"流水", "查找"}),
        ("UPDATE main.human SET secret='密'", {"流水"}),
        ("UPDATE main.human SET voided=1", {"流水"}),
        ("DELETE FROM main.human WHERE name='李'", {"流水", "查找"}),
        ("INSERT INTO main.human(id, voided, name) VALUES ('x', 0, '多')", {"流水", "查找"}),
        ("UPDATE main.house SET area_001m2=area_001m2+1 WHERE kind='flat'", {"流水"}),
        ("UPDATE main.journal SET what=replace(what, '李', '黄') WHERE what LIKE '%李%'", {"链条", "流水"}),
        ("UPDATE main.journal SET at='2020-01-01T00:00:00.000Z' WHERE n=4", {"链条"}),
        ("UPDATE main.journal SET actor='别人' WHERE n=4", {"链条"}),
        ("UPDATE main.journal SET hash=zeroblob(32) WHERE n=4", {"链条"}),
        ("UPDATE main.journal SET verb='change' WHERE n=4", {"链条"}),
        ("UPDATE main.journal SET epoch='x' WHERE n=4", {"链条", "编号"}),
        ("UPDATE main.journal SET n=99 WHERE n=4", {"链条", "编号"}),
        ("DELETE FROM main.journal WHERE n=4", {"链条", "编号", "流水"}),
        ("DELETE FROM main.journal WHERE n=1", {"链条", "编号"}),
        ("DELETE FROM main.journal WHERE seq=(SELECT max(seq) FROM main.journal)", {"流水"}),
        ("DELETE FROM main.journal", {"流水"}),
        ("UPDATE main.letter SET number='小-信-2026-0001'", {"流水", "编号"}),
        ("UPDATE main.owning SET human='nobody'", {"指向", "流水", "推算"}),
        ("DELETE FROM main.house WHERE kind='block'", {"指向", "流水", "查找", "推算"}),
        ("UPDATE main.house SET house_key='0000/'", {"推算"}),
        ("UPDATE main.owning SET who='别人'", {"推算"}),
        ("UPDATE main.house SET label='别处'", {"推算", "查找"}),
        ("UPDATE main.desk_found SET text='别的'", {"查找"}),
        ("DELETE FROM main.desk_found WHERE text='李'", {"查找"}),
        ("DELETE FROM main.desk_finder WHERE rowid=1", {"查找"}),
        ("DELETE FROM main.desk_finder", {"查找"}),
        ("INSERT INTO main.desk_found(ledger, record, text) VALUES ('human', 'x', '多')", {"查找"}),
        ("UPDATE main.desk_found SET record='x' WHERE text='李'", {"查找"}),
    ],
)
def test_damage_is_found(told, damage, kinds):
    save(told, "letter", title="第二封")
    assert told.connection.execute(damage).rowcount
    assert found(told) == kinds


def test_a_finder_row_of_a_record_with_a_number_only_is_missed_too(told):
    letter = save(told, "human", name=" ", phone="13700137000")
    told.connection.execute("DELETE FROM main.desk_found WHERE record=?", (letter,))
    assert found(told) == {"查找"}


@pytest.mark.parametrize("what", ["", "{", "[]", "null", "7", '{"name":7}', '{"name":[1]}', '{"name":"xyz"}', '"x"'])
def test_a_line_nobody_can_read_is_found(told, what):
    told.connection.execute("UPDATE main.journal SET what=? WHERE n=4", (what,))
    assert "链条" in found(told)


def test_swapped_values_of_two_lines_are_found(told):
    first, second = list(journal.lines(told.connection, "ledger='human' AND verb='new'"))
    for line, what in ((first, second.what), (second, first.what)):
        told.connection.execute("UPDATE main.journal SET what=? WHERE n=?", (what, line.n))
    assert found(told) >= {"链条", "流水"}


def test_a_commitment_for_another_value_hides_nothing(told):
    (line,) = journal.lines(told.connection, "what LIKE '%13900139000%'")
    what = line.fields
    what["phone"] = journal.commitment("phone", None, "13700137000", "0" * 32).hex()
    told.connection.execute("UPDATE main.journal SET what=? WHERE n=?", (json.dumps(what), line.n))
    assert found(told) == {"链条"}


def test_many_findings_are_counted_and_some_shown(book):
    act(book, lambda t: t.save_all("human", [{"name": f"人{n}"} for n in range(MOST + 5)]))
    book.connection.execute("UPDATE main.human SET note='改'")
    report = check(book)
    lines = [finding for finding in report.findings if finding.check == "流水"]
    assert len(lines) == MOST + 1 and f"{MOST + 5}处" in lines[-1].say


@pytest.mark.parametrize("page", range(1, 12))
def test_a_spoilt_page_of_the_file_is_found_or_the_book_is_not_opened(told, path, tmp_path, page):
    told.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    spoilt = tmp_path / "坏.台账"
    content = bytearray(path.read_bytes())
    pages = len(content) // 4096
    for place in range(page, pages, 11):
        content[place * 4096 : place * 4096 + 16] = bytes(16)
    spoilt.write_bytes(content)
    with contextlib.suppress(Refused), Book.open(spoilt, CATALOG) as book:
        assert not check(book).ok


def test_an_index_that_lost_a_row_is_found(told, path, tmp_path):
    (root,) = told.connection.execute(
        "SELECT rootpage FROM main.sqlite_master WHERE name='ix_human__voided__by__name__id'"
    ).fetchone()
    told.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(path.read_bytes())
    page = slice((root - 1) * 4096, root * 4096)
    assert content[page].count("李".encode()) == 1
    content[page] = content[page].replace("李".encode(), "黄".encode())
    spoilt = tmp_path / "坏.台账"
    spoilt.write_bytes(content)
    with Book.open(spoilt, CATALOG) as book:
        assert "文件" in found(book)
