"""投递口: what is written down while a book is closed, sealed to its own key and taken in at the next opening.

Beside the book lies the door, a small file without a full name or a telephone: the public key, the compound, a few
short names. What is dropped in is a file of its own beside it (age, X25519): one entry {id, kind, who, at, values}.
`who` is what somebody claims to be. An entry becomes a record of the same id through the offer "drop.<kind>", called
as take(t, entry) inside a transaction; the journal knows for ever that it did.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import stat
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linli_tui.book import engine, files, people, schema, shelf
from linli_tui.core import clock
from linli_tui.core.access import OWNER_POST, Actor
from linli_tui.core.fold import clean, clean_lines
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.writing import Transaction

OFFER, TONIGHT = "drop.", "drop.tonight"
"""How the offers that take entries in are called, and the one that says whose short names may stand on the door."""
MOST_NAMES, MOST_WHO, MOST_TEXT = 30, 40, 500
PADDING, MOST_BYTES = 512, 1 << 20
"""Bytes: entries are filled up to a multiple of the one, so that the size of a file says little; beyond the other it is
not one of ours."""
ACTOR = Actor("dropbox", "投递口", (OWNER_POST,))
"""Who takes entries in: nobody who is signed in has done it."""
SECRET = "dropbox"
"""The key of the private half among the facts about the file."""
WRONG = (Refused, engine.Error, ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError)
"""What an entry can do that is damaged, forged or of another program."""
MOST_TAKEN, MOST_NAMED = 200, 3
"""So many entries are taken in at one opening, the others at the next; so many files that cannot be read are named."""
ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A UUID as RFC 9562 writes it, in small letters."""


@dataclass(frozen=True, slots=True)
class Door:
    """What is known of a closed book: its id, name and colour, the public key, the short names one may pick from."""

    book: str
    name: str
    colour: int
    key: str
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody dropped in: `id` is that of the record to be, `at` an instant, `who` the writer, by own words."""

    id: str
    kind: str
    who: str
    at: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Taken:
    """What an opening found: (ledger, record) of each entry that was merged, and the files that could not be read.

    `later` are the files that were not looked at yet: there were too many.
    """

    records: tuple[tuple[str, str], ...] = ()
    unread: tuple[str, ...] = ()
    later: int = 0

    @property
    def say(self) -> str:
        """The sentence about it; "" for nothing."""
        came = say("夜里投进来 {n} 份", n=len(self.records)) if self.records else ""
        names = "、".join(clean(name) for name in self.unread[:MOST_NAMED])
        others = len(self.unread) - MOST_NAMED
        left = say("有 {n} 份读不出来，文件还留着：{names}", n=len(self.unread), names=names)
        left += say("，还有{n}份", n=others) if others > 0 else ""
        more = say("还有 {n} 份，下次打开时再放进去", n=self.later) if self.later else ""
        return "；".join(filter(None, (came, left if self.unread else "", more)))


def door(path: Path) -> Door | None:
    """The door of a closed book; None where there is none, or it says nothing."""
    try:
        told = json.loads(_door(path).read_text(encoding="utf-8"))
        names = tuple(map(str, told["who"]))
        return Door(str(told["book"]), str(told["name"]), int(told["colour"]), str(told["key"]), names)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def renew(book: Book) -> None:
    """Writes the door anew, at closing; what cannot be written just now stays as it was."""
    if not any(offer.startswith(OFFER) for area in book.catalog.areas for offer in area.offers):
        return
    with contextlib.suppress(OSError, engine.Error, Refused):
        with book.rights.wide():
            name, names = book.name, _tonight(book)
        told = Door(book.id, name, shelf.colour(book.id), str(_identity(book).to_public()), names)
        if told != door(book.path):
            files.keep_file(_door(book.path), json.dumps(asdict(told), ensure_ascii=False, indent=1).encode())


def drop(path: Path, kind: str, values: Mapping[str, str], who: str) -> str:
    """Seals an entry and lays it beside the closed book, on disk before this returns; its id.

    Neither opens the book nor asks for a PIN. Raises Refused where it cannot be taken.
    """
    from uuid6 import uuid7

    here = door(path)
    if here is None:
        raise Refused(say("这本台账还没有投递口。"), say("您写的都还在。"), say("请先打开一次台账，关上以后就有了。"))
    kept = {name: clean_lines(text) for name, text in values.items() if text.strip()}
    _refuse_unfit(who, kept)
    entry = Entry(str(uuid7()), kind, clean(who), clock.instant(), kept)
    try:
        files.keep_file(path.with_name(f"{path.name}.in.{entry.id}"), _sealed(entry, here.key))
    except OSError as error:
        why = error.strerror or say("写不进去")
        raise Refused(
            say("没有投进去：{why}。", why=why), say("您写的还在屏幕上。"), say("请看看磁盘，再投一次。")
        ) from error
    return entry.id


def take_in(book: Book) -> Taken:
    """Takes in what was dropped while the book was closed: each entry once, whatever happened in between.

    What cannot be read, or means nothing to this program, stays where it is and is named.
    """
    waiting = [] if book.reading_only else files.dropped(book.path)
    if not waiting:
        return Taken()
    before, opened = book.actor, book.read.case_key
    book.sign_in(ACTOR)
    try:
        identity = _identity(book)
        records: list[tuple[str, str]] = []
        unread: list[str] = []
        later = 0
        for n, path in enumerate(waiting):
            if len(records) >= MOST_TAKEN:
                later = len(waiting) - n
                break
            try:
                records += _take(book, _opened(_content(path), identity))
            except (OSError, *WRONG):
                unread.append(path.name)
            else:
                _put_away(path)
        return Taken(tuple(records), tuple(unread), later)
    finally:
        book.sign_in(before)
        book.read.case_key = opened


def _take(book: Book, entry: Entry) -> list[tuple[str, str]]:
    """The record an entry becomes; none where it has become one before, be it undone since."""
    if book.connection.execute("SELECT 1 FROM main.journal WHERE record=?", (entry.id,)).fetchone():
        return []
    take: Callable[[Transaction, Entry], None] | None = book.catalog.offer(OFFER + entry.kind)
    if take is None:
        raise ValueError(entry.kind)
    with book.transaction(ACTOR, "drop") as t:
        take(t, entry)
        made = [(ledger, record) for ledger, record in t.pen.records() if record == entry.id]
        if not made:
            raise ValueError("no record bears the id of the entry")
    return made


def _put_away(path: Path) -> None:
    """The entry is in the book; where its file cannot go, the journal will know it again."""
    with contextlib.suppress(OSError):
        path.unlink()


def _tonight(book: Book) -> tuple[str, ...]:
    narrow = book.catalog.offer(TONIGHT)
    names = tuple(narrow(book)) if narrow else tuple(member.short for member in people.members(book))
    return names if len(names) <= MOST_NAMES else ()


def _door(path: Path) -> Path:
    return path.with_name(f"{path.name}{files.DOOR}")


def _identity(book: Book) -> Any:
    """The book's own key pair, made when it is first needed."""
    from pyrage import x25519

    secret = schema.get_meta(book.connection, SECRET)
    if not secret:
        secret = str(x25519.Identity.generate())
        schema.set_meta(book.connection, SECRET, secret)
    return x25519.Identity.from_str(secret)


