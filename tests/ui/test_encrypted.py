"""Before an encrypted book: passphrases where it is closed, PINs while the screen is locked, the sheet in the end."""

from __future__ import annotations

import pytest

from linli_tui.book import cipher, keyfile, keys, sheet
from tests.ui.encrypted_book import FOUNDING, OTHERS, found, founded_path, shut_path
from tests.ui.locked_book import CHAIR, HEAD, SECRETARY, WORDS, at_lock, cheap
from tests.ui.screens.conftest import own_folder

__all__ = ["at_lock", "cheap", "founded_path", "own_folder", "shut_path"]
NEW = "后来又想的一句话"


async def enter(e) -> None:
    """The chair opens the closed book."""
    await e.press("1", f"={WORDS}", "enter")


async def test_a_closed_one_offers_passphrases_and_the_sheet_and_says_so(at_lock, shut_path):
    async with at_lock(shut_path) as e:
        assert "要口令或者恢复单才能打开，四位密码打不开" in e.text
        assert "1 会长 孙" in e.text and "2 秘书 王" in e.text and "3 用恢复单打开" in e.text
        assert "7幢 周" not in e.text, "no passphrase"
        assert not any(name in e.text for name in ("孙玉兰", "王桂芳", "13600005588"))
        await e.press("1", "=不是这一句话", "enter")
        assert "口令不对" in e.text and e.book is None
        await e.press(f"={WORDS}", "enter")
        assert e.where() == "HomeScreen" and e.app.actor.name == "孙玉兰"


async def test_change_of_person_in_six_keys(at_lock, shut_path):
    async with at_lock(shut_path) as e:
        await enter(e)
        e.pressed = 0
        await e.press("ctrl+l", "2", *SECRETARY)
        assert e.pressed == 6
        assert e.where() == "HomeScreen" and e.app.actor.name == "王桂芳"


async def test_a_locked_screen_says_that_digits_do_and_keeps_no_key(at_lock, shut_path):
    async with at_lock(shut_path) as e:
        await enter(e)
        await e.press("ctrl+l")
        assert "只锁了屏幕：四位密码就能开" in e.text and "3 7幢 周" in e.text
        assert e.book is None and e.screen.locked.kept is not None
        assert not any(name in e.text for name in ("孙玉兰", "周大明", "13600005588"))
        await e.sign_in("3", HEAD)
        assert e.app.actor.name == "周大明"


async def test_the_founder_alone_opens_it_before_anybody_else_can(at_lock, founded_path):
    async with at_lock(founded_path) as e:
        assert "1 建台账的人" in e.text and "2 用恢复单打开" in e.text
        await e.press("1", "=不是这一句话", "enter")
        assert "口令不对" in e.text
        await e.press(f"={FOUNDING}", "enter")
        assert e.where() == "HomeScreen"


async def test_an_officers_passphrase_takes_the_place_of_the_founders(at_lock, founded_path):
    async with at_lock(founded_path) as e:
        await e.press("1", f"={FOUNDING}", "enter")
        await e.menu("开锁方式")
        assert "只有建台账的人的口令能打开" in e.text and "没有加锁" not in e.text
        await e.press("1", "2", f"={WORDS}", "enter", f"={WORDS}", "enter")
        assert "建台账时的口令从现在起不用了" in e.text
        assert [slot.short for slot in keyfile.read(founded_path)] == ["会长 孙"]


async def test_the_sheet_opens_it_and_asks_who_it_is(at_lock, tmp_path, cheap):
    path = tmp_path / "永富新村.台账"
    key = found(path, words=("孙玉兰",))
    signs = sheet.groups(key)
    async with at_lock(path) as e:
        await e.line("用恢复单打开")
        await e.press("=AAAAA")
        assert "第1组「AAAAA」不对" in e.text
        await e.press(*(f"={part}" for part in signs))
        assert "锁打开了，还要知道是哪一位" in e.text
        await e.sign_in("1", CHAIR)
        assert e.app.actor.name == "孙玉兰"
        await e.menu("开锁方式")
        await e.press("1", "2", "1", *CHAIR, f"={NEW}", "enter", f"={NEW}", "enter")
        assert "已给孙玉兰设好口令" in e.text, "a forgotten passphrase gives way to the PIN"
        assert keyfile.open_slot(path, e.app.actor.id, NEW) == key


async def test_the_sheet_of_another_book_opens_nothing(at_lock, shut_path):
    async with at_lock(shut_path) as e:
        await e.line("用恢复单打开")
        await e.press(*(f"={part}" for part in sheet.groups(bytes(range(32)))))
        assert e.where() == "SignInScreen" and e.book is None
        assert "打不开" in e.text


async def test_without_its_slots_only_the_sheet_is_left_and_it_brings_them_back(at_lock, tmp_path, cheap):
    path = tmp_path / "永富新村.台账"
    key = found(path, words=("孙玉兰",))
    keyfile.path_of(path).unlink()
    async with at_lock(path) as e:
        assert "请用恢复单打开" in e.text
        await e.press("1", *(f"={part}" for part in sheet.groups(key)))
        await e.sign_in("1", CHAIR)
        assert e.where() == "HomeScreen"
    assert [slot.short for slot in keyfile.read(path)] == ["会长 孙"]


