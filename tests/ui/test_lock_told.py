"""What one program leaves for the next that begins before a locked book."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from linli_tui.book import people
from linli_tui.book.people import Member
from linli_tui.ui.locked import LOCKED, TOLD, Locked, Opener, read

BEFORE = Locked(
    Path("/tmp/永富新村.台账"),
    "idle",
    (Opener("p1", "会长 孙", True, True), Opener("p2", "7幢 周", True, False)),
    "p1",
    "密码不对。",
    True,
)


@pytest.fixture(autouse=True)
def untold(monkeypatch):
    monkeypatch.setenv(TOLD, "")


def test_it_comes_back_as_it_was_told_and_is_told_once():
    BEFORE.tell()
    assert read(BEFORE.words) == BEFORE
    assert TOLD not in os.environ
    assert read(BEFORE.words) is None


def test_the_command_line_which_anybody_may_list_has_no_names():
    assert BEFORE.words == [LOCKED, "/tmp/永富新村.台账"]


@pytest.mark.parametrize("told", ["", "{", "[]", "[1]", '["idle", [["x"]], "", "", false]'])
def test_what_cannot_be_read_is_nothing(monkeypatch, told):
    monkeypatch.setenv(TOLD, told)
    assert read(replace(BEFORE).words) is None


def test_who_is_called_as_another_is_told_apart_without_a_full_name():
    def named(person: str, name: str, short: str) -> Member:
        return Member(person, name, (), (), short)

    holders = [
        named("1", "孙玉兰", "会长 孙"),
        named("2", "王桂芳", "7幢 王"),
        named("3", "王大明", "7幢 王"),
        named("4", "李小红", "理事 李"),
        named("5", "李小红", "理事 李"),
        named("6", "周正", "周正"),
    ]
    shorts = people.shorts(holders)
    assert shorts == ["会长 孙", "7幢 王 GF", "7幢 王 DM", "理事 李 XH 4", "理事 李 XH 5", "看守 周"]
    assert not any(member.name in short for member, short in zip(holders, shorts, strict=True))
