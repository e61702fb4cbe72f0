"""Before a locked book: who it is by a digit, four digits, wrong ones, a change of person, drafts that stay."""

from __future__ import annotations

import pytest

from linli_tui.book import desk
from tests.ui.locked_book import CHAIR, HEAD, SECRETARY, WORDS, at_lock, cheap, locked_path, unlocked_path, words_path
from tests.ui.screens.conftest import own_folder, template

__all__ = ["at_lock", "cheap", "locked_path", "own_folder", "template", "unlocked_path", "words_path"]


async def test_a_book_with_keys_asks_who_it_is_and_opens_at_the_fourth_digit(at_lock, locked_path):
    async with at_lock(locked_path) as e:
        assert e.where() == "SignInScreen"
        assert e.book is None
        assert "1 会长 孙" in e.text and "3 7幢 周" in e.text
        assert "孙玉兰" not in e.text, "no full name before a locked book"
        e.pressed = 0
        await e.press("1", *CHAIR)
        assert e.pressed == 5
        assert e.where() == "HomeScreen"
        assert e.app.actor.name == e.book.actor.name == "孙玉兰"
        assert "孙玉兰" in e.text.splitlines()[0]


async def test_full_width_digits_do_the_same(at_lock, locked_path):
    async with at_lock(locked_path) as e:
        await e.press("１", "２", "５", "８", "０")
        assert e.where() == "HomeScreen"


async def test_change_of_person_in_six_keys(at_lock, locked_path):
    async with at_lock(locked_path) as e:
        await e.sign_in("1", CHAIR)
        e.pressed = 0
        await e.press("ctrl+l", "2", *SECRETARY)
        assert e.pressed == 6
        assert e.where() == "HomeScreen"
        assert e.app.actor.name == "王桂芳"


async def test_from_the_menu_too(at_lock, locked_path):
    async with at_lock(locked_path) as e:
        await e.sign_in("1", CHAIR)
        await e.menu("换人、锁上")
        assert e.where() == "SignInScreen"
        assert "有人按了" in e.text


@pytest.mark.parametrize("typed", ["z", "zhou", "周"])
async def test_letters_and_characters_narrow_the_names(at_lock, locked_path, typed):
    async with at_lock(locked_path) as e:
        await e.press(f"={typed}")
        assert "7幢 周" in e.text and "会长 孙" not in e.text
        await e.press("1", *HEAD)
        assert e.app.actor.name == "周大明"


async def test_letters_nobody_is_called_by_say_so_and_backspace_widens(at_lock, locked_path):
    async with at_lock(locked_path) as e:
        await e.press("=xq")
        assert "没有叫「xq」的" in e.text
        await e.press("backspace", "backspace")
        assert "会长 孙" in e.text


async def test_wrong_digits_say_how_many_tries_are_left_and_then_how_long_to_wait(at_lock, locked_path):
    async with at_lock(locked_path) as e:
        await e.sign_in("1", "1111")
        assert "密码不对，还可以试 4 次" in e.text
        assert "1111" not in e.text
        assert e.book is None
        for _ in range(4):
            await e.press(*"1111")
        assert "再试" in e.text and "请等" in e.text
        await e.press(*CHAIR)
        assert e.where() == "SignInScreen", "the right ones too have to wait"
        e.clock.advance(hours=1)
        await e.press(*CHAIR)
        assert e.where() == "HomeScreen"


async def test_digits_are_stars_and_backspace_and_escape_work(at_lock, locked_path):
    async with at_lock(locked_path) as e:
        await e.press("1", "9", "9")
        assert "* * _ _" in e.text
        await e.press("backspace")
        assert "* _ _ _" in e.text
        await e.press("escape")
        assert "您是哪一位" in e.text
        await e.sign_in("2", SECRETARY)
        assert e.app.actor.name == "王桂芳"


async def test_a_half_filled_form_waits_for_its_writer_and_nobody_else_sees_it(at_lock, locked_path):
    async with at_lock(locked_path) as e:
        await e.sign_in("1", CHAIR)
        await e.press("2", "f2", "=万俟小白")
        assert "万俟小白" in e.text
        await e.press("ctrl+l")
        assert "万俟小白" not in e.text
        assert len(e.app.screen_stack) == 2, "all screens of the one before are gone"
        await e.sign_in("2", SECRETARY)
        assert e.where() == "HomeScreen"
        assert "万俟小白" not in e.text
        assert desk.drafts(e.book, e.app.actor) == []
        await e.press("ctrl+l")
        await e.sign_in("1", CHAIR)
        assert "上次没有写完" in e.text, "offered at once"
        await e.press("1")
        assert e.where() == "FormScreen"
        assert "万俟小白" in e.text
        await e.press("ctrl+l")
        await e.sign_in("1", CHAIR)
        assert "上次没有写完" in e.text


async def test_whoever_comes_back_to_an_empty_desk_is_at_home(at_lock, locked_path):
    async with at_lock(locked_path) as e:
        await e.sign_in("1", CHAIR)
        await e.press("2", "f2", "ctrl+l")
        await e.sign_in("1", CHAIR)
        assert e.where() == "HomeScreen"
        assert "孙玉兰，请坐" in e.text and "有人按了" in e.text


