"""A council's own .docx is taken before ours, and only if everything it asks for is there."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from linli_tui.paper import as_docx, own_template, printed
from linli_tui.paper.document import Document, Para
from tests.paper.papers import RARE, form

FORM = replace(form(3), name="移交清单")


@pytest.fixture
def template():
    """Puts lines into a .docx of the council's own, its table by rows of texts."""

    def write(*lines, name="移交清单"):
        own_template.folder().mkdir(parents=True, exist_ok=True)
        path = own_template.folder() / f"{name}.docx"
        as_docx.write(path, Document("我们自己的", "内部", blocks=tuple(map(Para, lines))))
        return path

    return write


def said(path):
    with zipfile.ZipFile(path) as package:
        return "\n".join(ElementTree.fromstring(package.read("word/document.xml")).itertext())


def test_it_is_filled_with_what_the_paper_says(template, book, tmp_path):
    template(
        "{{这张给}}，{{编号}}，{{标题}}，{{姓名}}",
        "{% for 行 in 表1 %}{{行.序号}}、{{行.谁}}；{% endfor %}",
        "{{正文[0]}}",
    )
    made = printed.put_down(book, OWNER, FORM, tmp_path / "纸", ("docx",))
    text = said(made.path)
    assert "这张给：内部，永富-移-2026-0001，永富新村移交清单，努尔" in text
    assert f"1、{RARE}；2、{RARE}；3、{RARE}；" in text and "<b>&第二段" in text and "我们自己的" in text


def test_the_same_gives_the_same_bytes(template, tmp_path):
    path = template("{{这张给}}")
    for name in ("一", "二"):
        own_template.fill(tmp_path / name, FORM, path)
    assert (tmp_path / "一").read_bytes() == (tmp_path / "二").read_bytes()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{{这张给}}{{身份证}}{{门牌}}", "不认识的：身份证、门牌"),
        ("{{这张给}}{% for 行 in 表1 %}{{行.没有}}{% endfor %}", "写得不对"),
        ("{{这张给}}{{ 标题.__class__.__mro__ }}", "写得不对"),
        ("{{这张给}}{% for %}", "写得不对"),
        ("{{标题}}", "没有写这张纸给谁看"),
    ],
)
def test_what_it_asks_for_and_is_not_there_is_named_and_nothing_is_printed(template, book, tmp_path, line, told):
    template(line)
    with pytest.raises(Refused, match=told):
        printed.put_down(book, OWNER, FORM, tmp_path / "纸", ("docx",))
    assert list((tmp_path / "纸").iterdir()) == [] and printed.listed(book) == []


def test_a_file_that_is_none_is_refused_and_another_paper_has_none(template, book, tmp_path):
    template("{{这张给}}", name="移交清单").write_bytes(b"PK no docx")
    with pytest.raises(Refused, match="不是一份 docx"):
        printed.put_down(book, OWNER, FORM, tmp_path, ("docx",))
    assert own_template.of(replace(FORM, name="签名单")) is None and own_template.of(replace(FORM, name="")) is None


def test_steadied_packages_hold_what_they_held():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("a.xml", "<a/>")
    with zipfile.ZipFile(io.BytesIO(own_template.steady(packed.getvalue()))) as package:
        assert package.read("a.xml") == b"<a/>" and package.getinfo("a.xml").date_time[0] == 1980
