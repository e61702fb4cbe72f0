"""The evening after the term ran out: the old chair keeps watch and hands over, the new secretary reads her first page.

Played at the real program with digits alone, over the ledgers that there are.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from linli_tui.book import files, keys
from linli_tui.book.book import Book
from linli_tui.book.check import check
from linli_tui.core import clock
from linli_tui.core.access import OWNER
from linli_tui.ledgers import catalog
from tests.ledgers.council import elected
from tests.pty.hands import deed, menu
from tests.pty.terminal import Terminal
from tests.ui.screens import village

pytestmark = [pytest.mark.pty, pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal")]
OLD_PIN, NEW_PIN = "5283", "6941"
STAYING = ("副会长", "理事")
LATER = ("会计", "出纳", "监督委员")


@pytest.fixture
def evening(tmp_path):
    """A council whose posts all end today, its old chair with the only PIN, and the program before the locked book."""
    path = tmp_path / "永富新村.台账"
    village.build(path)
    elected.elect(path, village.NOW, until=clock.today().isoformat())
    with clock.frozen(village.NOW), Book.open(path, catalog()) as book:
        chair = book.read.one("SELECT person FROM post WHERE post = 'chair'")
        keys.set_pin(book, OWNER, chair, OLD_PIN)
    home = {"LINLI_HOME": str(tmp_path / "home")}
    with Terminal([sys.executable, "-m", "linli_tui", "open", str(path)], home) as t:
        t.see("您是哪一位", "1 会长 孙")
        yield t, path


def test_from_the_end_of_the_term_to_the_new_secretarys_first_page(evening):
    t, path = evening
    _sign_in(t, "1", OLD_PIN, "孙福生 看守")
    t.see("看守期：任期到了")
    _is_refused_what_binds_others(t)
    _hand_over(t)
    _elect(t)
    _give_a_pin(t)
    _change_places(t)
    _look_at(path)


def _sign_in(t: Terminal, digit: str, pin: str, who: str) -> None:
    t.press(digit)
    t.see("请按四位数字")
    t.press(*pin)
    t.see(who)


def _is_refused_what_binds_others(t: Terminal) -> None:
    for area, word in (("3", "公约"), ("2", "人员")):
        t.press(area)
        t.see(word, "共")
        t.press("F2")
        t.see("现在是看守期，不能办这件事")
        t.press("退出键")
        t.see("看守期：任期到了")
    t.press("3")
    t.see("永富新村邻里公约")
    t.press("回车")
    seen = t.see("能做的", "打印公约条文")
    assert "开新版" not in seen
    t.press("退出键")
    t.see("共 1 条")
    t.press("退出键")
    t.see("看守期：任期到了")


def _hand_over(t: Terminal) -> None:
    menu(t, "移交清单")
    t.see("永富新村移交清单", "这张给：内部", "第1页", "没有办完的事")
    t.press("3")
    t.see("已写好", "移交清单")
    t.press("退出键")
    t.see("看守期：任期到了")


def _elect(t: Terminal) -> None:
    """A new chair and a new secretary come, the others go on."""
    t.press("9")
    if "1 会务" in t.see("会务"):
        t.press("1")
    t.see("组织", "会长")
    t.press("Tab")
    t.see("邻里互助会")
    t.press("回车")
    t.see("能做的")
    deed(t, "换届")
    t.see("按数字定")
    _seat(t, "qdm", "邱大明")
    for n, _ in enumerate(STAYING, 2):
        t.press("1")
        t.see(f"定了{n}个")
    _seat(t, "zxy", "张秀英")
    for n, _ in enumerate(LATER, 5):
        t.press("1")
        if n < 7:
            t.see(f"定了{n}个")
    t.see("从哪天到哪天")
    for _ in range(3):
        t.press("回车")
        t.rest()
    t.see("下一步")
    t.press("回车")
    t.see("要换届吗", "会长：孙福生 改为 邱大明", "秘书：李建国 改为 张秀英")
    t.press("1")
    t.see("连任5人，新任2人，卸任2人")
    _home(t)


def _seat(t: Terminal, initials: str, name: str) -> None:
    t.press("2")
    t.see("上下键挑")
    for letter in initials:
        t.press(letter)
    t.see(name, initials)
    t.press("回车")
    t.see(f"换成{name}")


def _home(t: Terminal) -> None:
    for _ in range(4):
        t.rest()
        if "刚做过的" in t.text:
            return
        t.press("退出键")
    raise AssertionError(t.text)


def _give_a_pin(t: Terminal) -> None:
    menu(t, "开锁方式")
    seen = t.see("谁用什么打开这本台账", "张秀英")
    line = next(line for line in seen.splitlines() if "张秀英" in line)
    t.press(next(sign for sign in line if sign.isdigit()))
    t.see("给张秀英")
    t.press("1")
    t.see("张秀英的新密码")
    t.press(*NEW_PIN)
    t.rest()
    if "已给张秀英设好" not in t.text:
        t.press(*NEW_PIN)
    t.see("已给张秀英设好")
    _home(t)


def _change_places(t: Terminal) -> None:
    """The old chair gets up, the new secretary sits down: no caretaking any more, and her page lies open."""
    menu(t, "换人")
    t.see("您是哪一位", "1 秘书 张")
    _sign_in(t, "1", NEW_PIN, "张秀英 秘书")
    t.see("接手第一页", "先看这十行", "没办完的", "邱大明（会长）")
    t.press("退出键")
    seen = t.see("刚做过的", "张秀英 秘书")
    assert "看守期：" not in seen
    menu(t, "换人")
    t.see("您是哪一位", "1 秘书 张")
    _sign_in(t, "1", NEW_PIN, "张秀英 秘书")
    t.see("刚做过的")
    assert "先看这十行" not in t.text, "the first page lies open once"


def _look_at(path: Path) -> None:
    (sheet,) = (files.user_folder() / "打印的纸").rglob("*.xlsx")
    cells = [cell.value for row in load_workbook(sheet).active.iter_rows() for cell in row if cell.value]
    assert cells[0] == "永富新村移交清单" and "监交人（居委会）：" in cells
    assert any("由孙福生从台账里列出" in str(text) for text in cells)
    with Book.open(path, catalog(), read_only=True) as book:
        assert check(book).ok
        (told,) = book.connection.execute("SELECT what FROM main.journal WHERE verb='renew' AND n=change").fetchall()[
            -1
        ]
        assert "看守" in told, "what a caretaker does is marked"
        day = clock.today().isoformat()
        query = "SELECT p.post, n.name FROM main.post p JOIN main.person n ON n.id = p.person WHERE p.since = ?"
        now = dict(book.connection.execute(query, (day,)).fetchall())
        assert (now["chair"], now["secretary"], len(now)) == ("邱大明", "张秀英", 7)
