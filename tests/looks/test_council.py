"""Plain-text pictures of the council: its posts, its body, the days it has to keep, a new council seat by seat."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.ledgers.council import elected
from tests.ui.screens import village
from tests.ui.screens.conftest import Evening, book_path, evening, own_folder, template

__all__ = ["Evening", "book_path", "evening", "own_folder", "template"]

# A key that begins with @ opens the list of a ledger, one with # is what a card calls so.
HERE = Path(__file__).parent / "council.txt"
SEATS = ("@body", "enter", "#换届")
CHANGED = (*SEATS, "1", "3", "2", "=zxy", "enter", *"1111")
SHEET = {
    "职务": ("@post",),
    "组织": ("@body", "enter"),
    "看期限": ("@body", "enter", "#看期限"),
    "届次": ("@term", "enter"),
    "备案文件": ("@filing",),
    "设置": ("@setting",),
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
            await elected.go(e, *keys)
            seen.append(f"=== {name}\n\n{e.text.rstrip()}\n")
    sheet = "\n".join(seen)
    if os.environ.get("LINLI_UPDATE_LOOKS"):
        HERE.write_text(sheet, encoding="utf-8")
    assert sheet == HERE.read_text(encoding="utf-8")
