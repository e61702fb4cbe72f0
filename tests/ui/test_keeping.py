"""保管: what home says of backups and checks, what is done about it by digit, what while nobody is there."""

from __future__ import annotations

import pytest

from linli_tui.book import backup, checked, copies, keeping
from linli_tui.core.access import OWNER, Actor
from linli_tui.core.refusal import Refused
from linli_tui.exchange import drives
from linli_tui.exchange.drives import Drive
from linli_tui.ledgers.jots import service as jots
from linli_tui.ui.chores import FAILED
from tests.ui.encrypted_book import FOUNDING, founded_path
from tests.ui.locked_book import at_lock, cheap
from tests.ui.screens.conftest import book_path, evening, own_folder, template

__all__ = ["at_lock", "book_path", "cheap", "evening", "founded_path", "own_folder", "template"]


@pytest.fixture
def stick(tmp_path, monkeypatch):
    """One stick, plugged in."""
    (tmp_path / "stick").mkdir()
    drive = Drive("U盘 龙", tmp_path / "stick", 8 * 10**9)
    monkeypatch.setattr(drives, "found", lambda: [drive])
    return drive


async def settled(e) -> None:
    """Waits for long work, and for the screen that comes after it."""
    for _ in range(400):
        await e.work()
        if e.where() not in ("WaitScreen", "BusyScreen", "RestoreScreen"):
            return
        await e.pilot.pause(0.02)


async def choose(e, words: str) -> None:
    """The digit of a line of this page."""
    await e.line(words)
    await settled(e)


async def test_home_leads_there_and_says_it_in_red(evening):
    async with evening() as e:
        line = next(line for line in e.screen._lines() if line.id == "keeping:backup")
        assert "还没有备份过" in line.text and "$text-error" in line.style
        await e.menu("保管")
        assert e.where() == "KeepingScreen" and "现在备份" in e.text and "账本还没有查过" in e.text


async def test_whom_it_does_not_concern_is_told_nothing(evening):
    async with evening() as e:
        e.app.actor = Actor("p", "周大明", ("patrol_lead",))
        e.book.sign_in(e.app.actor)
        e.screen.reread()
        assert "还没有备份过" not in e.text
        assert not any(line.id.startswith("keeping:") for line in e.screen._lines())


async def test_a_backup_on_a_stick_and_a_rehearsal_of_it(evening, stick):
    async with evening() as e:
        await e.menu("保管")
        await choose(e, "现在备份")
        await choose(e, "U盘 龙")
        assert "备份好了" in e.text and "请让人带回家" in e.text
        assert len(keeping.backups(stick.path / keeping.FOLDER, "永富新村")) == 1
        assert copies.recall(e.book.id).stick == "U盘 龙"
        await choose(e, "现在备份")
        assert e.where() == "KeepingScreen", "the named stick is not asked for again"
        await choose(e, "演练")
        assert "备份试过了，打得开" in e.text


async def test_without_a_stick_it_stays_here_and_says_so(evening, monkeypatch):
    monkeypatch.setattr(drives, "found", list)
    async with evening() as e:
        await e.menu("保管")
        await choose(e, "现在备份")
        assert "这一份在这间屋里" in e.text


async def test_the_check_is_remembered(evening):
    async with evening() as e:
        await e.menu("保管")
        await choose(e, "核对一遍")
        assert "账本完好" in e.text
        assert checked.recalled(e.book).found == 0
        await e.press("escape")
        assert "账本完好  今天 20:05 查过" in e.text


async def test_what_it_finds_is_listed_with_what_to_do(evening):
    async with evening() as e:
        e.book.connection.execute("UPDATE main.jot SET words='改过了'")
        await e.menu("保管")
        await choose(e, "核对一遍")
        assert e.where() == "ReadingScreen" and "用最近的备份恢复" in e.text
        await e.press("escape", "escape")
        line = next(line for line in e.screen._lines() if line.id == "keeping:check")
        assert "$text-error" in line.style


async def test_restoring_takes_the_book_back_and_keeps_the_present_one(evening, stick, book_path):
    async with evening() as e:
        await e.menu("保管")
        await choose(e, "现在备份")
        await choose(e, "U盘 龙")
        jots.write_jot(e.book, OWNER, {"words": "备份以后写的"})
        await choose(e, "从备份恢复")
        await e.press("1")
        await settled(e)
        assert "会少1处改动" in e.text
        await e.press("1")
        await settled(e)
        assert e.where() == "HomeScreen" and "已用备份恢复" in e.text
        assert not e.book.read.one("SELECT count(*) FROM jot WHERE words='备份以后写的'")
        assert any("原来的" in path.name for path in book_path.parent.iterdir())


async def idle(e, seconds: int = 40) -> None:
    """Nobody presses a key; the program looks now and then, and what it began is done."""
    for _ in range(seconds // 20):
        e_clock = e.now
        e_clock.advance(seconds=20)
        e.app.guard.look()
    e.app.guard.chores.wait()
    e.app.guard.look()
    await e.settle()


@pytest.fixture
def quiet(evening):
    """The program with the clock in hand."""
    from contextlib import asynccontextmanager

    from linli_tui.core import clock

    @asynccontextmanager
    async def opened():
        async with evening() as e:
            e.now = clock._clock
            yield e

    return opened


async def test_idle_moments_make_the_backup_and_then_the_check(quiet):
    async with quiet() as e:
        assert backup.due(e.book) and checked.due(e.book) == "full"
        await idle(e, 20)
        assert backup.due(e.book), "somebody may still be there"
        await idle(e, 20)
        assert not backup.due(e.book)
        await idle(e, 20)
        assert not checked.due(e.book)
        assert "账本完好" in e.text


async def test_a_failure_is_a_quiet_line_and_is_tried_later(quiet, monkeypatch):
    def full(*_words):
        raise Refused("地方不够", "", "请清一清")

    monkeypatch.setattr(backup, "back_up", full)
    async with quiet() as e:
        await idle(e)
        assert "地方不够" in e.app.memory[FAILED] and e.where() == "HomeScreen"
        assert any("地方不够" in line.text for line in e.screen._lines())
        monkeypatch.undo()


async def test_an_encrypted_one_is_served_too(at_lock, founded_path):
    async with at_lock(founded_path) as e:
        await e.press("1", f"={FOUNDING}", "enter")
        line = next(line for line in e.screen._lines() if line.id == "pins:")
        assert "还缺" in line.text and "$text-error" in line.style
        await e.menu("保管")
        await choose(e, "现在备份")
        assert "备份好了" in e.text
        await choose(e, "核对一遍")
        assert "账本完好" in e.text
