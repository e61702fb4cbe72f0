"""One cell as what it means: cleaned by the kind of its column, or with the reason why it cannot be believed.

Spreadsheets make dates of 3-2, figures of telephones and identity numbers, and powers of ten of both; people write two
telephones in a cell, units behind figures, and a stroke for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from linli_tui.core import dates, identity, kinds, numbers
from linli_tui.core.fold import clean, fold
from linli_tui.core.ledger import Field
from linli_tui.core.refusal import Refused
from linli_tui.core.sheets import Column
from linli_tui.core.words import say
from linli_tui.paper.sheet_file import Cell, Formula, Stamp

ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!"})
_NOTHING = re.compile(r"[-/\\.]{1,3}|无|暂无|没有|不详|不清楚|未知|未填|空|略|n/a|none|null|nil", re.IGNORECASE)
_SEVERAL = re.compile(r"[\n、，,;；/|\\和或]+")
_POWER = re.compile(r"[+-]?\d(?:\.(\d+))?E\+?(\d{1,2})", re.IGNORECASE)
_MEANING = ("flag", "choice", "name")
"""Kinds in which 无 and a stroke mean something."""
_LOST = 10**15
_QUOTED = re.compile(r"\A=\"(.*)\"\Z|\A['`](.*)\Z", re.DOTALL)
"""How exports keep a spreadsheet from reading figures: '13600005588, ="0501"."""
_SHOWN = 5
"""So many places a spreadsheet shows of a power of ten; with more of them a program has written all there were."""
MOST_LETTERS = 500
"""What is longer is believed to be nothing but a note that is too long, and no pattern is tried on it."""
_ANY = Field("", "")
_SIGNS = str.maketrans({**dict.fromkeys("√✓✔●", "是"), **dict.fromkeys("×✗✘○", "否"), "♂": "男", "♀": "女"})
_MOBILE = re.compile(r"(?<!\d)(?:\+?86)?(1\d\d)[- ]?(\d{4})[- ]?(\d{4})(?!\d)")
_ONE_MOBILE = re.compile(r"1[0-9]{10}")
_FIGURE = re.compile(r"(?<![\d.])[\d,]+(?:\.\d+)?(?![\d.])")
_FIRST_DAY = date(1899, 12, 30)
_MONTHS = {
    name: at for at, name in enumerate("janfebmaraprmayjunjulaugsepoctnovdec"[n : n + 3] for n in range(0, 36, 3))
}
_MADE_A_DATE = (
    (r"(?P<m>\d{1,2})月(?P<d>\d{1,2})日?", "md"),
    (r"(?P<y>(?:19|20)\d\d)[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?(?: 0?0:00(?::00)?)?", "ymd"),
    (r"(?P<y>(?:19|20)\d\d)年(?P<m>\d{1,2})月", "ym"),
    (r"(?P<d>\d{1,2})-(?P<mon>[a-z]{3})", "md"),
    (r"(?P<mon>[a-z]{3})-(?P<d>[0-2]?\d|3[01])", "md"),
    (r"(?P<mon>[a-z]{3})-(?P<y>\d\d)", "my"),
)
"""What a spreadsheet shows for a date it has made, and how much of it that is."""

Read = tuple[Any, str]
"""The stored value (None where there is none) and why it cannot be believed ("" where it can)."""


@dataclass(frozen=True, slots=True)
class When:
    """The day it is, and the years in which a spreadsheet is believed to have made dates of what was typed."""

    today: date
    years: frozenset[int] = frozenset()

    @classmethod
    def of(cls, today: date, cells: Iterable[Cell]) -> When:
        """With this year, the last, and those of dates that cannot have been anything else."""
        seen = {cell.day.year for cell in cells if isinstance(cell, Stamp) and cell.day.day > 1}
        return cls(today, frozenset({today.year, today.year - 1, *seen}))


def read(column: Column, cell: Cell, when: When) -> Read:
    """The value of one cell of a column, and what is wrong with it; what can be used of it is given all the same."""
    if cell is None or cell == "":
        return None, ""
    if isinstance(cell, Formula):
        return None, say("这一格是公式，文件里没有算出来的结果。")
    if isinstance(cell, str) and cell[0] in "'=`":
        cell = _QUOTED.sub(lambda found: found[1] or found[2], cell)
    text = cell_text(cell)
    if text in ERRORS:
        return None, say("表格里的公式算不出来，写着「{text}」。", text=text)
    if ("*" in text or "＊" in text) and column.kind not in ("note", "text"):
        return None, say("「{text}」里有隐去的字，这一格没有用。", text=text)
    if not text.strip():
        return None, ""
    if len(text) > MOST_LETTERS:
        return None, say("这一格有{n}个字，太长了。", n=len(text))
    if column.kind not in _MEANING and len(text) < 5 and _NOTHING.fullmatch(fold(clean(text))):
        return None, ""
    try:
        return READ.get(column.kind, _plain)(column, cell, when)
    except Refused as refused:
        return None, refused.what


