"""What a spreadsheet's number format makes of a number: a date, part of a date, a time, or just a number.

Builtin formats after ECMA-376 part 1, 18.8.30, with those that a Chinese Excel or WPS uses for a date it has made of
`3-2` (58: 3月2日) or of `13-2` (57: 2013年2月).
"""

from __future__ import annotations

import re
from datetime import date, timedelta

YMD, MD, YM, MY, TIME, NUMBER = "ymd", "md", "ym", "my", "time", ""
_BUILTIN = {
    **dict.fromkeys((14, 15, 22, 30, 31), YMD),
    **dict.fromkeys((16, 28, 29, 51, 53, 54, 58), MD),
    **dict.fromkeys((27, 36, 50, 52, 57), YM),
    17: MY,
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), TIME),
}
_SAID = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^]]*\]')
_NEW_YEAR_1900, _NEW_YEAR_1904 = date(1899, 12, 30), date(1904, 1, 1)
_NOT_A_LEAP_YEAR = 60
"""The serial of the 29 February 1900 that Excel believes in; days before it count from one day later."""
_LAST = 2_958_465


def shape(number: int, code: str = "") -> str:
    """The shape of a format by its number, or its code where the file brings its own: ymd, md, ym, my, time, ""."""
    if not code:
        return _BUILTIN.get(number, NUMBER)
    first = _SAID.sub("", code.partition(";")[0]).lower()
    if "general" in first or not set("ymdhs") & set(first):
        return NUMBER
    year, day, clock = "y" in first, "d" in first, bool(set("hs") & set(first))
    if year:
        return YMD if day or clock else YM if first.index("y") < first.find("m") else MY
    return MD if day else TIME


def day(serial: float, from_1904: bool) -> date | None:
    """The day a serial number means, without its time; None for a number that is none."""
    if not 1 <= serial <= _LAST:
        return None
    whole = int(serial)
    if from_1904:
        return _NEW_YEAR_1904 + timedelta(whole)
    return _NEW_YEAR_1900 + timedelta(whole + (whole < _NOT_A_LEAP_YEAR))
