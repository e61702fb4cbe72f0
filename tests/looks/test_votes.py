"""Plain-text pictures of votes: a committee that meets, ballots at the doors, how a result came about."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.ledgers.council import elected
from tests.ledgers.votes import seven
from tests.ui.screens.conftest import Evening, book_path, evening, own_folder, template

__all__ = ["Evening", "book_path", "evening", "own_folder", "template"]

# A key that begins with @ opens the list of a ledger, one with # is what a card calls so.
HERE = Path(__file__).parent / "votes.txt"
EVENING = {
    "写议题": ("@motion", "f2"),
    "议题": ("escape",),
    "开会": ("enter", "#开会"),
    "记表态": ("#记委员表态", "1", "1", "2"),
    "记全了": (*"1134",),
    "问一句": ("escape", "#表决"),
    "已表决": ("1",),
    "怎么算出来的": ("#怎么算出来的",),
    "打印结果": ("escape", "#打印表决结果"),
    "会议表决": ("escape", "@assembly", "f2"),
    "写表决事项": ("escape", "@proposal", "f2"),
    "公告": ("escape", "enter", "#公告"),
    "公告了": ("f10",),
    "记票": ("#一户一户登记", "enter", "1", "2", "7"),
    "还没出结果": ("escape", "#怎么算出来的"),
}
"""One evening; every step goes on from the one before."""


@pytest.mark.looks
async def test_the_contact_sheet_of_votes(book_path, evening):
    seven.prepare(book_path)
    seen = []
    async with evening() as e:
        for name, keys in EVENING.items():
            await elected.go(e, *keys)
            seen.append(f"=== {name}\n\n{e.text.rstrip()}\n")
    sheet = "\n".join(seen)
    if os.environ.get("LINLI_UPDATE_LOOKS"):
        HERE.write_text(sheet, encoding="utf-8")
    assert sheet == HERE.read_text(encoding="utf-8")
