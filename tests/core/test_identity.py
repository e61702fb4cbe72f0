"""Numbers that identify are judged by their check digits and dates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.core import clock
from linli_tui.core.identity import birth_date, read_credit_code, read_id_number, read_phone, sex, to_18
from linli_tui.core.refusal import Refused

BORN = st.dates(date(1900, 1, 1), date(1999, 12, 31))


def test_known_numbers() -> None:
    assert read_id_number("11010519491231002x") == "11010519491231002X"
    assert read_id_number(" ３３０６８１ 19800101 0010") == "330681198001010010"
    assert birth_date("330681198001010010") == date(1980, 1, 1)
    assert (sex("330681198001010010"), sex("11010519491231002X")) == (1, 2)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("330681198013010010", "出生日期"),
        ("330681198002300010", "出生日期"),
        ("330681198001010011", "校验码"),
        ("33068119800101001", "位数"),
        ("3306811980010100100", "位数"),
        ("", "位数"),
        ("33068119800101OO10", "不是数字"),
        ("X30681198001010010", "不是数字"),
        ("330681800101001", "15位"),
        ("3.30681198001010E+17", "存成了数字"),
    ],
)
def test_the_refusal_names_what_is_wrong(text: str, wrong: str) -> None:
    with pytest.raises(Refused, match=wrong):
        read_id_number(text)


def test_nobody_is_born_tomorrow() -> None:
    number = to_18("330681800101001")
    with clock.frozen("1979-12-31T15:59:59.000Z"), pytest.raises(Refused, match="出生日期"):
        read_id_number(number)
    with clock.frozen("1979-12-31T16:00:00.000Z"):
        assert read_id_number(number) == number


@given(BORN, st.integers(0, 999_999), st.integers(0, 999))
def test_any_old_number_becomes_a_valid_one_of_the_same_person(born: date, place: int, order: int) -> None:
    number = to_18(f"{place:06d}{born:%y%m%d}{order:03d}")
    assert read_id_number(number) == number
    assert (birth_date(number), sex(number)) == (born, 1 if order % 2 else 2)


@given(BORN, st.integers(0, 999), st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_never_passes(born: date, order: int, place: int, step: int) -> None:
    number = to_18(f"330681{born:%y%m%d}{order:03d}")
    if number[place] == "X":
        return
    wrong = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
    with pytest.raises(Refused):
        read_id_number(wrong)


def test_only_an_old_number_becomes_18() -> None:
    assert to_18("110105491231002") == "11010519491231002X"
    with pytest.raises(Refused):
        to_18("11010549123100")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("13800000000", "13800000000"),
        ("138 0000-0000", "13800000000"),
        ("138.0000.0000", "13800000000"),
        ("１３８００００００００", "13800000000"),
        ("+86 13800000000", "13800000000"),
        ("0086-138-0000-0000", "13800000000"),
        ("13800000000.0", "13800000000"),
        ("0575-87012345", "0575-87012345"),
        ("057587012345", "0575-87012345"),
        ("(0575) 8701234", "0575-8701234"),
        ("（０５７５）８７０１２３４５", "0575-87012345"),
        ("0575—87012345", "0575-87012345"),
        ("+86 0575 87012345", "0575-87012345"),
        ("010-87654321", "010-87654321"),
    ],
)
def test_phones(text: str, kept: str) -> None:
    assert read_phone(text) == kept == read_phone(kept)


@pytest.mark.parametrize(
    "text",
    ["", "1380000000", "138000000000", "87012345", "1.38E+10", "没有", "13800000000、13900000000", "23800000000"],
)
def test_no_phone(text: str) -> None:
    with pytest.raises(Refused, match="电话"):
        read_phone(text)


def test_credit_codes() -> None:
    assert read_credit_code(" 91110000600037341l") == "91110000600037341L"
    for text, wrong in (
        ("91110000600037342L", "校验码"),
        ("9111000060003734", "位数"),
        ("9111O000600037341L", "「O」"),
    ):
        with pytest.raises(Refused, match=wrong):
            read_credit_code(text)


@given(st.integers(0, 16), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_one_wrong_sign_in_a_credit_code_never_passes(place: int, sign: str) -> None:
    code = "91110000600037341L"
    if code[place] != sign:
        with pytest.raises(Refused):
            read_credit_code(code[:place] + sign + code[place + 1 :])