async def test_at_the_start_an_officers_passphrase_is_asked_where_there_is_one(at_lock, words_path):
    async with at_lock(words_path) as e:
        assert "要负责人的口令" in e.text
        assert "会长 孙" in e.text and "秘书 王" not in e.text
        await e.press("1")
        assert "没有加锁" in e.text
        await e.press(f"={WORDS}")
        assert WORDS not in e.text
        await e.press("enter")
        assert e.where() == "HomeScreen"
        await e.press("ctrl+l")
        assert "秘书 王" in e.text, "the screen was locked, the book was not closed"
        await e.sign_in("2", SECRETARY)
        assert e.app.actor.name == "王桂芳"


async def test_a_wrong_passphrase_is_refused_and_can_be_typed_again(at_lock, words_path):
    async with at_lock(words_path) as e:
        await e.press("1", "=一棵树也没有", "enter")
        assert "口令不对" in e.text
        await e.press(f"={WORDS}", "enter")
        assert e.where() == "HomeScreen"


async def test_after_ten_wrong_pins_an_officer_opens_with_the_passphrase(at_lock, words_path):
    async with at_lock(words_path) as e:
        await e.press("1", f"={WORDS}", "enter", "ctrl+l", "1")
        for _ in range(12):
            e.clock.advance(hours=2)
            await e.press(*"1111")
        assert "请会长、副会长或秘书用口令来打开" in e.text
        await e.press("escape")
        await e.menu("用口令打开")
        await e.press("1", f"={WORDS}", "enter")
        assert e.where() == "HomeScreen"


async def test_a_book_without_keys_opens_and_says_how_to_set_them(at_lock, unlocked_path):
    async with at_lock(unlocked_path) as e:
        assert e.where() == "HomeScreen"
        await e.press("ctrl+l")
        assert "还没有设密码" in e.text
        await e.press("1")
        assert e.where() == "PinsScreen"


async def test_pins_are_set_twice_and_then_the_book_locks(at_lock, unlocked_path):
    async with at_lock(unlocked_path) as e:
        await e.menu("开锁方式")
        assert "孙玉兰" in e.text and "还没有密码" in e.text
        await e.press("1", "1", *"2580")
        assert "再按一遍" in e.text
        await e.press(*"2581")
        assert "两遍不一样" in e.text
        await e.press(*"2580", *"2580")
        assert "已给孙玉兰设好密码" in e.text and "2580" not in e.text
        await e.press("ctrl+l")
        assert e.where() == "SignInScreen"
        await e.sign_in("1", "2580")
        assert e.app.actor.name == "孙玉兰"


async def test_too_easy_a_pin_is_refused(at_lock, unlocked_path):
    async with at_lock(unlocked_path) as e:
        await e.menu("开锁方式")
        await e.press("1", "1", *"1234", *"1234")
        assert "太容易猜到" in e.text


async def test_ones_own_needs_the_old_and_another_is_given_one(at_lock, locked_path):
    async with at_lock(locked_path) as e:
        await e.sign_in("1", CHAIR)
        await e.menu("开锁方式")
        await e.press("1", "1", *"9753")
        assert "现在的密码" not in e.text and "新密码" in e.text
        await e.press(*"9753", *"9753")
        assert "密码不对" in e.text
        await e.press("1", "1", *CHAIR, *"9753", *"9753")
        assert "已给孙玉兰设好密码" in e.text
        await e.press("3", "1")
        assert "周大明已经有密码了" in e.text
        await e.press("1", "1", *SECRETARY, *"7413", *"7413")
        assert "已给周大明设好密码" in e.text
        await e.press("escape", "ctrl+l", "3", *"7413")
        assert e.app.actor.name == "周大明"


async def test_a_head_gives_nobody_a_pin(at_lock, locked_path):
    async with at_lock(locked_path) as e:
        await e.sign_in("3", HEAD)
        await e.menu("开锁方式")
        await e.press("1", "1", *"9753", *"9753")
        assert "✗" in e.text


async def test_revoking_takes_a_second_officer(at_lock, locked_path):
    async with at_lock(locked_path) as e:
        await e.sign_in("1", CHAIR)
        await e.menu("开锁方式")
        await e.press("3", "2", "1")
        assert "要第二个人一起确认" in e.text
        assert "王桂芳" in e.text
        await e.press("1", *"1111")
        assert "密码不对" in e.text
        await e.press(*SECRETARY)
        assert "已收回周大明的密码" in e.text
        await e.press("ctrl+l")
        assert "7幢 周" not in e.text


async def test_escape_at_the_second_person_leaves_all_as_it_was(at_lock, locked_path):
    async with at_lock(locked_path) as e:
        await e.sign_in("1", CHAIR)
        await e.menu("开锁方式")
        await e.press("3", "2", "1", "1", "escape", "escape")
        assert e.where() == "PinsScreen"
        await e.press("ctrl+l")
        assert "7幢 周" in e.text
