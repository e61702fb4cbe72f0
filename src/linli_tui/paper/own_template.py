"""A council's own .docx, filled with what a paper says (docxtpl: Jinja in Word); it is checked before it is filled.

It lies in the folder 模板 of this person's files and bears the title of the paper, as 签名单.docx. In it stand 标题,
编号, 这张给, 日期, 落款 and 正文 (a list of paragraphs), the name of every value, and 表1, 表2 … whose rows have their
columns by name: {%tr for 行 in 表1 %} {{ 行.房号 }} {%tr endfor %}.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

from linli_tui.book import files
from linli_tui.core import clock, dates
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.paper.document import Document, Pairs, Para, Table

AUDIENCE = "这张给"
"""What every template has to say: for whom the paper is."""
_NOT_IN_NAMES = re.compile(r"\W")


def folder() -> Path:
    """Where a council puts its own papers."""
    return files.user_folder() / say("模板")


def of(document: Document) -> Path | None:
    """The council's own one of this paper, None where it has none."""
    found = folder() / f"{document.name}.docx"
    return found if document.name and found.is_file() else None


def fill(path: Path, document: Document, template: Path) -> None:
    """Writes the template with what the paper says. Raises Refused, and writes nothing, for what it does not know."""
    from docx.opc.exceptions import OpcError
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    facts = told(document)
    nothing = say("什么也没有打印。")
    try:
        made = DocxTemplate(str(template))
        named = made.get_undeclared_template_variables()
        if unknown := sorted(named - facts.keys()):
            what = say("模板「{file}」里有不认识的：{names}。", file=template.name, names="、".join(unknown))
            raise Refused(what, nothing, say("可以用的：{names}。", names="、".join(facts)))
        if AUDIENCE not in named:
            do = say("请在模板里加上 {{{{{name}}}}}。", name=AUDIENCE)
            raise Refused(say("模板「{file}」没有写这张纸给谁看。", file=template.name), nothing, do)
        made.render(facts, SandboxedEnvironment(undefined=StrictUndefined, autoescape=True), autoescape=True)
        written = io.BytesIO()
        made.save(written)
    except TemplateError as error:
        what = say("模板「{file}」写得不对：{error}。", file=template.name, error=str(error))
        raise Refused(what, nothing, say("请改好模板，或者先把它移走。")) from error
    except (OpcError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise Refused(say("模板「{file}」不是一份 docx。", file=template.name), nothing) from error
    path.write_bytes(steady(written.getvalue()))


def told(document: Document) -> dict[str, Any]:
    """What a paper says, by the names a template may use."""
    pairs = [pair for block in document.blocks if isinstance(block, Pairs) for pair in block.pairs]
    tables = [block for block in document.blocks if isinstance(block, Table)]
    facts: dict[str, Any] = {_name(name): value for name, value in pairs}
    facts |= {say("表{n}", n=n): _rows(table) for n, table in enumerate(tables, 1)}
    return facts | {
        say("标题"): document.title,
        say("编号"): document.number,
        AUDIENCE: document.given_to,
        say("日期"): dates.show_date(clock.today()),
        say("正文"): [block.text for block in document.blocks if isinstance(block, Para)],
        say("落款"): list(document.signatures),
    }


def steady(package: bytes) -> bytes:
    """The same package with one time on all its files: the same content, the same bytes."""
    from linli_tui.paper.word_package import entry

    steadied = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(steadied, "w") as new:
        for name in old.namelist():
            new.writestr(entry(name), old.read(name))
    return steadied.getvalue()


def _rows(table: Table) -> list[dict[str, str]]:
    columns = [_name(column) for column in table.columns]
    return [dict(zip(columns, row, strict=True)) for row in table.rows]


def _name(words: str) -> str:
    """The words as a template may name them: letters, characters and digits only."""
    return _NOT_IN_NAMES.sub("", words)
