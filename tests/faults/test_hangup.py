"""The window is closed, Ctrl-C is pressed twice, the laptop sleeps: what was being written is offered again."""

from __future__ import annotations

import os
import signal
import sys

import pytest

from linli_tui.book.book import Book
from linli_tui.book.check import check
from linli_tui.core.access import OWNER
from linli_tui.ledgers import catalog
from tests.pty.terminal import Terminal
from tests.ui.screens import village

pytestmark = [
    pytest.mark.faults,
    pytest.mark.pty,
    pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal"),
]
BEGUN = "万俟琥珀"


@pytest.fixture
def book_path(tmp_path):
    """The small compound."""
    path = tmp_path / "永富新村.台账"
    village.build(path)
    return path


def start(path):
    """The program on it."""
    return Terminal([sys.executable, "-m", "linli_tui", "open", str(path)], {"LINLI_HOME": str(path.parent / "home")})


def write_half(t):
    """Somebody is being written down when it happens."""
    t.see("进一本台账")
    t.press("2")
    t.see("共")
    t.press("F2")
    t.see("登记人员")
    t.type(BEGUN)
    t.see(BEGUN)


def offered_again(path):
    """The next start offers what was begun, and the book is sound."""
    with Book.open(path, catalog(), actor=OWNER) as book:
        assert check(book).ok
        assert not book.find(BEGUN)
    with start(path) as t:
        t.see("进一本台账")
        t.press("2")
        t.see("共")
        t.press("F2")
        t.see("上次没有写完")


def test_the_window_is_closed_in_the_middle_of_a_form(book_path):
    with start(book_path) as t:
        write_half(t)
        t._rest(2.5)
        os.kill(t.pid, signal.SIGHUP)
        t.end()
        assert not t.running
    offered_again(book_path)


def test_ctrl_c_twice_loses_nothing(book_path):
    with start(book_path) as t:
        write_half(t)
        t.press("\x03", "\x03")
        t.rest()
        if t.running:
            t.see(BEGUN)
            t._rest(2.5)
            os.kill(t.pid, signal.SIGTERM)
            t.end()
    offered_again(book_path)


def test_a_program_that_slept_goes_on(book_path):
    with start(book_path) as t:
        write_half(t)
        os.kill(t.pid, signal.SIGSTOP)
        t._rest(1.0)
        os.kill(t.pid, signal.SIGCONT)
        t.type("甲")
        t.see(f"{BEGUN}甲")
