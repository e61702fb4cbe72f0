"""A paper of one record, made without the screens."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from linli_tui.commands.output import open_book, say_json
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.core.ledger import Ledger, Paper
    from linli_tui.paper.document import Document

Found = tuple["Ledger", "Paper", str]


def put_down(
    paper: str, number: str, path: Path, to: Path, form: str, as_json: bool, *, half: bool = False, wall: bool = False
) -> None:
    """Writes a paper of the record that bears the number, or is called so, into a folder.

    `half` leaves room to write by hand, `wall` is in large letters on A3.
    `form` is the ending of its file, "" for the usual one of this machine. The set of blank forms has no number.
    """
    from linli_tui.paper import formats, printed

    with open_book(path) as book:
        document = _document(book, paper, number)
        document = document.blank() if half else document
        document = document.on_wall() if wall else document
        made = printed.put_down(book, book.actor, document, to, (form or formats.usual().ending,))
    if as_json:
        say_json({"paper": made.title, "number": made.number, "audience": made.audience, "file": made.path,
                  "note": made.note})  # fmt: skip
    else:
        click.echo(
            say("已写好「{title}」，{audience}：{path}", title=made.title, audience=document.given_to, path=made.path)
        )
        if made.note:
            click.echo(made.note)


def _document(book: Book, paper: str, number: str) -> Document:
    from linli_tui.paper import blank_set, printed

    if paper == blank_set.TITLE:
        return blank_set.document(book, book.actor)
    ledger, declared, record = _meant(book, paper, number)
    return printed.make(book, book.actor, ledger, declared, record)


def _meant(book: Book, paper: str, number: str) -> Found:
    """The one record that is meant, with the paper of that name or title. Raises Refused for none and for several."""
    found = list(dict.fromkeys(_found(book, paper, number)))
    if len(found) == 1:
        return found[0]
    what = say("没有找到「{number}」的「{paper}」。", number=number, paper=paper)
    if found:
        what = say("「{number}」的「{paper}」不止一张。", number=number, paper=paper)
    offered = say("能打印的：{papers}。编号写全，如 永富-约-2026-0001，或者写全名字。", papers="、".join(_titles(book)))
    raise Refused(what, say("什么也没有写。"), offered)


def _titles(book: Book) -> list[str]:
    from linli_tui.paper import printed

    papers = (paper.title for ledger in book.catalog.ledgers.values() for paper in printed.papers(book, ledger))
    return list(dict.fromkeys(papers)) or [say("没有，要先登录")]


def _found(book: Book, paper: str, number: str) -> list[Found]:
    from linli_tui.book import paper_numbers
    from linli_tui.paper import printed

    numbered = {(hit.ledger, hit.id) for hit in paper_numbers.find(book, number)}
    found: list[Found] = []
    for ledger in book.catalog.ledgers.values():
        for declared in printed.papers(book, ledger):
            if paper in (declared.name, declared.title):
                records = [record for name, record in numbered if name in (ledger.name, ledger.table)]
                records += [row["id"] for row in _called(book, ledger, number)]
                found += [(ledger, declared, record) for record in dict.fromkeys(records)]
    return found


def _called(book: Book, ledger: Ledger, name: str) -> list[dict[str, str]]:
    """The standing records of that name, or id."""
    query = f'SELECT id FROM temp."{ledger.name}" WHERE voided = 0 AND ("{ledger.label}" = ? OR id = ?)'
    return book.read.sql(query, (name, name))
