"""Plain-text pictures of patrols: the evening, a round item by item, the duty list, the papers."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from linli_tui.core import clock
from tests.ledgers.council import elected
from tests.ledgers.patrol import village
from tests.ui.screens.conftest import Evening, book_path, evening, own_folder, template

__all__ = ["Evening", "book_path", "evening", "own_folder", "template"]

# A key that begins with @ opens the list of a ledger, one with # is what a card calls so.
HERE = Path(__file__).parent / "patrol.txt"
TOLD = ("4", "2", "1", "3", "2", "7", "=2250", "enter", "1", "=2005", "enter", "5", "1", "2", "3")
SHEET = {
    "今晚": ("4",),
    "照班表": ("4", "1"),
    "记下以后": ("4", "1", "enter"),
    "一项一项记": ("4", "2"),
    "先走": ("4", "2", "1", "3", "2"),
    "记了一半": TOLD,
    "待补": (*TOLD, "escape"),
    "排班": ("4", "5"),
    "看记录": (*TOLD, "escape", "6"),
    "巡逻的卡片": (*TOLD, "escape", "6", "enter"),
    "值班": ("@duty",),
    "值班的卡片": ("@duty", "enter"),
    "队伍的卡片": ("@team", "enter"),
    "登记巡逻": ("4", "6", "0", "1"),
}


@pytest.mark.looks
async def test_the_contact_sheet_of_patrols(book_path, evening):
    village.patrol(book_path)
    kept = book_path.with_name("kept")
    shutil.copytree(book_path.parent / "home", kept)
    shutil.copy(book_path, kept)
    seen = []
    for name, keys in SHEET.items():
        shutil.rmtree(book_path.parent / "home")
        shutil.copytree(kept, book_path.parent / "home", ignore=shutil.ignore_patterns(book_path.name))
        shutil.copy(kept / book_path.name, book_path)
        async with evening() as e:
            with clock.frozen(village.LATE):
                await elected.go(e, *keys)
                seen.append(f"=== {name}\n\n{e.text.rstrip()}\n")
    sheet = "\n".join(seen)
    if os.environ.get("LINLI_UPDATE_LOOKS"):
        HERE.write_text(sheet, encoding="utf-8")
    assert sheet == HERE.read_text(encoding="utf-8")
