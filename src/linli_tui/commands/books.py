"""A book as a whole: founding one, reporting from it, checking it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from linli_tui.commands.output import open_book, say_json
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.exchange.manifest import Entry
    from linli_tui.exchange.monthly import Recipient


def new(path: Path, name: str, body: str, plain: bool, as_json: bool) -> None:
    """Founds a book; only an unencrypted one so far, and that has to be said."""
    from linli_tui.book.book import Book
    from linli_tui.ledgers import catalog

    kind = _body(body)
    if not plain:
        raise Refused(say("现在还不能建加密的台账。"), say("什么也没有写。"), say("请加上 --plain，建一本不加密的。"))
    with Book.new(path, catalog(), name=name, body=kind) as book:
        if as_json:
            say_json({"book": str(path), "name": book.name, "body": kind})
        else:
            click.echo(say("已建好「{name}」的台账：{path}", name=book.name, path=path))


def report(path: Path, to: Path, recipient: str, month: str, as_json: bool) -> None:
    """Writes the report folder, to a recipient or just so, and says what is in it."""
    from linli_tui.exchange import folder, monthly

    if recipient:
        with open_book(path) as book:
            packed = monthly.pack(book, book.actor, _recipient(book, recipient), _month(month), to)
            monthly.record(book, book.actor, packed)
        _say_files(packed.path, packed.files, as_json)
        return
    with open_book(path, read_only=True) as book:
        written = folder.report(book, book.actor, to, month=_month(month) if month else None)
    _say_files(written.path, written.files, as_json)


def month(path: Path, month: str, to: Path | None, as_json: bool) -> None:
    """Tells the figures of a month, or writes the page for the board."""
    from linli_tui.paper import as_text, month_page, printed

    day = _month(month)
    with open_book(path, read_only=to is None) as book:
        told, document = month_page.figures(book, day), month_page.document(book, book.actor, day)
        made = printed.put_down(book, book.actor, document, to) if to else None
    if as_json:
        figures = [{"key": one.line.key, "title": one.line.title, "n": one.now, "last": one.before} for one in told]
        say_json({"month": day.isoformat()[:7], "figures": figures, "file": made.path if made else None})
    else:
        click.echo(say("写好了：{path}", path=made.path) if made else as_text.text(document))


def _month(text: str) -> date:
    """The first day of a month written YYYY-MM; the one that is usually reported today for none."""
    from linli_tui.core import clock
    from linli_tui.paper.month_page import usual

    if not text:
        return usual(clock.today())
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise click.BadParameter(say("月份写成 2026-11 这样。"), param_hint="--month") from None


def _recipient(book: Book, name: str) -> Recipient:
    """The recipient of that name. Raises Refused for none."""
    from linli_tui.exchange import monthly

    known = {one.name: one for one in monthly.recipients(book)}
    if name not in known:
        offered = say("有：{names}。", names="、".join(known)) if known else say("还没有写报送对象，请在屏幕上写一个。")
        raise Refused(say("没有「{name}」这个报送对象。", name=name), say("什么也没有写。"), offered)
    return known[name]


def _say_files(path: Path, entries: Iterable[Entry], as_json: bool) -> None:
    entries = tuple(entries)
    if as_json:
        files: list[dict[str, Any]] = [
            {"file": entry.name, "ledger": entry.title, "rows": entry.rows, "sha256": entry.sha256} for entry in entries
        ]
        say_json({"folder": str(path), "files": files})
        return
    for entry in entries:
        if entry.name.endswith(".xlsx"):
            click.echo(say("{title}  {rows}条", title=entry.title, rows=entry.rows))
    click.echo(say("写好了{n}个文件和清单：{path}", n=len(entries), path=path))


def check(path: Path, as_json: bool) -> int:
    """Looks at the whole book; 0 when nothing is wrong, else 1."""
    from linli_tui.book.check import check as look_through

    with open_book(path, read_only=True) as book:
        book.rights.refuse("acts")
        found = look_through(book)
    if as_json:
        findings = [{"check": f.check, "where": f.where, "say": f.say} for f in found.findings]
        say_json({"ok": found.ok, "lines": found.lines, "rows": found.rows, "findings": findings})
    elif found.ok:
        click.echo(say("没有问题：流水{lines}行，台账{rows}条，都对得上。", lines=found.lines, rows=found.rows))
    else:
        for finding in found.findings:
            click.echo(f"{finding.check}  {finding.where}  {finding.say}")
        click.echo(say("有问题，请先不要改这本台账，用备份核对。"), err=True)
    return 0 if found.ok else 1


def _body(words: str) -> str:
    """The key of a kind of body, from its key or any of its Chinese names."""
    from linli_tui.core.data import read_toml

    bodies = read_toml("rules", "bodies.toml")
    for key, kind in bodies.items():
        if words in (key, kind["title"], kind["full"]):
            return key
    titles = "、".join(kind["title"] for kind in bodies.values())
    what = say("没有「{words}」这种组织，可以写：{titles}。", words=words, titles=titles)
    raise click.BadParameter(what, param_hint="--body")
