"""Operations on locked books, and those that make a second file of a book: backup, restore, another lock, sealing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from linli_tui.book import backup, keeping, people, proof, rekey, restore, sealing, verifier
from linli_tui.book.people import Member
from linli_tui.core import clock
from linli_tui.core.access import OWNER, READ, VOID, WRITE, Grant
from linli_tui.core.ledger import Catalog
from linli_tui.core.refusal import Refused
from tests.book import acts
from tests.book.small.ledger import AREA
from tests.faults.operations import Operation, Stage, edit, empty, found_small, one, save

WORDS = "春江潮水连海平"
TELLS = "半夜漏水的那句话"
SEALING = Catalog((replace(AREA, grants=(Grant(("mediator",), (READ, WRITE, VOID), clear=("*",)),)),))
YESTERDAY = "2026-01-01T04:00:00.000Z"


def _backed_up(stage: Stage) -> None:
    """A book with somebody in it, backed up long ago, and somebody more."""
    with stage.found() as book, clock.frozen(YESTERDAY):
        stage.keep(acts.save(book, "human", name="甲某"))
        backup.back_up(book)
        acts.save(book, "human", name="后来的")


def _back_up(stage: Stage) -> None:
    backup.back_up(stage.book)
    stage.acknowledge("human", stage.kept)


def _bad_copies(stage: Stage) -> list[str]:
    """Backups that bear a name and are not whole, or the good one of before gone."""
    found = keeping.backups(next((stage.folder / "home" / "backups").iterdir()) / keeping.FOLDER, stage.path.stem)
    wrong = [] if found else ["the good backup of before is gone"]
    for _stamp, path in found:
        try:
            proof.read(path, None)
        except Refused as refused:
            wrong.append(f"a bad backup bears a name: {refused}")
    return wrong


def _restore(stage: Stage) -> None:
    ((_, path),) = keeping.backups(
        next((stage.folder / "home" / "backups").iterdir()) / keeping.FOLDER, stage.path.stem
    )
    restore.restore(path, stage.path, stage.catalog)
    stage.acknowledge("human", stage.kept)


def _nothing_lost(stage: Stage) -> list[str]:
    """What was written after the backup is in the book, or in what is kept aside."""
    for path in (stage.path, *stage.folder.glob(f"{stage.path.name}.原来的-*")):
        try:
            if dict(proof.read(path, None).counts)["human"] >= 2:
                return []
        except (Refused, OSError):
            continue
    return ["what came after the backup is nowhere"]


def _rekey(stage: Stage) -> None:
    book, stage.book = stage.book, None
    rekey.rekey(book, OWNER)
    stage.acknowledge("human", stage.kept)


def _told_once(stage: Stage) -> None:
    with _mediator(), stage.found() as book:
        book.connection.execute("CREATE TABLE main.person(id TEXT PRIMARY KEY, name TEXT)")
        stage.keep(acts.save(book, "human", name="甲某", secret=TELLS))
        verifier.keep(book.connection, "he", "passphrase", verifier.make("passphrase", "何敏自己的口令"))


def _seal(stage: Stage) -> None:
    with _mediator():
        sealing.settle(stage.book)
    if not sealing.exists(stage.book):
        raise Refused("put off to the next opening")
    stage.acknowledge("human", stage.kept)


@contextmanager
def _mediator() -> Iterator[None]:
    """Somebody holds the post that may open what is sealed."""
    real = people.members
    people.members = lambda book, on="": [Member("he", "何敏", ("mediator",), (), "何敏")]
    try:
        yield
    finally:
        people.members = real


LOCKED: dict[str, Operation] = {
    "backup": Operation("备份", _back_up, _backed_up, extra=_bad_copies),
    "restore": Operation("恢复", _restore, _backed_up, opens=False, epochs=False, extra=_nothing_lost),
    "seal": Operation("调解内容加锁", _seal, _told_once, lambda: SEALING, nowhere=TELLS),
    "new_l": Operation("新建（加锁）", found_small, lambda stage: None, opens=False, founds=True, words=WORDS),
    "save_l": Operation("存一条（加锁）", save, empty, words=WORDS),
    "edit_l": Operation("改一条（加锁）", edit, one, words=WORDS),
    "rekey": Operation("换锁", _rekey, one, words=WORDS),
}
