"""The invented story both golden files tell: what was written into a small book, told again for a test to compare."""

from __future__ import annotations

from linli_tui.book import undo
from linli_tui.book.book import Book
from linli_tui.core.access import Actor
from tests.book.acts import act, save

WANG = Actor("wang", "王桂芳")
RARE = "𠮷㐂𬱖"
"""A character beyond the basic plane, one of extension A, one of extension E."""


def first_evening(book: Book) -> None:
    """Houses, people, an ownership with unknown beginning, a letter that is sent, a change that is taken back."""
    block = save(book, "block", code="8")
    flat = save(book, "flat", parent=block, code="501", area_001m2=8956)
    human = save(book, "human", name=f"王{RARE}", phone="13800138000", note='她说："明天"\\\n再说\t吧')
    save(book, "owning", house=flat, human=human)
    act(book, lambda t: t.save("human", {"id": human, "phone": None, "note": None}), why="本人要求", actor=WANG)

    def write(t):
        letter = t.save("letter", {"title": "告全体业主", "day": "2026-11-22"})
        t.save_all("leaf", [{"letter": letter, "line": i, "words": words} for i, words in enumerate("一二三", 1)])
        t.move("letter", letter, "send")
        t.say("已写好「告全体业主」")

    act(book, write, "new")
    mistaken = act(book, lambda t: t.save("human", {"id": human, "name": "黄桂芳"}), why="写错了")
    undo.undo(book, WANG, mistaken.number)


def second_evening(book: Book) -> None:
    """On another machine: a new epoch, a number with a letter, and a letter that is voided."""
    letter = save(book, "letter", title="第二封")
    act(book, lambda t: t.void("letter", letter), "void", why="重复了", actor=WANG)
