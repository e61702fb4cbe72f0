"""What a practised hand types faster than screens are painted lands where it was meant, through a real terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.events import Event, Key

from linli_tui.core import clock
from linli_tui.ui.typeahead import LONGEST, Typeahead
from tests.pty.terminal import Terminal
from tests.ui.screens.conftest import book_path, own_folder, template

__all__ = ["book_path", "own_folder", "template"]
pytestmark = [pytest.mark.pty, pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal")]


@pytest.fixture
def home(book_path: Path, tmp_path: Path) -> Iterator[Terminal]:
    command = [sys.executable, "-m", "linli_tui", "open", str(book_path)]
    with Terminal(command, {"LINLI_HOME": str(tmp_path / "home"), "HOME": str(tmp_path)}) as t:
        t.see("永富新村", "全部操作")
        yield t


def test_an_area_and_letters_in_one_burst_are_a_list_and_its_filter(home: Terminal) -> None:
    home.type("2wgf")
    seen = home.see("王桂芳", "显示 1 条")
    assert "wgf" in seen


def test_the_menu_and_a_digit_in_one_burst_do_what_the_menu_says(home: Terminal) -> None:
    home.type("01")
    assert "打姓名、拼音首字母" in home.see("查找", "几个词之间")


def test_digits_and_chinese_in_one_burst_go_through_menu_to_field(home: Terminal) -> None:
    home.type("3")
    home.see("永富新村邻里公约")
    home.type("01好公约")
    seen = home.see("登记公约", "好公约")
    assert "01" not in seen


def test_a_burst_that_opens_writes_and_saves_leaves_one_record(home: Terminal) -> None:
    home.type("02东门的灯不亮\r")
    home.see("已记下「东门的灯不亮」")


def test_escape_in_a_burst_belongs_to_the_screen_it_was_typed_for(home: Terminal) -> None:
    home.type("2wgf\r")
    home.see("能做的", "王桂芳")
    home.press("退出键")
    home.see("显示 1 条")


def test_a_key_whose_screen_never_comes_is_given_back_in_the_end() -> None:
    with clock.frozen("2026-03-08T12:05:00.000Z") as now:
        given: list[Event] = []
        keys = Typeahead(given.append)
        keys.wait()
        assert keys.holds(Key("1", "1")) and not given
        keys.give_up()
        assert not given
        now.advance(seconds=LONGEST)
        keys.give_up()
        assert len(given) == 1 and not keys.holds(given[0]) and keys.idle
