"""An evening at the real program: a pact is written, settled and signed for an entrance; people are found and changed.

Once as a practised hand works, once on a laptop whose F-keys and Ctrl do nothing and whose digits come full-width.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from linli_tui.book.book import Book
from linli_tui.book.check import check
from linli_tui.core import clock
from linli_tui.ledgers import catalog
from tests.pty.hands import deed, go_down_to, menu
from tests.pty.terminal import Terminal

pytestmark = [pytest.mark.pty, pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal")]
ROSTER = Path(__file__).parents[1] / "rosters" / "community-3000.xlsx"
PACT = "测试新村邻里公约"


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """A book of 3,000 homes, made and filled on the command line."""
    folder = tmp_path_factory.mktemp("evening")
    book, environment = folder / "测试新村.台账", {**os.environ, "LINLI_HOME": str(folder / "home")}
    for words in (
        ["new", str(book), "--name", "测试新村", "--body", "互助会", "--plain"],
        ["import", str(ROSTER), "--book", str(book), "--yes", "--json"],
    ):
        subprocess.run([sys.executable, "-m", "linli_tui", *words], check=True, env=environment, capture_output=True)
    return book


@pytest.fixture
def evening(imported, tmp_path):
    """A copy of it in a folder of its own, and the program on it."""
    book = tmp_path / imported.name
    shutil.copy(imported, book)
    with Terminal([sys.executable, "-m", "linli_tui", "open", str(book)], {"LINLI_HOME": str(tmp_path / "home")}) as t:
        t.see("测试新村", "0 全部操作")
        yield t, book


@pytest.mark.parametrize("full_width", [False, True], ids=["half-width", "full-width"])
def test_a_pact_is_written_settled_and_signed_without_f_keys(evening, full_width):
    t, path = evening
    t.full_width = full_width
    t.press("3")
    t.see("还没有公约")
    menu(t, "新增")
    t.see("登记公约")
    t.type(PACT)
    _save_form(t)
    _open_version(t)
    deed(t, "添一条条文")
    _fill(t, "题目", "楼道")
    _fill(t, "条文", "楼道里不放东西，不停电瓶车。")
    _save_form(t)
    t.see("楼道")
    _back_to(t, "征求意见")
    deed(t, "征求意见")
    t.see("通过")
    deed(t, "通过")
    _fill(t, "通过的日子", "今天")
    _fill(t, "生效的日子", "今天")
    _save_form(t)
    deed(t, "生效")
    _save_form(t)
    deed(t, "一户一户登记")
    _sign_first_entrance(t)
    _leave(t)
    _look_at(path)


def _sign_first_entrance(t: Terminal) -> None:
    t.see("单元")
    t.type("1幢1单元")
    t.rest()
    t.press("回车")
    t.see("101室")
    for digit in ("1", "1", "2", "3", "1", "4"):
        t.press(digit)
        t.rest()
    t.see("还差")


def _look_at(path: Path) -> None:
    with Book.open(path, catalog(), read_only=True) as book:
        version = book.read.sql("SELECT * FROM pact_version_list")[0]
        assert version["state"] == "in_force" and version["effective"] == clock.today().isoformat()
        states = [r["state"] for r in book.read.sql("SELECT state FROM signature ORDER BY place_key")]
        assert states == ["signed", "signed", "signed", "absent", "signed", "refused"]
        assert version["signed"] == 4 and version["homes"] == 3000
        assert check(book).ok


@pytest.mark.parametrize("full_width", [False, True], ids=["half-width", "full-width"])
def test_a_person_is_found_changed_and_changed_back(evening, full_width):
    t, path = evening
    t.full_width = full_width
    t.press("2")
    t.see("共")
    t.type("朱英桂")
    t.see("朱英桂", "显示 1 条")
    t.press("回车")
    t.see("17769046882")
    go_down_to(t, "电话")
    t.press("回车")
    t.see("修改")
    t.press(*["退格"] * 11, *"13900001234")
    _save_form(t)
    t.see("13900001234")
    menu(t, "撤回")
    t.see("要撤回")
    t.press("1" if "1 撤回" in t.text else "左", "回车")
    t.see("17769046882")
    _leave(t)
    with Book.open(path, catalog(), read_only=True) as book:
        story = book.history("person", book.read.one("SELECT id FROM person WHERE name='朱英桂'"))
        assert [event.verb for event in story] == ["撤回", "修改", "导入"]
        assert check(book).ok


def _save_form(t: Terminal) -> None:
    """Goes down to the button with Enter, and presses it."""
    for _ in range(15):
        if "存下来" in t.chosen:
            t.press("回车")
            t.rest()
            return
        t.press("回车")
        t.rest()
    raise AssertionError(f"no way to save\n{t.text}")


def _fill(t: Terminal, title: str, words: str) -> None:
    """Comes to a field of a form by Enter, empties it and types."""
    t.see(title, "存下来")
    for _ in range(8):
        if title in t.chosen:
            t.press(*["退格"] * (10 if t.chosen[-1].isdigit() else 0))
            t.type(words)
            t.rest()
            return
        t.press("回车")
        t.rest()
    raise AssertionError(f"no field {title!r}\n{t.text}")


def _open_version(t: Terminal) -> None:
    if "能做的" not in t.text:
        t.press("回车")
        t.see("能做的")
    if "添一条条文" not in t.text:
        go_down_to(t, f"{PACT} 第1版")
        t.press("回车")
    t.see("添一条条文")


def _back_to(t: Terminal, words: str) -> None:
    """Leaves pages one by one until the words are there."""
    for _ in range(4):
        t.rest()
        if words in t.text:
            return
        t.press("退出键")
    raise AssertionError(f"no way back to {words!r}\n{t.text}")


def _leave(t: Terminal) -> None:
    """Back home by Esc, and out by the menu."""
    for _ in range(8):
        t.rest()
        if "进一本台账" in t.text:
            break
        t.press("退出键")
    menu(t, "退出")
    deed(t, "退出") if "1 退出" in t.see("要关上台账") else t.press("左", "回车")
    assert t.end() == 0
