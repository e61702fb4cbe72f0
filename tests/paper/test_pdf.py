"""A document as PDF: with letters in it or not at all, broken into lines as Chinese is, the same every time."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from linli_tui.core import lines
from linli_tui.core.refusal import Refused
from linli_tui.paper import as_pdf, fonts
from linli_tui.paper.document import Document, Pairs, Para, Photo, Photos, Table
from tests.paper.papers import LONG_NAME, RARE, SENTENCE, form, letter, png, wall

NO_FONT = "未验证：这台机器上没有中文字体"
READER = shutil.which("pdftotext")
needs_font = pytest.mark.skipif(not as_pdf.may(), reason=NO_FONT)
needs_reader = pytest.mark.skipif(not READER or not as_pdf.may(), reason="未验证：没有中文字体，或者没有 pdftotext")


def read(path: Path) -> list[str]:
    """The pages of a PDF as text, laid out as they are seen."""
    made = subprocess.run([READER, "-layout", str(path), "-"], check=True, capture_output=True, timeout=60)
    return made.stdout.decode("utf-8").split("\f")[:-1]


def read_lines(path: Path) -> list[str]:
    """The lines of a PDF as they stand on the paper: words at the same height, from left to right."""
    made = subprocess.run([READER, "-bbox", str(path), "-"], check=True, capture_output=True, timeout=60)
    word = re.compile(r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="[\d.]+" yMax="([\d.]+)">(.*?)</word>')
    rows: dict[int, list[tuple[float, str]]] = {}
    for left, low, text in word.findall(made.stdout.decode("utf-8")):
        near = next((row for row in rows if abs(row - float(low)) < 6), round(float(low)))
        rows.setdefault(near, []).append((float(left), text))
    return ["".join(text for _left, text in sorted(row)) for _low, row in sorted(rows.items())]


@needs_font
def test_it_is_a_pdf_with_letters_in_it_and_says_nothing_of_this_machine(tmp_path):
    path = tmp_path / "纸.pdf"
    assert as_pdf.write(path, form()) == ()
    content = path.read_bytes()
    assert content.startswith(b"%PDF-1.") and b"FontFile" in content
    assert str(tmp_path).encode() not in content and b"page.typ" not in content


@needs_font
@pytest.mark.parametrize("document", [form(), letter(), wall(), wall("A3")], ids=["form", "letter", "wall", "a3"])
def test_the_same_document_gives_the_same_bytes(document, tmp_path):
    for name in ("一.pdf", "二.pdf"):
        as_pdf.write(tmp_path / name, document)
    assert (tmp_path / "一.pdf").read_bytes() == (tmp_path / "二.pdf").read_bytes()


@needs_font
def test_the_sheet_is_that_declared(tmp_path):
    for sheet, wide in (("A4", 595), ("A3", 842)):
        as_pdf.write(tmp_path / "纸.pdf", wall(sheet))
        (box,) = set(re.findall(rb"/MediaBox ?\[0 0 (\d+)", (tmp_path / "纸.pdf").read_bytes()))
        assert abs(int(box) - wide) <= 1


@needs_reader
def test_it_says_everything_and_for_whom_on_every_page(tmp_path):
    as_pdf.write(tmp_path / "纸.pdf", form(600))
    pages = read(tmp_path / "纸.pdf")
    text = re.sub(r"\s", "", "".join(pages))
    for words in ("永富新村移交清单", "编号：永富-移-2026-0001", LONG_NAME, "监交人（居委会）：", "<b>&第二段\"'",
                  "照片贴在这里", "保管好。"):  # fmt: skip
        assert words in text
    assert "䶮" in text and "𬭎" in text and "永富-巡-2026-0600" in text.replace("\u200b", "")
    for n, page in enumerate(pages, 1):
        assert "这张给：内部" in page and re.search(rf"— *{n} *—", page) and f"共{len(pages)}页" in page
    with_rows = [page for page in pages if "2026-0" in page and "永富新村移交清单" not in page]
    assert len(with_rows) > 10 and all("证件号" in page for page in with_rows), "the head stands on each of them"


@needs_reader
@pytest.mark.parametrize("much", range(12, 40, 3))
def test_no_line_begins_with_a_mark_that_closes_or_ends_with_one_that_opens(much, tmp_path):
    """GB/T 15834-2011 5.1."""
    names = "、".join("努尔买买提·吐尔逊"[:n] + "／李兰……" for n in range(6, 10))
    text = SENTENCE[:much] + "（" + SENTENCE + "）《" + SENTENCE + "》「好」。" + f"气温38℃，用电50％——{names}。"
    as_pdf.write(tmp_path / "纸.pdf", Document("信", "大家看", blocks=(Para(text), Para(text, indent=False))))
    broken = read_lines(tmp_path / "纸.pdf")[2:-1]
    assert "".join(broken) == text * 2
    for line in broken:
        assert line[0] not in lines.CLOSING and line[-1] not in lines.OPENING, line


@needs_reader
def test_what_is_wider_than_its_column_is_broken_and_not_lost(tmp_path):
    table = Table(("证件号", "说明"), (("330681194512070010" * 3, "好"),), (1, 9))
    as_pdf.write(tmp_path / "纸.pdf", Document("表", "内部", blocks=(table,)))
    (page,) = read(tmp_path / "纸.pdf")
    column = "".join(re.findall(r"^ *(\d+)", page.replace("\u200b", ""), re.M))
    assert "330681194512070010" * 3 in column and "好" in page


@needs_font
def test_pictures_go_into_it_and_places_for_those_that_are_gone(tmp_path):
    (tmp_path / "前.png").write_bytes(png())
    (tmp_path / "坏.png").write_bytes(b"no picture")
    photos = Photos(tuple(Photo(name, tmp_path / f"{name}.png") for name in ("前", "没有", "坏")))
    as_pdf.write(tmp_path / "纸.pdf", replace(letter(1), blocks=(photos,)))
    assert b"/Image" in (tmp_path / "纸.pdf").read_bytes()
    (tmp_path / "坏.png").write_bytes(png()[:50])
    with pytest.raises(Refused, match="照片"):
        as_pdf.write(tmp_path / "坏.pdf", replace(letter(1), blocks=(photos,)))
    assert not (tmp_path / "坏.pdf").exists()


@needs_reader
def test_a_character_no_font_has_is_never_a_box_but_said(tmp_path, monkeypatch):
    find = fonts.find()
    covers = fonts.Face.covers
    monkeypatch.setattr(fonts.Face, "covers", lambda face, char: char not in "䶮𬭎" and covers(face, char))
    assert find is not None
    lacking = as_pdf.write(tmp_path / "纸.pdf", Document("表", "内部", blocks=(Pairs((("谁", RARE),)),)))
    (page,) = read(tmp_path / "纸.pdf")
    assert lacking == ("䶮", "𬭎") and "欧阳〓〓、阿依古丽·买买提" in page and "请用笔写上" in page


def test_without_a_font_there_is_none_and_one_is_told_why(tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "folders", lambda: [tmp_path / "没有"])
    monkeypatch.setattr(fonts, "own_folders", lambda: [tmp_path / "fonts"])
    assert fonts.find() is None and not as_pdf.may()
    with pytest.raises(Refused, match="没有中文字体") as refused:
        as_pdf.write(tmp_path / "纸.pdf", letter())
    assert "docx" in str(refused.value) and "fonts" in str(refused.value) and not (tmp_path / "纸.pdf").exists()
