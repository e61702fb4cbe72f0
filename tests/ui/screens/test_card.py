"""The card: everything of one record, its deeds by digit, going on to what belongs to it."""

from __future__ import annotations


async def test_a_card_tells_fields_parts_and_what_refers_to_it(evening):
    async with evening() as e:
        await e.press("1")
        await e.turn_to("home")
        await e.press("enter")
        assert "86.50" in e.text and "产权" in e.text and "王桂芳" in e.text


async def test_enter_on_a_part_opens_it_and_escape_comes_back(evening):
    async with evening() as e:
        await e.press("1")
        await e.turn_to("home")
        await e.press("enter")
        assert e.screen.query_one("#card").go_to(_line(e, "ownership"))
        await e.press("enter")
        assert e.screen.ledger.name == "ownership"
        await e.press("escape")
        assert e.screen.ledger.name == "home"


async def test_left_and_right_go_through_the_list_it_came_from(evening):
    async with evening() as e:
        await e.press("1")
        await e.turn_to("building")
        await e.press("enter", "right")
        assert "2幢" in e.text.splitlines()[2]
        await e.press("right")
        assert "已经是最后一条" in e.text
        await e.press("left")
        assert "1幢" in e.text.splitlines()[2]


async def test_a_part_is_added_under_its_parent(evening):
    async with evening() as e:
        await e.press("1")
        await e.turn_to("home")
        await e.press("end", "enter")
        await e.deed("添一条产权")
        await e.press("=wgf", "enter", "f10")
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
        await e.deed("转为设施")
        assert e.screen.ledger.name == "facility"
        assert e.book.read.one("SELECT count(*) FROM jot WHERE state='turned'") == 1


async def test_a_move_that_asks_nothing_needed_can_be_made_at_once(evening):
    async with evening() as e:
        await e.press("8", "enter")
        await e.deed("答复了")
        await e.press("=已经叫人来收", "f10")
        assert e.book.read.one("SELECT answer FROM jot WHERE state='answered'") == "已经叫人来收"


async def test_page_keys_read_on_and_at_the_end_go_to_the_next_record(evening):
    async with evening() as e:
        await e.press("2", "enter")
        first = e.screen.record
        for _ in range(9):
            if e.screen.record == first:
                await e.press("pagedown")
        assert e.screen.record != first


def _line(e, ledger):
    """The id of the first line of a card that opens a record of this ledger."""
    return next(
        option.id for option in e.screen.query_one("#card").options if (option.id or "").startswith(f"{ledger}:")
    )
