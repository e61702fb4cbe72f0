"""The shim between Python and the system: built with the machine's own compiler, armed by ctypes in a forked child."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")
CALLS = ("write", "fsync", "rename", "unlink", "truncate", "open", "folder")
"""As in shim.c, whose sets of calls are bits in this order."""
COUNT, DIE, TEAR, FAIL, FAIL_ON = range(5)


def bits(*calls: str) -> int:
    """A set of calls as the shim takes it."""
    return sum(1 << CALLS.index(call) for call in calls)


ROOM = bits("write", "rename", "folder")
"""The calls that need room on a disk: only these fail when it is full."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to break a machine: what happens at the n-th call, with which error, at which calls.

    `cut` is a power cut: what was not synced is lost. `dies` tells that the process ends there.
    """

    title: str
    kind: int
    error: int = 0
    only: int = 0
    cut: bool = False

    @property
    def dies(self) -> bool:
        """Whether the process ends at the fault."""
        return self.kind in (DIE, TEAR)


FAULTS = {
    "kill": Fault("SIGKILL", DIE),
    "tear": Fault("SIGKILL 写到一半", TEAR, only=bits("write")),
    "cut": Fault("断电（没有 fsync 的都丢）", DIE, cut=True),
    "eio": Fault("EIO 一次", FAIL, errno.EIO),
    "enospc": Fault("ENOSPC 一次", FAIL, errno.ENOSPC),
    "erofs": Fault("EROFS 一次", FAIL, errno.EROFS),
    "full": Fault("磁盘一直满，后来腾出来了", FAIL_ON, errno.ENOSPC, ROOM),
    "readonly": Fault("磁盘变成只读，后来好了", FAIL_ON, errno.EROFS),
    "gate": Fault("fsync 失败一次，再断电", FAIL, errno.EIO, bits("fsync"), cut=True),
}


def build(folder: Path) -> Path | None:
    """The shim as a library in a folder; None where this machine has no compiler or is no Linux."""
    compiler = shutil.which("cc")
    if not compiler or not sys.platform.startswith("linux"):
        return None
    made = folder / "shim.so"
    built = subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", made, SOURCE, "-ldl"], check=False)
    return made if built.returncode == 0 else None


class Shim:
    """The shim this process was started with (LD_PRELOAD)."""

    def __init__(self, library: str) -> None:
        self._library = ctypes.CDLL(library)
        self._library.shim_seen.restype = ctypes.c_long
        self._library.shim_arm.argtypes = (
            ctypes.c_int, ctypes.c_long, ctypes.c_int, ctypes.c_int, ctypes.c_int,
            ctypes.c_char_p, ctypes.c_char_p, ctypes.c_int,
        )  # fmt: skip

    def arm(
        self, fault: Fault | None, n: int, below: Path, *, shadows: Path | None, lies: int = 0, to: int = -1
    ) -> None:
        """From here on the calls below a folder are counted, and the n-th goes wrong; no fault only counts."""
        kind, error, only = (fault.kind, fault.error, fault.only) if fault else (COUNT, 0, 0)
        kept = os.fsencode(shadows) if shadows else b""
        self._library.shim_arm(kind, n, error, only, lies, os.fsencode(below), kept, to)

    def mend(self) -> None:
        """Nothing goes wrong from here on: the disk has room again, the volume can be written again."""
        self._library.shim_mend()


def keep_shadows(folder: Path, shadows: Path) -> None:
    """What lies in a folder now is on disk."""
    shadows.mkdir()
    for path in _files(folder):
        shutil.copyfile(path, shadows / str(path.stat().st_ino))


def cut_power(folder: Path, shadows: Path) -> None:
    """Leaves of every file only what was synced."""
    for path in _files(folder):
        shadow = shadows / str(path.stat().st_ino)
        path.write_bytes(shadow.read_bytes() if shadow.exists() else b"")


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
