"""What a change did, told before it is taken back: field by field, or in numbers where records came or went whole."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from linli_tui.book import history
from linli_tui.core.ledger import Ledger
from linli_tui.core.words import _, say
from linli_tui.ui.widgets.cells import fit

if TYPE_CHECKING:
    from linli_tui.book.book import Book

MOST, CELLS = 6, 70
"""So many lines tell of a change, each at most so wide."""
CAME, GONE, CHANGED = "came", "gone", "changed"
WORDS = {
    False: {CAME: _("新登记：{what}"), GONE: _("去掉：{what}"), CHANGED: _("修改：{what}")},
    True: {CAME: _("又去掉：{what}"), GONE: _("又登记上：{what}"), CHANGED: _("又改回去：{what}")},
}
"""What is said of records, also when the change was itself an undo and is to be undone."""


def changed(title: str, old: str, new: str) -> str:
    """What became of one field, in words."""
    new = new or say("空着")
    return (
        say("{title}：{old} 改为 {new}", title=title, old=old, new=new)
        if old
        else say("{title}：{new}", title=title, new=new)
    )


def details(book: Book, change: int, *, undone: bool = False) -> list[str]:
    """The fields of the one record a change touched, a line for each of its records, or how many came and went."""
    lines = book.read.sql("SELECT ledger, what FROM journal WHERE epoch=? AND change=?", (book.epoch, change))
    rows = [(_ledger(book, line["ledger"], what), what) for line in lines if (what := json.loads(line["what"]))]
    ways = Counter(_way(what) for _ledger_, what in rows)
    if ways[GONE] or (ways[CAME] and len(rows) > MOST):
        told = list(_in_numbers(rows, WORDS[undone]))
    else:
        told = list(_one_by_one(book, change, len(rows)))
    shown = [fit(line, CELLS).rstrip() for line in told[:MOST]]
    rest = say("等 {n} 处", n=len(told)) if len(rows) == 1 else say("等 {n} 条", n=len(rows))
    return [*shown, rest] if len(told) > MOST else shown


def _one_by_one(book: Book, change: int, n: int) -> Iterator[str]:
    touched = history.touched(book, book.epoch, change, MOST + 1)
    for label, event in touched:
        fields = [changed(*field) for field in event.fields]
        yield from fields if n == 1 else ["  ".join([label, *fields])]


def _in_numbers(rows: list[tuple[Ledger, dict[str, Any]]], words: dict[str, str]) -> Iterator[str]:
    """For each way records went: how many of which ledger; one alone by its name where the change knows it."""
    for way in (CAME, GONE, CHANGED):
        of = [(ledger, what) for ledger, what in rows if _way(what) == way]
        if len(of) == 1:
            ledger, what = of[0]
            yield say(words[way], what=" ".join(filter(None, (ledger.title, _name(ledger, what)))))
        elif of:
            counts = Counter(ledger.title for ledger, _what in of)
            pieces = (say("{title} {n} 条", title=title, n=n) for title, n in counts.items())
            yield say(words[way], what="、".join(pieces))


def _way(what: dict[str, Any]) -> str:
    row = what.get("_row")
    if row is None:
        return CHANGED
    return CAME if row[1] else GONE


def _name(ledger: Ledger, what: dict[str, Any]) -> str:
    value = what.get(ledger.label)
    return str(value[0] or value[1] or "") if isinstance(value, list) else ""


def _ledger(book: Book, table: str, what: dict[str, Any]) -> Ledger:
    """The ledger people see such a row in: the slice that the change speaks of, else the table's own."""
    for ledger in book.catalog.ledgers.values():
        values = [what.get(name) or () for name, _value in ledger.fixed]
        if ledger.base == table and values and ledger.fixed[0][1] in values[0]:
            return ledger
    return book.catalog.ledgers[table]
