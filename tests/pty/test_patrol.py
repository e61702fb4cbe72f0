"""The leader of the patrol at 23:40: the lock, half a sheet with two findings, the rest of it another evening.

Once as a practised hand works, once with full-width digits; nobody presses an F-key.
"""

from __future__ import annotations

import re
import sys

import pytest

from linli_tui.book import keys
from linli_tui.book.book import Book
from linli_tui.book.check import check
from linli_tui.core.access import OWNER
from linli_tui.ledgers import catalog
from linli_tui.ledgers.patrol import planning, service
from tests.book import seats
from tests.ledgers.patrol import village as patrols
from tests.pty.hands import deed, menu
from tests.pty.terminal import Terminal
from tests.ui.screens import village

pytestmark = [pytest.mark.pty, pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal")]
LEADER, PIN = "2", "1357"
"""The digit of his name on the lock, and what he types."""


@pytest.fixture
def book_path(tmp_path, monkeypatch):
    """The small compound with a leader of patrols who has a PIN, and a list for the evening it is."""
    monkeypatch.setenv("LINLI_HOME", str(tmp_path / "home"))
    path = tmp_path / "永富新村.台账"
    village.build(path)
    patrols.patrol(path, village.NOW, listed=False)
    with pytest.MonkeyPatch.context() as patch, Book.open(path, catalog()) as book:
        seats.cheap(patch)
        team = book.read.one("SELECT id FROM team WHERE name = '周日组'")
        planning.write_duty(book, OWNER, {"day": service.evening().isoformat(), "kind": "patrol", "team": team})
        keys.set_pin(book, OWNER, seats.appoint(book, "孙玉兰", "chair"), seats.PINS["孙玉兰"])
        keys.set_pin(book, OWNER, seats.appoint(book, "周大年", "patrol_leader"), PIN)
    return path


@pytest.mark.parametrize("full_width", [False, True], ids=["half-width", "full-width"])
def test_the_evening_of_the_patrol_leader(book_path, tmp_path, full_width):
    with _program(book_path, tmp_path) as t:
        t.full_width = full_width
        t.see("您是哪一位", "巡逻队长 周")
        t.press(LEADER, *"0000")
        t.see("还可以试 4 次")
        t.press(*"0001")
        t.see("还可以试 3 次")
        t.press(*PIN)
        t.see("周大年", "进一本台账")
        t.pressed = 0
        _half_a_sheet(t)
        assert 30 <= t.pressed <= 60
        _leave(t)
    _look_at(book_path, lacks="几点止不清楚", ended=None, minutes=165)
    with _program(book_path, tmp_path) as t:
        t.full_width = full_width
        t.see("您是哪一位")
        t.press(LEADER, *PIN)
        t.see("有 1 次巡逻还有待补的")
        t.pressed = 0
        t.press("4")
        t.see("今晚", "还缺：几点止不清楚")
        t.press("回车")
        t.see("几点止", "写几点")
        t.press("1")
        t.see("写成 2250")
        t.press(*"2330", "回车")
        t.see("都记好了")
        t.press("退出键")
        t.see("已记")
        assert t.pressed <= 10
        _leave(t)
    _look_at(book_path, lacks=None, ended=1410, minutes=165 + 2 * 205)


def _program(path, tmp_path) -> Terminal:
    return Terminal([sys.executable, "-m", "linli_tui", "open", str(path)], {"LINLI_HOME": str(tmp_path / "home")})


def _half_a_sheet(t: Terminal) -> None:
    t.press("4")
    t.see("周日组", "照班表，一切正常", "一项一项记")
    t.press("2")
    t.see("陈国强", "没来，打过招呼")
    t.press("1", "1")
    t.see("2 人")
    t.press("2")
    t.press(re.search(r"(\d) 写几点", t.see("陈国强几点走的", "写几点"))[1])
    t.see("写成 2250")
    t.press(*"2250", "回车")
    t.see("22:50 先走", "约几点")
    t.press("1")
    t.see("写成 2250")
    t.press(*"2005", "回车")
    t.see("20:05")
    t.press("5")
    t.see("还缺：几点止不清楚", "记不清")
    t.press("1", "1", "3", "2")
    t.see("没到", "写一句")
    t.press("1")
    t.see("巡逻单号", "不写")
    t.type("Y0318")
    t.press("回车")
    t.see("Y0318")
    t.press("2", "2")
    t.see("记一个问题")
    t.press("1")
    t.see("记一条问题")
    t.press("0", "2", "1", "-", "2", "回车", "1", "1", "回车")
    t.see("当场解决")
    t.press("1")
    t.see("记一条问题")
    t.press("回车", "回车", "回车")
    t.type("纸湿了看不清")
    t.press("回车")
    t.see("还缺：几点止不清楚")
    t.press("退出键")
    t.see("待补")


def _leave(t: Terminal) -> None:
    t.press("退出键")
    t.see("进一本台账")
    menu(t, "退出")
    deed(t, "退出") if "1 退出" in t.see("要关上台账") else t.press("左", "回车")
    assert t.end() == 0


def _look_at(path, *, lacks, ended, minutes) -> None:
    with Book.open(path, catalog(), read_only=True) as book, book.rights.wide():
        row = book.read.sql("SELECT * FROM round_list WHERE duty IS NOT NULL")[0]
        assert (row["started"], row["ended"], row["lacks"], row["minutes"]) == (1205, ended, lacks, minutes)
        assert (row["sheet"], row["passed"]) == ("Y0318", "2/4")
        came = book.read.sql("SELECT came, off_at FROM walker WHERE round = ? ORDER BY id", (row["id"],))
        assert [(each["came"], each["off_at"]) for each in came] == [("came", None), ("came", None), ("early", 1370)]
        found = book.read.sql('SELECT code, words FROM finding WHERE "round" = ? ORDER BY id', (row["id"],))
        assert [each["code"] for each in found] == ["F02", None] and found[1]["words"] == "纸湿了看不清"
        assert check(book).ok
