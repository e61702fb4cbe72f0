"""Backing up and restoring a book from the command line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from linli_tui.commands.output import open_book, say_json
from linli_tui.commands.signing import NotLetIn, one_of, seat
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.losing import Loss
    from linli_tui.core.access import Actor


def back_up(path: Path, to: Path | None, as_json: bool) -> None:
    """Makes a backup in a folder, else at the usual place, and says what there is now."""
    from linli_tui.book.backup_standing import standing
    from linli_tui.exchange import backup

    with open_book(path, read_only=True) as book:
        made = backup.to_place(book, to)
        told = standing(book)
    if as_json:
        facts: dict[str, Any] = {"book": made.facts.book, "at": made.at, "lines": dict(made.facts.counts)["journal"]}
        say_json({"file": str(made.path), **facts, "past_cache": made.past_cache, "lost": told.changes})
    else:
        click.echo(made.say)
        click.echo(told.say)


def restore(backup: Path, to: Path, yes: bool, second: str, as_json: bool) -> None:
    """Says what would be lost, and that the backup serves; with `yes` puts it in the book's place."""
    from linli_tui.book import losing, rehearsal
    from linli_tui.book.restore import restore as put_back
    from linli_tui.ledgers import catalog

    losing.refuse_open_copy(backup)
    with _asked(backup, to) as book:
        key, own, actor = _key(backup, book), book.key, book.actor
        vouching = _vouched(book, second) if second else None
    if yes:
        restored = put_back(backup, to, catalog(), key, own=own, actor=actor, second=vouching)
        aside = str(restored.aside) if restored.aside else None
        _tell(restored.loss, restored.say, as_json, restored=True, aside=aside)
        return
    tried = rehearsal.rehearse(backup, catalog(), key)
    loss = losing.look(backup, to, key, own)
    _tell(loss, f"{tried.say}\n{_how(loss)}", as_json, restored=False, ok=tried.ok)


def _tell(loss: Loss, words: str, as_json: bool, **more: Any) -> None:
    if as_json:
        told = {"there": loss.there, "changes": loss.changes, "first": loss.first, "last": loss.last}
        say_json({**more, **told, "backup_until": loss.held.at, "say": loss.say})
        return
    click.echo(loss.say)
    click.echo(words)


def _how(loss: Loss) -> str:
    if loss.other:
        return say("什么也没有动。请换一个文件名。")
    if loss.locked and loss.is_some:
        return say("还没有恢复。要恢复，加上 --yes，再加 --second 写明另一位负责人。")
    return say("还没有恢复。要恢复，加上 --yes。")


@contextmanager
def _asked(backup: Path, to: Path) -> Iterator[Book]:
    """The book that knows who may restore: the present one, or where that does not open, a copy of the backup."""
    from linli_tui.book import losing

    try:
        book = open_book(to, read_only=True)
    except Refused:
        with losing.set_aside(backup) as copy, open_book(copy, read_only=True) as asked:
            yield asked
        return
    with book:
        yield book


def _key(backup: Path, book: Book) -> bytes | None:
    """What opens the backup: the key of the book, else what is asked for: it may be from before the key was changed."""
    from linli_tui.book import cipher, engine

    if book.key is None or not cipher.is_encrypted(backup):
        return seat().data_key(backup)
    try:
        engine.connect(backup, book.key, read_only=True).close()
    except engine.WrongKey:
        return seat().data_key(backup)
    return book.key


def _vouched(book: Book, name: str) -> Actor:
    """The second person, by the PIN."""
    from linli_tui.book import keys

    if not keys.has_keys(book):
        raise NotLetIn(say("这本台账没有密码，不用第二个人。"))
    member = one_of(keys.holders(book), name, say("现在能打开这本台账的人"))
    try:
        return keys.vouch(book, member.person, seat().secret(say("{name}的密码", name=member.name)))
    except Refused as refused:
        raise NotLetIn(str(refused)) from refused
