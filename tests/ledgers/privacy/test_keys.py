"""What is said at the counter is done in as many keys as it is worth."""

from __future__ import annotations

import pytest

from linli_tui.book import history
from tests.ui.screens.conftest import Evening, book_path, evening, own_folder, template

__all__ = ["Evening", "book_path", "evening", "own_folder", "template"]

NEW = "13900001111"
KEYS = ("f3", "=wgf", "enter", "down", "down", "enter", f"={NEW}", "f10")
"""What is typed, a name or a number, begins with = and is no key."""


async def test_a_correction_of_ones_own_phone_is_six_to_eight_keys_of_one_person(evening):
    async with evening() as e:
        for key in KEYS:
            await e.press(key)
        assert 6 <= sum(not key.startswith("=") for key in KEYS) <= 8
        assert e.book.read.one("SELECT count(*) FROM person WHERE phone = ?", (NEW,)) == 1
        assert e.book.read.one("SELECT count(*) FROM request") == 0
        (act, *_) = history.acts(e.book, 1)
        assert act.verb == "修改" and act.lines == 1


@pytest.mark.parametrize("digit", ["1", "4"])
async def test_a_door_is_one_digit(evening, digit):
    from linli_tui.core.access import OWNER
    from linli_tui.ledgers.privacy import service

    async with evening() as e:
        service.write_notice(e.book, OWNER, {"since": "2026-01-01"})
        for key in ("9", "2", "@notice", "enter", "1", "enter"):
            await (e.turn_to(key[1:]) if key.startswith("@") else e.press(key))
        await e.press(digit)
        assert e.book.read.one("SELECT answer FROM consent") == {"1": "given", "4": "refused"}[digit]
