"""What stands in the rows of a form: read all together, compared with what was, looked at for bare pinyin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from linli_tui.core.fold import looks_like_pinyin
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ui.widgets.form_line import FormLine

CHINESE = ("text", "name", "note")
"""Kinds of field in which Chinese is expected."""

Row = dict[str, Any]


def read(lines: Iterable[FormLine]) -> tuple[Row, list[FormLine]]:
    """The stored values of all rows, and the rows that are wrong, each showing what."""
    values: Row = {}
    wrong: list[FormLine] = []
    for line in lines:
        try:
            values[line.field.name] = line.value()
            line.find_fault("")
        except Refused as refused:
            line.find_fault(str(refused))
            wrong.append(line)
    return values, wrong


def is_wrong(line: FormLine) -> bool:
    """Whether what stands in a row would be refused."""
    try:
        line.value()
    except Refused:
        return True
    return False


def as_far_as_known(lines: Iterable[FormLine]) -> Row:
    """The stored values of all rows, None where what is written is not understood (yet)."""
    values: Row = {}
    for line in lines:
        try:
            values[line.field.name] = line.value()
        except Refused:
            values[line.field.name] = None
    return values


def differing(values: Row, start: Row) -> Row:
    """The values that are not as they were."""
    return {name: value for name, value in values.items() if value != (start.get(name) or None)}


def changes(lines: Iterable[FormLine], start: Row) -> Iterator[str]:
    """What would change, old and new in words."""
    for line in lines:
        before = start.get(line.field.name) or None
        try:
            after = line.value()
        except Refused:
            continue
        if before != after:
            old, new = line.shown(before) or say("空着"), line.shown(after) or say("空着")
            yield say("{title}：{old} 改为 {new}", title=line.field.title, old=old, new=new)


def in_pinyin(lines: Iterable[FormLine]) -> list[FormLine]:
    """The rows for Chinese in which only Latin letters stand."""
    return [line for line in lines if line.field.kind in CHINESE and looks_like_pinyin(line.writer.typed)]
