"""Names are kept in one form and found by the reading their bearers use."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli_tui.core.names import clean_name, pinyin_keys, pinyin_syllables, surname

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("杨　健", "杨健"),
        (" 杨 建 国\n", "杨建国"),
        ("欧阳 娜娜", "欧阳娜娜"),
        ("欧 阳 娜 娜", "欧阳娜娜"),
        ("张三 李四", "张三 李四"),
        ("阿依古丽\u2022买买提", "阿依古丽·买买提"),
        ("阿依古丽 \u30fb 买买提", "阿依古丽·买买提"),
        ("阿依古丽.买买提", "阿依古丽·买买提"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("J. Smith", "J. Smith"),
        ("䶮 𬭎", "䶮𬭎"),
        ("", ""),
    ],
)
def test_one_form_of_a_name(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


@given(st.lists(HAN, min_size=2, max_size=3), st.sampled_from(["", " ", "　", "\u00a0 "]))
def test_spaces_never_make_another_person(chars: list[str], space: str) -> None:
    assert clean_name(space.join(chars)) == "".join(chars)


@given(st.text(max_size=12))
def test_a_cleaned_name_is_clean(text: str) -> None:
    assert clean_name(clean_name(text)) == clean_name(text)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("张三", ("张", "三")),
        ("欧阳娜娜", ("欧阳", "娜娜")),
        ("司马光", ("司马", "光")),
        ("欧阳", ("欧", "阳")),
        ("乐正华", ("乐", "正华")),
        ("䶮明", ("䶮", "明")),
        ("单", ("单", "")),
        ("阿依古丽·买买提", ("", "阿依古丽·买买提")),
        ("John", ("", "John")),
        ("", ("", "")),
    ],
)
def test_surname(name: str, parts: tuple[str, str]) -> None:
    assert surname(name) == parts


SURNAMES = """
    单shan 曾zeng 仇qiu 解xie 区ou 查zha 任ren 盖ge 华hua 朴piao 宁ning 翟zhai 覃qin 乐yue 员yun 折she 缪miao 纪ji 燕yan
    葛ge 冼xian 逄pang 晏yan 臧zang 郗xi 隗wei 牟mou 召shao 句gou 种chong 黑he 繁po 阚kan 薄bo 吕lv 沈shen 尉wei 长zhang
"""


@pytest.mark.parametrize("case", SURNAMES.split())
def test_readings_of_surnames(case: str) -> None:
    char, reading = case[0], case[1:]
    assert pinyin_keys(char + "明") == (reading + "ming", reading[0] + "m")


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("尉迟恭", ("yuchigong", "ycg")),
        ("万俟雅", ("moqiya", "mqy")),
        ("长孙无忌", ("zhangsunwuji", "zswj")),
        ("澹台明", ("tantaiming", "ttm")),
        ("王单", ("wangdan", "wd")),
        ("阿依古丽·买买提", ("ayigulimaimaiti", "ayglmmt")),
        ("䶮𬭎", ("yanhong", "yh")),
        ("王A1", ("wanga1", "wa1")),
        ("\ue000", ("", "")),
        ("", ("", "")),
    ],
)
def test_pinyin_keys(name: str, keys: tuple[str, str]) -> None:
    assert pinyin_keys(name) == keys


@settings(deadline=None)  # the first reading loads pypinyin
@given(st.text(HAN, min_size=1, max_size=5))
def test_keys_are_plain_letters(name: str) -> None:
    full, initials = pinyin_keys(name)
    assert not full or (full.isascii() and full.isalpha() and full.islower())
    assert len(initials) == len(pinyin_syllables(name)) <= len(name)
