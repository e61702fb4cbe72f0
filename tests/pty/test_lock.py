"""The lock at the real program: what was on the screen is in no memory, no file and no scrollback of what is locked."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from linli_tui.book import keyfile
from linli_tui.book.book import Book
from linli_tui.book.writing import write
from linli_tui.core.access import OWNER
from linli_tui.ledgers import catalog
from tests.book import locked, seats
from tests.pty.hands import deed, menu
from tests.pty.terminal import Terminal
from tests.ui.locked_book import CHAIR, SECRETARY, WORDS, give_keys, give_words
from tests.ui.screens import village

pytestmark = [
    pytest.mark.pty,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the memory of a process in /proc"),
]
NAME, PHONE, BEGUN = "令狐翡翠", "13719283746", "万俟琥珀"
"""A resident's name and telephone, and what somebody is writing: nowhere once the book is locked."""
MEMBER = "周大明"
"""One who may sign in, before the lock known as 7幢 周 alone."""
CODES = ("utf-8", "utf-16-le", "utf-32-le")


@pytest.fixture
def locked_book(tmp_path, monkeypatch):
    """The small compound, one resident of a rare name, and a council with PINs."""
    monkeypatch.setenv("LINLI_HOME", str(tmp_path / "home"))
    path = tmp_path / "永富新村.台账"
    village.build(path)
    with Book.open(path, catalog()) as book:
        write(book, OWNER, "person", {"name": NAME, "phone": PHONE})
    give_keys(path)
    return path


@pytest.fixture
def program(locked_book, tmp_path):
    """The program on it, before its lock."""
    command = [sys.executable, "-m", "linli_tui", "open", str(locked_book)]
    with Terminal(command, {"LINLI_HOME": str(tmp_path / "home")}, history=True) as t:
        t.see("您是哪一位", "会长 孙")
        yield t


def found_in_memory(pid: int, *words: str, key: bytes = b"") -> list[str]:
    """Which of the words stand anywhere in the memory of a process, in any of the encodings; `key` raw or in hex."""
    wanted = {(word, code): word.encode(code) for word in words for code in CODES}
    wanted |= {("key", "raw"): key, ("key", "hex"): key.hex().encode()} if key else {}
    found = set()
    with open(f"/proc/{pid}/maps", encoding="utf-8") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps:
            first, last, rights, name = re.match(r"(\w+)-(\w+) (\S+) \S+ \S+ \S+\s*(.*)", line).groups()
            if "r" not in rights or name in ("[vvar]", "[vsyscall]", "[vvar_vclock]"):
                continue
            start, end = int(first, 16), int(last, 16)
            try:
                memory.seek(start)
                content = memory.read(end - start)
            except (OSError, ValueError, OverflowError):
                continue
            found |= {f"{word} {code} {name or 'anonymous'}" for (word, code), b in wanted.items() if b in content}
    return sorted(found)


def open_files(pid: int) -> list[str]:
    """What a process has open."""
    folder = Path(f"/proc/{pid}/fd")
    return [os.readlink(entry) for entry in folder.iterdir()]


def test_nothing_of_the_book_is_left_in_the_locked_process(program, locked_book):
    t = program
    t.press("1", *CHAIR)
    t.see("孙玉兰", "进一本台账")
    t.press("2")
    t.see("共")
    t.type(NAME)
    t.see(NAME, "显示 1 条")
    t.press("回车")
    t.see("137****3746")
    deed(t, "看电话")
    t.see("1 ")
    t.press("1")
    t.see(PHONE)
    t.press("退出键", "F2")
    t.see("登记人员")
    t.type(BEGUN)
    t.see(BEGUN)
    pid = t.pid
    before = found_in_memory(pid, NAME, PHONE, BEGUN)
    assert {line.partition(" ")[0] for line in before} == {NAME, PHONE, BEGUN}, "the search itself must find them"
    assert any(str(locked_book) in name for name in open_files(pid))
    t.press("\x0c")
    t.see("有人按了", "您是哪一位")
    assert t.pid == pid, "the process was replaced, not left behind"
    assert found_in_memory(pid, NAME, PHONE, BEGUN, MEMBER) == []
    assert not [name for name in open_files(pid) if str(locked_book) in name]
    assert NAME not in t.everything and PHONE not in t.everything and BEGUN not in t.everything
    t.press("2", "1", "1", "1", "1")
    t.see("密码不对，还可以试 4 次")
    assert found_in_memory(pid, NAME, PHONE, BEGUN, MEMBER) == []
    assert not [name for name in open_files(pid) if str(locked_book) in name]
    t.press(*SECRETARY)
    t.see("王桂芳，请坐", "有人按了")
    assert BEGUN not in t.text
    t.press("\x0c")
    t.see("您是哪一位")
    t.press("1", *CHAIR)
    t.see("上次没有写完")
    t.press("1")
    t.see(BEGUN)


def test_a_change_of_person_is_six_keys_and_digits_come_full_width(program):
    t = program
    t.full_width = True
    t.press("1", *CHAIR)
    t.see("孙玉兰", "进一本台账")
    t.pressed = 0
    t.press("\x0c")
    t.see("您是哪一位")
    t.press("2", *SECRETARY)
    t.see("王桂芳，请坐")
    assert t.pressed == 6


