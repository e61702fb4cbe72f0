"""A paper is put into a folder only its user can look into, listed, and thrown away with the others."""

from __future__ import annotations

import os
import stat
import sys

import pytest
from openpyxl import load_workbook

from linli_tui.core import clock
from linli_tui.core.access import NOBODY, OWNER
from linli_tui.core.refusal import Refused
from linli_tui.paper import printed
from linli_tui.paper.document import Document, Para

NOTICE = Document("停水/通知", "大家看", "永富-约-2026-0001", (Para("明天停水。"),))


def test_both_files_are_written_and_listed(book):
    with clock.frozen("2026-11-23T02:00:00.000Z"):
        made = printed.put_down(book, OWNER, NOTICE)
    files = sorted(path.name for path in printed.folder(book).iterdir())
    assert files == [f"停水_通知_永富-约-2026-0001_2026-11-23.{ending}" for ending in ("txt", "xlsx")]
    assert load_workbook(made.path).active["A1"].value == "停水/通知"
    text = (printed.folder(book) / files[0]).read_bytes()
    assert text.startswith(b"\xef\xbb\xbf") and "这张给：大家看" in text.decode("utf-8-sig")
    assert printed.listed(book) == [made]
    assert (made.title, made.who, made.audience, made.at) == (
        "停水/通知",
        OWNER.name,
        "大家看",
        "2026-11-23T02:00:00.000Z",
    )


def test_a_second_one_the_same_day_keeps_the_first(book):
    first, second = (printed.put_down(book, OWNER, NOTICE) for _ in range(2))
    assert first.path != second.path and "第2次" in second.path
    assert printed.listed(book) == [second, first]


@pytest.mark.skipif(sys.platform == "win32", reason="no modes there")
def test_nobody_else_on_this_machine_can_look_into_the_folder(book):
    printed.put_down(book, OWNER, NOTICE)
    assert stat.S_IMODE(printed.folder(book).stat().st_mode) == 0o700


def test_all_of_them_are_thrown_away_and_the_list_stays(book):
    printed.put_down(book, OWNER, NOTICE)
    assert printed.clear(book) == 1
    assert not printed.folder(book).exists() and len(printed.listed(book)) == 1
    assert printed.clear(book) == 0


def test_where_nothing_can_be_written_nothing_is_left(book, tmp_path):
    place = tmp_path / "一个文件"
    place.write_text("这里不是文件夹", encoding="utf-8")
    with pytest.raises(Refused, match="没有写成"):
        printed.put_down(book, OWNER, NOTICE, place)
    assert printed.listed(book) == []


def test_a_half_written_pair_is_taken_away(book, tmp_path, monkeypatch):
    def fail(path, document):
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("linli_tui.paper.as_xlsx.write", fail)
    with pytest.raises(Refused):
        printed.put_down(book, OWNER, NOTICE, tmp_path / "纸")
    assert os.listdir(tmp_path / "纸") == []


def test_a_paper_of_a_record_one_may_not_read_is_not_made(demo_book):
    ledger = demo_book.catalog.ledgers["pact"]
    record = demo_book.read.sql("SELECT id FROM pact LIMIT 1")[0]["id"]
    assert printed.make(demo_book, OWNER, ledger, ledger.papers[0], record).audience == "大家看"
    demo_book.sign_in(NOBODY)
    assert printed.papers(demo_book, ledger) == ()
    with pytest.raises(Refused):
        printed.make(demo_book, NOBODY, ledger, ledger.papers[0], record)
