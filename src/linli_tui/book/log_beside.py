"""The write-ahead log a crash left beside a book: taken up only where it is this book's own.

SQLite believes any whole log that bears the right name, of another book too, and folds it into the file. So before the
first opening that may write, the file is read without the log and with it, and nothing is written meanwhile.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from linli_tui.book import engine, files, schema
from linli_tui.core.refusal import Refused

HEAD = "SELECT epoch, n, hash FROM main.journal ORDER BY seq DESC LIMIT 1"
LINE = "SELECT 1 FROM main.journal WHERE epoch=? AND n=? AND hash=?"


def refuse_foreign(path: Path, key: bytes | None) -> None:
    """Refuses to open a book beside which lies the log of another one, or of another time. Raises Refused."""
    log = path.with_name(f"{path.name}-wal")
    if not log.exists() or not log.stat().st_size:
        return
    try:
        own = _is_own(path, key)
    except (Refused, engine.DatabaseError) as error:
        own = not engine.is_damage(error)  # a full disk is no reason to doubt the log
    if not own:
        raise Refused(
            f"「{path.name}」旁边的「{log.name}」不是这本台账的，或者坏了。",
            "两个文件都没有动。",
            f"请把「{log.name}」和「{path.name}-shm」挪到别的文件夹，再打开一次；打开以后请核对。",
        )


def _is_own(path: Path, key: bytes | None) -> bool:
    """Whether the file and the log together are whole, and go on from what the file alone holds."""
    book, head = _alone(path, key)
    if book is None:
        return True  # all there is of the book is in its log
    with closing(engine.connect(path, key, read_only=True)) as both:
        goes_on = not head or both.execute(LINE, head).fetchone()
        return bool(goes_on) and schema.get_meta(both, "book") == book and not engine.damaged(both)


def _alone(path: Path, key: bytes | None) -> tuple[str | None, tuple[object, ...] | None]:
    """Which book the file is without the log, and its last line; None for a file that has nothing yet.

    Of a file that a crash left half folded only this machine still knows which book it is.
    """
    try:
        with closing(engine.connect(path, key, read_only=True, alone=True)) as file:
            if not file.execute("SELECT 1 FROM sqlite_master WHERE name='journal'").fetchone():
                return None, None
            return schema.get_meta(file, "book"), file.execute(HEAD).fetchone()
    except (Refused, engine.DatabaseError) as error:
        if not engine.is_damage(error):
            raise
    known = files.known().items()
    return next((book for book, seen in known if seen.path == str(path.absolute())), None), None
