"""The first evening: each question says in the foot what the keys do in it; then the lock, and the recovery sheet."""

from __future__ import annotations

import pytest

from linli_tui.book import cipher, keyfile, sheet, verifier
from tests.book import seats

WORDS = "院里有三棵老槐树"
TO_LOCK = ("1", "2", "=新苑", "f10", "f2", "1")
"""The keys up to the question whether the book is to be locked."""


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trying a passphrase takes no time."""
    seats.cheap(monkeypatch)


def foot(e) -> str:
    return e.text.splitlines()[-1]


async def found(e, *, words: str = WORDS) -> None:
    """Founds a locked book by the answers that Enter gives."""
    await e.press(*TO_LOCK, "enter", f"={words}", "enter", f"={words}", "enter")


async def test_each_step_names_its_keys(evening, tmp_path, monkeypatch):
    monkeypatch.setenv("LINLI_HOME", str(tmp_path / "fresh"))
    async with evening(None) as e:
        assert "回车 开始" in foot(e)
        await e.press("1")
        assert "选这一种" in foot(e) and "开始" not in foot(e)
        await e.press("2", "=新苑")
        assert "下一栏" in foot(e)
        await e.press("f10")
        assert "试一试功能键" in foot(e) and "开始" not in foot(e)
        await e.press("f2")
        assert "就这样" in foot(e) and "开始" not in foot(e)
        await e.press("1")
        assert "先不建" in foot(e) and "> 1 加锁" in e.text
        await e.press("2", "1")
        assert e.where() == "HomeScreen" and e.book.name == "新苑"


async def test_leaving_a_question_goes_back_to_the_beginning_and_writes_nothing(evening, tmp_path, monkeypatch):
    monkeypatch.setenv("LINLI_HOME", str(tmp_path / "fresh"))
    async with evening(None) as e:
        await e.press("1", "escape")
        assert e.where() == "WelcomeScreen" and "回车 开始" in foot(e)
        await e.press("1", "1", "escape")
        assert e.where() == "WelcomeScreen" and "回车 开始" in foot(e)
        await e.press(*TO_LOCK, "escape")
        assert e.where() == "WelcomeScreen" and "回车 开始" in foot(e)
    assert not list((tmp_path / "fresh").glob("*.台账"))


async def test_enter_locks_the_book_and_one_passphrase_opens_it(evening, tmp_path, monkeypatch):
    monkeypatch.setenv("LINLI_HOME", str(tmp_path / "fresh"))
    async with evening(None) as e:
        await found(e)
        assert e.where() == "SheetScreen" and WORDS not in e.text
        assert e.book.key is not None and cipher.is_encrypted(e.book.path)
        assert keyfile.open_slot(e.book.path, verifier.FOUNDER, WORDS) == e.book.key


async def test_a_plain_book_is_founded_only_by_saying_so_twice(evening, tmp_path, monkeypatch):
    monkeypatch.setenv("LINLI_HOME", str(tmp_path / "fresh"))
    async with evening(None) as e:
        await e.press(*TO_LOCK, "2")
        assert "谁拿走这台电脑，谁就能看到台账里的全部内容" in e.text
        await e.press("enter")
        assert "请想一句口令" in e.text, "Enter at the warning locks after all"
        await e.press("escape", "2", "1")
        assert e.where() == "HomeScreen" and e.book.key is None
        assert not cipher.is_encrypted(e.book.path)


async def test_a_weak_passphrase_and_two_different_ones_are_refused_in_place(evening, tmp_path, monkeypatch):
    monkeypatch.setenv("LINLI_HOME", str(tmp_path / "fresh"))
    async with evening(None) as e:
        await e.press(*TO_LOCK, "1", "=老槐", "enter")
        assert "口令太短了" in e.text
        await e.press("=12345678", "enter")
        assert "太容易猜到" in e.text
        await e.press(f"={WORDS}", "enter", "=院里有三棵老柳树", "enter")
        assert "两遍不一样" in e.text
        await e.press(f"={WORDS}", "enter")
        assert "请再打一遍" in e.text and e.book is None
        await e.press(f"={WORDS}", "enter")
        assert e.where() == "SheetScreen"


async def test_the_sheet_fits_the_window_and_escape_puts_it_off_without_losing_the_book(evening, tmp_path, monkeypatch):
    monkeypatch.setenv("LINLI_HOME", str(tmp_path / "fresh"))
    async with evening(None) as e:
        await found(e)
        signs = sheet.groups(e.book.key)
        shown = e.text
        assert all(f"{n:>2}  {part}" in shown for n, part in enumerate(signs, 1))
        assert "放到别人家里的信封里" in shown and "以后再抄" in foot(e)
        await e.press("escape")
        assert e.where() == "HomeScreen" and e.book.name == "新苑"
        assert "恢复单还没有抄好" in e.text and not sheet.made_on(e.book)
        await e.menu("开锁方式")
        await e.line("恢复单")
        await e.press(f"={WORDS}", "enter")
        assert e.where() == "SheetScreen" and signs[0] in e.text


async def test_the_sheet_is_typed_back_and_one_mistake_costs_one_group(evening, tmp_path, monkeypatch):
    monkeypatch.setenv("LINLI_HOME", str(tmp_path / "fresh"))
    async with evening(None) as e:
        await found(e)
        signs = sheet.groups(e.book.key)
        await e.press("enter")
        assert not any(part in e.text for part in signs), "typed from the paper, not from the screen"
        wrong = ("0" if signs[1][0] != "0" else "1") + signs[1][1:]
        await e.press(f"={signs[0]}", f"={wrong}")
        assert f"{signs[0]}  ✓" in e.text and f"第2组「{wrong}」不对" in e.text
        await e.press(f"={signs[1]}")
        assert "不对" not in e.text and f"{signs[1]}  ✓" in e.text
        await e.press("escape")
        assert signs[12] in e.text, "the sheet can be looked at again"
        await e.press("enter")
        assert f"{signs[1]}  ✓" in e.text, "what was typed is still there"
        wide = "".join(chr(ord(sign) + 0xFEE0) for sign in signs[2])
        await e.press(f"={wide}", f"={signs[3].lower()}", *(f"={part}" for part in signs[4:]))
        assert e.where() == "HomeScreen" and "恢复单抄好了" in e.text
        assert sheet.made_on(e.book) == "2026-03-08"


async def test_a_group_that_is_sound_but_of_another_sheet_is_refused(evening, tmp_path, monkeypatch):
    monkeypatch.setenv("LINLI_HOME", str(tmp_path / "fresh"))
    async with evening(None) as e:
        await found(e)
        own = sheet.groups(e.book.key)[0]
        other = next(part for n in range(256) if (part := sheet.groups(bytes([n]) * 32)[0]) != own)
        await e.press("enter", f"={other}")
        assert f"第1组「{other}」和恢复单不一样" in e.text
