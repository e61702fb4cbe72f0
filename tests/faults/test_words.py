"""Naughty strings into every field of every ledger: saved or refused in words, and never a raw control on a screen."""

from __future__ import annotations

import importlib
import shutil
import unicodedata

import pytest

from linli_tui.book.check import check
from linli_tui.book.reading import Query
from linli_tui.book.writing import write
from linli_tui.core import kinds
from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from linli_tui.core.show import cell
from linli_tui.ledgers import catalog
from linli_tui.ui import cards

pytestmark = pytest.mark.faults
CATALOG = catalog()
LEDGERS = sorted(name for name, ledger in CATALOG.ledgers.items() if not ledger.hidden)
NAUGHTY = (
    "'; DROP TABLE person; --",
    "\"双'单`反\\",
    "半\x00截",
    "倒\u202e着\u202c写",
    "老人👴🏻👨‍👩‍👧‍👦",
    "䶮𬭎㐂𠮷",
    "长" * 20_000,
    "=1+1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "+86 139-1234",
    "-2",
    "[red]红[/red] [link=http://x]点[/link] [/]",
    "\x1b[2J\x1b]0;题\x07\x1b]52;c;AAAA\x07",
    "\x9b31m红",
    "行一\r\n行二\u2028行三\x0b行四\x85",
    "\ufeff 全角　空格\u200b零宽",
    "\ud800孤",
    "９９９９９９９９９９９９９９９９９９９９",
    "１８４０年２月３０日",
    "Ω≈ç√∫˜µ≤≥÷",
    "%s %(x)s {0} {x!r} $HOME `id`",
    "null None NaN undefined",
    "../../etc/passwd",
    " \t ",
)


def _raw(text: str) -> list[str]:
    """Signs that a terminal would act upon."""
    return [
        c for c in text if c != "\n" and (unicodedata.category(c) in ("Cc", "Cs") or c in "\u202d\u202e\u2066\u2067")
    ]


def _examples(book, name):
    area = importlib.import_module(f"tests.ledgers.{CATALOG.area(name).name}.examples")
    return None if name in getattr(area, "KEPT", ()) else area.example(book, name)


@pytest.mark.parametrize("name", LEDGERS)
def test_naughty_strings_are_saved_or_refused_in_words(demo_book, name):
    book, ledger = demo_book, CATALOG.ledgers[name]
    example = _examples(book, name)
    if example is None:
        pytest.skip("nobody writes it by hand")
    saved = refused = 0
    for field in (f for f in ledger.fields if f.in_form and not f.ref):  # a reference is picked, not typed
        for text in NAUGHTY:
            try:
                value = kinds.read(field, text)
                write(book, OWNER, name, {**example, field.name: value})
                saved += 1
            except Refused as no:
                assert no.what and not no.what.isascii() and not _raw(str(no)), repr(str(no)[:200])
                refused += 1
    assert saved + refused and not book.connection.in_transaction
    assert check(book).ok
    _look(book, ledger)
    print(f"{name}: {saved} saved, {refused} refused")


def _look(book, ledger):
    """Every line of list, card and form of what was saved."""
    for row in book.read.page(Query(ledger.name), limit=10_000):
        told = [cell(ledger, column, row) for column in ledger.columns]
        told += [cards.title_of(ledger, row), cards.line_of(ledger, row)]
        told += [kinds.show(field, row.get(field.name)) for field in ledger.fields if not field.ref]
        assert not [text for text in told if _raw(text)]
    for row in book.read.page(Query(ledger.name), limit=40):
        for line in cards.card(book, ledger, row, whole=True):
            assert not _raw(f"{line.label}{line.text}")


@pytest.mark.parametrize("text", NAUGHTY, ids=range(len(NAUGHTY)))
def test_naughty_words_are_looked_for(demo_book, text):
    for hit in demo_book.find(text):
        assert not _raw(hit.title if hasattr(hit, "title") else str(hit))


def test_naughty_words_stay_words_on_paper_and_in_the_report(demo_path, tmp_path):
    from openpyxl import load_workbook

    from linli_tui.book.book import Book
    from linli_tui.exchange import folder

    shutil.copy(demo_path, tmp_path / "词.台账")
    with Book.open(tmp_path / "词.台账", CATALOG, actor=OWNER) as book:
        kept = []
        for text in NAUGHTY:
            try:
                note = kinds.read(CATALOG.ledgers["person"].field("note"), text)
                kept += [note] if write(book, OWNER, "person", {"name": "试", "note": note}).number else []
            except Refused:
                continue
        assert len(kept) > 10
        written = folder.report(book, OWNER, tmp_path / "报送", masked=False)
    formulas = [
        cell.coordinate
        for path in written.path.rglob("*.xlsx")
        for sheet in load_workbook(path).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" or cell.hyperlink
    ]
    assert formulas == []
