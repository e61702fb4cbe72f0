"""Which backups lie where: on the sticks plugged in, at the places remembered, in any folder somebody names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from linli_tui.book import backup, copies, files, keeping
from linli_tui.core import dates
from linli_tui.core.words import say
from linli_tui.exchange import drives

if TYPE_CHECKING:
    from linli_tui.book.book import Book

Place = tuple[str, Path]
"""What people call it, and the folder above 邻里备份."""


@dataclass(frozen=True, slots=True)
class Lying:
    """One backup by its name: of which book, from when, where it lies."""

    path: Path
    stem: str
    made: keeping.Stamp
    where: str

    @property
    def words(self) -> str:
        """When it was made."""
        return f"{dates.show_date(self.made.at.date())} {self.made.at:%H:%M}"


def sticks() -> list[Place]:
    """The sticks that are plugged in."""
    return [(drive.name, drive.path) for drive in drives.found()]


def here() -> list[Place]:
    """Where the program itself puts backups on this machine."""
    with suppress(OSError):
        folder = files.user_folder() / "backups"
        return [(say("这台电脑"), path) for path in sorted(folder.iterdir()) if (path / keeping.FOLDER).is_dir()]
    return []


def places_of(book: Book) -> list[Place]:
    """Everywhere backups of this book may lie just now."""
    known = [(say("这台电脑"), backup.place(book)), *sticks()]
    folders = {path for _, path in known}
    kept = (good for good in copies.recall(book.id).good if not good.stick)
    more = [(good.place, Path(good.place)) for good in kept if Path(good.place) not in folders]
    return [*known, *more]


def found(places: Iterable[Place], stem: str = "") -> list[Lying]:
    """The backups at these places, newest first; of all books, or of the one whose file is called so."""
    lying = (one for where, place in places for one in _at(where, place))
    return sorted((one for one in lying if stem in ("", one.stem)), key=lambda one: one.made, reverse=True)


def _at(where: str, place: Path) -> Iterator[Lying]:
    """Somebody may name the folder above, or 邻里备份 itself."""
    for folder in (place / keeping.FOLDER, *([place] if place.name == keeping.FOLDER else [])):
        with suppress(OSError):
            for path in folder.iterdir():
                stem = path.stem.rpartition(".")[0]
                if made := keeping.stamp(stem, path):
                    yield Lying(path, stem, made, where)
