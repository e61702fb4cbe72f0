"""The evening of the 29th: what leaves is seen, packed, carried on a stick, stamped on paper; and the board's page."""

from __future__ import annotations

import errno
from contextlib import asynccontextmanager

import pytest

from linli_tui.core.access import OWNER, Actor
from linli_tui.exchange import drives
from linli_tui.exchange.drives import Drive
from linli_tui.ledgers.jots import service as jots
from linli_tui.ledgers.sending import service
from linli_tui.ui.widgets.lines import Lines

STREET = {"name": "暨阳街道办事处", "contact": "0575", "purpose": "每月汇总", "basis": "consent"}
CHAIR, WALL = Actor("a", "某会长", ("chair",)), Actor("b", "大屏", ("display",))
NO_F = tuple(f"f{n}" for n in range(1, 13))


@pytest.fixture
def sticks(tmp_path, monkeypatch):
    """One stick that is plugged in; a test may pull it out."""
    (tmp_path / "stick").mkdir()
    plugged = [Drive("U盘 龙", tmp_path / "stick", 8 * 10**9)]
    monkeypatch.setattr(drives, "found", lambda: list(plugged))
    return plugged


@pytest.fixture
def street(evening):
    """The program on a book that reports four ledgers to the street."""

    @asynccontextmanager
    async def opened(**more):
        async with evening() as e:
            to = {**STREET, "ledgers": "楼幢、人员、公约、随手记", "road": "stick", **more}
            service.write_recipient(e.book, OWNER, to)
            yield e

    return opened


async def settled(e):
    """Waits until long work is done."""
    for _ in range(400):
        await e.settle()
        if e.where() != "BusyScreen":
            return
        await e.pilot.pause(0.02)
    raise AssertionError("still busy")


async def press(e, *keys):
    for key in keys:
        assert key not in NO_F
        await e.press(key)
        await settled(e)


async def choose(e, words):
    """The digit of a choice of the menu that is shown."""
    await press(e, str(e.screen_titles().index(words) + 1))


def line(e, words):
    """The digit before a line that holds these words."""
    return next(row.split()[1 if row.strip().startswith(">") else 0] for row in e.text.splitlines() if words in row)


def last(e):
    return e.book.read.sql("SELECT * FROM report_out ORDER BY id DESC LIMIT 1")[0]


async def test_from_home_to_a_stick_that_was_read_again_in_at_most_nine_keys(evening, demo_path, sticks):
    async with evening(demo_path) as e:
        before = e.book.read.one("SELECT count(*) FROM disclosure")
        made_before = e.book.read.one("SELECT count(*) FROM report_out")
        await press(e, "0")
        await choose(e, "报送")
        await press(e, line(e, "暨阳街道办事处"))
        for words in ("每月社区治理情况汇总", "本人同意", "没有同意的", "留空", "打星号：业主", "张表", "露出：位置"):
            assert words in e.text
        assert e.book.read.one("SELECT count(*) FROM report_out") == made_before, "nothing leaves before it was seen"
        await press(e, "enter")
        assert last(e)["stage"] == "packed" and not list(sticks[0].path.iterdir())
        await press(e, "1")
        assert "已拷到U盘，核对无误" in e.text and last(e)["stage"] == "copied"
        await press(e, "escape", "escape")
        assert e.where() == "HomeScreen" and e.pressed <= 9
        assert "还有 0 条没有报送，上次 3月8日" in e.text
        (made,) = (sticks[0].path / "邻里报送").iterdir()
        assert made.name == "永富新村_2026年2月", "in its first days a month is not yet the one reported"
        assert e.book.read.one("SELECT count(*) FROM disclosure") == before + 1


async def test_another_month_is_two_keys_away(street, sticks):
    async with street() as e:
        await press(e, "0")
        await choose(e, "报送")
        await press(e, line(e, "暨阳街道办事处"), "0")
        await choose(e, "换成2026年3月")
        assert "本月新增 0" not in e.text and "2026年3月" in e.text
        await press(e, "enter", "1")
        assert last(e)["month"] == "2026-03"


