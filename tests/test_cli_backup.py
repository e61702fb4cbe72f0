"""linli backup and linli restore: what they make, what they say, who may."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from linli_tui import cli
from linli_tui.book import backup, cipher, files, keyfile, sheet
from linli_tui.book.book import Book
from linli_tui.core import clock
from linli_tui.core.access import OWNER
from linli_tui.ledgers import catalog
from tests.book.acts import save
from tests.book.locked import CHAIR, SECRETARY, seated
from tests.book.seats import cheap, council, lock

EVENING = "2026-11-22T13:05:00.000Z"
BACKUP = "盘/邻里备份/村.2026-11-22_2105.台账"


@pytest.fixture(autouse=True)
def evening():
    """Time stands still; what is written later is moved by hand."""
    with clock.frozen(EVENING) as now:
        yield now


@pytest.fixture
def book(tmp_path, monkeypatch):
    """A closed book without keys, in the folder one stands in."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "村.台账"
    with Book.new(path, catalog(), name="测试新村", body="mutual_aid") as opened:
        save(opened, "person", name="王桂芳")
    return path


@pytest.fixture
def linli(capfd):
    """Runs a command with lines to read on a file descriptor of its own: exit code, output, errors."""

    def run(*words, lines=()):
        reading, writing = os.pipe()
        os.write(writing, "".join(f"{line}\n" for line in lines).encode())
        os.close(writing)
        more = ("--pin-fd", str(reading)) if lines else ()
        try:
            code = cli.main([*map(str, words), *more])
        finally:
            os.close(reading)
        return (code, *capfd.readouterr())

    return run


@pytest.fixture
def keyed(linli):
    """The same with passphrases on a descriptor of their own."""

    def run(*words, keys=(), pins=()):
        reading, writing = os.pipe()
        os.write(writing, "".join(f"{line}\n" for line in keys).encode())
        os.close(writing)
        try:
            return linli(*words, *(("--key-fd", reading) if keys else ()), lines=pins)
        finally:
            os.close(reading)

    return run


def people(path) -> set[str]:
    with Book.open(Path(path), catalog(), actor=OWNER, read_only=True) as book:
        return {row["name"] for row in book.read.sql("SELECT name FROM person")}


def test_a_backup_is_made_at_the_usual_place_and_said(book, linli):
    code, said, error = linli("backup", "--book", book)
    (made,) = (files.user_folder() / "backups").rglob("*.台账")
    assert (code, error) == (0, "") and said.startswith(f"备份好了，打开核对过：{made}。")
    assert "备份在这间屋里" in said.splitlines()[-1]
    assert people(made) == {"王桂芳"}


def test_a_backup_is_made_where_it_is_said_beside_a_window_that_is_open(book, linli):
    with Book.open(book, catalog()) as opened:
        save(opened, "person", name="李建国")
        code, said, _ = linli("backup", "--book", book, "--to", "盘", "--json")
    told = json.loads(said)
    assert code == 0 and told["file"].endswith(BACKUP) and told["lines"] > 0 and told["at"] == EVENING
    assert people(told["file"]) == {"王桂芳", "李建国"}


def test_where_it_cannot_be_written_the_exit_code_is_one(book, linli, tmp_path):
    (tmp_path / "盘").write_text("", encoding="utf-8")
    code, said, error = linli("backup", "--book", book, "--to", "盘")
    assert (code, said) == (1, "") and "没有备份成" in error and "以前的备份都还在" in error


def test_restore_first_only_says_what_would_be_lost(book, linli, evening):
    linli("backup", "--book", book, "--to", "盘")
    evening.advance(days=2)
    with Book.open(book, catalog()) as opened:
        save(opened, "person", name="李建国")
    before = book.read_bytes()
    code, said, error = linli("restore", BACKUP, "--to", book)
    assert (code, error) == (0, "") and book.read_bytes() == before
    assert "会少1处改动，从2026-11-24 21:05到2026-11-24 21:05" in said and "备份试过了" in said and "--yes" in said
    code, said, _ = linli("restore", BACKUP, "--to", book, "--json")
    told = json.loads(said)
    assert (told["restored"], told["changes"], told["ok"], told["there"]) == (False, 1, True, True)
    code, said, _ = linli("restore", BACKUP, "--to", book, "--yes")
    aside = book.with_name("村.台账.原来的-2026-11-24_2105")
    assert code == 0 and f"原来的留着，叫「{aside.name}」" in said
    assert people(book) == {"王桂芳"} and people(aside) == {"王桂芳", "李建国"}
    assert linli("check", "--book", book)[0] == 0


def test_onto_a_new_laptop(book, linli, tmp_path):
    linli("backup", "--book", book, "--to", "盘")
    code, said, _ = linli("restore", BACKUP, "--to", "新/村.台账")
    assert code == 0 and "还没有台账，什么也不会少" in said and not (tmp_path / "新").exists()
    code, said, _ = linli("restore", BACKUP, "--to", "新/村.台账", "--yes", "--json")
    assert code == 0 and json.loads(said)["aside"] is None and people(tmp_path / "新" / "村.台账") == {"王桂芳"}


def test_over_a_damaged_book(book, linli, evening):
    linli("backup", "--book", book, "--to", "盘")
    book.write_bytes(b"\xff" * 5000)
    code, said, _ = linli("restore", BACKUP, "--to", book)
    assert code == 0 and "打不开，看不出会少多少" in said
    code, _, _ = linli("restore", BACKUP, "--to", book, "--yes")
    assert code == 0 and people(book) == {"王桂芳"}
    assert book.with_name("村.台账.原来的-2026-11-22_2105").read_bytes() == b"\xff" * 5000


