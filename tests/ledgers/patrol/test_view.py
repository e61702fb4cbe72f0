"""The evening at the keyboard: the keys of a clean round, a round told item by item, another evening, the duty list."""

from __future__ import annotations

import pytest

from linli_tui.core import clock
from tests.ledgers.patrol import village
from tests.ui.locked_book import CHAIR, at_lock, cheap, unlocked_path
from tests.ui.screens.conftest import Evening, book_path, evening, own_folder, template
from tests.ui.screens.test_digits_alone import wide
from tests.ui.screens.village import NOW

__all__ = ["Evening", "at_lock", "book_path", "cheap", "evening", "own_folder", "template", "unlocked_path"]


@pytest.fixture
def tonight(book_path, evening):
    """The program at 23:40 on an evening with a list."""
    village.patrol(book_path)
    return evening


async def test_a_clean_round_takes_six_keys_at_most_full_width_and_without_f_keys(tonight):
    for keys in (("4", "1", "enter"), tuple(wide("4", "1", "1"))):
        async with tonight() as e:
            with clock.frozen(village.LATE):
                await e.press(*keys)
                assert e.pressed <= 6
                row = e.book.read.sql("SELECT * FROM round_list ORDER BY day DESC")[0]
                assert (row["as_planned"], row["started"], row["ended"]) == (1, 1200, 1420), "back within the hour"
                assert row["passed"] == "没有逐点记" and row["lacks"] is None and row["minutes"] == 3 * 220
                await e.menu("撤回")
                await e.press("1")
                assert e.book.read.one("SELECT count(*) FROM round WHERE day = '2026-03-08'") == 0


async def test_with_signing_in_it_takes_fourteen_at_most(unlocked_path, at_lock):
    village.patrol(unlocked_path, NOW, started=18 * 60)
    village.lock(unlocked_path, NOW)
    async with at_lock(unlocked_path) as e:
        await e.sign_in("1", CHAIR)
        await e.press("4", "1", "enter")
        assert e.pressed <= 14
        assert e.book.read.one("SELECT as_planned FROM round WHERE day = '2026-03-08'") == 1


async def test_before_it_begins_nothing_is_written(book_path, evening):
    village.patrol(book_path)
    async with evening() as e:
        with clock.frozen("2026-03-08T11:00:00.000Z"):
            await e.press("4", "1")
            assert "20:00 才开始" in e.text
            assert e.book.read.one("SELECT count(*) FROM round WHERE day = '2026-03-08'") == 0


@pytest.mark.parametrize("keys", [lambda *k: k, wide], ids=["half-width", "full-width"])
async def test_a_round_is_told_item_by_item_and_every_digit_is_saved(tonight, keys):
    async with tonight() as e:
        with clock.frozen(village.LATE):
            await e.press(*keys("4", "2"))
            assert "周志明" in e.text and "1  到了" in e.text
            await e.press(*keys("1"), *keys("1"))
            assert e.book.read.one("SELECT count(*) FROM walker w JOIN round r ON r.id = w.round "
                                   "WHERE r.day = '2026-03-08'") == 2, "saved at once"  # fmt: skip
            await e.press(*keys("2", "7", "=2250", "enter"))
            assert "22:50 先走" in e.text
            await e.press(*keys("1", "=2005", "enter"))
            await e.press(*keys("5"))
            assert "还缺：几点止不清楚" in e.text
            await e.press(*keys("1", "1", "2", "3"))
            await e.press("escape")
            assert "待补" in e.text
            row = e.book.read.sql("SELECT * FROM round_list WHERE day = '2026-03-08'")[0]
            assert (row["started"], row["ended"], row["lacks"], row["passed"]) == (1205, None, "几点止不清楚", "2/4")
            assert row["minutes"] == 165, "only of him whose going is known"
            await e.press("enter")
            await e.press(*keys("1", "=2330", "enter"), "escape")
            row = e.book.read.sql("SELECT * FROM round_list WHERE day = '2026-03-08'")[0]
            assert (row["ended"], row["lacks"], row["todo"], row["minutes"]) == (1410, None, None, 2 * 205 + 165)


async def test_a_whole_round_is_taken_back_at_once(tonight):
    async with tonight() as e:
        with clock.frozen(village.LATE):
            await e.press("4", "2", "1", "6", "1", "=2005", "enter", "f8", "1")
            assert e.book.read.one("SELECT started FROM round WHERE day = '2026-03-08'") is None, "one step by F8"
            await e.menu("撤回这一整趟")
            assert "一共记了 2 步" in e.text
            await e.press("1")
            assert "已撤回这一整趟" in e.text and "按一个数字就存一次" in e.text
            assert e.book.read.one("SELECT count(*) FROM round WHERE day = '2026-03-08'") == 0
            assert e.book.read.one("SELECT count(*) FROM walker w JOIN round r ON r.id = w.round "
                                   "WHERE r.day = '2026-03-08'") == 0  # fmt: skip
            await e.press("0")
            assert "撤回这一整趟" not in e.screen_titles()


