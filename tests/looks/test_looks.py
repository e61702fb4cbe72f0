"""Plain-text pictures of the screens: what stands in each cell, for anyone to read in a comparison.

`LINLI_UPDATE_LOOKS=1 pytest tests/looks` writes them anew after a change that is meant.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.ui.screens.conftest import Evening, book_path, evening, own_folder, template

__all__ = ["Evening", "book_path", "evening", "own_folder", "template"]

# A key that begins with @ turns the ledgers of an area to one of them.
HERE = Path(__file__).parent
LOOKS = {
    "home": (),
    "menu": ("0",),
    "places-list": ("1",),
    "homes-list": ("1", "@home"),
    "home-card": ("1", "@home", "enter"),
    "person-list": ("2",),
    "person-found": ("2", "=wgf"),
    "person-card": ("f3", "=wgf", "enter"),
    "person-form": ("f3", "=wgf", "enter", "f4"),
    "person-change": ("f3", "=wgf", "enter", "down", "down", "enter", "=13900001111"),
    "person-wrong": ("2", "f2", "f10"),
    "person-history": ("f3", "=wgf", "enter", "f6"),
    "person-void": ("f3", "=wgf", "enter", "f5"),
    "pact-card": ("3", "enter"),
    "version-card": ("3", "@pact_version", "enter"),
    "signing": ("3", "@signature", "0", "1", "enter", "1", "3", "2"),
    "jot-card": ("8", "enter"),
    "shelf": ("0", "9"),
    "found-by-number": ("f3", "=永富-记-2026-3"),
    "finder": ("f3", "=1幢1单元"),
    "picker": ("3", "@signature", "0", "1"),
    "acts": ("f6",),
    "report": ("f7",),
    "help": ("f1",),
    "jot": ("ctrl+j",),
    "undo": ("f8",),
    "building": ("1", "@building", "enter", "1", "2", "down"),
    "reading": ("1", "@home", "enter", "1"),
}
WIDE = {"wide-list": ("2", "=wgf"), "wide-home": ()}


@pytest.mark.looks
@pytest.mark.parametrize("name", [*LOOKS, *WIDE])
async def test_look(evening, name):
    async with evening(size=(80, 24) if name in LOOKS else (120, 40)) as e:
        for key in (LOOKS | WIDE)[name]:
            await (e.turn_to(key[1:]) if key.startswith("@") else e.press(key))
        seen = e.text.rstrip() + "\n"
    kept = HERE / f"{name}.txt"
    if os.environ.get("LINLI_UPDATE_LOOKS"):
        kept.write_text(seen, encoding="utf-8")
    assert kept.exists(), "no picture yet"
    assert seen == kept.read_text(encoding="utf-8")
