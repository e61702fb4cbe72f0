"""Signing in for a command: who it is by `--as`; the secret by a prompt without echo or a file descriptor.

An encrypted book opens by an officer's passphrase or the code of its recovery sheet (`--key-fd`); a PIN says who it is.

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
    from linli_tui.core.access import Actor


class NotLetIn(click.ClickException):
    """A sentence about why this person was not let in; a wrong call, for what was given does not do."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Says the sentence alone."""
        click.echo(self.message, file=file, err=True)


class Source:
    """Where secrets come from: one a line from a file descriptor, or typed unseen."""

    def __init__(self, option: str) -> None:
        self._option = option
        self.number: int | None = None
        self._lines: Iterator[str] | None = None

    def next(self, asked: str) -> str:
        """The next secret; a wrong call where there is nothing to ask or to read."""
        if self.number is None:
            if not sys.stdin.isatty():
                raise NotLetIn(say("这里没有键盘可问，请加上 {option}。", option=self._option))
            return str(click.prompt(asked, hide_input=True, prompt_suffix="：", err=True))
        try:
            if self._lines is None:
                self._lines = iter(open(self.number, encoding="utf-8", closefd=False))  # noqa: SIM115 it stays theirs
            line = next(self._lines, "")
        except (OSError, UnicodeDecodeError) as error:
            raise NotLetIn(say("从 {option} {n} 读不到。", option=self._option, n=self.number)) from error
        return line.rstrip("\r\n")


class Seat:
    """Who runs a command, as the command line says, and where PINs and passphrases come from."""

    def __init__(self) -> None:
        self.who: str | None = None
        self.pins, self.keys = Source("--pin-fd"), Source("--key-fd")
        self.given = ""
        self._opened_by: tuple[str, str] | None = None

    def secret(self, asked: str) -> str:
        """The next PIN."""
        return self.pins.next(asked)

    def data_key(self, path: Path) -> bytes | None:
        """What opens an encrypted book, by a passphrase or the code of the recovery sheet; None for a plain one."""
        from linli_tui.book import cipher, keyfile

        if not cipher.is_encrypted(path):
            return None
        words = self.keys.next(say("「{name}」的口令或者恢复码", name=path.stem))
        with _as_wrong_call():
            if code := _code(words):
                return code
            person, key = keyfile.open_any(path, words)
            self._opened_by = (person, words)
        return key

    def sign_in(self, book: Book) -> None:
        """Lets this person in, where the book has keys; else it is open to whoever opens it."""
        from linli_tui.book import keys

        if not keys.has_keys(book):
            return
        person, words = self._opened_by or ("", "")
        if person and self.who in (None, *_called(book, person)):
            with _as_wrong_call():
                keys.open_with(book, person, words)
            return
        if not self.who:
            raise NotLetIn(say("这本台账有密码，请加上 --as 写明是谁。"))
        member = one_of(keys.holders(book), self.who, say("现在能打开这本台账的人"))
        self.given = self.secret(say("{name}的密码", name=member.name))
        with _as_wrong_call():
            keys.sign_in(book, member.person, self.given)


def keyed(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command the option --key-fd: where a passphrase comes from, if nobody is to be asked."""
    return click.option(
        "--key-fd", type=click.IntRange(0), metavar="N", callback=_keep, expose_value=False,
        help="从第N个文件描述符读口令或恢复码，一行一个，不问",
    )(command)  # fmt: skip


def signed(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command the options --as, --pin-fd and --key-fd; whoever it is sits at the books it opens."""
    by = click.option(
        "--pin-fd", type=click.IntRange(0), metavar="N", callback=_keep, expose_value=False,
        help="从第N个文件描述符读密码，一行一个，不问",
    )  # fmt: skip
    who = click.option(
        "--as", "who", metavar="NAME", callback=_keep, expose_value=False,
        help="谁在用；台账有密码时要写，密码随后再问",
    )  # fmt: skip
    return who(by(keyed(command)))


def _keep(context: click.Context, option: click.Parameter, value: Any) -> None:
    match option.name:
        case "who":
            seat().who = value
        case "pin_fd":
            seat().pins.number = value
        case "key_fd":
            seat().keys.number = value


def _code(words: str) -> bytes | None:
    """The data key, where this is the code of a recovery sheet. Raises Refused where it is one with a mistake."""
    from linli_tui.book import sheet

    return sheet.read(words) if sheet.looks_like(words) else None


def _called(book: Book, person: str) -> tuple[str, ...]:
    """What somebody may be called on the command line."""
    from linli_tui.book import keys

    return next(((m.name, m.short) for m in keys.holders(book) if m.person == person), ())


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
        if here.pins.number is None and here.secret(say("再按一次")) != pin:
            raise NotLetIn(say("两次按的不一样，什么也没有改。"))
        with _as_wrong_call(field="pin"):
            change = keys.set_pin(book, book.actor, member.person, pin, old=old)
    click.echo(f"✓ {change.say}")


def new_passphrase() -> str:
    """A new passphrase, typed twice where it is typed."""
    from linli_tui.book.typed import read_passphrase

    here = seat().keys
    words = here.next(say("新的口令，至少8个字母数字，或者4个汉字"))
    if here.number is None and here.next(say("再打一次")) != words:
        raise NotLetIn(say("两次打的不一样，什么也没有写。"))
    with _as_wrong_call():
        return read_passphrase(words)


def second(book: Book) -> Actor | None:
    """A second person, by name and PIN, where the book has keys; None where nobody has one."""
    from linli_tui.book import keys

    if not keys.has_keys(book):
        return None
    name = str(click.prompt(say("另一位负责人的名字"), prompt_suffix="：", err=True)) if sys.stdin.isatty() else ""
    name = name or seat().pins.next(say("另一位负责人的名字"))
    member = one_of(keys.holders(book), name, say("现在能打开这本台账的人"))
    with _as_wrong_call():
        return keys.vouch(book, member.person, seat().secret(say("{name}的密码", name=member.name)))


@contextmanager
def _as_wrong_call(field: str = "") -> Iterator[None]:
    """A refusal, or only that of one field, is the fault of what was given."""
    try:
        yield
    except Refused as refused:
        if field and refused.field != field:
            raise
        raise NotLetIn(str(refused)) from refused
