"""A new council from the keyboard: a digit for each seat, two days, one question; counted in keys."""

from __future__ import annotations

import pytest

from linli_tui.core.access import OWNER
from linli_tui.core.cells import width
from linli_tui.ledgers.council import forming
from tests.ledgers.council import elected
from tests.ledgers.council.elected import go
from tests.ui.screens import village
from tests.ui.screens.conftest import Evening, book_path, evening, own_folder, template

__all__ = ["Evening", "book_path", "evening", "own_folder", "template"]

TO_THE_SEATS = ("@body", "enter", "#换届")


@pytest.fixture
def council(book_path):
    elected.elect(book_path, village.NOW)
    return book_path


def sits(book):
    rows = book.read.sql("SELECT post, person_label FROM post_list WHERE since = '2026-03-08' ORDER BY order_key, id")
    return [(row["post"], row["person_label"]) for row in rows]


async def test_all_go_on_in_a_digit_each(council, evening):
    async with evening() as e:
        await go(e, *TO_THE_SEATS)
        before = e.pressed
        await go(e, *"1111111", "enter", "enter", "enter", "enter", "1")
        assert e.pressed - before == 12
        assert [name for _, name in sits(e.book)] == list(elected.NAMES)
        assert "✓ 邻里互助会第2届从2026-03-08起：连任7人，新任0人，卸任0人" in e.text
        await go(e, "f8", "1")
        assert sits(e.book) == [] and e.book.read.one("SELECT count(*) FROM term") == 1


async def test_one_comes_one_goes_and_old_and_new_are_shown_before(council, evening):
    async with evening() as e:
        await go(e, *TO_THE_SEATS, "1", "3", "2", "=zxy", "enter", *"1111", "enter", "enter", "2", "enter", "enter")
        assert "副会长：何敏 改为 空着" in e.text and "理事：王桂芳 改为 张秀英" in e.text
        assert "连任：会长 孙福生、秘书 李建国" in e.text
        await go(e, "enter")
        assert sits(e.book) == [], "Enter is the safe answer"
        await go(e, "enter", "enter", "enter", "2", "enter", "enter", "1")
        assert ("member", "张秀英") in sits(e.book) and len(sits(e.book)) == 6
        assert e.book.read.one("SELECT how FROM term ORDER BY since DESC") == "residents"


async def test_whoever_is_chosen_again_goes_on(council, evening):
    async with evening() as e:
        await go(e, *TO_THE_SEATS, "2", "=sfs", "enter")
        assert e.screen._seats[0].state == "stay"


async def test_seats_and_heads_may_be_added_from_the_menu(council, evening):
    async with evening() as e:
        await go(e, *TO_THE_SEATS)
        await e.menu("添一个席位")
        assert "理事" in e.screen_titles()
        await go(e, "3", "=mwd", "enter")
        await e.menu("也换一位楼长")
        await go(e, "enter", "=qdm", "enter")
        assert "1幢楼长" in e.text and "换成邱大明" in e.text
        await go(e, *"1111111")
        await e.menu("选好了")
        await go(e, "enter", "enter", "enter", "enter", "1")
        assert ("building_head", "邱大明") in sits(e.book) and ("member", "马卫东") in sits(e.book)


async def test_a_seat_nobody_sat_in_cannot_go_on(book_path, evening):
    async with evening() as e:
        await go(e, *TO_THE_SEATS, "1")
        assert "这个席位现在没有人" in e.text
        await go(e, "2", "=sfs", "enter", *"3333", "enter", "enter", "enter", "enter", "1")
        assert sits(e.book) == [("chair", "孙福生")]


async def test_leaving_changes_nothing(council, evening):
    async with evening() as e:
        await go(e, *TO_THE_SEATS, "1", "3", "escape")
        assert e.where() == "CardScreen" and e.book.read.one("SELECT count(*) FROM term") == 1


async def test_the_seats_fit_on_the_screen(council, evening):
    async with evening() as e:
        await go(e, *TO_THE_SEATS, "1", "3")
        lines = e.text.splitlines()
        assert len(lines) <= 24 and all(width(line) <= 80 for line in lines)
        assert "7个席位，定了2个，有1人" in e.text


async def test_a_body_beside_the_main_one_has_its_own_seats(book_path, evening):
    async with evening() as e:
        forming.write_body(e.book, OWNER, {"kind": "supervisors", "seats": 3})
        await go(e, "@body", "down", "enter", "#换届")
        assert "组长" in e.text and "监督员" in e.text
        await e.menu("添一个席位")
        assert e.screen_titles() == ["组长", "监督员"]
        await go(e, "escape", "2", "=sfs", "enter", "3", "3", "enter", "enter", "enter", "enter", "1")
        assert sits(e.book) == [("group_leader", "孙福生")]