def _refuse_unfit(who: str, values: Mapping[str, str]) -> None:
    if not clean(who):
        raise Refused(
            say("还没有写是谁投的。"), say("您写的都还在。"), say("请选一个，或者写上哪幢和姓。"), field="who"
        )
    if not values:
        raise Refused(say("还没有写什么事。"), say("您写的都还在。"), say("请写一句话。"))
    if len(who) > MOST_WHO or any(len(text) > MOST_TEXT for text in values.values()):
        raise Refused(say("写得太长了，一条最多{n}个字。", n=MOST_TEXT), say("您写的都还在。"), say("请分成两条。"))


def _sealed(entry: Entry, key: str) -> bytes:
    import pyrage

    content = json.dumps(asdict(entry), ensure_ascii=False).encode()
    padded = content.ljust(-(-len(content) // PADDING) * PADDING)
    try:
        sealed: bytes = pyrage.encrypt(padded, [pyrage.x25519.Recipient.from_str(key)])
        return sealed
    except pyrage.RecipientError as error:
        raise Refused(say("投递口坏了。"), say("您写的都还在。"), say("请先打开一次台账，关上以后就好了。")) from error


def _content(path: Path) -> bytes:
    """What is in a file of ours: never through a link, nor from anything that may keep us waiting."""
    if not stat.S_ISREG(path.lstat().st_mode):
        raise ValueError("no file")
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with open(os.open(path, flags), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise ValueError("no file")
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValueError("too large for an entry")
    return content


def _opened(content: bytes, identity: Any) -> Entry:
    """The entry in a file. Raises ValueError when it was sealed for another book, is damaged, or is no entry."""
    import pyrage

    try:
        told = json.loads(pyrage.decrypt(content, [identity]))
    except pyrage.DecryptError as error:
        raise ValueError("not for this book") from error
    entry = Entry(**told)
    texts = (entry.id, entry.kind, entry.who, entry.at, *entry.values.keys(), *entry.values.values())
    if not all(isinstance(text, str) for text in texts) or not ID.fullmatch(entry.id):
        raise ValueError("no entry")
    "".join(texts).encode()  # half a surrogate pair is a ValueError here
    if len(entry.who) > MOST_WHO or any(len(text) > MOST_TEXT for text in entry.values.values()):
        raise ValueError("longer than what we drop")
    clock.civil(entry.at)
    return replace(entry, who=clean(entry.who), values={name: clean_lines(text) for name, text in entry.values.items()})
