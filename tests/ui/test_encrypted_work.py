"""Long work on an encrypted book reads it through a window of its own: the report, the import, a sending."""

from __future__ import annotations

import pytest

from linli_tui.core.access import OWNER
from linli_tui.exchange import drives
from linli_tui.exchange.drives import Drive
from linli_tui.ledgers.sending import service
from tests.ui.encrypted_book import FOUNDING, founded_path
from tests.ui.locked_book import at_lock, cheap
from tests.ui.screens.conftest import own_folder

__all__ = ["at_lock", "cheap", "founded_path", "own_folder"]
STREET = {"name": "暨阳街道办事处", "contact": "0575", "purpose": "每月汇总", "basis": "consent"}
SHEET = "楼幢,单元,室号,姓名,电话\n7幢,1单元,101,李建国,13900001111\n"


@pytest.fixture
def open_book(at_lock, founded_path):
    """The program on it, opened by its founder."""
    from contextlib import asynccontextmanager

    @asynccontextmanager
    async def opened():
        async with at_lock(founded_path) as e:
            await e.press("1", f"={FOUNDING}", "enter")
            assert e.where() == "HomeScreen" and e.book.key is not None
            yield e

    return opened


async def done(e) -> None:
    """Waits until long work is done."""
    await e.work()
    await e.settle()
    assert "加了锁" not in e.text


async def test_the_folder_for_oneself(open_book, tmp_path):
    (tmp_path / "报表").mkdir()
    async with open_book() as e:
        await e.press("f7")
        await e.line("不报给谁")
        await e.press("enter")
        await e.press(str(e.screen_titles().index("打文件夹的名字") + 1), f"={tmp_path / '报表'}", "enter")
        await done(e)
        assert "已写好" in e.text


async def test_the_look_before_an_import(open_book, tmp_path):
    (tmp_path / "Desktop").mkdir()
    (tmp_path / "Desktop" / "花名册.csv").write_text(SHEET, encoding="utf-8")
    async with open_book() as e:
        await e.menu("导入")
        await e.press("1")
        await done(e)
        assert e.where() == "PreviewScreen" and "花名册.csv" in e.text


async def test_a_sending(open_book, tmp_path, monkeypatch):
    (tmp_path / "stick").mkdir()
    monkeypatch.setattr(drives, "found", lambda: [Drive("U盘 龙", tmp_path / "stick", 8 * 10**9)])
    async with open_book() as e:
        to = {**STREET, "ledgers": "楼幢、人员", "road": "stick"}
        service.write_recipient(e.book, OWNER, to)
        await e.press("f7")
        await e.line("暨阳街道办事处")
        await e.press("enter")
        await done(e)
        await e.press("1")
        await done(e)
        assert "已拷到U盘，核对无误" in e.text
