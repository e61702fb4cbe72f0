"""The `.keys` beside an encrypted book: for each who can open it, the data key shut for his own key pair (age, X25519).

    {"format": "linli-keys/1", "slots": [{"person", "short", "cost", "salt", "secret", "public", "made",
    "key"}, …]}: bytes in base64; `secret` is his half shut with the passphrase, `key` the data key shut for `public`,
    `made` tells which data key.

It says of a person no more than the door does: a place and a surname. It is made from rows of the book, so that a lost
or damaged one comes back at the next opening; one damaged slot leaves the others whole. Old slots stay until the new
ones are in the book: a cut leaves at least one that opens.
"""

from __future__ import annotations

import binascii
import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linli_tui.book import cipher, engine, files, people, verifier
from linli_tui.book.verifier import FOUNDER, PASSPHRASE, Verifier
from linli_tui.core import fold
from linli_tui.core.access import CARETAKER, OFFICERS
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.book.book import Book

FORMAT = "linli-keys/1"
MOST_BYTES = 1 << 20
"""A file beyond this is none of ours."""
DEAREST = 1 << 20
"""KiB: nothing beyond this is tried, whatever a damaged slot asks for."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One way in: who, as a place and a surname; the verifier of the passphrase; the data key shut for its holder."""

    person: str
    short: str
    made_of: Verifier
    key: bytes
    made: str

    def open(self, words: str) -> bytes | None:
        """The data key; None for the wrong passphrase."""
        import pyrage

        identity = self.made_of.identity(words)
        if identity is None:
            return None
        with suppress(pyrage.DecryptError, pyrage.IdentityError):
            return bytes(pyrage.decrypt(self.key, [pyrage.x25519.Identity.from_str(identity)]))
        return None


def path_of(book: Path) -> Path:
    """Where the slots of a book lie."""
    return book.with_name(f"{book.name}{files.KEYS}")


def read(book: Path) -> tuple[Slot, ...]:
    """The slots beside a book that can be read; none where the file is missing or damaged."""
    try:
        content = path_of(book).read_bytes()
        told = json.loads(content) if len(content) <= MOST_BYTES else {}
        slots = told["slots"] if told["format"] == FORMAT else []
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return ()
    return tuple(_slots(slots))


def open_slot(book: Path, person: str, words: str) -> bytes:
    """The data key, by somebody's passphrase; of several from before a change the one that fits. Raises Refused."""
    slots = [slot for slot in read(book) if slot.person == person]
    return _first(book, slots, words, say("口令不对。"))


def open_any(book: Path, words: str) -> tuple[str, bytes]:
    """Whose passphrase this is, and the data key. Raises Refused where it is nobody's."""
    for slot in read(book):
        with suppress(Refused):
            return slot.person, _first(book, [slot], words, "")
    raise Refused(say("口令不对。"), say("台账还锁着。"), say("请再打一次，或者用恢复单。"), field=PASSPHRASE)


def found(book: Book, words: str) -> None:
    """Lets the passphrase of whoever founds a book open it, before anybody is written in it. Raises Refused."""
    from linli_tui.book.typed import read_passphrase

    made = verifier.make(PASSPHRASE, read_passphrase(words))
    try:
        verifier.keep(book.connection, FOUNDER, PASSPHRASE, made)
    except engine.DatabaseError as error:
        why = engine.reason(error) or say("写不进去")
        raise Refused(say("口令没有存上：{why}。", why=why), do=say("请看看磁盘和文件夹，再来一次。")) from error
    renew(book)


def renew(book: Book, *, also: Iterable[tuple[str, str, Verifier]] = ()) -> None:
    """Writes the slots anew from the book where they are not what they should be; on disk before this returns.

    `also` are those of a passphrase (person, short, verifier) that the book does not hold yet.
    """
    if book.key is None or book.reading_only:
        return
    mark, there = cipher.fingerprint(book.key), read(book.path)
    old = {(slot.person, slot.short, slot.made_of, slot.made): slot for slot in there}
    wanted = tuple(
        old.get((person, short, made, mark)) or _shut(person, short, made, book.key)
        for person, short, made in (*_entitled(book), *also)
    )
    if wanted != there:
        _write(book.path, wanted)


def add_key(book: Path, key: bytes, new: bytes) -> None:
    """Lets everybody who opens a closed book with one data key open it with a new one too."""
    there = read(book)
    added = (_shut(s.person, s.short, s.made_of, new) for s in there if s.made == cipher.fingerprint(key))
    _write(book, (*there, *added))


def drop_key(book: Path, old: bytes) -> None:
    """Nobody's slot holds this data key any more."""
    _write(book, tuple(slot for slot in read(book) if slot.made != cipher.fingerprint(old)))


def _entitled(book: Book) -> list[tuple[str, str, Verifier]]:
    """Who opens the book when it is closed: officers and caretakers with a passphrase, else who founded it."""
    from linli_tui.book import keys

    with book.rights.wide():
        holders = keys.holders(book)
    found = []
    for member, short in zip(holders, people.shorts(holders), strict=True):
        made = verifier.stored(book.connection, member.person, PASSPHRASE)
        if made and set(member.posts) & {*OFFICERS, CARETAKER}:
            found.append((member.person, short, made))
    founder = verifier.stored(book.connection, FOUNDER, PASSPHRASE)
    return found or ([(FOUNDER, say("建台账的人"), founder)] if founder else [])


def _first(book: Path, slots: Iterable[Slot], words: str, wrong: str) -> bytes:
    """The data key that opens the file, out of these slots. Raises Refused."""
    read_words, kept = fold.fold(fold.clean(words)), None
    for slot in slots:
        key = slot.open(read_words)
        if key is None:
            continue
        try:
            engine.connect(book, key, read_only=True).close()
        except engine.WrongKey as error:
            kept = error
            continue
        return key
    if kept:
        raise kept
    raise Refused(wrong, say("台账还锁着。"), say("请再打一次，或者用恢复单。"), field=PASSPHRASE)


def _shut(person: str, short: str, made: Verifier, key: bytes) -> Slot:
    import pyrage

    shut = pyrage.encrypt(key, [pyrage.x25519.Recipient.from_str(made.public)])
    return Slot(person, short, made, shut, cipher.fingerprint(key))


def _write(book: Path, slots: Iterable[Slot]) -> None:
    content = {"format": FORMAT, "slots": [_told(slot) for slot in slots]}
    try:
        files.keep_file(path_of(book), json.dumps(content, ensure_ascii=False, indent=1).encode())
    except OSError as error:
        raise Refused(
            say("台账旁边放口令的文件没有写成：{why}。", why=error.strerror or say("写不进去")),
            say("台账的内容没有动。"),
            say("请看看磁盘和文件夹，再来一次。"),
        ) from error


def _told(slot: Slot) -> dict[str, str]:
    made = slot.made_of
    told = {"person": slot.person, "short": slot.short, "cost": made.cost, "public": made.public, "made": slot.made}
    shut = {"salt": made.salt, "secret": made.hash, "key": slot.key}
    return told | {name: b64encode(value).decode("ascii") for name, value in shut.items()}


def _slots(told: Iterable[Any]) -> Iterator[Slot]:
    for facts in told if isinstance(told, list) else ():
        with suppress(ValueError, TypeError, KeyError, binascii.Error):
            salt, secret, key = (b64decode(facts[name], validate=True) for name in ("salt", "secret", "key"))
            made = Verifier(salt, secret, str(facts["cost"]), str(facts["public"]))
            if made.is_sound(DEAREST):
                yield Slot(str(facts["person"]), str(facts["short"]), made, key, str(facts["made"]))
