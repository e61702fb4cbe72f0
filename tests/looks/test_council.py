"""Plain-text pictures of the council: its posts, its body, the days it has to keep, a new council seat by seat."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.ledgers.council import elected
from tests.ui.screens import village
from tests.ui.screens.conftest import Evening, book_path, evening, own_folder, template

__all__ = ["Evening", "book_path", "evening", "own_folder", "template"]

# A key that begins with @ turns the ledgers of an area to one of them, one with # is a deed of the card by its name.
HERE = Path(__file__).parent / "council.txt"
SEATS = ("9", "@body", "enter", "#换届")
CHANGED = (*SEATS, "1", "3", "2", "=zxy", "enter", *"1111")
SHEET = {
    "首页": (),
    "职务": ("9",),
    "组织": ("9", "@body", "enter"),
    "看期限": ("9", "@body", "enter", "#看期限"),
    "届次": ("9", "@term", "enter"),
    "备案文件": ("9", "@filing"),
    "设置": ("9", "@setting"),
    "换届": (*SEATS, "1", "3"),
    "哪天": CHANGED,
    "换届以前": (*CHANGED, "enter", "enter", "2", "enter", "enter"),
}


@pytest.mark.looks
async def test_the_contact_sheet_of_the_council(book_path, evening):
    elected.elect(book_path, village.NOW, "owners_committee")
    seen = []
    for name, keys in SHEET.items():
        async with evening() as e:
            for key in keys:
                if key.startswith("@"):
                    await e.turn_to(key[1:])
                elif key.startswith("#"):
                    await e.deed(key[1:])
                else:
                    await e.press(key)
            seen.append(f"=== {name}\n\n{e.text.rstrip()}\n")
    sheet = "\n".join(seen)
    if os.environ.get("LINLI_UPDATE_LOOKS"):
        HERE.write_text(sheet, encoding="utf-8")
    assert sheet == HERE.read_text(encoding="utf-8")
