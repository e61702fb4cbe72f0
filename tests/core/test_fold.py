"""What a keyboard types and a spreadsheet carries comes down to the one form that is meant."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.core.fold import clean, clean_lines, fold, fold_digits, fold_numerals, looks_like_pinyin, numeral


def test_every_key_typed_full_width_is_the_plain_key() -> None:
    keys = "".join(map(chr, range(0x21, 0x7F)))
    assert fold("".join(chr(ord(key) + 0xFEE0) for key in keys)) == keys
    assert fold("。．，－～／：（）＋＊＃＠　—") == "..,-~/:()+*#@ -"
    assert fold("王芳、３幢「公约」") == "王芳、3幢「公约」"


def test_fold_digits_leaves_the_rest() -> None:
    assert fold_digits("３幢（２）－ａ") == "3幢（2）－ａ"


@pytest.mark.parametrize(
    ("dirty", "clear"),
    [
        ("　杨\u00a0　健 ", "杨 健"),
        ("张\x00三\u200b", "张三"),
        ("\ufeff李\u202e四\u202c", "李四"),
        ("房屋\r\n面积\t（㎡）", "房屋 面积 （㎡）"),
        ("e\u0301", "\u00e9"),
        ("\ue81e\ue7c7\ue864", "\u9fb4\u1e3f\u9fbb"),
        ("䶮㛃𬭎堃喆", "䶮㛃𬭎堃喆"),
        ("a\ud800b\uffff", "ab"),
        ("a\x7f\x1fb", "ab"),
    ],
)
def test_clean(dirty: str, clear: str) -> None:
    assert clean(dirty) == clear


@given(st.text(st.characters(codec=None, categories=None)))
def test_cleaned_text_is_clean(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert once == once.strip() and "  " not in once
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")
    assert not any(unicodedata.category(char) == "Cc" for char in once)


def test_lines_stay_lines() -> None:
    assert clean_lines("\n　一、爱护绿化。 \r\n\r\n　二、不乱\x00停车。\n\n") == "一、爱护绿化。\n\n二、不乱停车。"
    assert clean("一\n二") == "一 二"


def test_private_characters_are_what_python_decodes() -> None:
    moved = [b"\xfe\x59", b"\xfe\x61", b"\xfe\x66", b"\xfe\x67", b"\xfe\x6d", b"\xfe\x7e", b"\xfe\x90", b"\xfe\xa0"]
    assert clean(b"".join(moved).decode("gb18030")) == "\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb"


@pytest.mark.parametrize("text", ["wangfang", "wang fang", "xi'an", "Wang Fang", "wf", "ｗａｎｇ"])
def test_bare_pinyin_is_noticed(text: str) -> None:
    assert looks_like_pinyin(text)


@pytest.mark.parametrize("text", ["", "王芳", "a", "A座", "WiFi", "LED", "8a", "wang芳", "a" * 5000 + "!"])
def test_what_is_meant_is_left_alone(text: str) -> None:
    assert not looks_like_pinyin(text)


_ONES = "零一二三四五六七八九"


def _spoken(number: int) -> str:
    """The numeral of a number below 10,000 as it is written in full."""
    text = ""
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        text += _ONES[digit] + sign if digit else "零" if text and not text.endswith("零") else ""
    return text.rstrip("零") or "零"


@given(st.integers(0, 9999), st.integers(0, 9999))
def test_numerals_written_in_full_are_read(high: int, low: int) -> None:
    assert numeral(_spoken(low)) == low
    if high:
        tail = "" if not low else _spoken(low) if low >= 1000 else "零" + _spoken(low)
        assert numeral(f"{_spoken(high)}万{tail}") == high * 10000 + low


@given(st.integers(0, 10**9).map(str))
def test_figures_one_by_one_are_read(digits: str) -> None:
    assert numeral("".join(_ONES[int(digit)] for digit in digits)) == int(digits)


@pytest.mark.parametrize("text", ["", "百", "万", "一百二", "一万二", "二十三十", "王", "十千", "一百百"])
def test_no_numeral(text: str) -> None:
    assert numeral(text) is None


def test_numerals_inside_a_text() -> None:
    assert fold_numerals("第十二幢二〇二六年三月，千禧路") == "第12幢2026年3月，千禧路"
