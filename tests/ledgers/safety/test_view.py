"""The page of the laptop and what is done from it with digits: a stick asked about, a laptop struck off by two."""

from __future__ import annotations

import pytest

from linli_tui.book import keys
from linli_tui.book.book import Book
from linli_tui.book.writing import write
from linli_tui.core import clock
from linli_tui.core.access import OWNER, Actor
from linli_tui.ledgers import catalog
from linli_tui.ui.widgets.side import Side
from tests.ledgers.council import elected
from tests.ui.screens import village
from tests.ui.screens.conftest import Evening, book_path, evening, own_folder, template

__all__ = ["Evening", "book_path", "evening", "own_folder", "template"]
CHAIR, SECOND = "5283", "6941"
OLD, STICK, LAST_MONTH = "旧的惠普", "黑色贴红条的", "2026-02-06T01:00:00.000Z"


@pytest.fixture
def kept(book_path):
    """Two laptops, the first of them this one, and a stick at 何敏's that was asked about a month ago."""
    elected.elect(book_path, village.NOW)
    with clock.frozen(LAST_MONTH), Book.open(book_path, catalog()) as book:
        who = {row["name"]: row["id"] for row in book.read.sql("SELECT id, name FROM person")}
        for name in ("办公室的联想", OLD):
            write(book, OWNER, "laptop", {"name": name})
        write(book, OWNER, "stick", {"name": STICK, "lies": "away", "holder": who["何敏"]})
    return who


def asked_on(e):
    return e.book.read.one("SELECT asked_on FROM stick")


async def test_the_question_of_the_month_from_home_by_digits(kept, evening):
    async with evening() as e:
        assert "备用U盘现在在谁家？有 1 只这个月还没有问" in e.text
        await e.press("9", "5")
        assert "黑色贴红条的  在何敏家" in e.text and "这个月还没问" in e.text
        await e.press("down", "down", "enter", "1")
        assert "还在何敏家" in e.text and asked_on(e) == village.NOW[:10]
        await e.press("escape")
        assert "这个月问过" in e.text
        await e.press("escape")
        assert "备用U盘现在在谁家？" not in e.text


async def test_two_strike_a_laptop_off_and_home_reminds_until_the_street_is_told(kept, book_path, evening):
    with clock.frozen(village.NOW), Book.open(book_path, catalog()) as book:
        keys.set_pin(book, OWNER, kept["孙福生"], CHAIR)
        keys.set_pin(book, OWNER, kept["李建国"], SECOND)
    async with evening() as e:
        await e.press("1", *CHAIR)
        await e.settle()
        await e.press("9", "5")
        await e.press("down", "enter")
        assert OLD in e.text
        await e.deed("注销这台电脑")
        await e.press("enter", "=夜里被偷", "f10")
        assert e.where() == "SecondScreen"
        await e.press("1", *SECOND)
        await e.settle()
        assert "已注销「旧的惠普」" in e.text
        await e.press("escape")
        assert "注销了，还没告诉街道" in e.text
        await e.press("escape")
        assert "告诉街道：有 1 台电脑注销了" in e.text


async def test_what_no_post_allows_is_not_offered(kept, evening):
    async with evening() as e:
        e.app.actor = Actor(kept["何敏"], "何敏", ("keeper",))
        e.book.sign_in(e.app.actor)
        await e.press("9")
        await e.line("电脑保管")
        titles = e.screen.query_one(Side).titles
        assert titles == ("全部电脑", "全部备用U盘", "全部丢失处置")
        e.book.sign_in(Actor("m", "某人", ("member",)))
        e.screen.reread()
        assert STICK not in e.text and "丢了东西" not in e.text
