"""Backups: a copy of a book made whole, proved by opening it anew, forced onto the disk, and only then named.

A place is a folder; in it lies `邻里备份`, in that `永富新村.2026-11-22_2105.台账` with its `.keys`. No bad copy takes
the place of a good one, and nothing is pruned before the new one is proved.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from linli_tui.book import copies, copying, disk, engine, files, keeping, proof
from linli_tui.core import clock
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.book.book import Book

TIMES = 5
"""A copy is made so often anew while the book goes on being written, before it is given up."""
PART = ".part"


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made and proved: its file, the instant, what it holds, whether it was read past the cache."""

    path: Path
    at: str
    facts: proof.Facts
    past_cache: bool

    @property
    def say(self) -> str:
        """The sentence about it."""
        again = "" if self.past_cache else say("这种电脑上不能绕过缓存重读，只核对了写进去的。")
        return say("备份好了，打开核对过：{path}。", path=self.path) + again

    @property
    def good(self) -> copies.Good:
        """The same as it is remembered."""
        place, ends = str(self.path.parent.parent), tuple(self.facts.last.items())
        return copies.Good(place, self.path.name, self.at, ends, self.past_cache)


def place(book: Book) -> Path:
    """The second place on this machine: the one chosen, else a folder of the program."""
    chosen = copies.recall(book.id).place
    return Path(chosen) if chosen else files.user_folder() / "backups" / book.id[:8]


def due(book: Book, *, closing: bool = False) -> bool:
    """Whether a backup is to be made: something was written since the last, and that is of another day.

    At `closing` the second is not asked: the day's work goes with the day's backup.
    """
    last = copies.recall(book.id).at(str(place(book).absolute()))
    if last is None or not last.path.is_file():
        return True
    if not closing and clock.civil(last.at) == clock.today():
        return False
    return proof.more(book.connection, dict(last.ends)) > 0


def daily(book: Book, *, closing: bool = False) -> Made | None:
    """Makes the backup on this machine when it is due. Raises Refused when it cannot be made."""
    return back_up(book) if due(book, closing=closing) else None


def back_up(book: Book, to: Path | None = None) -> Made:
    """Makes a backup at a place, else at the second place on this machine; remembers it, then prunes what is old."""
    from linli_tui.book import keyfile

    keyfile.renew(book)
    made = make(book.path, (to or place(book)).absolute(), book.key)
    copies.note(book.id, made.good)
    prune(book, made.path)
    return made


def make(path: Path, to: Path, key: bytes | None = None) -> Made:
    """Copies a book, open or not, to a place as it stands now, and proves the copy.

    Raises Refused when there is no room, the place cannot be written, or the copy is not as the book; then nothing of
    it is left there.
    """
    folder, at = to / keeping.FOLDER, clock.instant()
    with _in_words(folder):
        final = _room_for(folder, size(path), keeping.name(path.stem, at))
        part = final.with_name(f"{final.name}.{os.getpid()}{PART}")
        try:
            facts, past = _copied(path, part, key)
            put_down(part, final, beside(path))
        finally:
            part.unlink(missing_ok=True)
    return Made(final, at, facts, past)


def carry(made: Made, to: Path) -> Made:
    """Copies a proved backup to another place, reads it again from there and compares. Raises Refused."""
    folder = to / keeping.FOLDER
    with _in_words(folder):
        final = _room_for(folder, size(made.path), made.path.name)
        part = final.with_name(f"{final.name}.{os.getpid()}{PART}")
        try:
            past = copying.copy(made.path, part)
            put_down(part, final, beside(made.path))
        finally:
            part.unlink(missing_ok=True)
    return replace(made, path=final, past_cache=past)


def _room_for(folder: Path, needed: int, name: str) -> Path:
    """The name a backup of so many bytes gets in a folder, which is there then and has room."""
    disk.refuse_full(folder, needed)
    folder.mkdir(parents=True, exist_ok=True)
    return copying.free_name(folder / name)


def size(path: Path) -> int:
    """The bytes of a book with what is not yet folded into it."""
    parts = (path, path.with_name(f"{path.name}-wal"))
    return sum(part.stat().st_size for part in parts if part.exists())


def beside(path: Path) -> Path:
    """The keys that go with a book or a backup, there or not."""
    return path.with_name(path.name + files.KEYS)


def put_down(part: Path, final: Path, keys: Path) -> None:
    """Names a proved copy, after the keys that go with it: what bears a name is always the whole of it."""
    if keys.exists():
        copied = part.with_name(part.name.removesuffix(PART) + files.KEYS + PART)
        try:
            copying.copy(keys, copied)
            copying.rename(copied, beside(final))
        finally:
            copied.unlink(missing_ok=True)
    copying.rename(part, final)


def _copied(path: Path, part: Path, key: bytes | None) -> tuple[proof.Facts, bool]:
    """A copy that opens, is whole and holds what the book holds; made anew while the book is written meanwhile.

    Tells what it holds, and whether it was read past what this machine still remembered of it.
    """
    source = proof.connect(path, key)
    try:
        for _time in range(TIMES):
            before = proof.facts(source)
            part.unlink(missing_ok=True)
            source.execute("VACUUM INTO ?", (str(part),))
            _, past = copying.read_again(part)  # one after the other: looking at the pages then costs a third
            if (found := _proved(part, key)) == before:
                return before, past
            if found is None or proof.facts(source) == before:
                raise _not_alike()
    finally:
        source.close()
    raise Refused(say("台账一直在写，没有备份成。"), say("以前的备份都还在。"), say("请等它写完再备份。"))


def _proved(part: Path, key: bytes | None) -> proof.Facts | None:
    try:
        return proof.read(part, key)
    except Refused:
        return None


def _not_alike() -> Refused:
    return Refused(
        say("备份出来的和台账不一样，这一份没有留。"), say("台账和以前的备份都没有动。"), say("请换一个地方再备份。")
    )


def prune(book: Book, new: Path) -> None:
    """Takes old backups of this book away, after `new` was proved, and what was left half-made in its folder.

    A file of the same name that is another book's, or that this book's key does not open, is not touched.
    """
    with suppress(OSError):
        found = keeping.backups(new.parent, book.path.stem)
        own = {made: path for made, path in found if proof.is_of(path, book.id, book.key)}
        for made in own.keys() - keeping.kept(own):
            if (path := own[made]) != new:
                path.unlink()
                beside(path).unlink(missing_ok=True)
        for path in new.parent.iterdir():
            if path.name.startswith(f"{book.path.stem}.") and path.name.endswith(PART):
                path.unlink()
        copying.sync_folder(new.parent)


@contextmanager
def _in_words(folder: Path) -> Iterator[None]:
    """What the machine does to a backup, in words."""
    try:
        yield
    except (OSError, engine.DatabaseError) as error:
        raise not_backed_up(folder, error) from error


def not_backed_up(folder: Path, error: BaseException) -> Refused:
    """What people are told when a backup could not be written."""
    if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return Refused(
            say("台账的文件有损坏，没有备份成。"), say("以前的备份都还在。"), say("请先不要再改，用以前的备份恢复。")
        )
    return Refused(
        say("没有备份成：{why}（{folder}）。", why=copying.why(error), folder=folder),
        say("台账没有动，以前的备份都还在。"),
        say("请看看那里还有没有地方、能不能写，再来一次。"),
    )