def cell_text(cell: Cell) -> str:
    """A cell as somebody would have typed it: 101 of 101.0, 2026-03-08 of a date, 3.30681E+17 of too long a figure."""
    match cell:
        case None:
            return ""
        case bool():
            return say("是") if cell else say("否")
        case Stamp():
            return cell.day.isoformat()
        case Formula():
            return f"={cell.text}"
        case int() | float():
            return _number_text(cell)
    return cell


def _number_text(number: int | float) -> str:
    if abs(number) < _LOST:
        text = repr(number)
        return format(Decimal(text), "f") if "e" in text else text.removesuffix(".0")
    return str(number) if isinstance(number, int) and number % 1000 else f"{number:.14E}"


def _plain(column: Column, cell: Cell, when: When) -> Read:
    kind = column.kind if column.kind in kinds.KINDS else "text"
    text = cell_text(cell)
    if isinstance(cell, Stamp) and kind not in ("text", "note", "date"):
        raise Refused(say("表格软件把它变成了日期「{text}」。", text=text))
    return kinds.KINDS[kind].read(_ANY, text, when.today) or None, ""


def _place(column: Column, cell: Cell, when: When) -> Read:
    """A code of a building, an entrance or a home, as typed; 3-2 where a spreadsheet has made a date of it."""
    if isinstance(cell, Stamp):
        return _typed(cell.day, cell.shows, when), ""
    text = re.sub(r"(?<=\d)\.0$", "", fold(clean(cell_text(cell))))
    if not text.isdecimal():
        for form, shows in _MADE_A_DATE:
            if found := re.fullmatch(form, text.lower()):
                said = found.groupdict("1")
                month = _MONTHS.get(said["mon"], -1) + 1 if "mon" in said else int(said["m"])
                day = _day(int(said.get("y") or when.today.year), month, int(said.get("d", 1)), text)
                return _typed(day, shows, when), ""
    return text or None, ""


def _typed(day: date, shows: str, when: When) -> str:
    """What was typed before a spreadsheet made a date of it: 3-2 of the 2 March; Refused where it may be another.

    「2013年3月」 was 13-3, 「Mar-50」 was 3-50. The 1 March 2013 may have been 3-1 or 13-3; it was 3-1 where other
    dates of the sheet tell that 2013 is the year it was typed in.
    """
    if shows in ("ym", "my"):
        year = f"{day.year % 100}"
        return f"{year}-{day.month}" if shows == "ym" else f"{day.month}-{year}"
    if shows == "ymd" and day.day == 1 and day.year not in when.years:
        raise Refused(say("表格软件把它变成了日期「{text}」，看不出原来写的是什么。", text=day.isoformat()))
    return f"{day.month}-{day.day}"


