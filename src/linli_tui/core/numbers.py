"""Numbers that decide: areas, money, counts and shares, read from any typing and kept as integers.

A decimal, typed or out of a spreadsheet cell, is first rounded to six places, which takes away the noise of binary
numbers (65.56999999999999), and then half up to the places that are kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from linli_tui.core.fold import clean, fold, numeral
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

Typed = str | int | float | Decimal

_MOST_AREA = 1_000_000_00  # 0.01 m2: a million square metres is larger than any compound
_MOST_MONEY = 1_000_000_000_00
_DECIMAL = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3}){1,4}|\d{1,15})?(\.\d*)?")
_AREA_UNIT = re.compile(r"(?:㎡|m2|m\u00b2|平方米|平方|平米|平)$", re.IGNORECASE)
_MONEY_UNIT = re.compile(r"^(?:人民币|[\u00a5\uffe5])+|(?:元整|元|块钱|块)$")


def read_area(value: Typed) -> int:
    """An area in 0.01 m2 from 89.5, 「1,089.50平方米」 and the like; Refused unless in 0.01 to 1,000,000 m2."""
    area = _scaled(_AREA_UNIT.sub("", _typed(value)), 2, value)
    if not 0 < area <= _MOST_AREA:
        raise Refused(say("面积「{value}」不对。", value=value), do=say("面积要大于0，单位是平方米，请对照产权证。"))
    return area


def show_area(area: int) -> str:
    """An area of 0.01 m2 as `89.50`, in square metres."""
    return _shown(area)


def read_money(value: Typed) -> int:
    """An amount in fen from 1200, 「￥1,200.50元」, 「3.5万」; Refused outside 0 to 1,000,000,000 yuan."""
    text = _MONEY_UNIT.sub("", _typed(value))
    places = 6 if text.endswith("万") else 2
    fen = _scaled(text.removesuffix("万"), places, value)
    if fen * 10 ** (6 - places) != _scaled(text.removesuffix("万"), 6, value):
        raise Refused(say("金额「{value}」有不到一分的零头。", value=value), do=say("请写到分，也就是两位小数。"))
    if not 0 <= fen <= _MOST_MONEY:
        raise Refused(say("金额「{value}」不对。", value=value), do=say("金额不能是负数，也不能超过十亿元。"))
    return fen


def show_money(fen: int) -> str:
    """An amount of fen as `1,200.50`, in yuan."""
    return _shown(fen, ",")


def read_int(value: Typed, least: int = 0, most: int = 999_999_999) -> int:
    """A whole number from 12, １２, 12.0, 十二; Refused outside `least` to `most`."""
    text = _typed(value)
    spoken = numeral(text)
    micro = _scaled(text, 6, value) if spoken is None else spoken * 10**6
    if micro % 10**6:
        raise Refused(say("「{value}」不是整数。", value=value), do=say("请写整数。"))
    if not least <= micro // 10**6 <= most:
        do = say("请写{least}到{most}之间的数。", least=least, most=most)
        raise Refused(say("「{value}」超出了范围。", value=value), do=do)
    return micro // 10**6


def read_share(value: Typed) -> tuple[int, int]:
    """A share above 0 and at most 1 as numerator and denominator in lowest terms: 1/2, 50%, 0.5, 二分之一, 全部."""
    text = _typed(value).replace("百分之", "100分之")
    if text in ("全部", "全"):
        return 1, 1
    if found := re.fullmatch(r"(\d+|\D+)分之(\d+|\D+)", text):
        parts = [int(part) if part.isdecimal() else numeral(part) or 0 for part in found.groups()]
        share = Fraction(parts[1], parts[0]) if parts[0] else Fraction(0)
    elif found := re.fullmatch(r"(\d+)/(\d+)", text):
        share = Fraction(int(found[1]), int(found[2])) if int(found[2]) else Fraction(0)
    else:
        share = Fraction(_scaled(text.removesuffix("%"), 6, value), 10**8 if text.endswith("%") else 10**6)
    if not 0 < share <= 1:
        raise Refused(say("份额「{value}」不对。", value=value), do=say("份额要大于0、不超过1，如 1/2 或 50%。"))
    return share.numerator, share.denominator


def largest_remainder(total: int, weights: Sequence[int]) -> list[int]:
    """`total` shared out by weight in whole units that add up to it exactly.

    Units left over go to the largest remainders, among equals to the first. ValueError for a negative total or
    weight, or where no weight is above zero.
    """
    whole = sum(weights)
    if total < 0 or whole <= 0 or min(weights) < 0:
        raise ValueError(f"cannot share {total} by {list(weights)}")
    shares = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda place: -(total * weights[place] % whole))
    for place in order[: total - sum(shares)]:
        shares[place] += 1
    return shares


def _typed(value: Typed) -> str:
    if isinstance(value, str):
        return fold(clean(value)).replace(" ", "")
    return "" if isinstance(value, bool) else format(Decimal(str(value)), "f")


def _scaled(text: str, places: int, value: Typed) -> int:
    found = _DECIMAL.fullmatch(text)
    if not found or not (found[2] or (found[3] or "").strip(".")):
        raise Refused(say("「{value}」不是数字。", value=value), do=say("请只写数字，如 89.5。"))
    exact = Decimal(text.replace(",", ""))
    kept = exact.quantize(Decimal("0.000001"), ROUND_HALF_UP).scaleb(places)
    return int(kept.quantize(Decimal(1), ROUND_HALF_UP))


def _shown(hundredths: int, group: str = "") -> str:
    whole, part = divmod(abs(hundredths), 100)
    return f"{'-' if hundredths < 0 else ''}{whole:{group}}.{part:02d}"