def test_a_word_dropped_before_the_lock_is_sealed_and_comes_in_with_the_next_opening(program, locked_book):
    t = program
    t.pressed = 0
    t.press("Tab", "3")
    t.see("在哪里")
    t.type("东门口")
    t.press("回车")
    t.type("垃圾桶翻了，野猫翡翠色")
    t.press("回车")
    t.see("收好了，明天打开台账时会放进去")
    assert t.pressed <= 8
    dropped = list(locked_book.parent.glob("*.in.*"))
    assert len(dropped) == 1
    assert "翡翠".encode() not in dropped[0].read_bytes()
    t.press("1", *CHAIR)
    t.see("夜里投进来 1 份")


def test_the_cover_leaves_nothing_on_the_terminal_and_gives_all_back(program):
    t = program
    t.press("1", *CHAIR)
    t.see("孙玉兰")
    t.press("2")
    t.see("共")
    t.type(NAME)
    t.see("显示 1 条")
    before = t.text
    t.press("\x1b[24~")
    covered = t.see("按任意键回来")
    assert NAME not in covered and "永富" not in covered
    t.press("x")
    assert t.see("显示 1 条") == before


def test_the_terminal_echoes_again_after_a_lock_and_an_end(program):
    t = program
    t.press("1", *CHAIR)
    t.see("孙玉兰")
    t.press("\x0c")
    t.see("您是哪一位")
    assert not t.echoes
    menu(t, "退出")
    t.see("要关上台账")
    t.press("1" if "1 退出" in t.text else "左", "回车")
    assert t.end() == 0
    assert t.echoes


def test_nothing_of_one_book_is_left_when_another_is_open(locked_book, tmp_path, monkeypatch):
    other = tmp_path / "和平里.台账"
    Book.new(other, catalog(), name="和平里", body="mutual_aid", short="和平").close()
    village.build(tmp_path / "永安里.台账")
    with Book.open(tmp_path / "永安里.台账", catalog()) as book:
        write(book, OWNER, "person", {"name": NAME, "phone": PHONE})
    command = [sys.executable, "-m", "linli_tui", "open", str(tmp_path / "永安里.台账")]
    with Terminal(command, {"LINLI_HOME": str(tmp_path / "home")}, history=True) as t:
        t.see("进一本台账")
        t.press("2")
        t.see("共")
        t.type(NAME)
        t.see(NAME, "显示 1 条")
        assert found_in_memory(t.pid, NAME, PHONE)
        t.press("退出键", "退出键")
        menu(t, "台账架")
        t.see("打开哪一本台账", "和平里")
        t.press(re.search(r"(\d)  *和平里", t.text)[1])
        t.see("和平里  台账", "进一本台账")
        assert found_in_memory(t.pid, NAME, PHONE) == []
        assert not [name for name in open_files(t.pid) if "永安里" in name]


def test_a_wrong_passphrase_leaves_nothing_and_asks_for_it_again(locked_book, tmp_path, monkeypatch):
    give_words(locked_book)
    command = [sys.executable, "-m", "linli_tui", "open", str(locked_book)]
    with Terminal(command, {"LINLI_HOME": str(tmp_path / "home")}, history=True) as t:
        t.see("要负责人的口令", "会长 孙")
        assert found_in_memory(t.pid, NAME, PHONE, MEMBER) == []
        t.press("1")
        t.see("请打口令", "没有加锁")
        t.type("三棵老梨树")
        t.press("回车")
        t.see("口令不对", "请打口令")
        assert found_in_memory(t.pid, NAME, PHONE, MEMBER) == []
        t.type(WORDS)
        t.press("回车")
        t.see("孙玉兰，请坐")


def test_of_an_encrypted_book_the_locked_process_has_no_key_and_a_pin_opens_it(tmp_path, monkeypatch):
    monkeypatch.setenv("LINLI_HOME", str(tmp_path / "home"))
    path = tmp_path / "永富新村.台账"
    with pytest.MonkeyPatch.context() as patch:
        seats.cheap(patch)
        locked.seated(path)
        key = keyfile.open_any(path, locked.CHAIR)[1]
    with Book.open(path, catalog(), key=key, actor=OWNER) as book:
        write(book, OWNER, "person", {"name": NAME, "phone": PHONE})
    command = [sys.executable, "-m", "linli_tui", "open", str(path)]
    with Terminal(command, {"LINLI_HOME": str(tmp_path / "home")}, history=True) as t:
        t.see("您是哪一位", "会长 孙", "秘书 王")
        assert "7幢 周" not in t.text, "after a start a PIN opens nothing"
        t.press("1")
        t.see("请打口令")
        t.type(locked.CHAIR)
        t.press("回车")
        t.see("孙玉兰，请坐")
        assert {line.partition(" ")[0] for line in found_in_memory(t.pid, NAME[:1], key=key)} >= {"key"}
        t.pressed = 0
        t.press("\x0c")
        t.see("有人按了", "7幢 周")
        assert found_in_memory(t.pid, NAME, PHONE, MEMBER, locked.CHAIR, key=key) == []
        assert not [name for name in open_files(t.pid) if path.name in name and not name.endswith(".lock")]
        t.press("2", "1", "1", "1", "1")
        t.see("密码不对，还可以试 4 次")
        assert found_in_memory(t.pid, NAME, PHONE, MEMBER, key=key) == []
        t.pressed = 1
        t.press(*SECRETARY)
        t.see("王桂芳，请坐")
        t.press("\x0c")
        t.see("您是哪一位")
    with Terminal(command, {"LINLI_HOME": str(tmp_path / "home")}, history=True) as t:
        t.see("您是哪一位", "会长 孙")
        t.press("2")
        t.see("请打口令")
        t.type(locked.CHAIR)
        t.press("回车")
        t.see("口令不对")
