"""Signing in for a command: who it is by `--as`; the secret by a prompt without echo or a file descriptor.

It is never a word of the command line or of the environment: every program on the machine may read those.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.people import Member


class NotLetIn(click.ClickException):
    """A sentence about why this person was not let in; a wrong call, for what was given does not do."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Says the sentence alone."""
        click.echo(self.message, file=file, err=True)


class Seat:
    """Who runs a command, as the command line says, and where the digits come from: asked, or lines of `pin_fd`."""

    def __init__(self) -> None:
        self.who: str | None = None
        self.pin_fd: int | None = None
        self.given = ""
        self._lines: Iterator[str] | None = None

    def secret(self, asked: str) -> str:
        """The next PIN: the next line of the file descriptor, or what is typed unseen."""
        if self.pin_fd is None:
            if not sys.stdin.isatty():
                raise NotLetIn(say("这里没有键盘可问，请加上 --pin-fd。"))
            return str(click.prompt(asked, hide_input=True, prompt_suffix="：", err=True))
        try:
            if self._lines is None:
                self._lines = iter(open(self.pin_fd, encoding="utf-8", closefd=False))  # noqa: SIM115 it stays theirs
            line = next(self._lines, "")
        except (OSError, UnicodeDecodeError) as error:
            raise NotLetIn(say("从 --pin-fd {n} 读不到密码。", n=self.pin_fd)) from error
        return line.rstrip("\r\n")

    def sign_in(self, book: Book) -> None:
        """Lets this person in, where the book has keys; else it is open to whoever opens it."""
        from linli_tui.book import keys

        if not keys.has_keys(book):
            return
        if not self.who:
            raise NotLetIn(say("这本台账有密码，请加上 --as 写明是谁。"))
        member = one_of(keys.holders(book), self.who, say("现在能打开这本台账的人"))
        self.given = self.secret(say("{name}的密码", name=member.name))
        with _as_wrong_call():
            keys.sign_in(book, member.person, self.given)


def signed(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command the options --as and --pin-fd; whoever it is sits at the books it opens."""

    def keep(context: click.Context, option: click.Parameter, value: Any) -> None:
        setattr(seat(), str(option.name), value)

    by = click.option(
        "--pin-fd", type=click.IntRange(0), metavar="N", callback=keep, expose_value=False,
        help="从第N个文件描述符读密码，一行一个，不问",
    )  # fmt: skip
    who = click.option(
        "--as", "who", metavar="NAME", callback=keep, expose_value=False, help="谁在用；台账有密码时要写，密码随后再问"
    )
    return who(by(command))


def seat() -> Seat:
    """Who runs this command."""
    found: Seat = click.get_current_context().meta.setdefault(__name__, Seat())
    return found


def one_of(members: list[Member], name: str, among: str) -> Member:
    """The member called so, by name or as on the lock screen: 7幢 王."""
    found = [member for member in members if name in (member.name, member.short)]
    if len(found) == 1:
        return found[0]
    if found:
        ways = "、".join(member.short for member in found)
        raise NotLetIn(say("叫「{name}」的不止一位，请写：{ways}。", name=name, ways=ways))
    raise NotLetIn(say("{among}里没有「{name}」。", among=among, name=name))


def set_pin(path: Path, name: str) -> None:
    """Gives somebody of the council a PIN: one's own, or another's by whoever looks after keys.

    Who has one already types the old one himself; with a second officer instead it is done on the screen.
    """
    from linli_tui.book import keys, people
    from linli_tui.commands.output import open_book

    here = seat()
    with open_book(path) as book:
        member = one_of(people.members(book), name, say("现在有职务的人"))
        old = here.given
        if member.person != book.actor.id:
            had = keys.kinds_of(book, member.person) and not book.actor.is_owner
            old = here.secret(say("{name}现在的密码", name=member.name)) if had else ""
        pin = here.secret(say("{name}的新密码，4个数字", name=member.name))
        if here.pin_fd is None and here.secret(say("再按一次")) != pin:
            raise NotLetIn(say("两次按的不一样，什么也没有改。"))
        with _as_wrong_call(field="pin"):
            change = keys.set_pin(book, book.actor, member.person, pin, old=old)
    click.echo(f"✓ {change.say}")


@contextmanager
def _as_wrong_call(field: str = "") -> Iterator[None]:
    """A refusal, or only that of one field, is the fault of what was given."""
    try:
        yield
    except Refused as refused:
        if field and refused.field != field:
            raise
        raise NotLetIn(str(refused)) from refused
