"""Plain-text pictures of findings: the board, the four rows, a card on its way, what is printed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.ledgers.council import elected
from tests.ui.screens.conftest import Evening, book_path, evening, own_folder, template

__all__ = ["Evening", "book_path", "evening", "own_folder", "template"]

# A key that begins with @ opens the list of a ledger, one with # is what a card calls so.
HERE = Path(__file__).parent / "findings.txt"
EVENING = {
    "还没有问题": ("7",),
    "哪一类": ("1",),
    "在哪里": ("0", "7"),
    "怎么办": ("=1-1", "enter"),
    "怎么回事": ("2",),
    "记下了": ("2", "enter"),
    "看不清的": ("1", "enter", "=后门那边", "enter", "enter", "enter"),
    "问题": ("enter",),
    "劝阻": ("#劝阻了",),
    "劝阻了": ("=20260312", "enter", "enter"),
    "报告": ("#报告了", "enter", "enter", "enter"),
    "期限怎么算": ("#期限怎么算",),
    "公约怎么说": ("escape", "#公约怎么说"),
    "回头看": ("escape", "#回头看"),
    "办结": ("1", "enter", "enter"),
    "提醒条": ("#打印提醒条",),
    "全部问题": ("escape", "escape", "2"),
    "登记": ("f2",),
    "问题清单": ("escape", "escape", "6"),
}
"""One evening; every step goes on from the one before."""


@pytest.mark.looks
async def test_the_contact_sheet_of_findings(book_path, evening):
    seen = []
    async with evening() as e:
        for name, keys in EVENING.items():
            await elected.go(e, *keys)
            seen.append(f"=== {name}\n\n{e.text.rstrip()}\n")
    sheet = "\n".join(seen)
    if os.environ.get("LINLI_UPDATE_LOOKS"):
        HERE.write_text(sheet, encoding="utf-8")
    assert sheet == HERE.read_text(encoding="utf-8")
