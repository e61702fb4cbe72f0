"""Where a book lives and what belongs to it: its parts, the lock, this machine, and the state kept outside the file."""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from linli_tui.core.refusal import Refused

SUFFIX = ".台账"
SYNCED = (
    "onedrive",
    "dropbox",
    "百度网盘",
    "baidunetdisk",
    "坚果云",
    "nutstore",
    "icloud",
    "mobile documents",
    "syncthing",
)
KEYS, DOOR, DROPPED = ".keys", ".door", r"\.in\.[0-9a-f-]{36}"
"""How the file with the ways to open a book ends, the one that tells a closed book's name, and each file that was
dropped in (as a pattern)."""
REMOVABLE = frozenset({"vfat", "exfat", "fuseblk", "msdos", "nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p.usb"})


def user_folder() -> Path:
    """The per-user folder of the program: this machine's name, what is known of each book, the usual place of books."""
    chosen = os.environ.get("LINLI_HOME")
    if chosen:
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("linli", appauthor=False)


def parts(book: Path) -> tuple[Path, ...]:
    """All files of a book that exist now; whoever copies a book takes them together."""
    names = [book.name, f"{book.name}-wal", f"{book.name}-shm", f"{book.name}{KEYS}", f"{book.name}{DOOR}"]
    return (*(path for path in (book.with_name(name) for name in names) if path.exists()), *dropped(book))


def dropped(book: Path) -> list[Path]:
    """What was dropped in while the book was closed and lies beside it still, oldest first."""
    if not book.parent.is_dir():
        return []
    return sorted(path for path in book.parent.iterdir() if re.fullmatch(re.escape(book.name) + DROPPED, path.name))


def refuse_bad_place(path: Path) -> None:
    """Refuses a place where a book would be damaged: a stick, a network, a folder that some program synchronises."""
    folder = path.resolve().parent
    words = f"{path.absolute().parent} {folder}".casefold()
    if any(name in words for name in SYNCED) or words.startswith("\\\\"):
        raise Refused(
            f"「{folder}」是会自动同步或在网络上的文件夹，台账放在那里会坏。",
            "什么也没有写。",
            "请放在这台电脑自己的硬盘上。",
        )
    if _file_system(folder) in REMOVABLE:
        raise Refused(
            f"「{folder}」像是U盘或网络盘，台账不能放在上面。", "什么也没有写。", "请放在这台电脑自己的硬盘上。"
        )


def _file_system(folder: Path) -> str:
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    found = ("", "")
    for _, where, kind, *_ in (line.split(" ") for line in mounts):
        point = where.replace("\\040", " ")
        if (folder == Path(point) or Path(point) in folder.parents) and len(point) >= len(found[0]):
            found = (point, kind)
    return found[1]


class Lock:
    """The system's lock on one book, gone with the process; the small file beside the book means nothing by itself."""

    def __init__(self, book: Path) -> None:
        self._file: IO[bytes] = open(book.with_name(f"{book.name}.lock"), "ab")  # noqa: SIM115
        try:
            self._take()
        except OSError as error:
            self._file.close()
            raise Refused(
                "这本台账正在另一个窗口里打开着。", "这里没有打开，内容没有动。", "请回到那个窗口，或者先把它关掉。"
            ) from error

    def _take(self) -> None:
        if os.name == "nt":
            import msvcrt

            self._file.seek(0)
            msvcrt.locking(self._file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
        else:
            import fcntl

            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def release(self) -> None:
        """Lets another window open the book."""
        self._file.close()


def machine() -> str:
    """The random name of this machine, made at its first use and on disk from then on. Raises Refused."""
    path = user_folder() / "machine"
    with contextlib.suppress(OSError, ValueError):
        name = path.read_text(encoding="ascii").strip()
        if re.fullmatch("[0-9a-f]{16}", name):
            return name
    name = secrets.token_hex(8)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        keep_file(path, name.encode("ascii"))
    except OSError as error:
        raise Refused(
            f"「{path.parent}」里不能写，程序记不下这是哪一台电脑。", "台账没有动。", "请看看磁盘和文件夹，再打开一次。"
        ) from error
    return name


@dataclass(frozen=True, slots=True)
class Known:
    """What was last seen of a book, kept outside it: where it was, and the end of its journal."""

    path: str
    epoch: str
    n: int
    hash: str


def known() -> dict[str, Known]:
    """All books this machine has had open, by their id."""
    try:
        stored: dict[str, Any] = json.loads((user_folder() / "state.json").read_text(encoding="utf-8"))
        return {b: Known(str(f["path"]), str(f["epoch"]), int(f["n"]), str(f["hash"])) for b, f in stored.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def remember(book: str, facts: Known) -> None:
    """Keeps what was last seen of a book. Losing this costs only the notice that an older copy was put back."""
    state = {name: _facts(value) for name, value in known().items()} | {book: _facts(facts)}
    with contextlib.suppress(OSError):
        replace_file(user_folder() / "state.json", json.dumps(state, ensure_ascii=False).encode())


def _facts(value: Known) -> dict[str, Any]:
    return {"path": value.path, "epoch": value.epoch, "n": value.n, "hash": value.hash}


def replace_file(path: Path, content: bytes) -> None:
    """Writes a small file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_bytes(content)
    os.replace(part, path)


def keep_file(path: Path, content: bytes) -> None:
    """Writes a small file whole or not at all; it is on disk before this returns, and so is its name."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with open(part, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Has a file on disk before it returns."""
    with open(path, "r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Has the names in a folder on disk before it returns, where the system can do that."""
    if os.name != "nt":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
