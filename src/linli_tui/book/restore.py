"""Restoring: a backup takes the place of a book, which is kept aside; the restored one begins a new epoch.

Everything is made ready under another name first. The old book is kept as `永富新村.台账.原来的-2026-11-22_2105` with
its keys. What was dropped in while the book was closed stays where it lies, for the next opening.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from linli_tui.book import backup as backups
from linli_tui.book import copying, disk, engine, epochs, files, journal, losing, permits, proof, schema, swap
from linli_tui.core.access import OFFICERS, OWNER, Actor
from linli_tui.core.ledger import Catalog
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

MAY = (*OFFICERS, "keeper")
"""The posts of whoever restores; the second person is an officer."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup that took a book's place: the book, what was lost, and where the old one is kept (None: none was)."""

    path: Path
    loss: losing.Loss
    aside: Path | None

    @property
    def say(self) -> str:
        """The sentence about it."""
        kept = say("原来的留着，叫「{name}」。", name=self.aside.name) if self.aside else ""
        return say("已用备份恢复「{name}」。", name=self.path.stem) + kept


def restore(
    backup: Path, path: Path, catalog: Catalog, key: bytes | None = None, *,
    own: bytes | None = None, actor: Actor = OWNER, second: Actor | None = None,
) -> Restored:  # fmt: skip
    """Puts a backup in the place of a book that is closed; the first opening after it goes on in a new epoch.

    `key` opens the backup, `own` the book, where it has another.

    It takes an officer or the keeper, and a second officer where changes would be lost; the owner alone while nobody
    has a PIN. Raises Refused on a stick or a synchronised folder, while the book is open, without room, and when the
    backup is damaged, of another book or of a newer program; then the book is as it was.
    """
    losing.refuse_open_copy(backup)
    files.refuse_bad_place(path)
    if path.exists() and path.samefile(backup):
        raise Refused(say("这就是那本台账自己。"), say("什么也没有动。"), say("请选一份备份。"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = files.Lock(path)
    except OSError as error:
        raise _not_restored(path, error) from error
    part = path.with_name(f"{path.name}.{os.getpid()}{backups.PART}")
    try:
        swap.clear(path)
        disk.refuse_full(path.parent, backups.size(backup))
        _clear(part)
        copying.copy(backup, part)
        held = proof.read(part, key, backup.name)
        proof.refuse_unfit(part, key, catalog)
        loss = losing.compare(held, part, path, key, own)
        _refuse(loss, actor, second)
        epoch = _begun(part, held, key)
        if loss.there and loss.changes is not None:
            swap.fold(path, own or key)
        aside = swap.swap(part, path, backups.beside(backup))
        files.remember(held.book, files.Known(str(path.absolute()), epoch, 0, journal.GENESIS.hex()))
        return Restored(path, loss, aside)
    except (OSError, engine.DatabaseError) as error:
        raise _not_restored(path, error) from error
    finally:
        with suppress(OSError):
            _clear(part)
        lock.release()


def _clear(part: Path) -> None:
    """Takes away what an attempt before has left: its log would be taken for one of the next copy."""
    for suffix in ("", *swap.LOGS):
        part.with_name(part.name + suffix).unlink(missing_ok=True)


def _refuse(loss: losing.Loss, actor: Actor, second: Actor | None) -> None:
    """Refuses another book's backup, and what is not this person's to do, or not alone."""
    if loss.other:
        raise Refused(
            say("这份备份是另一本台账的。"), say("什么也没有动。"), say("请换一个文件名，两本就都在。"), field="to"
        )
    if loss.locked and not set(actor.posts).intersection(MAY):
        raise Refused(say("您现在的职务不能恢复台账。"), say("什么也没有动。"), say("请找会长、副会长或秘书来办。"))
    if loss.locked and loss.is_some:
        permits.refuse_alone(actor, second)


def _begun(part: Path, held: proof.Facts, key: bytes | None) -> str:
    """The new epoch of the copy, which was proved; it is forced onto the disk and opened once more with it."""
    connection = proof.connect(part, key, read_only=False)
    try:
        connection.execute("PRAGMA journal_mode=DELETE")
        parent = schema.get_meta(connection, "epoch")
        connection.execute("BEGIN IMMEDIATE")
        epoch = epochs.begin(connection, parent, held.last.get(parent, 0))
        connection.execute("COMMIT")
    finally:
        connection.close()
    copying.settle(part)
    connection = proof.connect(part, key)
    try:
        if set(proof.facts(connection).ends) != {*held.ends, (epoch, 0, journal.GENESIS.hex())}:
            raise proof.damaged(part.name)
    finally:
        connection.close()
    return epoch


def _not_restored(path: Path, error: BaseException) -> Refused:
    """What people are told when a restore could not be made."""
    return Refused(
        say("没有恢复成：{why}（{folder}）。", why=copying.why(error), folder=path.parent),
        say("原来的台账和备份都没有动。"),
        say("请看看那里还有没有地方、能不能写，再来一次。"),
    )
