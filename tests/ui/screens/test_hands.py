"""Mouse, paste, caret, small windows, and the keys counted for what is done every day."""

from __future__ import annotations

from textual.events import Paste
from textual.geometry import Offset

from linli_tui.ui.widgets.foot import Foot
from linli_tui.ui.widgets.side import Side


async def test_a_hint_in_the_foot_can_be_clicked(evening):
    async with evening() as e:
        await e.press("2")
        line = e.text.splitlines()[-1]
        at = line.index("F2") + 1
        await e.pilot.click(Foot, offset=(at + sum(ord(sign) > 255 for sign in line[:at]), 0))
        await e.settle()
        assert e.where() == "FormScreen"


async def test_a_deed_can_be_clicked(evening):
    async with evening() as e:
        await e.press("8", "enter")
        await e.pilot.click(Side, offset=(4, 3))
        await e.settle()
        assert e.where() == "FormScreen" and "答复了" in e.text


async def test_a_ledger_above_the_list_can_be_clicked(evening):
    async with evening() as e:
        await e.press("2")
        await e.pilot.click("Tabs", offset=(9, 0))
        await e.settle()
        assert e.screen.ledger.name == "ownership"


async def test_pasted_text_goes_to_the_filter(evening):
    async with evening() as e:
        await e.press("2")
        e.app.post_message(Paste("王桂芳"))
        await e.settle()
        assert "显示 1 条" in e.text


async def test_the_terminal_cursor_stands_in_the_field_one_writes_in(evening):
    async with evening() as e:
        await e.press("2", "f2", "=何")
        field = e.app.focused
        assert e.app.cursor_position == field.content_region.offset + Offset(2, 0)


async def test_no_field_stands_on_the_last_rows(evening):
    async with evening() as e:
        await e.press("1")
        await e.turn_to("home")
        await e.press("f2", *["down"] * 8)
        assert e.app.focused.region.bottom <= 22


async def test_a_window_that_is_too_small_says_so_calmly_and_comes_back(evening):
    async with evening() as e:
        await e.press("2")
        await e.pilot.resize_terminal(60, 20)
        await e.settle()
        assert "窗口小了一点" in e.text and "筛选" not in e.text
        await e.pilot.resize_terminal(80, 24)
        await e.settle()
        assert "筛选" in e.text


async def test_finding_a_person_and_changing_a_telephone_number(evening):
    async with evening() as e:
        await e.press("f3", "=wgf", "enter", "down", "down", "enter", "=13900001111", "enter", "enter")
        assert e.pressed == 10 + 11
        assert e.book.read.one("SELECT phone FROM person WHERE name='王桂芳'") == "13900001111"


async def test_a_jotting_takes_two_keys_and_its_words(evening):
    async with evening() as e:
        await e.press("ctrl+j", "=灯", "enter")
        assert e.pressed == 3


async def test_all_pictures_of_a_book_can_be_taken(book_path, tmp_path):
    from linli_tui.ui.pictures import _take

    written = await _take(book_path, tmp_path / "图", {"home", "people-list", "wide"})
    names = {path.name for path in written}
    assert {"home.svg", "home.txt", "people-list.svg", "wide.txt", "index.html", "people.html"} <= names
    assert "王桂芳" in (tmp_path / "图" / "people-list.txt").read_text(encoding="utf-8")
