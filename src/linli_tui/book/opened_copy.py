"""A copy of an encrypted book that is not: for whoever has to read it without this program; never made alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from linli_tui.book import engine, files, keys
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.core.access import Actor


def write(book: Book, actor: Actor, to: Path, second: Actor | None = None) -> None:
    """Writes it whole or not at all, and says so in the journal first; takes two persons once anybody has a key.

    What only mediators read stays shut in it. Raises Refused.
    """
    book.rights.refuse("keys")
    if book.key is None:
        raise Refused(say("这本台账本来就没有加锁。"), say("什么也没有写。"))
    if to.exists():
        raise Refused(say("「{name}」已经有了。", name=to.name), say("原来的文件没有动。"), say("请换一个名字。"))
    files.refuse_bad_place(to)
    with book.transaction(actor, "decrypt", second=second) as t:
        if keys.has_keys(book):
            t.refuse_alone()
        t.pen.note("book", book.id, {"copied_open": (None, to.name)})
        t.say(say("写了一份没有加锁的台账"))
    part = to.with_name(f"{to.name}.part")
    try:
        part.unlink(missing_ok=True)
        engine.copy_open(book.path, book.key, part)
        files.sync_file(part)
        part.replace(to)
        files.sync_folder(to.parent)
    except (OSError, engine.DatabaseError) as error:
        why = engine.reason(error) or getattr(error, "strerror", "") or say("没有写成")
        raise Refused(say("没有写成：{why}。", why=why), say("台账没有动。"), say("请看看磁盘，再写一次。")) from error
    finally:
        part.unlink(missing_ok=True)
