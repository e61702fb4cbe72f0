"""The report and the board's page without the screens."""

from __future__ import annotations

import json

from linli_tui.book.book import Book
from linli_tui.ledgers import catalog


def linli(*words):
    """Runs one command as a shell would; its exit code."""
    from linli_tui.cli import main

    return main([str(word) for word in words])


def test_a_report_to_a_recipient_is_kept(demo_path, tmp_path, capsys):
    to = ("--for", "暨阳街道办事处", "--month", "2026-10", "--to", tmp_path / "出")
    assert linli("report", "--book", demo_path, *to, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["folder"].endswith("永富新村_2026年10月")
    assert any(one["ledger"] == "汇总行" for one in told["files"])
    with Book.open(demo_path, catalog()) as book:
        (row,) = book.read.sql("SELECT * FROM report_out WHERE folder = '永富新村_2026年10月' AND stage = 'packed'")
        assert row["month"] == "2026-10" and row["code"]


def test_without_a_recipient_nothing_is_written_into_the_book(demo_path, tmp_path, capsys):
    def reports():
        with Book.open(demo_path, catalog()) as book:
            return book.read.one("SELECT count(*) FROM report_out")

    before = reports()
    assert linli("report", "--book", demo_path, "--to", tmp_path / "出") == 0
    assert reports() == before and "清单" in capsys.readouterr().out
    assert linli("report", "--book", demo_path, "--for", "不认识", "--to", tmp_path / "出") != 0
    assert "暨阳街道办事处" in capsys.readouterr().err


def test_the_figures_of_a_month(demo_path, tmp_path, capsys):
    assert linli("month", "--book", demo_path, "--month", "2026-10", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["month"] == "2026-10" and {one["key"] for one in told["figures"]} >= {"patrol.rounds"}
    assert linli("month", "--book", demo_path, "--month", "2026-10", "--to", tmp_path / "板") == 0
    assert sorted(path.suffix for path in (tmp_path / "板").iterdir()) == [".txt", ".xlsx"]
    assert linli("month", "--book", demo_path, "--month", "十月") == 2