async def test_a_stick_that_fails_loses_nothing_and_the_next_one_is_asked_for(street, sticks, monkeypatch):
    async with street() as e:
        copy = drives._copy_file

        def full(*words):
            raise OSError(errno.ENOSPC, "full")

        monkeypatch.setattr(drives, "_copy_file", full)
        await press(e, "0")
        await choose(e, "报送")
        await press(e, line(e, "暨阳街道办事处"), "enter", "1")
        assert "地方不够了" in e.text and "还在这台电脑上" in e.text and last(e)["stage"] == "packed"
        monkeypatch.setattr(drives, "_copy_file", copy)
        await press(e, "enter", "1")
        assert "核对无误" in e.text and last(e)["stage"] == "copied"
        assert e.book.read.one("SELECT count(*) FROM report_out") == 1, "the same report, carried again"


async def test_a_stick_is_waited_for_and_may_come_later(street, sticks):
    async with street() as e:
        (stick,) = sticks
        sticks.clear()
        await press(e, "0")
        await choose(e, "报送")
        await press(e, line(e, "暨阳街道办事处"), "enter")
        assert "没有看到U盘" in e.text
        sticks.append(stick)
        await choose(e, "插好了，再找一遍")
        assert e.screen_titles()[0] == "U盘 龙"
        await press(e, "escape")
        assert "插上U盘再按回车" in e.text and last(e)["stage"] == "packed"


async def test_the_stamped_counts_are_keyed_back_and_what_differs_is_told(street, sticks):
    async with street() as e:
        await press(e, "0")
        await choose(e, "报送")
        await press(e, line(e, "暨阳街道办事处"), "enter", "1", "escape")
        await press(e, line(e, "报送过的"), "enter")
        await e.deed("街道盖章签收了")
        await press(e, "down", "enter", "9", "enter")
        assert "我们 2 行，街道 9 行" in e.text
        e.screen.query_one(Lines).go_to("save")
        await press(e, "enter")
        assert "街道已签收(纸)" in e.text and "1张表数不同" in e.text
        assert last(e)["stage"] == "signed"
        assert e.book.read.one("SELECT count(*) FROM report_line WHERE stamped <> rows") == 1


async def test_on_paper_the_list_to_be_stamped_comes_next(street, sticks):
    async with street(road="paper", basis="duty") as e:
        await press(e, "0")
        await choose(e, "报送")
        await press(e, line(e, "暨阳街道办事处"), "enter")
        assert e.where() == "PreviewScreen" and "永富新村报送清单" in e.text and "第一联" in e.text
        assert e.book.read.one("SELECT medium FROM disclosure") == "paper"


async def test_whom_one_reports_to_is_written_down_on_the_way(evening, sticks):
    async with evening() as e:
        assert "还没有报送过" in e.text
        await press(e, "0")
        await choose(e, "报送")
        await press(e, "1")
        assert e.where() == "FormScreen"


async def test_a_figure_of_the_board_opens_the_rows_it_counts(evening):
    async with evening() as e:
        for words in ("门口的灯不亮", "楼道里有纸箱"):
            jots.write_jot(e.book, OWNER, {"words": words})
        await press(e, "0")
        await choose(e, "报送")
        await press(e, line(e, "本月公示"))
        assert e.where() == "BoardScreen" and "2026年2月" in e.text and "这张给：大家看" in e.text
        n = next(n for n, one in enumerate(e.screen._told) if one.line.key == "findings.found")
        e.screen.query_one(Lines).go_to(f"figure:{n}")
        await press(e, "enter")
        assert e.where() == "RegisterScreen" and e.screen.ledger.name == "finding"
        assert e.screen.query_.where and e.screen.table.total == e.app.screen_stack[-2]._told[n].now
        await press(e, "escape", "0")
        await choose(e, "看前一个月")
        assert "2026年1月" in e.text
        await press(e, "0")
        await choose(e, "打印")
        assert "永富新村2026年1月公示" in e.text


async def test_the_wall_sees_the_board_and_no_list_behind_it(street):
    async with street() as e:
        e.app.actor = WALL
        e.book.sign_in(WALL)
        await press(e, "0")
        await choose(e, "报送")
        assert "暨阳街道" not in e.text and "导出来" not in e.text
        await press(e, line(e, "本月公示"))
        n = next(n for n, one in enumerate(e.screen._told) if one.line.key == "mediation.talks")
        e.screen.query_one(Lines).go_to(f"figure:{n}")
        await press(e, "enter")
        assert e.where() == "BoardScreen" and "不能办这件事" in e.text
