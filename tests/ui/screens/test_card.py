"""The card: everything of one record, its deeds by digit, going on to what belongs to it."""

from __future__ import annotations


async def test_a_card_tells_fields_parts_and_what_refers_to_it(evening):
    async with evening() as e:
        await e.press("1", "tab", "tab", "enter")
        assert "86.50" in e.text and "产权" in e.text and "王桂芳" in e.text


async def test_enter_on_a_part_opens_it_and_escape_comes_back(evening):
    async with evening() as e:
        await e.press("1", "tab", "tab", "enter", "end", "enter")
        assert e.screen.ledger.name == "ownership"
        await e.press("escape")
        assert e.screen.ledger.name == "home"


async def test_page_keys_go_through_the_list_it_came_from(evening):
    async with evening() as e:
        await e.press("1", "enter", "pagedown")
        assert "2幢" in e.text.splitlines()[2]
        await e.press("pagedown")
        assert "已经是最后一条" in e.text
        await e.press("pageup")
        assert "1幢" in e.text.splitlines()[2]


async def test_a_part_is_added_under_its_parent(evening):
    async with evening() as e:
        await e.press("1", "tab", "tab", "end", "enter")
        await e.press("1", "=wgf", "enter", "f10")
        assert "王桂芳" in e.text and e.where() == "CardScreen"


async def test_a_voided_record_is_only_read(evening):
    async with evening() as e:
        await e.press("2", "=wgf", "enter", "f5", "1")
        assert e.where() == "RegisterScreen" and "已注销" in e.text
        await e.press("escape")
        await e.menu("看已注销的")
        await e.press("enter", "f4")
        assert "不能改了" in e.text


async def test_voiding_keeps_by_default(evening):
    async with evening() as e:
        await e.press("2", "=wgf", "enter", "f5", "enter")
        assert e.book.read.one("SELECT voided FROM person WHERE name='王桂芳'") == 0


async def test_a_jotting_is_turned_by_one_digit_into_a_record_of_another_ledger(evening):
    async with evening() as e:
        await e.press("8", "enter")
        titles = e.screen.query_one("Side").titles
        await e.press(str(titles.index("转为设施") + 1))
        assert e.screen.ledger.name == "facility"
        assert e.book.read.one("SELECT count(*) FROM jot WHERE state='turned'") == 1


async def test_a_move_that_asks_nothing_needed_can_be_made_at_once(evening):
    async with evening() as e:
        await e.press("8", "enter", "1", "=已经叫人来收", "f10")
        assert e.book.read.one("SELECT answer FROM jot WHERE state='answered'") == "已经叫人来收"
