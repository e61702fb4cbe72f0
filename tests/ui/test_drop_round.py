"""A patrol taken down before the locked book: no PIN, times as people write them, of the evening it is."""

from __future__ import annotations

from tests.ledgers.patrol import village as patrols
from tests.ui.locked_book import CHAIR, at_lock, cheap, unlocked_path
from tests.ui.screens.conftest import own_folder, template
from tests.ui.screens.village import NOW

__all__ = ["at_lock", "cheap", "own_folder", "template", "unlocked_path"]


def _prepared(path):
    patrols.patrol(path, NOW)
    patrols.lock(path, NOW)


async def test_a_patrol_is_dropped_without_a_pin_and_comes_in_once(unlocked_path, at_lock):
    _prepared(unlocked_path)
    async with at_lock(unlocked_path) as e:
        await e.press("tab")
        assert "周日组 周" in e.text and "巡逻一次" in e.text
        await e.press(str(e.screen_titles().index("巡逻一次") + 1))
        assert "巡逻一次，不用密码" in e.text
        await e.press("1", "=2500", "enter", "=0040", "enter", "=刘姐", "enter", "enter")
        assert "看不出是几点" in e.text, "an unreadable time is said, nothing is lost"
        await e.press(*["backspace"] * 4, "=２００５", *["enter"] * 4)
        assert "收好了" in e.text
        await e.sign_in("1", CHAIR)
        query = "SELECT * FROM round_list WHERE day = '2026-03-08'"
        row = e.book.read.sql(query)[0]
        assert (row["started"], row["ended"], row["note"]) == (1205, 1480, "刘姐，一切正常")
        assert row["todo"] == "周日组 周夜里投进来的，请核对" and row["duty"] and row["lacks"]
        assert len(e.book.read.sql(query)) == 1


async def test_a_sentence_takes_the_keys_it_took(unlocked_path, at_lock):
    _prepared(unlocked_path)
    async with at_lock(unlocked_path) as e:
        await e.press("tab", "1", "=东门口", "enter", "=楼道灯不亮", "enter")
        assert "收好了" in e.text
        await e.sign_in("1", CHAIR)
        assert e.book.read.one("SELECT dropped_by FROM jot WHERE unconfirmed = 1") == "周日组 周"
