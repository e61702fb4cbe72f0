"""The recovery sheet: every key comes back from paper, and every slip of the pen is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.book import sheet
from linli_tui.core.refusal import Refused

KEYS = st.binary(min_size=32, max_size=32)
KNOWN = bytes(range(32))


def test_a_known_key_is_written_as_ever():
    assert " ".join(sheet.groups(KNOWN)) == (
        "000GZ 40R4T 0M30G E209P 185G1 R38EM 1W81G 24GKH 2GAH0 C5RRF 34D15 P70XY 3RFGQ"
    )  # fmt: skip


@given(KEYS)
def test_what_is_written_is_read_however_it_is_spaced(key):
    groups = sheet.groups(key)
    assert len(groups) == sheet.GROUPS and all(len(group) == 5 for group in groups)
    assert not set("".join(groups)) & set("ILOU")
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in groups[0]) + "".join(groups[1:])
    for typed in (" ".join(groups), "".join(groups).lower(), "\n".join(groups), "-".join(groups), wide):
        assert sheet.looks_like(typed) and sheet.read(typed) == key


@given(KEYS, st.integers(0, sheet.GROUPS - 1), st.integers(0, 3), st.sampled_from(sheet.SIGNS))
def test_a_wrong_sign_is_named_with_its_group(key, n, at, sign):
    groups = list(sheet.groups(key))
    if groups[n][at] == sign:
        return
    groups[n] = groups[n][:at] + sign + groups[n][at + 1 :]
    with pytest.raises(Refused) as refused:
        sheet.read(" ".join(groups))
    assert f"第{n + 1}组" in str(refused.value)


@given(KEYS, st.integers(0, sheet.GROUPS - 2))
def test_two_exchanged_groups_are_found(key, n):
    groups = list(sheet.groups(key))
    if groups[n] == groups[n + 1]:
        return
    groups[n], groups[n + 1] = groups[n + 1], groups[n]
    try:
        assert sheet.read(" ".join(groups)) != key
    except Refused as refused:
        assert "组" in str(refused)


@given(KEYS)
def test_signs_that_look_alike_are_one(key):
    text = " ".join(sheet.groups(key))
    assert sheet.read(text.replace("0", "O").replace("1", "l").replace("V", "u")) == key


@pytest.mark.parametrize("text", ["", "7T2TZ", "一二三", "7T2TZ " * 14])
def test_half_a_sheet_and_no_sheet_are_refused(text):
    with pytest.raises(Refused):
        sheet.read(text)


@pytest.mark.parametrize("words", ["春风又绿江南岸", "correct horse battery staple", "88888888", ""])
def test_a_passphrase_is_not_taken_for_a_code(words):
    assert not sheet.looks_like(words)
