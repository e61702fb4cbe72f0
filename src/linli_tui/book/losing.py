"""What a restore would lose: the changes a book has that the backup put in its place lacks."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from linli_tui.book import cipher, copying, engine, files, proof, verifier
from linli_tui.core import clock
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

ASIDE = "aside"
"""The folder of the program in which a backup is opened to be looked at, never where it lies."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What would be lost if a backup took a book's place.

    `held`: what the backup holds; `there`: whether a book bears the name; `changes`: how many of its changes the backup
    lacks, made from `first` to `last` (instants), None when it cannot be opened; `lines`: how many lines more this
    machine remembers of it; `other`: whether it is another book altogether; `locked`: whether anybody has a PIN for
    it; `unlocks`: whether the book is encrypted and the backup is not; `old_key`: whether it has a key of before.
    """

    held: proof.Facts
    there: bool = False
    changes: int | None = 0
    first: str = ""
    last: str = ""
    lines: int = 0
    other: bool = False
    locked: bool = False
    unlocks: bool = False
    old_key: bool = False

    @property
    def is_some(self) -> bool:
        """Whether something would be lost, or that cannot be told."""
        return self.there and self.changes != 0

    @property
    def say(self) -> str:
        """The sentence before somebody decides."""
        held = say("备份写到{at}。", at=clock.local_text(self.held.at) if self.held.at else say("刚建好"))
        if self.old_key:
            held += say("这份备份是换锁以前的，恢复以后请再换一次锁。")
        if self.unlocks:
            held += say("这份备份没有加锁，恢复以后台账也没有加锁。")
        if not self.there:
            return held + say("那里还没有台账，什么也不会少。")
        if self.other:
            return held + say("那里现在是另一本台账，不能换。")
        if self.changes is None:
            more = say("这台电脑记得它后来还写了{n}行流水。", n=self.lines) if self.lines else ""
            return held + say("现在这一本打不开，看不出会少多少。") + more
        if not self.changes:
            return held + say("现在这一本没有比它多的，什么也不会少。")
        first, last = clock.local_text(self.first), clock.local_text(self.last)
        return held + say("会少{n}处改动，从{first}到{last}。", n=self.changes, first=first, last=last)


def look(backup: Path, path: Path, key: bytes | None = None, own: bytes | None = None) -> Loss:
    """What would be lost if this backup took the place of the book at a path; `own` is its key, where it has another.

    Raises Refused when the backup cannot be used.
    """
    with set_aside(backup) as copy:
        held = proof.read(copy, key)
        return compare(held, copy, path, key, own)


def compare(held: proof.Facts, copy: Path, path: Path, key: bytes | None, own: bytes | None = None) -> Loss:
    """The same for a copy of the backup that was read already."""
    loss = Loss(held, locked=_is_locked(copy, key))
    if not path.exists():
        return loss
    unlocks = cipher.is_encrypted(path) and not cipher.is_encrypted(copy)
    old_key = own is not None and own != key and not unlocks
    loss = replace(loss, there=True, changes=None, lines=_remembered(held), unlocks=unlocks, old_key=old_key)
    try:
        connection = proof.connect(path, own or key)
    except Refused:
        return loss
    try:
        other = proof.facts(connection).book != held.book
        changes, first, last = proof.lacking(connection, held.last)
        locked = loss.locked or bool(verifier.kept(connection))
    except (Refused, engine.DatabaseError):
        return loss
    finally:
        connection.close()
    return replace(loss, changes=changes, first=first, last=last, lines=0, other=other, locked=locked)


def _remembered(held: proof.Facts) -> int:
    """How many lines more than the backup holds this machine has seen of the book; 0 when it does not know."""
    seen = files.known().get(held.book)
    return max(seen.n - held.last.get(seen.epoch, 0), 0) if seen else 0


def _is_locked(path: Path, key: bytes | None) -> bool:
    connection = proof.connect(path, key)
    try:
        return bool(verifier.kept(connection))
    finally:
        connection.close()


@contextmanager
def set_aside(backup: Path) -> Iterator[Path]:
    """A copy of a backup and its keys in a folder of the program, gone afterwards: none is opened where it lies.

    Raises Refused when it cannot be copied, or was taken of a book that was open and is not whole without its log.
    """
    refuse_open_copy(backup)
    folder = files.user_folder() / ASIDE
    shutil.rmtree(folder, ignore_errors=True)
    own = folder / str(os.getpid())
    try:
        own.mkdir(parents=True, exist_ok=True)
        copying.copy(backup, own / backup.name)
        if (keys := backup.with_name(backup.name + files.KEYS)).exists():
            copying.copy(keys, own / keys.name)
        yield own / backup.name
    except OSError as error:
        raise not_read(backup, error) from error
    finally:
        shutil.rmtree(own, ignore_errors=True)


def refuse_open_copy(backup: Path) -> None:
    """Refuses a file that is not there, or that lies beside a log with something in it."""
    if not backup.is_file():
        raise Refused(say("没有找到「{backup}」。", backup=backup), do=say("请看看文件名和文件夹。"))
    log = backup.with_name(f"{backup.name}-wal")
    if log.exists() and log.stat().st_size:
        raise Refused(
            say("「{name}」是台账开着的时候拷的，它一个不全。", name=backup.name),
            say("什么也没有动。"),
            say("请把它和旁边的「{log}」一起拷到这台电脑的硬盘上，直接打开。", log=log.name),
        )


def not_read(backup: Path, error: OSError) -> Refused:
    """What people are told when a backup could not be copied from where it lies."""
    return Refused(
        say("「{name}」没有拷过来：{why}。", name=backup.name, why=copying.why(error)),
        say("台账没有动。"),
        say("请看看地方够不够，U盘插好没有，再来一次。"),
    )
