"""What cannot be undone is asked of a second officer, and nothing is done without one."""

from __future__ import annotations

import pytest

from linli_tui.book import keys
from linli_tui.book.book import Book
from linli_tui.book.writing import write
from linli_tui.core import clock
from linli_tui.core.access import OWNER
from linli_tui.ledgers import catalog
from tests.ledgers.council import elected
from tests.ui.screens import village

CHAIR, SECOND = "5283", "6941"


@pytest.fixture
def asked(book_path):
    """张秀英 wants her data erased; the chair and the secretary each have a PIN."""
    elected.elect(book_path, village.NOW)
    with clock.frozen(village.NOW), Book.open(book_path, catalog()) as book:
        who = {row["name"]: row["id"] for row in book.read.sql("SELECT id, name FROM person")}
        values = {"kind": "erase", "person": who["欧阳建"], "asked_by": "self", "seen": "id_card"}
        write(book, OWNER, "request", values)
        keys.set_pin(book, OWNER, who["孙福生"], CHAIR)
        keys.set_pin(book, OWNER, who["李建国"], SECOND)
    return who["欧阳建"]


async def erase(e):
    """Signed in as the chair, up to the question who vouches."""
    await e.press("1", *CHAIR)
    await e.settle()
    assert e.where() == "HomeScreen"
    area = e.book.catalog.area("request")
    await e.press(*area.digit)
    await e.turn_to("request")
    await e.press("enter")
    await e.deed("删掉能删的")
    assert "找不回来" in e.text
    await e.press("1")
    assert e.where() == "SecondScreen" and "李建国" in e.text and "孙福生" not in e.screen_titles()


def phone(e, person):
    return e.book.connection.execute("SELECT phone FROM main.person WHERE id=?", (person,)).fetchone()[0]


async def test_with_the_second_persons_digits_it_is_done_and_both_stand_in_the_book(asked, evening):
    async with evening() as e:
        await erase(e)
        assert phone(e, asked)
        await e.press("1", *SECOND)
        await e.settle()
        assert phone(e, asked) is None
        last = e.book.connection.execute("SELECT what FROM main.journal WHERE n=change ORDER BY seq DESC").fetchone()[0]
        assert "李建国" in last


async def test_without_one_nothing_is_done_and_it_is_said_why(asked, evening):
    async with evening() as e:
        await erase(e)
        await e.press("escape")
        assert "两个人" in e.text and phone(e, asked)
        await e.deed("删掉能删的")
        await e.press("1", "1", "0", "0", "0", "1")
        assert phone(e, asked)
