"""Sticks: which are plugged in, and a report copied onto one, read again from the stick itself and compared.

Linux is known by /proc/mounts and /sys/block; Windows by GetDriveTypeW and macOS by /Volumes are 未验证.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import string
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from linli_tui.core.refusal import Refused
from linli_tui.core.words import _, say
from linli_tui.exchange import folder

TRIED = ("linux",)
"""The systems on which this was tried; on others it is said that it was not."""
UNDER = ("/media", "/run/media", "/mnt")
FOLDER = _("邻里报送")
"""The one folder on a stick."""
REMOVABLE = 2
"""What GetDriveTypeW says of a removable drive."""
CHUNK = 1 << 20
PULLED = (errno.EIO, errno.ENODEV, errno.ENXIO, errno.ENOENT, errno.ENOTDIR, errno.ESTALE)
_ESCAPED = re.compile(r"\\([0-7]{3})")
"""How a blank stands in /proc/mounts (proc_pid_mounts(5))."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Drive:
    """One stick: what it calls itself, where it is, how many bytes are free on it."""

    name: str
    path: Path
    free: int

    @property
    def room(self) -> str:
        """What is free on it as people say it, in whole GB or MB."""
        gigabytes = self.free // 10**9
        return say("空{n}GB", n=gigabytes) if gigabytes else say("空{n}MB", n=self.free // 10**6)


def found(platform: str = sys.platform, root: Path = Path("/")) -> list[Drive]:
    """The sticks plugged in now; `root` stands for the top of all files, for tests."""
    ways = {"linux": _on_linux, "win32": _on_windows, "darwin": _on_mac}
    way = ways.get(platform)
    drives = []
    for name, path in way(root) if way else ():
        with suppress(OSError):
            drives.append(Drive(name, path, shutil.disk_usage(path).free))
    return drives


def untried(platform: str = sys.platform) -> str:
    """A sentence for a system on which nobody has tried this yet; "" for the others."""
    return "" if platform in TRIED else say("这种电脑上没试过，拷好以后请打开U盘看一眼。")


def _on_linux(root: Path) -> Iterator[tuple[str, Path]]:
    with suppress(OSError):
        for line in (root / "proc/mounts").read_text(encoding="utf-8").splitlines():
            device, at, *_rest = line.split(" ")
            at = _ESCAPED.sub(lambda octal: chr(int(octal[1], 8)), at)
            if at.startswith(tuple(f"{above}/" for above in UNDER)) and _removable(root, device):
                yield say("U盘 {name}", name=Path(at).name), root / at.lstrip("/")


def _removable(root: Path, device: str) -> bool:
    """Whether the disk a partition lies on can be taken out."""
    name = device.rpartition("/")[2]
    with suppress(OSError):
        for disk in (root / "sys/block").iterdir():
            if name == disk.name or (disk / name).exists():
                return (disk / "removable").read_text(encoding="ascii").strip() == "1" or "/usb" in str(disk.resolve())
    return False


def _on_windows(root: Path) -> Iterator[tuple[str, Path]]:
    import ctypes

    kind = ctypes.windll.kernel32.GetDriveTypeW  # type: ignore[attr-defined,unused-ignore]
    for letter in string.ascii_uppercase[3:]:
        if kind(f"{letter}:\\") == REMOVABLE:
            yield say("U盘 {name}", name=letter), Path(f"{letter}:\\")


def _on_mac(root: Path) -> Iterator[tuple[str, Path]]:
    with suppress(OSError):
        for volume in sorted((root / "Volumes").iterdir()):
            if volume.is_dir() and not volume.is_symlink():
                yield say("U盘 {name}", name=volume.name), volume


def copy(report: Path, drive: Drive, progress: Progress | None = None) -> Path:
    """Copies a report folder onto a stick, reads every file again from it, and only then gives it its name there.

    What lay there before stays. Raises Refused when the stick is full, locked, pulled out, or gives back something
    else; then nothing of it is left on the stick, and the report is still here.
    """
    sources = sorted(path for path in report.iterdir() if path.is_file())
    needed = sum(path.stat().st_size for path in sources)
    above = drive.path / say(FOLDER)
    part = above / f"{report.name}.{os.getpid()}.part"
    try:
        _refuse_full(drive, needed)
        part.mkdir(parents=True)
        for done, source in enumerate(sources):
            if progress:
                progress(done, len(sources))
            _copy_file(source, part / source.name)
        folder.sync_folder(part)
        final = folder.free(above / report.name)
        part.rename(final)
        folder.sync_folder(above)
    except OSError as error:
        raise not_copied(drive, error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return final


def not_copied(drive: Drive, error: OSError) -> Refused:
    """What people are told when a report did not get onto a stick."""
    number = error.errno or 0
    gone = number in PULLED and not drive.path.is_dir()
    why = say("U盘拔掉了") if gone else say(folder.WHYS.get(number, _("写不进去")))
    ways = {
        errno.ENOSPC: _("请删掉U盘上不用的，或者换一个。"),
        errno.EROFS: _("请看看U盘侧面有没有写保护的小开关，或者换一个。"),
        errno.EACCES: _("请看看U盘侧面有没有写保护的小开关，或者换一个。"),
    }
    return Refused(
        say("没有拷到「{name}」：{why}。", name=drive.name, why=why),
        say("报送的包还在这台电脑上，U盘上原来的没有动。"),
        say(ways.get(number, _("请把U盘插好，再拷一次。"))),
    )


def _refuse_full(drive: Drive, needed: int) -> None:
    if shutil.disk_usage(drive.path).free < needed:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _copy_file(source: Path, target: Path) -> None:
    """One file, forced onto the stick and read again from there."""
    wanted = sha256()
    with source.open("rb") as read, target.open("wb") as write:
        while piece := read.read(CHUNK):
            wanted.update(piece)
            write.write(piece)
        write.flush()
        os.fsync(write.fileno())
    if read_again(target) != wanted.digest():
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def read_again(path: Path) -> bytes:
    """The SHA-256 of a file as its medium gives it, not as this machine still remembers it, where that can be told."""
    whole = sha256()
    with path.open("rb", buffering=0) as file:
        _forget(file.fileno())
        while piece := file.read(CHUNK):
            whole.update(piece)
    return whole.digest()


def _forget(number: int) -> None:
    """Asks the system to forget what it holds of a file: posix_fadvise on Linux, F_NOCACHE on macOS."""
    with suppress(OSError):
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(number, 0, 0, os.POSIX_FADV_DONTNEED)
        elif sys.platform == "darwin":
            import fcntl

            fcntl.fcntl(number, 48, 1)
