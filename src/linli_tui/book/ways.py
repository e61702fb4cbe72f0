"""Enough ways into an encrypted book: three of two kinds, so that no one person, and no one paper, can lose it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from linli_tui.book import keyfile, sheet
from linli_tui.book.verifier import FOUNDER
from linli_tui.core import clock
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.book.book import Book

PASSPHRASES = 2
"""Two officers' passphrases and a recovery sheet: three ways of two kinds."""
DAYS = 14
"""So long after its founding a book takes down new persons without them."""


def lacking(book: Book) -> str:
    """What is missing still, as a sentence for the first page; "" for nothing, and for a book that is not encrypted."""
    if book.key is None:
        return ""
    have = sum(slot.person != FOUNDER for slot in keyfile.read(book.path))
    words = []
    if have < PASSPHRASES:
        words.append(say("{n}位负责人的口令", n=PASSPHRASES - have))
    if not sheet.made_on(book):
        words.append(say("恢复单"))
    if not words:
        return ""
    missing, last = say("和").join(words), _founded(book) + timedelta(days=DAYS)
    if clock.today() > last:
        return say("还缺{missing}：补上以前不能登记新的人，别的照常。", missing=missing)
    return say(
        "还缺{missing}：口令忘了就打不开。请在{month}月{day}日以前补上。",
        missing=missing, month=last.month, day=last.day,
    )  # fmt: skip


def refuse_new_persons(book: Book) -> None:
    """Refuses to take down somebody new where one forgotten word would lose everybody. Raises Refused."""
    if book.key is not None and clock.today() > _founded(book) + timedelta(days=DAYS) and (words := lacking(book)):
        raise Refused(words, say("已经登记的都在，这一位还没有登记。"), say("请在「开锁方式」里补口令和恢复单。"))


def _founded(book: Book) -> date:
    (started,) = book.connection.execute("SELECT min(started) FROM main.epoch").fetchone()
    return clock.civil(str(started))
