"""A document as .docx: whole XML, what it says in it, laid out as declared, the same every time, opened elsewhere."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.paper import as_docx, wordml
from linli_tui.paper.document import Document, Para, Photo, Photos
from linli_tui.paper.image_size import size_of
from tests.paper.papers import LONG_NAME, RARE, form, letter, png, wall

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def parts(document, path):
    """The files of a document as .docx, those of XML parsed."""
    as_docx.write(path, document)
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        return {n: ElementTree.fromstring(package.read(n)) for n in package.namelist() if n.endswith(("xml", "rels"))}


def said(root):
    return "".join(element.text or "" for element in root.iter(f"{W}t"))


def test_it_says_everything_and_for_whom_on_every_page(tmp_path):
    made = parts(form(), tmp_path / "纸.docx")
    text = said(made["word/document.xml"])
    for words in ("永富新村移交清单", "这张给：内部", "编号：永富-移-2026-0001", LONG_NAME, RARE, "监交人（居委会）：",
                  "<b>&第二段\"'", "照片贴在这里", "整改后", "保管好。"):  # fmt: skip
        assert words in text
    for footer in ("word/odd1.xml", "word/even1.xml"):
        assert "这张给：内部" in said(made[footer])
        fields = {e.get(f"{W}instr").strip() for e in made[footer].iter(f"{W}fldSimple")}
        assert fields == {"PAGE", "NUMPAGES"}


@pytest.mark.parametrize(
    ("document", "wide", "points"), [(form(), 210, 12), (letter(), 210, 16), (wall(), 210, 18), (wall("A3"), 297, 25.5)]
)
def test_the_page_is_that_of_the_standard_and_letters_on_a_wall_are_large(document, wide, points, tmp_path):
    body = parts(document, tmp_path / "纸.docx")["word/document.xml"]
    page, margins = body.find(f".//{W}pgSz"), body.find(f".//{W}pgMar")
    assert round(int(page.get(f"{W}w")) / 1440 * 25.4) == wide
    times = 1.414 if wide == 297 else 1
    for side, length in (("top", 37), ("left", 28)):
        assert int(margins.get(f"{W}{side}")) / 1440 * 25.4 == pytest.approx(length * times, abs=0.1)
    sizes = [int(element.get(f"{W}val")) / 2 for element in body.iter(f"{W}sz")]
    assert points in sizes and (not document.large or min(sizes) >= 18)


def test_rows_are_not_torn_and_heads_are_repeated(tmp_path):
    body = parts(form(600), tmp_path / "纸.docx")["word/document.xml"]
    rows = list(body.iter(f"{W}tr"))
    assert len(rows) > 600 and all(row.find(f".//{W}cantSplit") is not None for row in rows)
    heads = [row for row in rows if row.find(f".//{W}tblHeader") is not None]
    assert [said(row) for row in heads] == ["序号编号谁证件号签名", "什么在哪里"]


def test_every_part_is_declared_and_there(tmp_path):
    (tmp_path / "前.png").write_bytes(png())
    after = (replace(letter(1), blocks=(Photos((Photo("前", tmp_path / "前.png"),)),)), wall())
    as_docx.write(tmp_path / "纸.docx", replace(form(), after=after))
    with zipfile.ZipFile(tmp_path / "纸.docx") as package:
        names = set(package.namelist())
        types = ElementTree.fromstring(package.read("[Content_Types].xml"))
        relations = ElementTree.fromstring(package.read("word/_rels/document.xml.rels"))
        body = package.read("word/document.xml").decode("utf-8")
    assert {e.get("PartName")[1:] for e in types if e.get("PartName")} <= names
    targets = {e.get("Id"): f"word/{e.get('Target')}" for e in relations}
    assert set(targets.values()) == {n for n in names if n.startswith("word/") and "_rels" not in n} - {
        "word/document.xml"
    }
    for named in re.findall(r'r:(?:id|embed)="([^"]+)"', body):
        assert named in targets
    assert body.count("<w:sectPr>") == 3 and body.count('w:start="1"') == 3


def test_nothing_is_red_and_no_number_is_borrowed_from_an_office(tmp_path):
    for document in (letter(), form(), wall()):
        as_docx.write(tmp_path / "纸.docx", document)
        with zipfile.ZipFile(tmp_path / "纸.docx") as package:
            body = package.read("word/document.xml").decode("utf-8")
        assert "FF0000" not in body and "〔" not in body and 'color w:val="' not in body


def test_the_same_document_gives_the_same_bytes(tmp_path):
    for name in ("一.docx", "二.docx"):
        as_docx.write(tmp_path / name, form())
    assert (tmp_path / "一.docx").read_bytes() == (tmp_path / "二.docx").read_bytes()


def test_pictures_stand_in_two_columns_and_keep_their_shape(tmp_path):
    (tmp_path / "前.PNG").write_bytes(png(40, 20))
    pictures = Photos((Photo("前", tmp_path / "前.PNG"), Photo("后", tmp_path / "没有.jpg")))
    path = tmp_path / "纸.docx"
    body = parts(replace(letter(1), blocks=(pictures,)), path)["word/document.xml"]
    (extent,) = (e for e in body.iter() if e.tag.endswith("}extent"))
    assert int(extent.get("cx")) == pytest.approx(2 * int(extent.get("cy")), rel=0.01)
    assert said(body).count("照片贴在这里") == 1
    with zipfile.ZipFile(path) as package:
        assert package.read("word/media/picture1.png") == png(40, 20)


def test_the_size_of_a_picture_is_read_and_of_anything_else_is_none(tmp_path):
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x14\x00\x28\x01\x01\x11\x00" + b"\0" * 20
    for name, content, size in (("a.png", png(3, 5), (3, 5)), ("a.jpg", jpeg, (40, 20)), ("a.txt", b"no", None),
                                ("b.jpg", b"\xff\xd8\xff", None)):  # fmt: skip
        (tmp_path / name).write_bytes(content)
        assert size_of(tmp_path / name) == size
    assert size_of(tmp_path / "gone.png") is None


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_whatever_is_written_in_it_stays_xml(text):
    made = wordml.paragraph(wordml.run(text, "宋体", 12), wordml.Shape())
    root = ElementTree.fromstring(f'<w:body xmlns:w="{W[1:-1]}">{made}</w:body>')
    kept = wordml._FORBIDDEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    assert said(root) == kept.replace("\n", "").replace("\t", "")


@pytest.mark.skipif(not OFFICE, reason="未验证：这台机器上没有 LibreOffice")
def test_an_office_program_opens_it_and_makes_of_it_what_was_meant(tmp_path):
    for name, document in (("表", form(600)), ("信", letter()), ("墙", wall("A3"))):
        as_docx.write(tmp_path / f"{name}.docx", document)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    words = [OFFICE, profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)]
    subprocess.run([*words, *map(str, tmp_path.glob("*.docx"))], check=True, capture_output=True, timeout=180)
    text = (tmp_path / "表.txt").read_text(encoding="utf-8-sig")
    assert RARE in text and LONG_NAME in text and "永富-巡-2026-0600" in text and "保管好。" in text
    assert "第6条" in (tmp_path / "信.txt").read_text(encoding="utf-8-sig")


def test_a_paper_of_nothing_is_still_one(tmp_path):
    assert "这张给：街道" in said(
        parts(Document("空", "街道", blocks=(Para(""),)), tmp_path / "纸.docx")["word/document.xml"]
    )
