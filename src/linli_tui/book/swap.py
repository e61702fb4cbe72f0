"""A restored book takes the old one's name: at every moment one of the two bears it, and the old one is kept aside."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from linli_tui.book import backup, cipher, copying, engine, keeping, proof
from linli_tui.core import clock
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

KEPT = "原来的"
"""How what is kept aside is called."""
LOGS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file; of another file it would be written into the one that bears its name."""


def swap(part: Path, path: Path, keys: Path) -> Path | None:
    """Names a finished file as the book, with the keys that go with it; where the old one is kept (None: none was).

    The old files get a second name before theirs goes to the new ones; where the file system knows no second names,
    they are renamed first. An error puts back what was changed. Raises OSError.
    """
    old = [own for own in (path, backup.beside(path), *map(path.with_name, _logs(path.name))) if own.exists()]
    aside = copying.free_name(path.with_name(f"{path.name}.{KEPT}-{keeping.stamp_text(clock.instant())}"), suffix="")
    with _going_back(path) as changed:
        for own in old:
            other = own.with_name(aside.name + own.name.removeprefix(path.name))
            changed.append((own, other))
            _set_aside(own, other, is_log=own.name in _logs(path.name))
        copying.sync_folder(path.parent)
        if keys.exists():
            _renew_keys(path, keys)
        copying.rename(part, path)
        if not cipher.is_encrypted(path):
            backup.beside(path).unlink(missing_ok=True)
    return aside if old else None


def fold(path: Path, key: bytes | None) -> None:
    """Folds the log into a book that is to be kept, so that it is one file. Raises Refused while a window reads it."""
    connection = proof.connect(path, key, read_only=False)
    connection.execute("PRAGMA busy_timeout=200")
    try:
        if not engine.fold(connection):
            raise Refused(say("另一个窗口正看着这本台账。"), say("什么也没有动。"), say("请把那个窗口关掉，再恢复。"))
    finally:
        connection.close()


def _renew_keys(path: Path, keys: Path) -> None:
    """Lays keys beside the name, with those that lie there: whichever of the two books bears it, they open it.

    At the next closing they are written anew from the book.
    """
    final = backup.beside(path)
    part = final.with_name(f"{final.name}.{os.getpid()}{backup.PART}")
    try:
        part.write_bytes(_both(keys, final))
        copying.settle(part)
        copying.rename(part, final)
    finally:
        part.unlink(missing_ok=True)


def _both(new: Path, old: Path) -> bytes:
    """The slots of two `.keys` together; of one that cannot be read none."""
    content = new.read_bytes()
    with suppress(OSError, ValueError, TypeError, KeyError):
        told, before = json.loads(content), json.loads(old.read_bytes())
        told["slots"] += [slot for slot in before["slots"] if slot not in told["slots"]]
        return json.dumps(told, ensure_ascii=False, indent=1).encode()
    return content


def clear(path: Path) -> None:
    """Takes away what a restore left that was cut: its unfinished files, and second names of what still bears its own.

    Only while the book is locked.
    """
    unfinished = re.compile(rf"{re.escape(path.name)}(\.keys)?\.\d+{re.escape(backup.PART)}({'|'.join(LOGS)})?")
    own = [file for file in (path, backup.beside(path)) if file.exists()]
    for other in list(path.parent.iterdir()):
        is_second = other.name.startswith(f"{path.name}.{KEPT}-") and any(map(other.samefile, own))
        if is_second or unfinished.fullmatch(other.name):
            other.unlink()


def _logs(name: str) -> list[str]:
    return [name + log for log in LOGS]


def _set_aside(own: Path, other: Path, *, is_log: bool) -> None:
    """A log goes; any other file keeps its name until the new one takes it."""
    if not is_log:
        try:
            os.link(own, other)
            return
        except OSError:
            pass
    copying.rename(own, other)


@contextmanager
def _going_back(path: Path) -> Iterator[list[tuple[Path, Path]]]:
    """On an error every file bears its own name again; the list says which files got which second names."""
    changed: list[tuple[Path, Path]] = []
    try:
        yield changed
    except BaseException:
        for own, other in reversed(changed):
            if other.exists():
                copying.rename(other, own)
                other.unlink(missing_ok=True)
        raise
