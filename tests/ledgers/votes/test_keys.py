"""Votes from the keyboard: a committee of seven counted in keys, an entrance of ballots, the result read."""

from __future__ import annotations

import pytest

from tests.ledgers.council.elected import go
from tests.ledgers.votes import seven
from tests.ui.screens.conftest import Evening, book_path, evening, own_folder, template

__all__ = ["Evening", "book_path", "evening", "own_folder", "template"]


@pytest.fixture
def council(book_path):
    seven.prepare(book_path)
    return book_path


async def test_a_committee_of_seven_decides_in_a_dozen_keys(council, evening):
    async with evening() as e:
        await go(e, "@motion")
        before = e.pressed
        await go(e, "enter", "1", "2", *"1111234")
        assert "都记了" in e.text
        await go(e, "escape", "1", "1")
        assert e.pressed - before == 13
        row = e.book.read.sql("SELECT * FROM motion")[0]
        assert (row["verdict"], row["yes"], row["no"], row["abstained"], row["came"]) == ("passed", 4, 1, 1, 6)
        assert "修一幢的楼道灯（通过）" in e.text
        await e.deed("怎么算出来的")
        assert "够「半数以上」" in e.text


async def test_an_entrance_of_ballots_is_a_digit_a_door(council, evening):
    async with evening() as e:
        await go(e, "@proposal", "enter", "#公告", "enter", "enter")
        if e.where() == "FormScreen":
            await go(e, "f10")
        await go(e, "#一户一户登记", "enter")
        before = e.pressed
        await go(e, *"121376")
        assert e.pressed - before == 6
        said = [row["choice"] for row in e.book.read.sql("SELECT choice FROM ballot ORDER BY place_key")]
        assert said == ["for", "against", "for", "abstain", "delivered", "invalid"]
        assert "收回5票，同意2，反对1，一共24户" in e.text
