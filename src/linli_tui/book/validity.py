"""What may not be written: the rules every row is held to, each broken one a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from linli_tui.book import dated, journal
from linli_tui.book.shape import Row, Shape
from linli_tui.core.ledger import Field, Ledger, Move
from linli_tui.core.refusal import Refused

if TYPE_CHECKING:
    from linli_tui.book.writing import Transaction


def refuse_wrong(t: Transaction, shape: Shape, old: Row | None, new: Row) -> None:
    """Refuses a row its area forbids, or that is not whole, refers to nothing or to itself, or is no valid record."""
    if shape.guard and new != old:
        shape.guard(t, old, new)
    refuse_unsound(t, shape, new)


def refuse_unsound(t: Transaction, shape: Shape, row: Row) -> None:
    """The same without the area's own rules, which do not bind what is put back as it once was."""
    refuse_unfilled(shape.required, row)
    for name, table, title in shape.refs:
        if row[name] and t.look(t.book.shape(table), row[name]) is None:
            raise Refused(f"「{title}」指的那一条已经不在了。", "您写的都还在。", "请重新选一个。", field=name)
    for name, title in shape.above:
        _refuse_circle(t, shape, row, name, title)
    try:
        shape.validate(row)
    except ValueError as error:
        raise _in_words(shape.ledger, error) from error
    for name, value in row.items():
        if type(value) is int and abs(value) > journal.LARGEST:
            raise Refused(f"「{_title(shape.ledger, name)}」太大了。", "您写的都还在。", "请改小一些。", field=name)
    if shape.ledger.dated and not row["voided"]:
        dated.refuse_overlap(t.book.connection, shape.ledger, row)


def refuse_unfilled(fields: Iterable[Field], row: Row) -> None:
    """Refuses a row in which a required field is empty, where it is asked at all."""
    for field in fields:
        if row.get(field.name) in (None, "") and (field.when is None or row.get(field.when[0]) in field.when[1]):
            raise Refused(f"「{field.title}」还没有填。", "您写的都还在。", "请填上再存。", field=field.name)


def refuse_missing(ledger: Ledger, move: Move, row: Row) -> None:
    """Refuses a move that needs a field nobody filled."""
    for name in move.needs:
        if row.get(name) in (None, ""):
            title = ledger.field(name).title
            raise Refused(
                f"要「{move.title}」，先要填「{title}」。", "什么也没有改。", f"请填上「{title}」。", field=name
            )


def _refuse_circle(t: Transaction, shape: Shape, row: Row, name: str, title: str) -> None:
    passed, above = {row["id"]}, row[name]
    while above:
        if above in passed:
            raise Refused(f"「{title}」绕了一圈又回到它自己。", "您写的都还在。", "请重新选一个。", field=name)
        passed.add(above)
        above = (t.look(shape, above) or {}).get(name)


def _in_words(ledger: Ledger, error: ValueError) -> Refused:
    errors = getattr(error, "errors", None)
    if errors is None:
        return Refused(str(error))
    first = errors()[0]
    name = str(first["loc"][0]) if first["loc"] else ""
    return Refused(f"「{_title(ledger, name)}」填得不对。", "您写的都还在。", "请看看是不是多了或少了字。", field=name)


def _title(ledger: Ledger, name: str) -> str:
    return ledger.shown(name).title if name in {f.name for f in ledger.fields} else name
