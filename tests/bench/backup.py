"""Making a proved backup, carrying it to a stick, restoring it: against a copy of the file forced onto the disk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from linli_tui.book import backup, cipher
from linli_tui.book.book import Book
from linli_tui.book.restore import restore
from linli_tui.core.access import OWNER
from linli_tui.ledgers import catalog
from tests.bench.books import people
from tests.bench.measure import Result, median_ms

ROWS = 100_000
AIM = 10.0


def results(folder: Path) -> Iterator[Result]:
    """The figures of backing up, plain and encrypted."""
    for words, key in (("不加锁", None), ("加锁", cipher.new_key())):
        here = folder / words
        path = _book(here, key)
        size = f"{path.stat().st_size / 1e6:.0f} MB"
        copied = median_ms(_plain_copy(path, here), 5)
        yield Result(f"备份并核对，{ROWS} 人，{size}，{words}", median_ms(_backup(path, here, key), 3),
                     copied, "拷文件，fsync", AIM)  # fmt: skip
        made = backup.make(path, here / "盘", key)
        yield Result(f"拷到U盘、重读、比对，{words}", median_ms(_carry(made, here), 3), copied, "拷文件，fsync", 3.0)
        restored = median_ms(_restore(made, here, key), 3)
        yield Result(f"恢复，{words}", restored, copied, "拷文件，fsync", AIM)


def _book(folder: Path, key: bytes | None) -> Path:
    path = folder / "村.台账"
    with Book.new(path, catalog(), name="量快慢", key=key) as book, book.transaction(OWNER, "import") as t:
        t.save_all("person", people(ROWS))
    return path


def _plain_copy(path: Path, folder: Path) -> Callable[[], object]:
    def copy() -> None:
        target = folder / "copy"
        shutil.copyfile(path, target)
        with target.open("rb+") as file:
            os.fsync(file.fileno())

    return copy


def _backup(path: Path, folder: Path, key: bytes | None) -> Callable[[], object]:
    def make() -> None:
        backup.make(path, folder / "备份", key).path.unlink()

    return make


def _carry(made: backup.Made, folder: Path) -> Callable[[], object]:
    return lambda: backup.carry(made, folder / "U盘").path.unlink()


def _restore(made: backup.Made, folder: Path, key: bytes | None) -> Callable[[], object]:
    numbers = count()
    return lambda: restore(made.path, folder / f"新{next(numbers)}" / "村.台账", catalog(), key)
