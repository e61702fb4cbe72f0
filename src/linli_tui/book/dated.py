"""Facts that hold from one day to another: started, ended, corrected; two of one key never overlap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli_tui.book.engine import Connection
from linli_tui.core.access import Actor
from linli_tui.core.ledger import Dated, Ledger
from linli_tui.core.refusal import Refused

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change

Row = dict[str, Any]
BEGINNING, END = "", "9999-99-99"


def overlap(start: str | None, end: str | None, other_start: str | None, other_end: str | None) -> bool:
    """Whether two half-open periods of ISO dates share a day; None is an unknown beginning or no end."""
    return (start or BEGINNING) < (other_end or END) and (other_start or BEGINNING) < (end or END)


def refuse_overlap(connection: Connection, ledger: Ledger, row: Row) -> None:
    """Refuses a fact that ends before it begins or holds on a day another fact of its key holds."""
    dated = _dated(ledger)
    start, end = row[dated.start], row[dated.end]
    if start and end and start >= end:
        raise Refused(
            f"结束的日子（{end}）要在开始的日子（{start}）之后。", "您写的都还在。", "请改一改日期。", field=dated.end
        )
    same = " AND ".join(f'"{name}" IS ?' for name in dated.key)
    others = connection.execute(
        f'SELECT "{dated.start}", "{dated.end}" FROM main."{ledger.name}" WHERE {same} AND voided=0 AND id<>?',
        (*(row[name] for name in dated.key), row["id"]),
    )
    for other_start, other_end in others.fetchall():
        if overlap(start, end, other_start, other_end):
            since = f"从{other_start}" if other_start else "一直"
            raise Refused(
                f"同样的{ledger.title}已经有一条（{since}{f'到{other_end}' if other_end else '到现在'}），日子重了。",
                "您写的都还在。", "请先结束那一条，或者改日期。", field=dated.start,
            )  # fmt: skip


def holds(row: Row, dated: Dated, day: str) -> bool:
    """Whether a fact holds on a day."""
    return (row[dated.start] or BEGINNING) <= day < (row[dated.end] or END)


def start(book: Book, actor: Actor, ledger: str, values: Row) -> Change:
    """A fact begins."""
    with book.transaction(actor, "start") as t:
        t.save(ledger, values)
        t.say(f"已登记{book.catalog.ledgers[ledger].title}")
    return t.change


def end(book: Book, actor: Actor, ledger: str, record: str, on: str) -> Change:
    """A fact holds no longer from that day on."""
    declared = book.catalog.ledgers[ledger]
    with book.transaction(actor, "end") as t:
        t.save(ledger, {"id": record, _dated(declared).end: on})
        t.say(f"已结束这条{declared.title}，到{on}为止")
    return t.change


def correct(book: Book, actor: Actor, ledger: str, record: str, values: Row) -> Change:
    """A fact was written down wrongly and always was otherwise."""
    with book.transaction(actor, "correct") as t:
        t.save(ledger, {**values, "id": record})
        t.say(f"已更正这条{book.catalog.ledgers[ledger].title}")
    return t.change


def _dated(ledger: Ledger) -> Dated:
    if ledger.dated is None:
        raise ValueError(f"{ledger.name} is no dated fact")
    return ledger.dated
