"""Files copied so that they survive: forced onto the medium, read again from it, compared, and only then named."""

from __future__ import annotations

import errno
import os
import sys
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from linli_tui.book import engine, files
from linli_tui.core.words import _, say

CHUNK = 1 << 20
WHYS = {
    errno.ENOENT: _("那个文件夹不在了，可能拔掉了"),
    errno.ENOTDIR: _("那是一个文件，不是文件夹"),
    errno.EACCES: _("那里不让写"),
    errno.EPERM: _("那里不让写"),
    errno.EROFS: _("那里只能读，不能写"),
    errno.ENOSPC: _("地方不够了"),
    errno.EDQUOT: _("地方不够了"),
    errno.EIO: _("盘读写出错，可能坏了或者拔掉了"),
    errno.ENODEV: _("盘不在，可能拔掉了"),
}
"""What people are told of an error of the system, by its number."""
HELD = (5, 32, 33)
"""What Windows says while another program, a virus scanner mostly, looks at a file for a moment (未验证)."""
WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
"""Seconds between tries."""


def why(error: BaseException) -> str:
    """What the machine did to us, in words."""
    number = getattr(error, "errno", None) or 0
    return engine.reason(error) or say(WHYS.get(number, _("没有读写成功")))


def copy(source: Path, target: Path) -> bool:
    """Copies a file, forces it onto the medium, reads it again from there and compares.

    Returns whether it was read past what this machine still remembered of it. Raises OSError when it is not the same.
    """
    wanted = sha256()
    with source.open("rb") as reading, target.open("wb") as writing:
        while piece := reading.read(CHUNK):
            wanted.update(piece)
            writing.write(piece)
    found, past = read_again(target)
    if found != wanted.digest():
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(target))
    return past


def read_again(path: Path) -> tuple[bytes, bool]:
    """(SHA-256 of a file as its medium gives it, whether the machine's own memory of it was set aside first)."""
    past = settle(path)
    whole = sha256()
    with path.open("rb", buffering=0) as file:
        if sys.platform == "darwin":
            past = _reads_past(file.fileno())
        while piece := file.read(CHUNK):
            whole.update(piece)
    return whole.digest(), past


def settle(path: Path) -> bool:
    """Forces a file onto its medium and has the system forget what it holds of it; whether it does forget.

    posix_fadvise(2) on Linux, F_FULLFSYNC on macOS, FlushFileBuffers on Windows, which forgets nothing.
    """
    with path.open("rb+") as file:
        number = file.fileno()
        os.fsync(number)
        if sys.platform == "darwin":
            import fcntl

            fcntl.fcntl(number, fcntl.F_FULLFSYNC)
        if not hasattr(os, "posix_fadvise"):
            return False
        with suppress(OSError):
            os.posix_fadvise(number, 0, 0, os.POSIX_FADV_DONTNEED)
            return True
    return False


def _reads_past(number: int) -> bool:
    """Asks macOS to read this file from its medium: F_NOCACHE (未验证)."""
    import fcntl

    with suppress(OSError):
        fcntl.fcntl(number, 48, 1)
        return True
    return False


def rename(part: Path, final: Path) -> None:
    """Gives a finished file its name, in the place of whatever bears it, and has the name on disk.

    On Windows a program that looks at the file for a moment is waited for, up to 2.5 seconds.
    """
    for wait in (*WAITS, None):
        try:
            os.replace(part, final)
            break
        except OSError as error:
            if wait is None or getattr(error, "winerror", None) not in HELD:
                raise
            time.sleep(wait)
    sync_folder(final.parent)


def sync_folder(folder: Path) -> None:
    """Has the names in a folder on disk, where the system and the medium can do that."""
    try:
        files.sync_folder(folder)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise


def free_name(path: Path, suffix: str = files.SUFFIX) -> Path:
    """The path, or where there is something already, the same with _2, _3 before its suffix."""
    times, here = 1, path
    while here.exists():
        times += 1
        here = path.with_name(f"{path.name.removesuffix(suffix)}_{times}{suffix}")
    return here
