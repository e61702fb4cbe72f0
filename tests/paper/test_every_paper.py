"""Every declared paper of every ledger can be made, says what it was declared as, and a posting names nobody."""

from __future__ import annotations

import zipfile

import pytest

from linli_tui.core.access import OWNER
from linli_tui.ledgers import catalog
from linli_tui.paper import as_docx, as_pdf, as_text, printed

ELSEWHERE = ("version_changes", "version_filing")
"""Nothing in the demonstration has been changed or is filed; these are made in tests/ledgers/pacts."""
PAPERS = [(ledger.name, paper) for ledger in catalog().ledgers.values() for paper in ledger.papers]
MADE = [(ledger, paper) for ledger, paper in PAPERS if paper.name not in ELSEWHERE]


@pytest.mark.parametrize(("ledger", "paper"), MADE, ids=[paper.name for _, paper in MADE])
def test_it_is_made_as_declared_and_a_posting_names_nobody(demo_book, ledger, paper, tmp_path):
    declared = demo_book.catalog.ledgers[ledger]
    rows = demo_book.read.sql(f'SELECT id FROM "{ledger}" WHERE voided=0 ORDER BY id')
    assert rows, "the demonstration has no record to print this of"
    document = printed.make(demo_book, OWNER, declared, paper, rows[0]["id"])
    text = as_text.text(document)
    assert f"这张给：{paper.audience}" in text
    as_docx.write(tmp_path / "纸.docx", document)
    with zipfile.ZipFile(tmp_path / "纸.docx") as package:
        text += package.read("word/document.xml").decode("utf-8")
    if as_pdf.may():
        assert as_pdf.write(tmp_path / "纸.pdf", document) == ()
    assert as_text.pages(document.blank()) and as_text.pages(document.on_wall())
    if paper.audience == "大家看":
        people = demo_book.read.sql("SELECT name, phone FROM person WHERE voided=0")
        assert not [p for p in people if p["name"] in text or (p["phone"] and p["phone"] in text)]


def test_the_names_of_papers_are_told_apart(demo_book):
    names = [paper.name for _, paper in PAPERS]
    assert len(names) == len(set(names)) > 0
