"""待打印: papers lie ready as files until somebody goes to a printer; a copy shop gets what everybody may see."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from linli_tui.core.access import Actor
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.paper import formats, printed

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.paper.document import Document
    from linli_tui.paper.printed import Printed

POSTED = "大家看"
"""The one audience whose papers may leave for a copy shop."""


@dataclass(frozen=True, slots=True)
class Carried:
    """Where papers for the copy shop are, how many, and those that stayed because not everybody may see them."""

    folder: Path
    count: int
    stayed: tuple[Printed, ...]


def folder(book: Book) -> Path:
    """Where they lie on this machine, with the other papers of the book: cleared together."""
    return printed.folder(book) / say("待打印")


def add(book: Book, actor: Actor, document: Document) -> Printed:
    """Lays a paper ready, as the kind of file that is usual here. Raises Refused when it cannot be written."""
    return printed.put_down(book, actor, document, folder(book), (formats.usual().ending,))


def listed(book: Book) -> list[Printed]:
    """The papers that lie ready, those that have waited longest first."""
    lying = folder(book)
    return [
        one for one in reversed(printed.listed(book)) if Path(one.path).parent == lying and Path(one.path).is_file()
    ]


def carry(book: Book, stick: Path) -> Carried:
    """Moves what everybody may see into the folder for the copy shop on a stick; the rest stays and is named.

    Raises Refused where nothing may go, or it cannot be written.
    """
    ready = listed(book)
    going = [one for one in ready if one.audience == POSTED]
    if not going:
        what = say("待打印的里面没有给大家看的纸。")
        raise Refused(what, say("什么也没有拷。"), say("别的纸只在会里的打印机上印。"))
    place = stick / say("给打印店的")
    try:
        place.mkdir(exist_ok=True)
        for one in going:
            shutil.copyfile(one.path, place / Path(one.path).name)
    except OSError as error:
        what = say("没有拷全：{why}。", why=error.strerror or say("写不进去"))
        raise Refused(what, say("待打印的都还在。"), say("请看看U盘还有没有地方、能不能写，再来一次。")) from error
    for one in going:
        Path(one.path).unlink(missing_ok=True)
    return Carried(place, len(going), tuple(one for one in ready if one.audience != POSTED))
