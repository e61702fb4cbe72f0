"""A book as a whole: founding one, reporting from it, checking it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from linli_tui.commands import signing
from linli_tui.commands.output import open_book, say_json
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.finding import Finding
    from linli_tui.exchange.manifest import Entry
    from linli_tui.exchange.monthly import Recipient


def new(path: Path, name: str, body: str, plain: bool, as_json: bool) -> None:
    """Founds a book, encrypted with a new passphrase unless a plain one is asked for, which is warned of."""
    from linli_tui.book.book import Book
    from linli_tui.ledgers import catalog

    kind, words = _body(body), "" if plain else signing.new_passphrase()
    with Book.new(path, catalog(), name=name, body=kind, passphrase=words) as book:
        if as_json:
            say_json({"book": str(path), "name": book.name, "body": kind})
        else:
            click.echo(say("已建好「{name}」的台账：{path}", name=book.name, path=path))
    if plain:
        click.echo(say("这一本没有加锁：谁拿到文件，谁都能看。"), err=True)
    else:
        click.echo(say("还没有恢复单：口令忘了就打不开。请用 linli sheet 抄一张。"), err=True)


def sheet(path: Path) -> None:
    """Shows the code of the recovery sheet, to be copied by hand, and asks for it again."""
    from linli_tui.book import sheet as sheets

    with open_book(path) as book:
        book.rights.refuse("keys")
        if book.key is None:
            raise Refused(say("这本台账没有加锁，不用恢复单。"), say("什么也没有改。"))
        for n, group in enumerate(sheets.groups(book.key), 1):
            click.echo(f"{n:>2}  {group}", err=True)
        typed = signing.seat().keys.next(say("请抄在纸上，再照着纸上打一遍"))
        if sheets.read(typed) != book.key:
            raise Refused(say("这不是这本台账的恢复码。"), say("恢复单还不算数。"), say("请再抄一遍。"))
        sheets.note(book)
    click.echo(say("恢复单好了。请放在别人家里，不要和电脑放在一起。"))


def decrypt(path: Path, to: Path) -> None:
    """Writes a copy that is not encrypted; takes two persons once anybody has a key."""
    from linli_tui.book import opened_copy

    with open_book(path) as book:
        second = signing.second(book)
        opened_copy.write(book, book.actor, to, second)
    click.echo(say("写好了没有加锁的一份：{path}。谁拿到它，谁都能看，用完请删掉。", path=to))


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


def check(path: Path, new: bool, as_json: bool) -> int:
    """Looks at the whole book, or with `new` at what is new; 0 when nothing is wrong, else 1."""
    from linli_tui.book import checked
    from linli_tui.book.check import check as look_through

    with open_book(path, read_only=True) as book:
        book.rights.refuse("acts")
        found = look_through(book, new=new)
        if found.memory:
            checked.remember_beside(book, found.memory)
    if as_json:
        findings = [{**asdict(f), "do": f.do} for f in found.findings]
        counted = {"lines": found.lines, "rows": found.rows}
        say_json({"ok": found.ok, "whole": found.whole, **counted, "findings": findings})
    elif found.ok:
        all_of_it = say("没有问题：流水{lines}行，台账{rows}条，都对得上。", lines=found.lines, rows=found.rows)
        new_only = say(
            "没有问题：上次查好以后的流水{lines}行，动过的台账{rows}条，都对得上。", lines=found.lines, rows=found.rows
        )
        click.echo(all_of_it if found.whole else new_only)
    else:
        _say_findings(found.findings)
    return 0 if found.ok else 1


def of_code(path: Path, typed: str, as_json: bool) -> int:
    """Says which paper bears these check digits; 0 when one does, else 1."""
    from linli_tui.ledgers.votes import papers
    from linli_tui.paper import check_code

    digits = check_code.read(typed)
    with open_book(path, read_only=True) as book:
        sent = book.read.one("SELECT id FROM report_out WHERE code=?", (digits,))
        found = ("report_out", str(sent)) if sent else papers.of_code(book, digits)
        row = book.read.get(*found) if found else None
        title = book.catalog.ledgers[found[0]].title if found else ""
        label = book.read.label(*found) if found else ""
    number = str((row or {}).get("number") or "")
    if as_json:
        told = {"ledger": found[0], "number": number, "label": label} if found else None
        say_json({"code": digits, "paper": told})
    elif found:
        words = say("对得上：{title}「{label}」{number}", title=title, label=label, number=number)
        click.echo(words)
    else:
        click.echo(say("这本台账里没有哪张纸是这个核对码，或者那一条后来改过。"))
    return 0 if found else 1


def _say_findings(findings: Iterable[Finding]) -> None:
    """What is wrong, where and since when; then what to do, each once."""
    findings = tuple(findings)
    for finding in findings:
        click.echo("  ".join(filter(None, (finding.check, finding.where, finding.say, finding.when))))
    click.echo(say("有问题："), err=True)
    for do in dict.fromkeys(finding.do for finding in findings):
        click.echo(say("{do}。", do=do), err=True)


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