async def test_no_shows_the_rest_at_once_and_the_small_hours(tonight):
    async with tonight() as e:
        with clock.frozen("2026-03-08T16:50:00.000Z"):
            await e.press("4", "2", "3", "6")
            assert "打过招呼" in e.text
            await e.press("1", "=2000", "enter", "1", "=0040", "enter")
            assert "次日0:40" in e.text
            await e.press("4", "1", "=Y0318", "enter")
            row = e.book.read.sql("SELECT * FROM round_list WHERE day = '2026-03-08'")[0]
            assert (row["ended"], row["sheet"], row["passed"]) == (1480, "Y0318", "4/4")
            came = e.book.read.sql("SELECT came, minutes FROM walker WHERE round = ? ORDER BY id", (row["id"],))
            assert [(w["came"], w["minutes"]) for w in came] == [("told", 0), ("came", 280), ("came", 280)]


async def test_after_midnight_it_is_the_same_evening_and_an_evening_before_is_told_later(tonight):
    async with tonight() as e:
        with clock.frozen("2026-03-08T16:50:00.000Z"):
            await e.press("4")
            assert "3月8日" in e.text and "星期日" in e.text and "上一班交班" in e.text and "东门的灯在闪" in e.text
        with clock.frozen("2026-03-09T12:00:00.000Z"):
            await e.press("escape", "4")
            assert "还没有记" in e.text and "3月8日 周日组" in e.text
            await e.press("4", "=昨天", "enter", "1", "enter")
            row = e.book.read.sql("SELECT * FROM round_list WHERE day = '2026-03-08'")[0]
            assert row["ended"] == 1380, "told the day after it ended as planned"


async def test_without_a_list_the_team_is_asked(book_path, evening):
    village.patrol(book_path, listed=False)
    async with evening() as e:
        with clock.frozen(village.LATE):
            await e.press("4", "1", "1", "enter")
            row = e.book.read.sql("SELECT * FROM round_list WHERE day = '2026-03-08'")[0]
            assert row["people"].count("、") == 2 and row["as_planned"] == 1
            await e.press("5", "5", "2", "4")
            teams = e.book.read.sql("SELECT t.name FROM duty d JOIN team t ON t.id = d.team ORDER BY d.day")
            assert {row["name"] for row in teams} == {"周日组", "周四组"}


async def test_a_round_beside_the_list_that_lacks_something_is_opened_from_either_line(tonight):
    async with tonight() as e:
        with clock.frozen(village.LATE):
            await e.press("4", "1", "enter", "2", "1", "1", "escape")
            assert e.book.read.one("SELECT count(*) FROM round WHERE day = '2026-03-08'") == 2
            assert e.text.count("周日组") == 4 and "还缺" in e.text
            await e.press("down", "enter")
            assert e.where() == "RoundScreen"
            await e.press("escape", "down", "down", "enter")
            assert e.where() == "RoundScreen"


async def test_a_finding_is_written_with_the_round_it_was_made_on(tonight):
    async with tonight() as e:
        with clock.frozen(village.LATE):
            await e.press("4", "1", "enter", "3")
            before = e.pressed
            await e.press("0", "2", "1", "minus", "2", "enter", "1", "1", "enter")
            assert e.pressed - before <= 10 and e.where() == "TonightScreen"
            [row] = e.book.read.sql('SELECT f.code, r.day FROM finding f JOIN round r ON r.id = f."round"')
            assert row == {"code": "F02", "day": "2026-03-08"}


async def test_a_month_is_planned_by_digits(tonight):
    async with tonight() as e:
        with clock.frozen(village.LATE):
            await e.press("4", "5")
            assert "排4月的班" in e.text and "本季每人 1 次" in e.text
            await e.press("1")
            assert "已排好4月的 1 班" in e.text
            await e.press("5", "5", "1", "0")
            assert e.book.read.one("SELECT count(*) FROM duty WHERE day >= '2026-04-01'") == 1


async def test_a_nearly_empty_battery_is_told_of(tmp_path):
    from linli_tui.ledgers.patrol import battery

    assert battery.level(tmp_path) is None and battery.charge(tmp_path) == "" == battery.warning(tmp_path)
    supply = tmp_path / "BAT0"
    supply.mkdir()
    (supply / "capacity").write_text("9\n", encoding="ascii")
    (supply / "status").write_text("Discharging\n", encoding="ascii")
    assert battery.charge(tmp_path) == "电池 9%" and "不会丢" in battery.warning(tmp_path)
    (supply / "status").write_text("Charging\n", encoding="ascii")
    assert battery.warning(tmp_path) == ""
