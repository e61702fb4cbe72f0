"""Numbers that identify: identity cards, telephones, organisations; judged by what can be computed, never by a table.

The first six digits of an identity number are where it was first registered; abolished codes are common among the
old, so they are not looked at.
"""

from __future__ import annotations

import re
from datetime import date

from linli_tui.core import clock
from linli_tui.core.fold import clean, fold
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def read_id_number(text: str) -> str:
    """The 18 characters of an identity number as typed (GB 11643-1999); Refused says which part is wrong."""
    number = _compact(text).upper()
    if re.fullmatch(r"\d\.?\d*E\+?\d+", number):
        what = say("这个身份证号在表格里被存成了数字，后几位已经丢了。")
        raise Refused(what, do=say("请照证件重新填写，表格里这一列要设成文本。"))
    if re.fullmatch(r"\d{15}", number):
        raise Refused(say("这是15位的旧身份证号，已经不能使用。"), do=say("请照新证填写18位的号码。"))
    if len(number) != 18:
        raise Refused(say("身份证号的位数不对，应是18位，现在是{n}位。", n=len(number)), do=say("请对照证件再数一遍。"))
    if not re.fullmatch(r"\d{17}[\dX]", number):
        raise Refused(say("身份证号里有不是数字的字，只有最后一位可以是X。"), do=say("请对照证件再看一遍。"))
    _read_birth(number)
    if number[-1] != _id_check(number):
        raise Refused(say("身份证号的校验码对不上，多半是有一位写错了。"), do=say("请对照证件一位一位再看一遍。"))
    return number


def birth_date(idno: str) -> date:
    """The date of birth in an 18-digit identity number; Refused where it is none."""
    return _read_birth(idno)


def sex(idno: str) -> int:
    """1 male, 2 female (GB/T 2261.1), by the 17th digit."""
    return 1 if int(idno[16]) % 2 else 2


def to_18(old: str) -> str:
    """An old number of 15 digits as it would be today: for showing and matching only, the number itself is dead."""
    number = _compact(old)
    if not re.fullmatch(r"\d{15}", number):
        raise Refused(say("这不是15位的旧身份证号。"))
    number = f"{number[:6]}19{number[6:]}"
    return number + _id_check(number)


def read_phone(text: str) -> str:
    """A mobile number as 11 digits, or a landline as `0575-87012345`; Refused for anything else."""
    digits = re.sub(r"[-()/.]", "", re.sub(r"(?<=\d{11})\.0$", "", _compact(text)))
    digits = re.sub(r"^(?:\+|00)?86(?=1\d{10}$|0\d{10,11}$)", "", digits)
    if re.fullmatch(r"1\d{10}", digits):
        return digits
    if found := re.fullmatch(r"(010|02\d|0[3-9]\d\d)(\d{7,8})", digits):
        return f"{found[1]}-{found[2]}"
    what = say("「{text}」不像一个电话号码。", text=clean(text))
    raise Refused(what, do=say("手机请写11位，固定电话请带区号，如0575-87012345。"))


def read_credit_code(text: str) -> str:
    """The 18 characters of a unified social credit code (GB 32100-2015); Refused says what is wrong."""
    code = _compact(text).upper()
    if len(code) != 18:
        what = say("统一社会信用代码的位数不对，应是18位，现在是{n}位。", n=len(code))
        raise Refused(what, do=say("请对照证照再数一遍。"))
    if wrong := next((sign for sign in code if sign not in _CREDIT_SIGNS), ""):
        what = say("统一社会信用代码里不会有「{sign}」。", sign=wrong)
        raise Refused(what, do=say("字母 I O Z S V 从不使用，多半是数字 1 0 2 5。"))
    if code[-1] != _credit_check(code):
        what = say("统一社会信用代码的校验码对不上，多半是有一位写错了。")
        raise Refused(what, do=say("请对照证照一位一位再看一遍。"))
    return code


def _compact(text: str) -> str:
    return fold(clean(text)).replace(" ", "")


def _read_birth(number: str) -> date:
    digits = number[6:14]
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        born = date.min
    if not date(1880, 1, 1) <= born <= clock.today():
        what = say("身份证号里的出生日期「{digits}」不对。", digits=digits)
        raise Refused(what, do=say("请对照证件，看第7到14位。"))
    return born


def _id_check(number: str) -> str:
    total = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, number, strict=False))
    return "10X98765432"[total % 11]


def _credit_check(code: str) -> str:
    total = sum(_CREDIT_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(code[:17]))
    return _CREDIT_SIGNS[-total % 31]
