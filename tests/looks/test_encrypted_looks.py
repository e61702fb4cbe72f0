"""Plain-text pictures of the lock of an encrypted book: founding it, its sheet, its sign-in, its ways."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from linli_tui.book import sheet
from tests.book import seats
from tests.ui.encrypted_book import found
from tests.ui.locked_book import SECRETARY, WORDS, at_lock, cheap
from tests.ui.screens.conftest import own_folder

__all__ = ["at_lock", "cheap", "own_folder"]

HERE = Path(__file__).parent
KEY = bytes(range(32))
SIGNS = sheet.groups(KEY)
IN = ("1", f"={WORDS}", "enter")
SHEET = (*IN, "@pins", "4", f"={WORDS}", "enter")
TO_LOCK = ("1", "2", "=新苑", "f10", "f2", "1")
LOOKS = {
    "signin": (),
    "signin-words": ("1", "=ab"),
    "signin-code": ("3", f"={SIGNS[0]}", "=AAAAA"),
    "signin-pins": (*IN, "ctrl+l"),
    "pins": (*IN, "@pins"),
    "sheet": SHEET,
    "sheet-typed": (*SHEET, "enter", f"={SIGNS[0]}", f"={SIGNS[0]}"),
    "relock": (*IN, "@pins", "5"),
    "relock-second": (*IN, "@pins", "5", "1"),
    "relock-refused": (*IN, "ctrl+l", "2", *SECRETARY, "@pins", "5", "1", "1", *"1111"),
}
FIRST = {
    "first-lock": TO_LOCK,
    "first-plain": (*TO_LOCK, "2"),
    "first-words": (*TO_LOCK, "1"),
    "first-words-weak": (*TO_LOCK, "1", "=老槐", "enter"),
}


def compare(name: str, text: str) -> None:
    """Compares a screen with its picture, or takes a new one."""
    seen, kept = text.rstrip() + "\n", HERE / f"encrypted-{name}.txt"
    if os.environ.get("LINLI_UPDATE_LOOKS"):
        kept.write_text(seen, encoding="utf-8")
    assert kept.exists(), "no picture yet"
    assert seen == kept.read_text(encoding="utf-8")


@pytest.mark.looks
@pytest.mark.parametrize("name", LOOKS)
async def test_look(name, at_lock, cheap, tmp_path):
    found(tmp_path / "永富新村.台账", words=("孙玉兰", "王桂芳"), key=KEY)
    async with at_lock(tmp_path / "永富新村.台账") as e:
        for key in LOOKS[name]:
            await (e.menu("开锁方式") if key == "@pins" else e.press(key))
        compare(name, e.text)


@pytest.mark.looks
@pytest.mark.parametrize("name", FIRST)
async def test_first_look(name, tmp_path, monkeypatch):
    from linli_tui.app import LinliApp
    from linli_tui.core import clock
    from tests.ui.screens import village
    from tests.ui.screens.conftest import Evening

    seats.cheap(monkeypatch)
    with clock.frozen(village.NOW):
        app = LinliApp(None)
        async with app.run_test(size=(80, 24)) as pilot:
            e = Evening(app, pilot)
            await e.settle()
            await e.press(*FIRST[name])
            compare(name, e.text)
