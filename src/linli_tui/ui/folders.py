"""Places on this machine where people keep files: the desktop, downloads, documents, sticks."""

from __future__ import annotations

import os
import string
import sys
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


def sticks() -> Iterator[tuple[str, Path]]:
    """(what it calls itself, where it is) of what is plugged in."""
    if sys.platform == "win32":
        import ctypes

        for letter in string.ascii_uppercase[3:]:
            if ctypes.windll.kernel32.GetDriveTypeW(f"{letter}:\\") == 2:
                yield f"U盘 {letter}", Path(f"{letter}:\\")
        return
    user = os.environ.get("USER", "")
    for above in (Path("/media") / user, Path("/run/media") / user, Path("/Volumes")):
        if above.is_dir() and above.name:
            for folder in sorted(above.iterdir()):
                if folder.is_dir() and not folder.is_symlink() and os.access(folder, os.R_OK):
                    yield f"U盘 {folder.name}", folder


def spreadsheets(most: int = 40) -> list[Path]:
    """The spreadsheets lying in those places, the newest first."""
    found: list[tuple[float, Path]] = []
    for _, folder in (*sticks(), *own()):
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
