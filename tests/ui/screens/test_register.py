"""The list of a ledger: typing narrows it, digits reach everything, marks and voiding."""

from __future__ import annotations

from linli_tui.ui.widgets.table import Table


async def test_typing_goes_to_the_filter_and_escape_shows_everything_again(evening):
    async with evening() as e:
        await e.press("2", "=wgf")
        assert "共 12 条，显示 1 条" in e.text
        assert "王桂芳" in e.text and "李建国" not in e.text
        await e.press("escape")
        assert "共 12 条，显示 12 条" in e.text
        assert e.where() == "RegisterScreen"


async def test_chinese_typed_in_one_go_arrives_whole_and_in_order(evening):
    async with evening() as e:
        await e.press("2")
        for sign in "李建国":
            e.app.post_message(_typed(sign))
        await e.settle()
        assert e.screen.typed_into().value == "李建国"
        assert "显示 1 条" in e.text


async def test_enter_in_the_filter_opens_the_first_row(evening):
    async with evening() as e:
        await e.press("2", "=13905710001", "enter")
        assert e.where() == "CardScreen"
        assert "李建国" in e.text


async def test_tab_turns_to_the_next_ledger_of_the_area(evening):
    async with evening() as e:
        await e.press("1")
        await e.turn_to("home")
        assert "1幢1单元101室" in e.text
        await e.press("shift+tab")
        assert "1幢1单元101室" not in e.text


async def test_the_area_opens_where_it_was_left(evening):
    async with evening() as e:
        await e.press("1")
        await e.turn_to("entrance")
        await e.press("escape", "1")
        assert e.screen.ledger.name == "entrance"


async def test_filters_by_digits(evening):
    async with evening() as e:
        await e.press("1")
        await e.turn_to("home")
        await e.menu("按类别筛")
        await e.press(str(e.screen_titles().index("面积来自") + 1), "1")
        assert "登记  共 24 条，显示 12 条" in e.text


async def test_marked_rows_are_voided_as_one_act_and_come_back_as_one(evening):
    async with evening() as e:
        await e.press("1")
        await e.turn_to("home")
        await e.press("space", "down", "space")
        assert "勾了 2 条" in e.text
        await e.press("f5", "1")
        assert "共 22 条" in e.text and "已停用2条房屋" in e.text
        await e.menu("看已停用的")
        assert e.screen.query_one(Table).total == 2
        await e.press("escape", "f8", "1")
        assert "共 24 条" in e.text


async def test_an_empty_list_says_what_to_do(evening):
    async with evening() as e:
        await e.press("1")
        await e.turn_to("facility")
        assert "还没有登记设施" in e.text


async def test_a_wide_screen_shows_the_selected_record_beside(evening):
    async with evening(size=(120, 40)) as e:
        await e.press("2", "=wgf")
        assert "1幢1单元101室  全部" in e.text


async def test_a_second_f3_looks_in_all_ledgers(evening):
    async with evening() as e:
        await e.press("2", "f3", "f3")
        assert e.where() == "FinderScreen"


def _typed(sign: str):
    from textual.events import Key

    return Key(sign, sign)
