"""The first evening at the real program: a locked book is founded, its sheet copied by hand, and opened again by each.

The person reads the sheet from the screen, as one does who writes it down, and types it back without seeing it.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from linli_tui.book import keyfile, sheet
from linli_tui.book.book import Book
from linli_tui.book.check import check
from linli_tui.ledgers import catalog
from tests.pty.hands import deed, menu
from tests.pty.terminal import Terminal
from tests.ui.encrypted_book import found
from tests.ui.locked_book import CHAIR, SECRETARY
from tests.ui.locked_book import WORDS as CHAIRS

pytestmark = [pytest.mark.pty, pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal")]
NAME, WORDS = "槐荫新村", "院里有三棵老槐树"


def program(home: Path, *words: str) -> Terminal:
    """The program as one starts it by a double click, or on a book."""
    return Terminal([sys.executable, "-m", "linli_tui", *words], {"LINLI_HOME": str(home)})


def to_the_lock(t: Terminal) -> None:
    """Answers everything before the question of the lock."""
    t.see("欢迎。")
    t.press("1")
    t.see("哪一种组织")
    t.press("1")
    t.see("小区的名字")
    t.type(NAME)
    t.rest()
    for _ in range(10):
        if "下一步" in t.chosen:
            break
        t.press("回车")
        t.rest()
    t.press("回车")
    t.see("F2")
    t.press("F2")
    t.see("就这样")
    t.press("1")
    t.see("台账要加锁吗", "> 1 加锁")


def found_locked(t: Terminal) -> list[str]:
    """Locks it, and writes down what is on the screen."""
    to_the_lock(t)
    t.press("回车")
    t.see("请想一句口令")
    for words in (WORDS, WORDS):
        t.type(words)
        t.rest()
        t.press("回车")
        t.rest()
    seen = t.see("请用笔抄在一张纸上")
    assert WORDS not in seen
    written = dict(re.findall(r"(?<!\d)(\d{1,2})  ([0-9A-Z]{5})(?= |$)", seen, re.MULTILINE))
    assert sorted(map(int, written)) == list(range(1, 14)), seen
    return [written[str(n)] for n in range(1, 14)]


def type_groups(t: Terminal, parts: list[str]) -> None:
    """Types groups from paper, in small letters as a keyboard gives them."""
    for part in parts:
        t.press(*part.lower())


def copy_back(t: Terminal, paper: list[str]) -> None:
    """Types the sheet back; the third group wrong at first."""
    t.press("回车")
    seen = t.see("照着纸，把13组打回来")
    assert not any(part in seen for part in paper)
    type_groups(t, paper[:2])
    third = paper[2]
    type_groups(t, [third[:4] + ("2" if third[4] != "2" else "3")])
    t.see("第3组", "不对", f"{paper[1]}  ✓")
    type_groups(t, paper[2:])
    t.see("恢复单抄好了", "进一本台账")


def leave(t: Terminal) -> None:
    """Quits from home."""
    menu(t, "退出")
    t.see("要关上台账")
    deed(t, "退出")
    assert t.end() == 0


@pytest.fixture
def evening(tmp_path):
    """The folder of a machine on which no book was ever founded."""
    return tmp_path / "home"


def test_a_locked_book_from_the_first_key_to_the_next_evening(evening):
    with program(evening) as t:
        paper = found_locked(t)
        copy_back(t, paper)
        menu(t, "开锁方式")
        t.see("还缺2位负责人的口令", "抄过")
        t.press("退出键")
        t.see("进一本台账")
        leave(t)
    path = evening / f"{NAME}.台账"
    assert not any(NAME.encode() in copy.read_bytes() for copy in evening.glob("*.台账")), "nor in a backup"
    assert "".join(paper) not in keyfile.path_of(path).read_text(encoding="utf-8")
    with Book.open(path, catalog(), key=sheet.read(" ".join(paper)), read_only=True) as book:
        assert check(book).ok and sheet.made_on(book)
    with program(evening, "open", str(path)) as t:
        t.see("要口令或者恢复单才能打开", "1 建台账的人")
        t.press("1")
        t.see("请打口令")
        t.type(WORDS)
        t.press("回车")
        t.see(NAME, "进一本台账")
        leave(t)
    keyfile.path_of(path).unlink()
    with program(evening, "open", str(path)) as t:
        t.see("请用恢复单打开")
        t.press("1")
        t.see("照着恢复单")
        type_groups(t, paper)
        t.see(NAME, "进一本台账")
        leave(t)
    assert keyfile.open_slot(path, "", WORDS) == sheet.read(" ".join(paper))


def test_the_sheet_put_off_loses_nothing(evening):
    with program(evening) as t:
        paper = found_locked(t)
        t.press("退出键")
        t.see("恢复单还没有抄好", "进一本台账")
        menu(t, "开锁方式")
        t.see("还没有抄")
        deed(t, "恢复单")
        t.see("再打一遍口令")
        t.type(WORDS)
        t.press("回车")
        assert paper[0] in t.see("请用笔抄在一张纸上")


def test_a_plain_book_is_founded_by_choosing_it_twice(evening):
    with program(evening) as t:
        to_the_lock(t)
        t.press("2")
        t.see("谁就能看到台账里的全部内容", "> 2 还是加锁")
        t.press("1")
        t.see(NAME, "进一本台账")
        leave(t)
    path = evening / f"{NAME}.台账"
    assert path.read_bytes().startswith(b"SQLite format 3")


def test_a_locked_screen_opens_by_digits_and_a_closed_book_does_not(evening, tmp_path):
    path = tmp_path / "永富新村.台账"
    found(path, words=("孙玉兰",))
    with program(evening, "open", str(path)) as t:
        t.see("四位密码打不开", "1 会长 孙")
        t.press("1")
        t.see("请打口令")
        t.type(CHAIRS)
        t.press("回车")
        t.see("孙玉兰，请坐", "进一本台账")
        t.press("\x0c")
        t.see("四位密码就能开", "2 秘书 王")
        t.press("2", *"1111")
        t.see("密码不对，还可以试 4 次")
        t.press(*SECRETARY)
        t.see("王桂芳，请坐")
        t.press("\x0c")
        t.see("四位密码就能开")
        before = t.pressed
        t.press("1", *CHAIR)
        t.see("孙玉兰，请坐")
        assert t.pressed - before == 5, "and one to lock"
        leave(t)
    with program(evening, "open", str(path)) as t:
        assert "秘书 王" not in t.see("四位密码打不开", "1 会长 孙")
