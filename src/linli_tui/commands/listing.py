"""Reading a book without the screens, which is also how a screen reader reads it: a ledger whole, or by words."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from linli_tui.commands.output import open_book, say_json, say_table
from linli_tui.core import kinds
from linli_tui.core.access import READ
from linli_tui.core.ledger import Ledger
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.book.book import Book

One = TypeVar("One")
MOST = 200
"""So many hits are written out; whoever looks for one of more has to say more of it."""


def show(name: str, path: Path, form: str) -> None:
    """Writes every standing row: the list's columns as a table, all columns as csv, stored values as json."""
    from linli_tui.exchange.folder import Shown, all_rows, shown_columns
    from linli_tui.paper.csv_text import harmless

    ledger = _ledger(name)
    withheld = {field.name for field in ledger.fields if field.withheld}
    with open_book(path, read_only=True) as book:
        _refuse_unseen(book, ledger)
        rows = _without_a_line(book, [(ledger.name, row, row) for row in all_rows(book, ledger.name)])
        if form == "json":
            say_json([{key: value for key, value in row.items() if key not in withheld} for row in rows])
        elif form == "csv":
            every = [Shown(ledger.shown(column), "") for column in _all_columns(ledger) if column not in withheld]
            writer = csv.writer(sys.stdout, lineterminator="\n")
            writer.writerow([column.field.title for column in every])
            writer.writerows([harmless(column.text(row)) for column in every] for row in rows)
        else:
            listed = shown_columns(book.catalog, ledger, masked=False)
            texts = [[column.text(row) for column in listed] for row in rows]
            right = [not column.field.ref and kinds.KINDS[column.field.kind].right for column in listed]
            say_table([column.field.title for column in listed], texts, right)
            click.echo(say("共{n}条", n=len(texts)))


def find(words: str, path: Path, as_json: bool) -> None:
    """Writes the records that hold the words, with the ledger each stands in."""
    if not words.strip():
        raise click.BadParameter(say("没有写要找什么，请写几个字。"), param_hint="WORDS")
    from linli_tui.book import paper_numbers
    from linli_tui.book.looking_up import look_up

    with open_book(path, read_only=True) as book:
        hits = [hit.found for hit in look_up(book, words, MOST)]
        found = _without_a_line(book, [(f.ledger, book.read.get(f.ledger, f.id), f) for f in hits])
        other = paper_numbers.elsewhere(book, words)
        titles = {name: ledger.title for name, ledger in book.catalog.ledgers.items()}
    if other and not as_json:
        click.echo(say("这张单是{name}的，不在这本台账里。请到那边找：{path}", name=other[1].name, path=other[1].path))
    elif as_json:
        say_json([{"ledger": f.ledger, "id": f.id, "label": f.label, "line": f.line} for f in found])
    elif found:
        say_table([say("台账"), say("名称"), say("内容")], [[titles[f.ledger], f.label, f.line] for f in found])
        click.echo(say("只列前{n}条，请多写几个字", n=MOST) if len(found) == MOST else say("共{n}条", n=len(found)))
    else:
        click.echo(say("没有找到「{words}」。", words=words))


def _without_a_line(book: Book, every: Sequence[tuple[str, dict[str, Any] | None, One]]) -> list[One]:
    """What is shown of (ledger, row, what is shown of it): a row that leaves a line when it is opened is not."""
    from linli_tui.book import looks

    ledgers = book.catalog.ledgers
    shown = [each for name, row, each in every if not (row and looks.needs_line(book, ledgers[name], row))]
    if len(shown) < len(every):
        left = say("有{n}条打开要记一笔，这里没有列，请到程序里打开看。", n=len(every) - len(shown))
        click.echo(left, err=True)
    return shown


def _all_columns(ledger: Ledger) -> list[str]:
    number = ["number"] if ledger.numbered else []
    state = ["state"] if ledger.lifecycle else []
    label = [] if ledger.label == "id" or ledger.label in number else [ledger.label]
    fields, computed = [f.name for f in ledger.fields], [c.name for c in ledger.computed]
    return list(dict.fromkeys((*number, *label, *state, *fields, *computed)))


def _refuse_unseen(book: Book, ledger: Ledger) -> None:
    """Refuses a ledger that the compound has not switched on, or that this person may not read."""
    if ledger.switch and book.setting(ledger.switch) != "yes":
        what = say("这本台账没有用「{title}」。", title=ledger.title)
        raise Refused(what, do=say("要用的话，请先在设置里打开它。"))
    book.rights.refuse(READ, ledger.name)


def _ledger(name: str) -> Ledger:
    from linli_tui.ledgers import catalog

    found = catalog().find(name)
    if found is None:
        shown = [ledger for ledger in catalog().ledgers.values() if not ledger.hidden]
        there = "、".join(f"{ledger.title}（{ledger.name}）" for ledger in shown)
        what = say("没有「{name}」这种台账。有：{there}。", name=name, there=there)
        raise click.BadParameter(what, param_hint="LEDGER")
    return found
