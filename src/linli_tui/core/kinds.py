"""The kinds of field: how each is stored, read from what a person types, and shown again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from linli_tui.core import clock, dates, fold, identity, names, numbers, times
from linli_tui.core.ledger import Field
from linli_tui.core.refusal import Refused

Read = Callable[[Field, str, date], Any]
Show = Callable[[Field, Any], str]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of field: the Python type it is stored as, reading, showing, and whether figures align right."""

    stored: type
    read: Read
    show: Show
    right: bool = False


def _read_choice(field: Field, text: str, today: date) -> str:
    typed = fold.fold(text).strip()
    if typed.isdigit() and 1 <= int(typed) <= len(field.choices) and typed not in dict(field.choices):
        return field.choices[int(typed) - 1][0]
    for key, title in field.choices:
        if text.strip() in (key, title):
            return key
    titles = "、".join(title for _, title in field.choices)
    raise Refused(f"「{field.title}」里没有「{text}」。", do=f"请从这些里选：{titles}。", field=field.name)


def _read_int(field: Field, text: str, today: date) -> int:
    try:
        return numbers.read_int(text)
    except Refused as refused:
        if any(sign.isdigit() for sign in fold.fold(text)):
            raise
        raise Refused(refused.what, do="请只写整数，如 3。") from None


def _read_day(field: Field, text: str, today: date) -> str:
    day = dates.read_date(text, today)
    if field.past and day > today:
        raise Refused(f"还没到{dates.show_date(day)}这一天。", do=f"「{field.title}」请写今天，或者今天以前的日子。")
    return dates.iso(day)


def _read_flag(field: Field, text: str, today: date) -> int:
    typed = fold.fold(text).strip().lower()
    if typed in {"1", "是", "有", "y", "yes", "√", "✓", "对"}:
        return 1
    if typed in {"0", "2", "否", "无", "不是", "没有", "n", "no", "×", "✗"}:
        return 0
    raise Refused(f"「{field.title}」只能填 是 或 否。", do="请填 1 是，或 2 否。", field=field.name)


def _show_flag(field: Field, value: Any) -> str:
    return "是" if value else "否"


def _show_instant(field: Field, value: Any) -> str:
    return clock.local_text(str(value))


KINDS: dict[str, Kind] = {
    "text": Kind(str, lambda f, t, d: fold.clean(t), lambda f, v: str(v)),
    "note": Kind(str, lambda f, t, d: fold.clean_lines(t), lambda f, v: str(v)),
    "name": Kind(str, lambda f, t, d: names.clean_name(t), lambda f, v: str(v)),
    "phone": Kind(str, lambda f, t, d: identity.read_phone(t), lambda f, v: str(v)),
    "idnumber": Kind(str, lambda f, t, d: identity.read_id_number(t), lambda f, v: str(v)),
    "code": Kind(str, lambda f, t, d: fold.fold(fold.clean(t)), lambda f, v: str(v)),
    "int": Kind(int, _read_int, lambda f, v: str(v), right=True),
    "area": Kind(int, lambda f, t, d: numbers.read_area(t), lambda f, v: numbers.show_area(v), right=True),
    "money": Kind(int, lambda f, t, d: numbers.read_money(t), lambda f, v: numbers.show_money(v), right=True),
    "date": Kind(str, _read_day, lambda f, v: str(v)),
    "time": Kind(int, lambda f, t, d: times.read_time(t), lambda f, v: times.show_time(v)),
    "minutes": Kind(int, lambda f, t, d: times.read_length(t), lambda f, v: times.show_length(v), right=True),
    "instant": Kind(str, lambda f, t, d: t, _show_instant),
    "choice": Kind(str, _read_choice, lambda f, v: f.choice(v)),
    "flag": Kind(int, _read_flag, _show_flag),
    "ref": Kind(str, lambda f, t, d: t, lambda f, v: str(v)),
    "ledger": Kind(str, lambda f, t, d: t, lambda f, v: str(v)),
    "record": Kind(str, lambda f, t, d: t, lambda f, v: str(v)),
}
"""A field of kind "ledger" holds the name of a ledger, and one of kind "record" the id of a record of that ledger; the
catalog and the book know what they are called."""


def read(field: Field, text: str, today: date | None = None) -> Any:
    """The stored value of what a person typed; None for nothing typed. Raises Refused naming the field."""
    if not text.strip():
        return None
    try:
        value = KINDS[field.kind].read(field, text, today or clock.today())
    except Refused as refused:
        raise Refused(refused.what, refused.kept, refused.do, field=field.name) from None
    if isinstance(value, str) and field.kind != "note" and len(value) > field.max_length:
        raise Refused(
            f"「{field.title}」最多 {field.max_length} 个字，现在是 {len(value)} 个。",
            do="请写短一些。",
            field=field.name,
        )
    return value


def show(field: Field, value: Any) -> str:
    """The text a person reads for a stored value; empty for nothing."""
    return "" if value is None or value == "" else KINDS[field.kind].show(field, value)
