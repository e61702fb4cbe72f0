"""The command line and an encrypted book: secrets come by prompt or descriptor alone, and each opens what it should."""

from __future__ import annotations

import json
import os
import sqlite3

import pytest

from linli_tui import cli
from linli_tui.book import cipher, keyfile, sheet
from tests.book.locked import CHAIR, FOUNDER, SECRETARY, seated
from tests.book.seats import PINS, cheap


@pytest.fixture
def linli(capfd, monkeypatch):
    """Runs a command with passphrases and PINs on descriptors of their own: exit code, output, errors."""
    cheap(monkeypatch)

    def run(*words, keys=(), pins=()):
        more, pipes = [], []
        for option, lines in (("--key-fd", keys), ("--pin-fd", pins)):
            if lines:
                reading, writing = os.pipe()
                os.write(writing, "".join(f"{line}\n" for line in lines).encode())
                os.close(writing)
                more += [option, str(reading)]
                pipes.append(reading)
        try:
            code = cli.main([*map(str, words), *more])
        finally:
            for pipe in pipes:
                os.close(pipe)
        return (code, *capfd.readouterr())

    return run


@pytest.fixture
def book(tmp_path, linli):
    """A closed encrypted book whose chair and secretary have passphrases, and three people PINs."""
    path = tmp_path / "村.台账"
    seated(path)
    return path


def test_a_book_is_encrypted_unless_a_plain_one_is_asked_for(tmp_path, linli):
    path = tmp_path / "新.台账"
    founds = ("new", path, "--name", "永富新村", "--body", "互助会")
    code, said, error = linli(*founds)
    assert (code, said) == (2, "") and "--key-fd" in error and not path.exists()
    code, _, error = linli(*founds, keys=["短"])
    assert code == 2 and "太短" in error and not path.exists()
    code, said, error = linli(*founds, keys=[FOUNDER])
    assert code == 0 and "已建好" in said and "恢复单" in error and cipher.is_encrypted(path)
    assert json.loads(linli("check", "--book", path, "--json", keys=[FOUNDER])[1])["ok"]
    code, said, error = linli("new", tmp_path / "平.台账", "--name", "永富", "--body", "互助会", "--plain")
    assert code == 0 and "没有加锁" in error and not cipher.is_encrypted(tmp_path / "平.台账")


def test_no_command_reads_it_without_a_key(book, linli):
    for command in (("list", "人员"), ("find", "桂芳"), ("check",), ("report", "--to", "盘")):
        code, said, error = linli(*command, "--book", book)
        assert code == 2 and "孙玉兰" not in said and "--key-fd" in error, command
        code, said, error = linli(*command, "--book", book, keys=["错的口令错的"])
        assert code == 2 and "口令不对" in error, command


@pytest.mark.parametrize(("words", "name"), [(CHAIR, "孙玉兰"), (SECRETARY, "王桂芳")])
def test_a_passphrase_says_who_it_is(book, linli, words, name):
    assert linli("check", "--book", book, keys=[words])[0] == 0
    assert linli("check", "--book", book, "--as", name, keys=[words])[0] == 0
    code, _, error = linli("check", "--book", book, "--as", "周大明", keys=[words])
    assert code == 2 and "--pin-fd" in error, "another person needs his own PIN"
    assert linli("list", "人员", "--book", book, "--as", "周大明", keys=[words], pins=[PINS["周大明"]])[0] == 0


def test_the_code_of_the_sheet_opens_and_a_pin_says_who_it_is(book, linli):
    code = " ".join(sheet.groups(keyfile.open_any(book, CHAIR)[1]))
    assert "--as" in linli("check", "--book", book, keys=[code])[2]
    assert linli("check", "--book", book, "--as", "孙玉兰", keys=[code], pins=["2580"])[0] == 0
    wrong = "0" + code[1:] if code[0] != "0" else "1" + code[1:]
    assert "第1组" in linli("check", "--book", book, "--as", "孙玉兰", keys=[wrong], pins=["2580"])[2]


def test_a_sheet_counts_once_it_was_typed_back(book, linli):
    code = " ".join(sheet.groups(keyfile.open_any(book, CHAIR)[1]))
    assert linli("sheet", "--book", book, keys=[CHAIR, code[:-1]])[0] == 1
    done, _, shown = linli("sheet", "--book", book, keys=[CHAIR, code.lower()])
    assert done == 0 and all(group in shown for group in code.split())


def test_an_open_copy_takes_two(book, linli, tmp_path):
    copy = tmp_path / "开.台账"
    code, _, error = linli("decrypt", "--book", book, "--to", copy, keys=[CHAIR], pins=["王桂芳", "1111"])
    assert code == 2 and "密码不对" in error and not copy.exists()
    code, said, _ = linli("decrypt", "--book", book, "--to", copy, keys=[CHAIR], pins=["王桂芳", PINS["王桂芳"]])
    assert code == 0 and "用完请删掉" in said
    names = {name for (name,) in sqlite3.connect(copy).execute("SELECT name FROM person")}
    assert names >= set(PINS)


def test_a_passphrase_is_never_a_word(book, linli, monkeypatch):
    monkeypatch.setenv("LINLI_KEY", CHAIR)
    monkeypatch.setenv("LINLI_KEY_FD", "0")
    for words in (("--key", CHAIR), (f"--key={CHAIR}",), (CHAIR,)):
        assert linli("check", "--book", book, *words)[0] == 2
    assert linli("check", "--book", book)[0] == 2
