"""A machine without any book: a stick, a backup, where to put it, what opens it; then a working home."""

from __future__ import annotations

import shutil

import pytest

from linli_tui.book import backup, sheet
from linli_tui.book.book import Book
from linli_tui.core import clock
from linli_tui.exchange import drives
from linli_tui.exchange.drives import Drive
from linli_tui.ledgers import catalog
from tests.ui.encrypted_book import found
from tests.ui.locked_book import CHAIR, WORDS, cheap
from tests.ui.screens import village
from tests.ui.screens.conftest import Evening, book_path, evening, own_folder, template
from tests.ui.test_keeping import settled

__all__ = ["Evening", "book_path", "cheap", "evening", "own_folder", "template"]


@pytest.fixture
def stick(tmp_path, monkeypatch):
    """One stick, plugged in."""
    (tmp_path / "stick").mkdir()
    monkeypatch.setattr(drives, "found", lambda: [Drive("U盘 龙", tmp_path / "stick", 8 * 10**9)])
    return tmp_path / "stick"


def lose_the_machine(tmp_path, path, monkeypatch) -> None:
    """Only the stick is left."""
    path.unlink()
    shutil.rmtree(tmp_path / "home", ignore_errors=True)
    monkeypatch.setenv("LINLI_HOME", str(tmp_path / "new"))


async def to_the_backup(e) -> None:
    """From the welcome to the newest backup on the stick, put where books lie."""
    await e.line("从备份恢复")
    await e.press("1", "1", "1")
    await settled(e)


async def test_a_plain_one_in_six_keys(evening, book_path, tmp_path, stick, monkeypatch):
    with clock.frozen(village.NOW):
        backup.make(book_path, stick)
    lose_the_machine(tmp_path, book_path, monkeypatch)
    async with evening(None) as e:
        await to_the_backup(e)
        assert "什么也不会少" in e.text
        await e.press("1")
        await settled(e)
        assert e.where() == "HomeScreen" and "已用备份恢复" in e.text and "人员 12 人" in e.text
        assert e.pressed <= 6
    assert (tmp_path / "new" / "永富新村.台账").exists()


@pytest.mark.parametrize("by", ["words", "code"])
async def test_a_locked_one_by_passphrase_or_sheet(evening, book_path, tmp_path, stick, monkeypatch, cheap, by):
    path = book_path
    lose_the_machine(tmp_path, path, monkeypatch)
    key = found(path, words=("孙玉兰", "王桂芳"))
    with clock.frozen(village.NOW), Book.open(path, catalog(), key=key) as book:
        backup.make(book.path, stick, key)
    shutil.rmtree(tmp_path / "new")
    path.unlink()
    async with evening(None) as e:
        await to_the_backup(e)
        assert "这份备份加了锁" in e.text
        if by == "words":
            await e.press("1", f"={WORDS}", "enter")
        else:
            await e.press("2", *(f"={part}" for part in sheet.groups(key)))
        await settled(e)
        await e.press("1")
        if by == "code":
            assert "您是哪一位" in e.text
            await e.press("1", *CHAIR)
        await settled(e)
        if by == "code":
            assert e.where() == "SignInScreen"
            await e.press("1", *CHAIR)
        assert e.where() == "HomeScreen" and e.app.actor.name == "孙玉兰"


async def test_without_a_stick_one_is_asked_for(evening, book_path, tmp_path, monkeypatch):
    lose_the_machine(tmp_path, book_path, monkeypatch)
    monkeypatch.setattr(drives, "found", list)
    async with evening(None) as e:
        await e.line("从备份恢复")
        await e.press("1")
        assert "没有看到备份。请插上备用U盘" in e.text
        await e.press("escape", "escape")
        assert e.where() == "WelcomeScreen"
