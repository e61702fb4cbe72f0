"""A form that comes back on paper is found by its number and keyed in under it."""

from __future__ import annotations

from linli_tui.core.access import OWNER
from linli_tui.ledgers.forms import service


async def test_the_number_of_a_paper_leads_to_its_form(evening):
    async with evening() as e:
        (number,) = service.reserve(e.book, OWNER, [("jot", "上门走访记录", 1)])
        await e.press("f3", f"={number}")
        assert number in e.text
        await e.press("enter")
        await e.deed("登记这张纸")
        assert e.where() == "PaperScreen" and number in e.text
        await e.press("=老张家水管漏水")
        await e.press("f10")
        assert service.found(e.book, number) is None
        (made,) = e.book.read.sql("SELECT words FROM jot WHERE number = ?", (number,))
        assert made["words"] == "老张家水管漏水"
