"""What this machine remembers of a book's backups: the last good one at each place, and which stick is which.

Kept in the per-user folder as `backups.json`, by the id of the book. Losing it costs only what is said of backups.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from linli_tui.book import files, keeping
from linli_tui.core import clock

NAME = "backups.json"
MOST = 8
"""So many places are remembered, those with the newest backups."""


@dataclass(frozen=True, slots=True)
class Good:
    """The last good backup at one place: the folder above 邻里备份, the name of the file, the instant it was made.

    `ends` is the last number of each epoch of the journal in it; `past_cache` whether it was read from the medium
    itself; `stick` what the stick calls itself ("" on this machine's own disk).
    """

    place: str
    name: str
    at: str
    ends: tuple[tuple[str, int], ...] = ()
    past_cache: bool = False
    stick: str = ""

    @property
    def path(self) -> Path:
        """The file."""
        return Path(self.place) / keeping.FOLDER / self.name

    @property
    def where(self) -> str:
        """What tells one place from another: a stick is itself wherever the system puts it."""
        return self.stick or self.place


@dataclass(frozen=True, slots=True)
class Memory:
    """All that is remembered of one book's backups.

    `place` is the second place on this machine ("" for the usual one), `stick` what the stick calls itself that backups
    go to, `record` the stick of the ledger that it is ("" when nobody said), `good` the last good ones, newest first.
    """

    place: str = ""
    stick: str = ""
    record: str = ""
    good: tuple[Good, ...] = ()

    def at(self, where: str) -> Good | None:
        """The last good backup at a place, by its folder or the name of the stick."""
        return next((good for good in self.good if good.where == where), None)


def recall(book: str) -> Memory:
    """What is remembered of a book's backups."""
    return _all().get(book, Memory())


def keep(book: str, memory: Memory) -> None:
    """Remembers it; what cannot be written is not said later, and no backup is worse for it."""
    facts = {name: asdict(value) for name, value in (_all() | {book: memory}).items()}
    with suppress(OSError):
        files.user_folder().mkdir(parents=True, exist_ok=True)
        files.keep_file(files.user_folder() / NAME, json.dumps(facts, ensure_ascii=False).encode())


def note(book: str, good: Good) -> None:
    """A good backup was made."""
    memory = recall(book)
    others = (other for other in memory.good if other.where != good.where)
    keep(book, replace(memory, good=(good, *others)[:MOST]))


def choose_place(book: str, place: Path) -> None:
    """Backups on this machine's own disk go to another folder from now on."""
    keep(book, replace(recall(book), place=str(place.absolute())))


def name_stick(book: str, stick: str, record: str = "") -> None:
    """Backups go to the stick that calls itself so from now on; which of those in the ledger it is."""
    keep(book, replace(recall(book), stick=stick, record=record))


def _all() -> dict[str, Memory]:
    try:
        stored: dict[str, Any] = json.loads((files.user_folder() / NAME).read_text(encoding="utf-8"))
        return {str(book): _memory(told) for book, told in stored.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def _memory(told: dict[str, Any]) -> Memory:
    texts = {name: str(told[name]) for name in ("place", "stick", "record")}
    return Memory(**texts, good=tuple(_good(facts) for facts in told["good"]))


def _good(told: dict[str, Any]) -> Good:
    texts = {name: str(told[name]) for name in ("place", "name", "at", "stick")}
    clock.read_instant(texts["at"])
    ends = tuple((str(epoch), int(n)) for epoch, n in told["ends"])
    return Good(**texts, ends=ends, past_cache=bool(told["past_cache"]))
