"""The set of blank forms: each on one page, with a number of its own where it is keyed in by one."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from linli_tui.core.access import NOBODY, OWNER
from linli_tui.core.refusal import Refused
from linli_tui.paper import as_docx, as_pdf, as_text, as_xlsx, blank_set

READER = shutil.which("pdftotext")


@pytest.fixture
def papers(demo_book):
    return blank_set.document(demo_book, OWNER)


def test_there_are_forms_for_a_fortnight_each_with_its_number(papers, demo_book):
    titles = {paper.title.removeprefix(demo_book.name) for paper in papers.after}
    assert titles == {"夜巡单", "问题单", "劝解劝导记录", "上门走访记录", "签名单", "收条"}
    numbers = [paper.number for paper in papers.after if paper.number]
    assert len(numbers) == len(set(numbers)) == 18
    text = as_text.text(papers)
    out = {row["reserved"] for row in demo_book.read.sql("SELECT reserved FROM blank_form WHERE stage = 'out'")}
    assert set(numbers) <= out and all(text.count(number) == 2 for number in numbers), "in the list and on its form"


def test_choices_are_there_to_be_ticked_and_days_to_be_written(papers):
    finding = next(paper for paper in papers.after if "问题单" in paper.title)
    text = as_text.text(finding)
    assert "（  ）当场解决" in text and "年      月      日" in text and "照片" in text and text.count("_" * 72) == 4


@pytest.mark.skipif(not READER or not as_pdf.may(), reason="未验证：没有中文字体，或者没有 pdftotext")
def test_each_form_is_one_page_and_counted_from_one(papers, tmp_path):
    as_pdf.write(tmp_path / "纸.pdf", papers)
    made = subprocess.run(
        [READER, "-layout", str(tmp_path / "纸.pdf"), "-"], check=True, capture_output=True, timeout=60
    )
    pages = made.stdout.decode("utf-8").split("\f")[:-1]
    assert len(pages) == 1 + len(papers.after)
    for page, paper in zip(pages, (papers, *papers.after), strict=True):
        assert paper.title in page and paper.given_to in page and "共1页" in page and re.search("— *1 *—", page)


def test_it_can_be_written_as_everything_else_too(papers, tmp_path):
    as_docx.write(tmp_path / "纸.docx", papers)
    as_xlsx.write(tmp_path / "纸.xlsx", papers)
    assert (tmp_path / "纸.docx").stat().st_size < 200_000 and (tmp_path / "纸.xlsx").stat().st_size < 400_000
    assert len(as_text.pages(papers)) >= 1 + len(papers.after)


def test_who_may_not_reserve_numbers_gets_none(demo_book):
    demo_book.sign_in(NOBODY)
    with pytest.raises(Refused):
        blank_set.document(demo_book, NOBODY)