async def test_after_ten_wrong_digits_ones_own_passphrase_is_asked_and_others_still_type_theirs(at_lock, shut_path):
    async with at_lock(shut_path) as e:
        await enter(e)
        await e.press("ctrl+l", "1")
        for _ in range(10):
            e.clock.advance(minutes=20)
            await e.press(*"1111")
        assert "密码错了10次" in e.text and "会长 孙，请打口令" in e.text
        await e.press("escape", "escape")
        assert "7幢 周" in e.text
        await e.press("1")
        assert "会长 孙，请打口令" in e.text
        await e.press(f"={WORDS}", "enter")
        assert e.where() == "HomeScreen"


async def test_who_has_no_passphrase_needs_an_officers_after_ten_wrong_digits(at_lock, shut_path):
    async with at_lock(shut_path) as e:
        await enter(e)
        await e.press("ctrl+l", "3")
        for _ in range(10):
            e.clock.advance(minutes=20)
            await e.press(*"1111")
        assert "请会长、副会长或秘书用口令来打开" in e.text
        await e.line("秘书 王")
        await e.press(f"={OTHERS}", "enter")
        assert e.app.actor.name == "王桂芳"


async def test_the_ways_are_listed_and_the_sheet_is_shown_to_whom_it_belongs(at_lock, shut_path):
    async with at_lock(shut_path) as e:
        await enter(e)
        await e.menu("开锁方式")
        assert "4 恢复单  还没有抄" in e.text and "还缺恢复单" in e.text and "没有加锁" not in e.text
        await e.press("4", "=不是这一句话", "enter")
        assert e.where() == "PinsScreen" and "口令不对" in e.text
        await e.press("4", f"={WORDS}", "enter", "enter", *(f"={part}" for part in sheet.groups(e.book.key)))
        assert "恢复单抄好了" in e.text and "4 恢复单  2026年3月8日抄过" in e.text
        assert "只有负责人的口令和恢复单打得开" in e.text


async def test_locking_while_the_sheet_is_shown_takes_it_away(at_lock, shut_path):
    async with at_lock(shut_path) as e:
        await enter(e)
        await e.menu("开锁方式")
        await e.press("4", f"={WORDS}", "enter")
        first = sheet.groups(e.book.key)[0]
        assert first in e.text
        await e.press("ctrl+l")
        assert e.where() == "SignInScreen" and first not in e.text
        await e.sign_in("1", CHAIR)
        assert e.where() == "HomeScreen" and not sheet.made_on(e.book)


async def test_who_does_not_look_after_keys_sees_neither_sheet_nor_lock(at_lock, shut_path):
    async with at_lock(shut_path) as e:
        await enter(e)
        await e.press("ctrl+l", "3", *HEAD)
        await e.menu("开锁方式")
        assert "换锁" not in e.text and "恢复单  " not in e.text


async def test_the_lock_is_changed_by_two_and_the_old_sheet_is_worth_nothing(at_lock, shut_path):
    async with at_lock(shut_path) as e:
        await enter(e)
        old = e.book.key
        await e.menu("开锁方式")
        await e.press("5", "enter")
        assert e.where() == "PinsScreen" and e.book.key == old, "Enter changes nothing"
        await e.press("5", "1", "1", "escape", "escape")
        assert e.where() == "PinsScreen" and e.book.key == old, "nor does one alone"
        await e.press("5", "1", "1", *SECRETARY)
        await e.settle()
        assert e.where() == "SheetScreen" and e.book.key not in (None, old)
        assert e.app.actor.name == "孙玉兰" and sheet.groups(e.book.key)[0] in e.text
        assert keyfile.open_slot(shut_path, e.app.actor.id, WORDS) == e.book.key
        await e.press("escape")
        assert e.where() == "HomeScreen"
        await e.press("ctrl+l", "2", *SECRETARY)
        assert e.app.actor.name == "王桂芳"
        assert cipher.fingerprint(old) not in {slot.made for slot in keyfile.read(shut_path)}


async def test_a_lock_that_could_not_be_changed_leaves_the_book_open_under_the_old_one(at_lock, shut_path, monkeypatch):
    from linli_tui.book import rekey

    def full(*_: object) -> None:
        raise OSError(28, "磁盘满了")

    async with at_lock(shut_path) as e:
        await enter(e)
        old = e.book.key
        monkeypatch.setattr(rekey, "_copy", full)
        await e.menu("开锁方式")
        await e.press("5", "1", "1", *SECRETARY)
        await e.settle()
        assert e.where() == "HomeScreen" and e.book.key == old
        assert "原来的锁还好用" in e.text and keys.has_keys(e.book)


@pytest.mark.parametrize("hours", [5])
async def test_a_book_that_was_closed_by_time_asks_for_a_passphrase(at_lock, shut_path, hours):
    async with at_lock(shut_path) as e:
        await enter(e)
        e.clock.advance(hours=hours)
        await e.tick()
        assert e.where() == "SignInScreen" and "四位密码打不开" in e.text
