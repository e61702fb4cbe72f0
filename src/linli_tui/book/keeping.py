"""How backups are called and which of them are kept: 7 daily, 8 weekly, 3 monthly, the newest of each.

The periods that count are those of which there is a backup, not those before today: a laptop that lay in a drawer for a
winter loses none, and no clock set forward empties a folder.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from linli_tui.book import files
from linli_tui.core import clock

FOLDER = "邻里备份"
"""The folder at every place where backups are put; never called otherwise, so that old ones are found."""
STAMP = "%Y-%m-%d_%H%M"
DAYS, WEEKS, MONTHS = 7, 8, 3


class Stamp(NamedTuple):
    """When a backup was made, as its name says: a local minute, and which of those made in it."""

    at: datetime
    times: int = 1


def stamp_text(instant: str) -> str:
    """An instant as it stands in names, at UTC+8: 2026-11-22_2105."""
    return clock.read_instant(instant).astimezone(clock.CHINA).strftime(STAMP)


def name(stem: str, instant: str) -> str:
    """What a backup made at an instant is called: 永富新村.2026-11-22_2105.台账."""
    return f"{stem}.{stamp_text(instant)}{files.SUFFIX}"


def stamp(stem: str, path: Path) -> Stamp | None:
    """When a backup of a book was made, by its name; None for any other file."""
    found = re.fullmatch(
        rf"{re.escape(stem)}\.(\d{{4}}-\d\d-\d\d_\d{{4}})(?:_([2-9]|\d\d+))?{re.escape(files.SUFFIX)}", path.name
    )
    if not found:
        return None
    try:
        return Stamp(datetime.strptime(found[1], STAMP), int(found[2] or 1))
    except ValueError:
        return None


def backups(folder: Path, stem: str) -> list[tuple[Stamp, Path]]:
    """The backups in a folder that bear a book's name, newest first; none where there is no folder."""
    if not folder.is_dir():
        return []
    found = ((stamp(stem, path), path) for path in folder.iterdir())
    return sorted(((made, path) for made, path in found if made), reverse=True)


def kept(stamps: Iterable[Stamp]) -> set[Stamp]:
    """Those of them that are kept."""
    newest_first = sorted(stamps, reverse=True)
    periods: tuple[tuple[Callable[[Stamp], Hashable], int], ...] = (
        (lambda s: s.at.date(), DAYS),
        (lambda s: s.at.isocalendar()[:2], WEEKS),
        (lambda s: (s.at.year, s.at.month), MONTHS),
    )
    found: set[Stamp] = set()
    for period, count in periods:
        newest: dict[Hashable, Stamp] = {}
        for made in newest_first:
            newest.setdefault(period(made), made)
        found.update(list(newest.values())[:count])
    return found
