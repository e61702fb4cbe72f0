"""Plain-text pictures of what is kept of the laptop: its page, a stick asked about, a loss with its ten steps."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.ledgers.council import elected
from tests.ui.screens.conftest import Evening, book_path, evening, own_folder, template

__all__ = ["Evening", "book_path", "evening", "own_folder", "template"]

# A key that begins with @ opens the list of a ledger, one with # is what a card calls so.
HERE = Path(__file__).parent / "safety.txt"
MACHINE = "00112233445566aa"
EVENING = {
    "还没有登记": ("9", "5"),
    "登记眼前这台": ("1",),
    "登记好了": ("=办公室的联想", "enter", "=活动室的铁柜", "f10"),
    "备用U盘": ("@stick",),
    "登记备用U盘": ("f2", "=黑色贴红条的", "enter", "1", "enter", "=何敏", "enter", "f10"),
    "备用U盘的一张": ("escape", "down", "enter"),
    "还在他家": ("1",),
    "电脑的一张": ("escape", "up", "enter"),
    "恢复步骤": ("#打印恢复步骤",),
    "丢了": ("escape", "#丢了", "1"),
    "一页": ("escape",),
    "丢失处置": ("end", "enter"),
    "报警了": ("1",),
    "下一步": ("enter", "=110-07", "f10"),
    "丢失处置单": ("#打印丢失处置单",),
    "首页": ("escape", "escape", "escape"),
}
"""One evening; every step goes on from the one before."""


@pytest.mark.looks
async def test_the_contact_sheet_of_what_is_kept_of_the_laptop(book_path, evening):
    seen = []
    async with evening() as e:
        for name, keys in EVENING.items():
            await elected.go(e, *keys)
            seen.append(f"=== {name}\n\n{e.text.rstrip()}\n".replace(e.book.machine, MACHINE))
    sheet = "\n".join(seen)
    if os.environ.get("LINLI_UPDATE_LOOKS"):
        HERE.write_text(sheet, encoding="utf-8")
    assert sheet == HERE.read_text(encoding="utf-8")
