"""Plain-text pictures of what stands before a locked book, and of what guards an open one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.ui.locked_book import CHAIR, at_lock, cheap, locked_path, unlocked_path, words_path
from tests.ui.screens.conftest import own_folder, template

__all__ = ["at_lock", "cheap", "locked_path", "own_folder", "template", "unlocked_path", "words_path"]

HERE = Path(__file__).parent
IN = ("1", *CHAIR)
LOOKS = {
    "signin": ("locked_path", ()),
    "signin-pin": ("locked_path", ("1", "2", "5")),
    "signin-wrong": ("locked_path", ("1", *"1111")),
    "signin-narrowed": ("locked_path", ("=zh",)),
    "signin-passphrase": ("words_path", ("1", "=ab")),
    "signin-menu": ("locked_path", ("0",)),
    "drop": ("locked_path", ("tab",)),
    "drop-rows": ("locked_path", ("tab", "3", "=东门口", "enter", "=路灯不亮")),
    "cover": ("locked_path", (*IN, "f12")),
    "no-keys-pins": ("unlocked_path", ("ctrl+l", "1")),
    "pins": ("locked_path", (*IN, "@pins")),
    "pins-new": ("locked_path", (*IN, "@pins", "3", "1", "2", *"8642", "9")),
    "second": ("locked_path", (*IN, "@pins", "3", "2", "1", "1", "1")),
}


@pytest.mark.looks
@pytest.mark.parametrize("name", LOOKS)
async def test_look(name, at_lock, request):
    book, keys = LOOKS[name]
    async with at_lock(request.getfixturevalue(book)) as e:
        for key in keys:
            await (e.menu("开锁方式") if key == "@pins" else e.press(key))
        seen = e.text.rstrip() + "\n"
    kept = HERE / f"lock-{name}.txt"
    if os.environ.get("LINLI_UPDATE_LOOKS"):
        kept.write_text(seen, encoding="utf-8")
    assert kept.exists(), "no picture yet"
    assert seen == kept.read_text(encoding="utf-8")
