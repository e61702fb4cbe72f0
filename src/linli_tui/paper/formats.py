"""The kinds of file a paper can be written as, and which one is usual on this machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from linli_tui.core.words import _, say
from linli_tui.paper.document import Document

Lacking = tuple[str, ...]
"""The characters that could not be written and have to be added by hand."""


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file: its ending, what people call it, what it is good for."""

    ending: str
    title: str
    note: str
    write: Callable[[Path, Document], Lacking]


def of(ending: str) -> Format:
    """The kind of that ending. KeyError for none."""
    return {form.ending: form for form in FORMATS}[ending]


def usual() -> Format:
    """What is written unless somebody wants another: PDF where a Chinese font is found, else .docx."""
    from linli_tui.paper import as_pdf

    return of("pdf" if as_pdf.may() else "docx")


def write_text(path: Path, document: Document) -> Lacking:
    """Pages of plain text: UTF-8 with its mark and line ends as on Windows."""
    from linli_tui.paper import as_text

    path.write_text(as_text.text(document), encoding="utf-8-sig", newline="\r\n")
    return ()


def _pdf(path: Path, document: Document) -> Lacking:
    from linli_tui.paper import as_pdf

    return as_pdf.write(path, document)


def _docx(path: Path, document: Document) -> Lacking:
    from linli_tui.paper import as_docx, own_template

    if template := own_template.of(document):
        own_template.fill(path, document, template)
    else:
        as_docx.write(path, document)
    return ()


def _xlsx(path: Path, document: Document) -> Lacking:
    from linli_tui.paper import as_xlsx

    as_xlsx.write(path, document)
    return ()


FORMATS = (
    Format("pdf", "PDF", _("哪里都能印，字不会走样"), _pdf),
    Format("docx", _("Word 文档"), _("用 WPS 打开，还可以改"), _docx),
    Format("xlsx", _("表格"), _("用 WPS 表格打开"), _xlsx),
    Format("txt", _("文本"), _("没有办公软件也能打开"), write_text),
)


def shown(lacking: Lacking) -> str:
    """What is to be said of characters that have to be added by hand; "" for none."""
    return say("这台电脑的字体里没有 {chars}，纸上是〓，请用笔写上。", chars="、".join(lacking)) if lacking else ""
