"""Folds what a Chinese keyboard types, or a spreadsheet carries, into the one form that is meant."""

from __future__ import annotations

import re
import unicodedata

# The whole full-width block of ASCII, and the keys an input method turns into Chinese marks.
_KEYS = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {
    **dict.fromkeys((0x2013, 0x2014, 0x2212), "-"),
    0x3000: " ",
    0x3002: ".",
}
_DIGITS = {0xFF10 + digit: 0x30 + digit for digit in range(10)}

# Python's GB18030 codec is of 2000: it leaves these in the private area, where the standard of 2005 and 2022 has
# real characters (GB 18030-2022; A8BC and the eight ideographs from FE59 to FEA0).
_PRIVATE = str.maketrans(
    "\ue7c7\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864",
    "\u1e3f\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb",
)

# Controls, lone surrogates, zero-width characters, overrides of direction, and the two non-characters XML forbids.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0001-\U000e007f]"
)
_LINE_END = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")

_FIGURES = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_NUMERAL = re.compile("[〇零一二两三四五六七八九十百千万]+")
# The last figure may not follow 百 or 千 at once: in speech 一百二 is 120 to most and 102 to some.
_BELOW_WAN = re.compile(
    "(?:(F)千)?零?(?:(F)百)?零?(?:(F?)十)?零?(?:(?<![百千])(F))?".replace("F", "[一二两三四五六七八九]")
)


def fold(text: str) -> str:
    """What was typed, with full-width keys as the plain ones: `８－５０１。５` is `8-501.5`."""
    return text if text.isascii() else text.translate(_KEYS)


def fold_digits(text: str) -> str:
    """The text with full-width digits as plain ones and nothing else changed."""
    return text if text.isascii() else text.translate(_DIGITS)


def clean(text: str) -> str:
    """One line of text worth storing: NFC, nothing unseen, every run of white space one space, none at the ends."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", _UNSEEN.sub("", text.translate(_PRIVATE)))
    elif not text.isprintable():
        text = _UNSEEN.sub("", text)
    return _SPACES.sub(" ", text).strip()


def clean_lines(text: str) -> str:
    """A text of several lines, each cleaned by itself, without empty lines at the ends."""
    return "\n".join(clean(line) for line in _LINE_END.split(text)).strip("\n")


def looks_like_pinyin(text: str) -> bool:
    """Whether a Chinese field was probably left in bare pinyin: two or more small letters, spaces and apostrophes.

    A word may begin with a capital; capitals elsewhere (WiFi, LED) or any digit or Chinese character mean intent.
    """
    words = [word for word in re.split("['\u2019 ]+", fold(text)) if word]
    return sum(map(len, words)) >= 2 and all(re.fullmatch("[A-Za-z][a-z]*", word) for word in words)


def numeral(text: str) -> int | None:
    """The number below 100,000,000 a Chinese numeral means (二十三, 一百零五, 二〇二六), None for any other text."""
    if text and all(sign in _FIGURES for sign in text):
        return int("".join(str(_FIGURES[sign]) for sign in text))
    high, wan, low = text.replace("〇", "零").partition("万")
    if not wan:
        high, low = "零", high
    elif low and "千" not in low and not low.startswith("零"):
        return None
    above, below = _BELOW_WAN.fullmatch(high), _BELOW_WAN.fullmatch(low)
    return _below_wan(above) * 10000 + _below_wan(below) if text and high and above and below else None


def fold_numerals(text: str) -> str:
    """The text with every Chinese numeral in digits: 三月八日 is `3月8日`."""
    return _NUMERAL.sub(lambda run: run[0] if (value := numeral(run[0])) is None else str(value), text)


def _below_wan(found: re.Match[str]) -> int:
    signs = zip(found.groups(), (1000, 100, 10, 1), strict=True)
    return sum(unit * _FIGURES.get(sign, 1) for sign, unit in signs if sign is not None)