def test_what_cannot_be_restored_changes_nothing(book, linli, tmp_path):
    before = book.read_bytes()
    (tmp_path / "坏.台账").write_bytes(b"x" * 5000)
    for wrong, said in (("没有.台账", "没有找到"), ("坏.台账", "损坏")):
        code, out, error = linli("restore", wrong, "--to", book, "--yes")
        assert (code, out) == (1, "") and said in error
    assert book.read_bytes() == before


@pytest.fixture
def locked(book, monkeypatch, linli):
    """The same with a council that has PINs, and one change more than its backup."""
    cheap(monkeypatch)
    with Book.open(book, catalog()) as opened:
        lock(opened, council(opened))
        backup.back_up(opened, book.parent / "盘")
        save(opened, "person", name="赵小妹")
    return book


def test_a_locked_book_is_backed_up_by_whoever_is_let_in(locked, linli):
    code, said, error = linli("backup", "--book", locked)
    assert (code, said) == (2, "") and "--as" in error
    assert linli("backup", "--book", locked, "--as", "周大明", lines=["8642"])[0] == 0


def test_over_a_locked_book_it_takes_two(locked, linli):
    words, chair = ("restore", BACKUP, "--to", locked), ("--as", "孙玉兰")
    code, said, _ = linli(*words, *chair, lines=["2580"])
    assert code == 0 and "会少1处改动" in said and "--second" in said
    before = locked.read_bytes()
    for more, lines, wanted in (
        (("--yes",), (), 2),
        (("--yes", *chair), ("2580",), 1),
        (("--yes", *chair, "--second", "孙玉兰"), ("2580", "2580"), 1),
        (("--yes", *chair, "--second", "周大明"), ("2580", "8642"), 1),
        (("--yes", *chair, "--second", "王桂芳"), ("2580", "1111"), 2),
        (("--yes", "--as", "周大明", "--second", "王桂芳"), ("8642", "1379"), 1),
    ):  # fmt: skip
        code, said, error = linli(*words, *more, lines=lines)
        assert (code, said) == (wanted, "") and error, more
        assert people(locked) >= {"赵小妹"}
    assert len(before) == locked.stat().st_size
    code, said, error = linli(*words, "--yes", *chair, "--second", "王桂芳", lines=("2580", "1379"))
    assert (code, error) == (0, "") and "赵小妹" not in people(locked)


def test_where_the_locked_book_is_gone_the_backup_knows_who_may(locked, linli):
    locked.unlink()
    words = ("restore", BACKUP, "--to", locked, "--yes")
    assert linli(*words)[0] == 2
    assert linli(*words, "--as", "周大明", lines=["8642"])[0] == 1 and not locked.exists()
    assert linli(*words, "--as", "孙玉兰", lines=["2580"])[0] == 0 and "孙玉兰" in people(locked)


# Encrypted


@pytest.fixture
def sealed(tmp_path, monkeypatch, linli):
    """A closed encrypted book whose chair and secretary have passphrases, and a backup that lacks a change."""
    cheap(monkeypatch)
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "村.台账"
    seated(path)
    key = keyfile.open_any(path, CHAIR)[1]
    with Book.open(path, catalog(), actor=OWNER, key=key) as opened:
        backup.back_up(opened, tmp_path / "盘")
        save(opened, "person", name="雒阳春晓")
    return path


def test_a_sealed_book_goes_to_a_new_laptop_with_a_passphrase(sealed, keyed):
    for name in sealed.parent.iterdir():
        if name.is_file():
            name.unlink()
    words = ("restore", BACKUP, "--to", "新/村.台账")
    code, said, error = keyed(*words)
    assert (code, said) == (2, "") and "--key-fd" in error
    assert keyed(*words, "--yes", keys=["错的口令错的"])[0] == 2
    code, said, error = keyed(*words, keys=[CHAIR])
    assert (code, error) == (0, "") and "备份试过了" in said
    assert keyed(*words, "--yes", keys=[CHAIR])[0] == 0
    new = sealed.parent / "新" / "村.台账"
    assert cipher.is_encrypted(new) and keyed("check", "--book", new, keys=[SECRETARY])[0] == 0


def test_a_sealed_backup_and_the_paper_alone_are_enough(sealed, keyed):
    code = " ".join(sheet.groups(keyfile.open_any(sealed, CHAIR)[1]))
    backup.beside(Path(BACKUP)).unlink()
    for name in sealed.parent.iterdir():
        if name.is_file():
            name.unlink()
    words = ("restore", BACKUP, "--to", "新/村.台账", "--yes")
    assert keyed(*words, "--as", "孙玉兰", keys=[code], pins=["2580"])[0] == 0
    new = sealed.parent / "新" / "村.台账"
    assert not backup.beside(new).exists()
    keyfile_again = keyed("list", "人员", "--book", new, "--as", "孙玉兰", keys=[code], pins=["2580"])
    assert keyfile_again[0] == 0


def test_over_a_sealed_book_it_takes_two(sealed, keyed):
    words = ("restore", BACKUP, "--to", sealed, "--yes")
    code, said, error = keyed(*words, keys=[CHAIR])
    assert (code, said) == (1, "") and "两个人" in error
    code, said, error = keyed(*words, "--second", "王桂芳", keys=[CHAIR], pins=["1379"])
    assert (code, error) == (0, "") and "原来的留着" in said
    every = b"".join(p.read_bytes() for p in sealed.parent.rglob("*") if p.is_file())
    assert "雒阳春晓".encode() not in every
    assert keyed("check", "--book", sealed, keys=[CHAIR])[0] == 0
