"""Names of people: cleaned, split, found by pinyin; and the one place where anything about a person is masked."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from linli_tui.core.fold import clean, fold

# Only surnames that are far likelier than a one-character surname with the same beginning: 单于, 乐正, 梁丘, 谷梁
# are left out, because treating them as one would show a hidden character of everybody else.
_COMPOUND = frozenset(
    re.findall(
        "..",
        "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫濮阳公冶申屠公孙慕容钟离"
        "长孙宇文司徒鲜于司空闾丘亓官司寇令狐呼延轩辕淳于拓跋百里西门东郭南门第五歐陽司馬諸葛東方尉遲",
    )
)
# What pypinyin reads otherwise than the bearers do.
_READINGS = """
    单:shan 單:shan 曾:zeng 仇:qiu 解:xie 区:ou 區:ou 查:zha 盖:ge 蓋:ge 朴:piao 翟:zhai 覃:qin 乐:yue 樂:yue
    员:yun 員:yun 折:she 缪:miao 繆:miao 隗:wei 召:shao 句:gou 种:chong 秘:bi 黑:he 繁:po 洗:xian 阚:kan 闞:kan
    祭:zhai 薄:bo 都:du 角:jue 么:yao 万俟:mo,qi 尉迟:yu,chi 尉遲:yu,chi 澹台:tan,tai
"""
_SURNAME_READINGS: dict[str, str] = dict(re.findall(r"(\S+):(\S+)", _READINGS))
# Patterns stay text until their first use, here and in places: compiling them would cost most of the import.
_HAN = "[\u3007\u3400-\u4dbf\u4e00-\u9fff\ue000-\ufaff\U00020000-\U0003ffff]"
_ALL_HAN = f"{_HAN}+"
_DOT = "\u00b7"
_ANY_DOT = f"(?<={_HAN}) ?[\u00b7\u2022\u2027\u2219\u22c5\u30fb\uff0e\uff65.] ?(?={_HAN})"


def clean_name(text: str) -> str:
    """A name in the one form that is stored: 「杨　健」 is 杨健, a dot between parts is U+00B7, rare characters stay.

    Spaces go where one short Chinese name is left: up to three characters, or four that begin with a compound
    surname or stand one by one; 「张三 李四」 are two people and keep theirs.
    """
    name = re.sub(_ANY_DOT, _DOT, clean(text))
    joined = name.replace(" ", "")
    if joined != name and re.fullmatch(_ALL_HAN, joined):
        singly = len(joined) == 4 and (joined[:2] in _COMPOUND or name.count(" ") == 3)
        return joined if len(joined) <= 3 or singly else name
    return name


def surname(name: str) -> tuple[str, str]:
    """The surname and the given name; the surname is empty where there is none: dotted and foreign names."""
    if _DOT in name or not re.match(_ALL_HAN, name):
        return "", name
    size = 2 if len(name) > 2 and name[:2] in _COMPOUND else 1
    return name[:size], name[size:]


@lru_cache(maxsize=16384)
def pinyin_syllables(name: str) -> tuple[str, ...]:
    """The readings of a name, one per character: (`shan`, `jian`, `guo`); u with dots is `v`.

    Letters and digits stand for themselves, characters without a known reading for nothing.
    """
    family, given = surname(name)
    reading = _SURNAME_READINGS.get(family)
    syllables = (reading.split(",") if reading else list(map(_syllable, family))) + list(map(_syllable, given))
    return tuple(filter(None, syllables))


def pinyin_keys(name: str) -> tuple[str, str]:
    """The full pinyin and the initials a name is found by, as (`shanjianguo`, `sjg`)."""
    syllables = pinyin_syllables(name)
    return "".join(syllables), "".join(syllable[0] for syllable in syllables)


@lru_cache(maxsize=8192)
def _syllable(char: str) -> str:
    if char.isascii():
        return char.lower() if char.isalnum() else ""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(char, errors="ignore"))


def mask_name(name: str) -> str:
    """The surname and a `*` per hidden character: 张**, 欧阳**.

    Of a name without surname, dotted or foreign, the first character stays, and with it the dot and the spaces.
    A name of one character is hidden whole.
    """
    shown = len(surname(name)[0]) or 1
    shown = shown if len(name) > shown else 0
    return name[:shown] + re.sub(rf"[^ {_DOT}]", "*", name[shown:])


def mask_phone(phone: str) -> str:
    """136****5588 of a mobile number, ****2345 of another of eight or more digits, **** of anything else."""
    digits = re.sub(r"\D", "", fold(phone))
    if mobile := re.fullmatch(r"(?:86)?(1\d\d)\d{4}(\d{4})", digits):
        return f"{mobile[1]}****{mobile[2]}"
    return "****" + (digits[-4:] if len(digits) >= 8 else "")


def mask_id(number: str) -> str:
    """330681********0010 of an identity number; of another document only the first and last character."""
    number = re.sub(r"[\s-]", "", fold(clean(number)))
    usual = re.fullmatch(r"\d{15}|\d{17}[\dXx]", number)
    head, tail = (6, 4) if usual else (1, 1) if len(number) >= 6 else (0, 0)
    return number[:head] + "*" * (len(number) - head - tail) + number[len(number) - tail :]


def mask_plate(plate: str) -> str:
    """浙D1**34 of a number plate, with its dot if it has one; *** of anything else."""
    found = re.fullmatch(rf"({_HAN}[A-Z])([{_DOT}. -]?)(\w)(\w{{2,3}})(\w\w)", fold(clean(plate)).upper())
    return f"{found[1]}{found[2]}{found[3]}{'*' * len(found[4])}{found[5]}" if found else "***"


# What may stay: the text up to the building and its entrance; or, between hyphens, codes too short to be a room.
_BLOCK = (
    r"((?:(?!室|房|户).)*?(?:幢|栋|号楼|座)(?:[^幢栋座室房户]{1,4}?(?:单元|门))?"
    r"|(?:(?:\d{1,2}[A-Z甲乙丙丁]?|[A-Z])-){1,2}(?=\d))(.+)"
)


def mask_address(address: str) -> str:
    """3幢2单元***室, 3-2-***: building and entrance stay, the last piece is always hidden; *** where none is known."""
    address = fold(clean(address))
    found = re.fullmatch(_BLOCK, address)
    return (found[1] if found else "") + "***" + ("室" if address.endswith("室") else "")


def mask_text(text: str) -> str:
    """*** of any text."""
    return "***"


_MASKS: dict[str, Callable[[str], str]] = {
    "name": mask_name,
    "phone": mask_phone,
    "idnumber": mask_id,
    "plate": mask_plate,
    "address": mask_address,
    "text": mask_text,
}


def mask(kind: str, value: str) -> str:
    """The value as those may see it who may not see it whole; nothing stays nothing; ValueError for an unknown kind."""
    if kind not in _MASKS:
        raise ValueError(f"no mask for {kind!r}")
    text = clean(value)
    shown = _MASKS[kind](text)
    return "" if not text else shown if "*" in shown else "***"
