"""A founded book and a way to make the spreadsheets people bring."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from linli_tui.book.book import Book
from linli_tui.ledgers import catalog

HEADER = ("幢", "单元", "室", "业主", "身份证号", "手机", "面积")


@pytest.fixture
def book(tmp_path):
    with Book.new(tmp_path / "村.台账", catalog(), name="永富新村", short="永富") as opened:
        yield opened


@pytest.fixture
def sheet(tmp_path):
    """Writes rows into an .xlsx of one sheet and returns its path."""

    def write(*rows, name="花名册.xlsx", header=HEADER):
        file = Workbook()
        for row in ([header] if header else []) + list(rows):
            file.active.append(row)
        file.active.title = "花名册"
        path = tmp_path / name
        file.save(path)
        return path

    return write
