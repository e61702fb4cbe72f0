"""A document as PDF (ISO 32000) with its letters in it, set by this program alone: no office program is needed.

Without a Chinese font there is none, rather than one of empty boxes. The same document gives the same bytes with the
same fonts.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linli_tui.core import cells, data
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.paper import fonts
from linli_tui.paper.as_text import shares
from linli_tui.paper.document import Block, Document, Heading, NewPage, Pairs, Para, Photo, Photos, Ruled, Table, texts
from linli_tui.paper.image_size import size_of
from linli_tui.paper.measures import HAND_ROW, PHOTO_HIGH, SIGN_ROW, Measures, measures

if TYPE_CHECKING:
    from linli_tui.paper.fonts import Faces

LACKING = "〓"
"""Stands where a character is that no font of the machine has, as printers have it; it is then written by hand."""
_RUN = re.compile(r"[!-~]+")


def may() -> bool:
    """Whether this machine can make one."""
    return fonts.find() is not None


def write(path: Path, document: Document) -> tuple[str, ...]:
    """Writes the pages of a paper and of those after it, all of them in the measures of the first.

    Gives back the characters that no font has, for which 〓 stands. Raises Refused without a Chinese font or for a
    picture that is damaged, OSError where it cannot be written.
    """
    faces = fonts.find()
    if faces is None:
        raise Refused(
            say("这台电脑上没有中文字体，做不了 PDF。"),
            say("没有写出空框框来。"),
            say("可以写成 docx 或 txt；要 PDF，就把一个中文字体文件拷到「{folder}」。", folder=fonts.own_folders()[-1]),
        )
    lacking = faces.lacking("".join(texts(document)))
    path.write_bytes(_set((document, *document.after), faces, lacking))
    return tuple(lacking)


def _set(documents: Sequence[Document], faces: Faces, lacking: list[str]) -> bytes:
    """The pages, set in a folder of their own that holds the pictures and nothing else."""
    import typst

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        m = measures(documents[0])
        facts = {
            **_common(m, faces),
            "title": documents[0].title,
            "papers": [_facts(one, m, root) for one in documents],
        }
        if lacking:
            for paper in facts["papers"]:
                paper["foot"] = "\n".join(
                    filter(None, (paper["foot"], say("〓：这台电脑的字体里没有的字，请用笔写上。")))
                )
        told = json.dumps(_written(facts, dict.fromkeys(map(ord, lacking), LACKING)), ensure_ascii=False)
        shutil.copyfile(data.path("paper", "page.typ"), root / "page.typ")
        try:
            made: bytes = typst.compile(
                root / "page.typ",
                root=root,
                font_paths=faces.loaded,
                ignore_system_fonts=True,
                sys_inputs={"told": told},
                timestamp=0,
                pdf_tags=False,  # five times the size for a list of 600 lines
            )
        except typst.TypstError as error:
            if "image" not in error.message:
                raise
            do = say("请换一张照片，或者先不放照片。")
            raise Refused(say("有一张照片读不出来。"), say("什么也没有写。"), do) from error
    return made


def _written(told: Any, instead: dict[int, str]) -> Any:
    """What is told with other characters instead of some, however deep."""
    match told:
        case str():
            return told.translate(instead)
        case dict():
            return {name: _written(value, instead) for name, value in told.items()}
        case list() | tuple():
            return [_written(value, instead) for value in told]
    return told


def _common(m: Measures, faces: Faces) -> dict[str, Any]:
    """What page.typ asks for all papers of a file."""
    return {
        "day": say("日期：      年    月    日"),
        "body": m.body,
        "title-size": m.title,
        "table": m.table,
        "pitch": m.pitch,
        "larger": m.larger,
        "hand": HAND_ROW,
        "sign": SIGN_ROW,
        "photo": PHOTO_HIGH,
        "fonts": {role: faces.families(role) for role in ("song", "fang", "hei", "kai")},
    }


def _facts(document: Document, m: Measures, root: Path) -> dict[str, Any]:
    """What page.typ asks for one of them."""
    return {
        "title": document.title,
        "given-to": document.given_to,
        "number": say("编号：{number}", number=document.number) if document.number else "",
        "blocks": [_block(block, m, root) for block in document.blocks],
        "signatures": document.signatures,
        "foot": document.foot,
        "foot-of": say("{audience}　共{n}页", audience=document.given_to, n="{n}"),
    }


def _block(block: Block, m: Measures, root: Path) -> dict[str, Any]:
    match block:
        case Heading(text, level):
            return {"kind": "heading", "text": text, "level": level}
        case Para(text, indent):
            return {"kind": "para", "text": text, "indent": indent}
        case Pairs(pairs, by_hand):
            label = max((-(-cells.width(name) // 2) for name, _ in pairs), default=0)
            return {"kind": "pairs", "pairs": pairs, "label": label, "by_hand": by_hand}
        case Ruled(lines):
            return {"kind": "ruled", "lines": lines}
        case Table():
            return _table(block, m)
        case Photos(photos):
            return {"kind": "photos", "photos": [_photo(photo, root) for photo in photos]}
        case NewPage():
            return {"kind": "page"}


def _table(table: Table, m: Measures) -> dict[str, Any]:
    room = [max(share - 2, 2) for share in shares(table, int(m.across * m.body / m.table))]
    rows = [[_breakable(text, wide) for text, wide in zip(row, room, strict=True)] for row in table.rows]
    widths = table.widths or (1,) * len(table.columns)
    return {"kind": "table", "columns": table.columns, "rows": rows, "widths": widths, "by_hand": table.by_hand}


def _breakable(text: str, wide: int) -> str:
    """The text with places to break in runs of plain letters and digits wider than a column, at hyphens if it can."""
    return _RUN.sub(lambda run: _parted(run[0], wide) if len(run[0]) > wide else run[0], text)


def _parted(run: str, wide: int) -> str:
    pieces = run.replace("-", "-\u200b").split("\u200b")
    return "\u200b".join("\u200b".join(piece) if len(piece) > wide else piece for piece in pieces)


def _photo(photo: Photo, root: Path) -> dict[str, str]:
    name, file = "", photo.found
    if file and size_of(file):
        name = f"{len(list(root.iterdir()))}{file.suffix.lower()}"
        shutil.copyfile(file, root / name)
    return {"words": photo.words, "file": name, "empty": say("照片贴在这里")}
