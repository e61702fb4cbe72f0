"""Epochs: from one to the next events are numbered without gaps; a restore or a change of machine begins a new one."""

from __future__ import annotations

import secrets
from typing import Any

from linli_tui.book import files, journal, schema
from linli_tui.core import clock


def begin(connection: Any, parent: str | None, parent_n: int) -> str:
    """Begins a new numbering of events: at the first start, after a restore, on another machine."""
    (count,) = connection.execute("SELECT count(*) FROM main.epoch").fetchone()
    letter = _letters(count + 1) if count else ""
    epoch = secrets.token_hex(16)
    connection.execute(
        "INSERT INTO main.epoch VALUES (?,?,?,?,?,?)",
        (epoch, letter, parent, parent_n, files.machine(), clock.instant()),
    )
    schema.set_meta(connection, "epoch", epoch)
    return epoch


def _letters(place: int) -> str:
    """A, B … Z, AA, AB … for 1, 2 …"""
    return (_letters((place - 1) // 26) if place > 26 else "") + chr(ord("A") + (place - 1) % 26)


def for_today(connection: Any) -> str:
    """The epoch to write in: a new one when this copy is older than what was seen, or comes from another machine."""
    epoch = schema.get_meta(connection, "epoch")
    if not epoch:
        schema.set_meta(connection, "book", secrets.token_hex(16))
        return begin(connection, None, 0)
    (machine,) = connection.execute("SELECT machine FROM main.epoch WHERE id=?", (epoch,)).fetchone()
    n, _ = journal.head(connection, epoch)
    seen = files.known().get(schema.get_meta(connection, "book"))
    rolled_back = seen is not None and not _holds(connection, seen)
    return begin(connection, epoch, n) if rolled_back or machine != files.machine() else epoch


def _holds(connection: Any, seen: files.Known) -> bool:
    row = connection.execute("SELECT hash FROM main.journal WHERE epoch=? AND n=?", (seen.epoch, seen.n)).fetchone()
    return seen.n == 0 or (row is not None and row[0].hex() == seen.hash)
