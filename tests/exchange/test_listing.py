"""One list as a spreadsheet: what is narrowed or ticked, masked, whole or not at all."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from linli_tui.book.reading import Query
from linli_tui.core import clock
from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from linli_tui.exchange import folder, listing


def read_back(path):
    _title, _who, header, *rows, _sum = load_workbook(path).active.iter_rows(values_only=True)
    return header, rows


def test_it_holds_what_the_query_finds_and_nobody_is_named(demo_book, tmp_path):
    query = Query("home", filters=(("use", "residence"),), words="1幢")
    path, n = listing.carry_out(demo_book, OWNER, tmp_path, query)
    header, rows = read_back(path)
    assert n == len(rows) == demo_book.read.count(query) > 0
    labels = [row[demo_book.catalog.ledgers["home"].label] for row in demo_book.read.page(query, limit=n)]
    assert [row[1] for row in rows] == labels
    owners = [row[header.index("业主")] for row in rows if row[header.index("业主")]]
    assert owners and all("*" in name for name in owners)


def test_only_what_is_ticked(demo_book, tmp_path):
    ids = [row["id"] for row in demo_book.read.page(Query("person"), limit=3)]
    path, n = listing.carry_out(demo_book, OWNER, tmp_path, Query("person"), ids[1:])
    assert n == len(read_back(path)[1]) == 2


def test_a_second_one_of_the_day_stands_beside_the_first(demo_book, tmp_path):
    with clock.frozen("2026-11-22T13:05:00.000Z"):
        names = [listing.carry_out(demo_book, OWNER, tmp_path, Query("building"))[0].name for _ in range(2)]
    assert names == ["永富新村_楼幢_2026-11-22.xlsx", "永富新村_楼幢_2026-11-22_第2次.xlsx"]
    assert sorted(path.name for path in tmp_path.glob("*.xlsx")) == names


@pytest.mark.parametrize("number", [28, 13])
def test_what_cannot_be_written_leaves_nothing(demo_book, tmp_path, monkeypatch, number):
    def broken(path, *words, **more):
        path.write_bytes(b"half")
        raise OSError(number, "No such thing")

    monkeypatch.setattr(folder.xlsx, "write", broken)
    to = tmp_path / "盘"
    to.mkdir()
    with pytest.raises(Refused, match="没有写成"):
        listing.carry_out(demo_book, OWNER, to, Query("building"))
    assert not list(to.iterdir())
