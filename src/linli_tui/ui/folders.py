"""Places on this machine where people keep files: sticks, the desktop, downloads, documents."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

SHEETS = (".xlsx", ".xlsm", ".csv", ".xls", ".et")
OWN = (
    ("Desktop", "桌面"),
    ("桌面", "桌面"),
    ("Downloads", "下载"),
    ("下载", "下载"),
    ("Documents", "文档"),
    ("文档", "文档"),
)


def own() -> Iterator[tuple[str, Path]]:
    """(what people call it, where it is) of this person's folders."""
    home = Path.home()
    found = [(title, home / name) for name, title in OWN if (home / name).is_dir()]
    yield from found
    if not found:
        yield "个人文件夹", home


def places() -> list[tuple[str, Path]]:
    """(what people call it, where it is) of the sticks plugged in, and then of this person's folders."""
    from linli_tui.exchange import drives

    return [*((drive.name, drive.path) for drive in drives.found()), *own()]


def spreadsheets(most: int = 40) -> list[Path]:
    """The spreadsheets lying in those places, the newest first."""
    found: list[tuple[float, Path]] = []
    for _, folder in places():
        try:
            entries = list(os.scandir(folder))
        except OSError:
            continue
        for entry in entries:
            if entry.name.lower().endswith(SHEETS) and not entry.name.startswith(("~", ".")) and entry.is_file():
                found.append((entry.stat().st_mtime, Path(entry.path)))
    return [path for _, path in sorted(found, key=lambda pair: -pair[0])[:most]]


def short(path: Path) -> str:
    """A path as people read it: ~ for the own folder."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except ValueError:
        return str(path)