def _day(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Refused(say("「{text}」是一个日期，不是房号。", text=text)) from error


def _phones(column: Column, cell: Cell, when: When) -> Read:
    """All telephones of a cell in their order; what is beside them in words is left out."""
    if isinstance(cell, str) and _ONE_MOBILE.fullmatch(cell):
        return (cell,), ""
    text = _spelled_out(fold(clean(cell_text(cell).replace("\n", "/"))))
    try:
        return (identity.read_phone(text),), ""
    except Refused as refused:
        first = refused
    found: list[str] = []
    why = ""
    for piece in _pieces(text):
        try:
            found.append(identity.read_phone(piece))
        except Refused as refused:
            why = why or refused.what
    if not found and not why:
        raise first
    return tuple(dict.fromkeys(found)) or None, why


def _pieces(text: str) -> list[str]:
    text = _MOBILE.sub(lambda found: f"/{found[1]}{found[2]}{found[3]}/", text)
    bare = re.sub(r"\([^()]*[^\d()+\- ][^()]*\)|[A-Za-z\u4e00-\u9fff]+[:.]?", " ", _SEVERAL.sub("/", text))
    return [piece for piece in re.split(r"/|\s{2,}|(?<=\d{7}) +(?=[01]\d{2,})", bare) if re.search(r"\d", piece)]


def _id_numbers(column: Column, cell: Cell, when: When) -> Read:
    """All identity numbers of a cell in their order; with one that cannot be believed none is."""
    text = fold(clean(cell_text(cell).replace("\n", "/")))
    pieces = [piece for piece in re.split(r"[/、,;|]+", text) if piece.strip()]
    return tuple(identity.read_id_number(re.sub(r"^[\u4e00-\u9fff]+[:.]?", "", piece)) for piece in pieces) or None, ""


def _spelled_out(text: str) -> str:
    """13800138000 of 1.3800138E+10, where the power of ten still has all digits; Refused where some are lost."""
    if found := _POWER.fullmatch(text.replace(" ", "")):
        if _SHOWN >= len(found[1] or "") < int(found[2]):
            raise Refused(say("这个号码在表格里被存成了「{text}」，后几位已经丢了。", text=text))
        return str(int(Decimal(text)))
    return re.sub(r"(?<=\d)\.0+$", "", text)


def _area(column: Column, cell: Cell, when: When) -> Read:
    text = fold(clean(cell_text(cell)))
    try:
        return numbers.read_area(text), ""
    except Refused:
        figures = _FIGURE.findall(text)
        if isinstance(cell, Stamp) or len(figures) != 1 or not re.search(r"[㎡平m约建积]", text):
            raise
    return numbers.read_area(figures[0]), ""


def _date(column: Column, cell: Cell, when: When) -> Read:
    """A day: typed with its year, or the number of days a spreadsheet counts from 1900."""
    if isinstance(cell, Stamp):
        return cell.day.isoformat(), ""
    text = re.sub(
        r"[ t]\d{1,2}:\d\d(?::\d\d)?(?:\.0+)?$", "", re.sub(r"\.0+$", "", fold(clean(cell_text(cell))).lower())
    )
    if re.fullmatch(r"\d{4,5}", text) and 1 <= int(text) < 60_000 and not re.fullmatch(r"(?:19|20)\d\d", text):
        return (_FIRST_DAY + timedelta(int(text))).isoformat(), ""
    if not re.search(r"\d{4}|年", text) or re.fullmatch(r"\d{4}[-/.年]?(?:\d{1,2}月?)?", text):
        raise Refused(say("「{text}」没有写全年月日。", text=text))
    return dates.iso(dates.read_date(text, when.today)), ""


def _flag(column: Column, cell: Cell, when: When) -> Read:
    value, why = _words(column, cell)
    if not why:
        return value, ""
    try:
        return kinds.KINDS["flag"].read(_ANY, cell_text(cell), when.today), ""
    except Refused:
        return None, why


def _choice(column: Column, cell: Cell, when: When) -> Read:
    value, why = _words(column, cell)
    if why:
        raise Refused(why)
    return value, ""


def _words(column: Column, cell: Cell) -> Read:
    text = fold(clean(cell_text(cell))).replace(" ", "").lower().translate(_SIGNS)
    bare = re.sub(r"\([^)]*\)", "", text) or text
    for value, words in column.words:
        if text in words or bare in words:
            return value, ""
    if _NOTHING.fullmatch(text):
        return None, ""
    return None, say("「{text}」看不懂。", text=clean(cell_text(cell)))


def _share(column: Column, cell: Cell, when: When) -> Read:
    """Shares in their order, each (numerator, denominator)."""
    value, why = _words(column, cell)
    if not why:
        return value and (value,), ""
    text = fold(clean(cell_text(cell).replace("\n", "、")))
    if isinstance(cell, Stamp):
        raise Refused(say("表格软件把份额变成了日期「{text}」。", text=cell_text(cell)))
    return tuple(numbers.read_share(piece) for piece in re.split(r"[、,;]+", text) if piece) or None, ""


def _name(column: Column, cell: Cell, when: When) -> Read:
    """Names as written, line ends kept: several people stand in one cell."""
    text = cell_text(cell)
    text = "\n".join(filter(None, map(clean, text.splitlines()))) if "\n" in text else clean(text)
    if len(text) > 200:
        raise Refused(say("这一格里有{n}个字，不像名字。", n=len(text)))
    return text or None, ""


READ: dict[str, Callable[[Column, Cell, When], Read]] = {
    "place": _place, "phones": _phones, "idnumbers": _id_numbers, "area": _area, "date": _date, "flag": _flag,
    "choice": _choice, "share": _share, "name": _name,
}  # fmt: skip
"""Kinds only a sheet has, or reads otherwise than a form; all others are those of a field."""
