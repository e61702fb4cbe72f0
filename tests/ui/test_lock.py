"""The watch over an open book, the cover over the screen, and the drop box before a locked one."""

from __future__ import annotations

import threading

import pytest
from textual.events import Key, MouseDown, MouseUp

from linli_tui.ui.screens.busy import BusyScreen
from linli_tui.ui.watch import IDLE
from tests.ui.locked_book import CHAIR, SECRETARY, WORDS, at_lock, cheap, locked_path, unlocked_path, words_path
from tests.ui.screens.conftest import own_folder, template

__all__ = ["at_lock", "cheap", "locked_path", "own_folder", "template", "unlocked_path", "words_path"]


# Two stages


async def test_five_idle_minutes_lock_the_screen_and_say_so(at_lock, locked_path):
    async with at_lock(locked_path) as e:
        await e.sign_in("1", CHAIR)
        e.clock.advance(seconds=20)
        await e.tick()
        assert e.where() == "HomeScreen"
        for _ in range(IDLE // 20):
            e.clock.advance(seconds=20)
            await e.tick()
        assert e.where() == "SignInScreen"
        assert e.book is None
        assert "五分钟没有人动，屏幕锁上了" in e.text
        await e.sign_in("1", CHAIR)
        assert "孙玉兰，请坐" in e.text and "五分钟没有人动" in e.text


async def test_a_key_keeps_it_open(at_lock, locked_path):
    async with at_lock(locked_path) as e:
        await e.sign_in("1", CHAIR)
        for _ in range(40):
            e.clock.advance(seconds=20)
            await e.press("down")
            await e.tick()
        assert e.where() == "HomeScreen"


@pytest.mark.parametrize(("jump", "words"), [(600, "合上过盖子"), (-600, "时间被拨动过")])
async def test_a_lid_or_a_clock_closes_the_book_and_asks_for_the_passphrase(at_lock, words_path, jump, words):
    async with at_lock(words_path) as e:
        await e.press("1", f"={WORDS}", "enter")
        await e.press("2", "f2", "=万俟小白")
        e.clock.advance(seconds=jump)
        await e.tick()
        assert e.where() == "SignInScreen"
        assert words in e.text and "要负责人的口令" in e.text
        await e.press("1", f"={WORDS}", "enter")
        assert "上次没有写完" in e.text


async def test_at_eleven_at_night_it_closes(at_lock, words_path):
    async with at_lock(words_path) as e:
        await e.press("1", f"={WORDS}", "enter")
        for _ in range(3 * 3600 // 25):
            e.clock.advance(seconds=25)
            e.app.guard._pressed = e.app.guard._tick().seconds
            e.app.guard.look()
            if e.book is None:
                break
        await e.settle()
        assert "到了夜里十一点" in e.text


async def test_without_keys_idleness_covers_and_nothing_locks(at_lock, unlocked_path):
    async with at_lock(unlocked_path) as e:
        e.clock.advance(seconds=IDLE + 60)
        await e.tick()
        assert e.app.guard.covered
        assert "永富" not in e.text
        await e.press("x")
        assert e.where() == "HomeScreen" and not e.app.guard.covered


async def test_nobody_is_locked_out_in_the_moment_the_first_key_is_made(at_lock, unlocked_path):
    async with at_lock(unlocked_path) as e:
        for _ in range(6 * 60):
            e.clock.advance(minutes=1)
            e.app.guard.look()
        await e.press("x")
        await e.menu("开锁方式")
        await e.press("1", "1", *CHAIR, *CHAIR)
        await e.tick()
        assert e.where() == "PinsScreen"


async def test_the_lock_works_over_a_question_too(at_lock, locked_path):
    async with at_lock(locked_path) as e:
        await e.sign_in("1", CHAIR)
        await e.press("0", "ctrl+l")
        assert e.where() == "SignInScreen"
        await e.sign_in("1", CHAIR)
        assert e.where() == "HomeScreen"


async def test_long_work_is_not_cut_off_but_locks_when_it_is_done(at_lock, locked_path):
    async with at_lock(locked_path) as e:
        await e.sign_in("1", CHAIR)
        done = threading.Event()
        busy = BusyScreen("正在看", lambda book, tell, stop: done.wait(20), e.book)
        e.app.push_screen(busy)
        await e.settle()
        e.clock.advance(hours=1)
        await e.tick()
        assert e.where() == "BusyScreen"
        await e.press("f12")
        done.set()
        for _ in range(200):
            await e.pilot.pause(0.02)
            if e.where() != "BusyScreen":
                break
        assert e.where() == "HomeScreen" and e.app.guard.covered, "what ended below is covered still"
        await e.tick()
        assert e.where() == "SignInScreen"
        assert "合上过盖子" in e.text


# The cover


@pytest.mark.parametrize("key", ["f12", "ctrl+b"])
@pytest.mark.parametrize(
    "way", [(), ("2",), ("2", "f2", "=万俟小白"), ("0",), ("ctrl+j", "=东门口"), ("f3", "=wgf"), ("2", "f2", "f8")]
)
async def test_one_key_covers_everything_and_any_key_brings_it_back(at_lock, locked_path, key, way):
    async with at_lock(locked_path) as e:
        await e.sign_in("1", CHAIR)
        await e.press(*way)
        before, focused, stack = e.text, e.app.focused, list(e.app.screen_stack)
        await e.press(key)
        covered = e.text
        assert "20:05" in covered and "按任意键回来" in covered
        assert not set("永富孙万东王") & set(covered)
        await e.press("x")
        assert not e.app.guard.covered
        assert (e.text, e.app.focused, e.app.screen_stack) == (before, focused, stack)


async def test_a_burst_of_keys_goes_nowhere(at_lock, locked_path):
    async with at_lock(locked_path) as e:
        await e.sign_in("1", CHAIR)
        await e.press("2", "f2", "=甲", "f12")
        for character in "乙丙":
            e.app.post_message(Key(character, character))
        await e.settle()
        assert not e.app.guard.covered
        assert "甲" in e.text and "丙" not in e.text and "乙" not in e.text
        await e.press("=丁")
        assert "甲丁" in e.text


async def test_it_covers_the_digits_of_a_pin_and_the_lock_screen(at_lock, locked_path):
    async with at_lock(locked_path) as e:
        await e.press("1", "2", "5", "f12")
        assert "会长" not in e.text
        await e.press("8")
        assert "* * _ _" in e.text
        await e.press("8", "0")
        assert e.where() == "HomeScreen"


async def test_a_screen_that_comes_up_below_stays_covered(at_lock, locked_path):
    async with at_lock(locked_path) as e:
        await e.sign_in("1", CHAIR)
        await e.press("f12")
        e.screen.action_help()
        await e.settle()
        assert e.app.guard.covered
        assert "帮助" not in e.text


async def test_a_covered_screen_locks_like_any_other(at_lock, locked_path):
    async with at_lock(locked_path) as e:
        await e.sign_in("1", CHAIR)
        await e.press("f12")
        for _ in range(IDLE // 20 + 1):
            e.clock.advance(seconds=20)
            await e.tick()
        assert e.where() == "SignInScreen" and not e.app.guard.covered


async def test_the_mouse_brings_it_back_and_presses_nothing(at_lock, locked_path):
    async with at_lock(locked_path) as e:
        await e.sign_in("1", CHAIR)
        await e.press("0", "f12")
        menu = e.screen
        for kind in (MouseDown, MouseUp):
            e.app.post_message(kind(None, 8, 12, 0, 0, 1, False, False, False, 8, 12))
        await e.settle()
        assert e.screen is menu and not e.app.guard.covered


# The drop box


async def test_a_word_is_dropped_without_a_pin_and_is_there_at_the_next_opening(at_lock, locked_path):
    async with at_lock(locked_path) as e:
        e.pressed = 0
        await e.press("tab", "3", "=东", "enter", "=", "=灯", "enter")
        assert e.pressed == 6, "four keys and the words"
        assert "收好了，明天打开台账时会放进去" in e.text
        assert e.book is None
        await e.sign_in("2", SECRETARY)
        assert "夜里投进来 1 份" in e.text
        assert [row["dropped_by"] for row in e.book.read.sql("SELECT * FROM jot WHERE unconfirmed = 1")] == ["7幢 周"]
        await e.press("ctrl+l")
        await e.sign_in("2", SECRETARY)
        assert "夜里投进来 1 份" not in e.text, "once"


async def test_whoever_is_not_on_the_list_writes_how_he_is_called(at_lock, locked_path):
    async with at_lock(locked_path) as e:
        await e.press("ctrl+j", "=zzz", "backspace", "backspace", "backspace", "4", "=5幢 何")
        await e.press("enter", "enter", "=灯", "enter")
        assert "收好了" in e.text
        await e.sign_in("1", CHAIR)
        assert e.book.read.one("SELECT dropped_by FROM jot WHERE unconfirmed = 1") == "5幢 何"


async def test_escape_asks_before_it_throws_words_away(at_lock, locked_path):
    async with at_lock(locked_path) as e:
        await e.press("tab", "1", "enter", "=路灯不亮", "escape")
        assert "再按一次" in e.text and "路灯不亮" in e.text
        await e.press("escape")
        assert e.where() == "SignInScreen"
        assert not list(locked_path.parent.glob("*.in.*"))


async def test_nothing_is_dropped_without_words(at_lock, locked_path):
    async with at_lock(locked_path) as e:
        await e.press("tab", "1", "enter", "enter")
        assert "这一行还空着" in e.text


async def test_a_half_written_jotting_is_kept_for_its_writer_too(at_lock, locked_path):
    async with at_lock(locked_path) as e:
        await e.sign_in("1", CHAIR)
        await e.press("ctrl+j", "=东门口的灯")
        e.app.lock("idle")
        await e.settle()
        await e.sign_in("2", SECRETARY)
        assert "东门口的灯" not in e.text
        await e.press("ctrl+l")
        await e.sign_in("1", CHAIR)
        assert "上次没有写完" in e.text
        await e.press("1")
        assert "东门口的灯" in e.text
        await e.press("f10", "ctrl+j", "=西门", "escape", "ctrl+j", "=西门", "enter", "ctrl+l")
        await e.sign_in("1", CHAIR)
        assert e.where() == "HomeScreen", "what was taken down, or thrown away, is no draft"
