"""A backup onto a stick: made here, copied, read again from there; what lay there stays until the new one is proved."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from linli_tui.book import backup, copies, copying, disk, keeping
from linli_tui.book.book import Book
from linli_tui.core import clock
from linli_tui.core.refusal import Refused
from linli_tui.exchange import backup as sticks
from linli_tui.exchange import drives
from tests.book.acts import save
from tests.book.small.ledger import CATALOG

EVENING = "2026-11-22T13:05:00.000Z"


@dataclass
class Plugged:
    """A book, and a stick that is plugged in."""

    book: Book
    drive: drives.Drive

    @property
    def there(self) -> list[str]:
        """What lies on the stick."""
        return sorted(p.name for p in self.drive.path.rglob("*") if p.is_file())


@pytest.fixture
def plugged(tmp_path, monkeypatch):
    """The small book, open, and one stick."""
    drive = drives.Drive("蓝U盘", tmp_path / "stick", 10**9)
    drive.path.mkdir()
    monkeypatch.setattr(drives, "found", lambda: [drive])
    with Book.new(tmp_path / "小.台账", CATALOG, name="小村") as book:
        save(book, "human", name="王桂芳")
        yield Plugged(book, drive)


def test_it_is_made_here_and_copied_there_with_its_keys(plugged):
    backup.beside(plugged.book.path).write_bytes(b"slots")
    with clock.frozen(EVENING):
        made = sticks.to_stick(plugged.book, plugged.drive)
    here = keeping.backups(backup.place(plugged.book) / keeping.FOLDER, "小")
    assert plugged.there == ["小.2026-11-22_2105.台账", "小.2026-11-22_2105.台账.keys"]
    assert made.path == plugged.drive.path / "邻里备份" / "小.2026-11-22_2105.台账"
    assert [path.read_bytes() for _, path in here] == [made.path.read_bytes()]
    memory = copies.recall(plugged.book.id)
    assert {good.stick for good in memory.good} == {"", "蓝U盘"}


def test_the_named_stick_is_found_when_it_is_plugged_in(plugged, monkeypatch):
    assert sticks.named(plugged.book) is None
    copies.name_stick(plugged.book.id, "蓝U盘")
    assert sticks.named(plugged.book) == plugged.drive
    monkeypatch.setattr(drives, "found", list)
    assert sticks.named(plugged.book) is None


def test_a_folder_on_a_stick_is_that_stick_and_another_folder_is_none(plugged, tmp_path):
    assert sticks.to_place(plugged.book, plugged.drive.path / "小区").path.parent.parent.name == "小区"
    assert copies.recall(plugged.book.id).at("蓝U盘")
    sticks.to_place(plugged.book, tmp_path / "D盘")
    assert copies.recall(plugged.book.id).at(str(tmp_path / "D盘")).stick == ""


def test_what_the_stick_gives_back_otherwise_is_not_a_backup(plugged, monkeypatch):
    first = sticks.to_stick(plugged.book, plugged.drive)
    before, read_again = plugged.there, copying.read_again
    monkeypatch.setattr(copying, "read_again", lambda path: (
        (b"other", True) if path.is_relative_to(plugged.drive.path) else read_again(path)))  # fmt: skip
    with pytest.raises(Refused, match="没有备份成") as refused:
        sticks.to_stick(plugged.book, plugged.drive)
    assert "以前的备份都还在" in refused.value.kept and plugged.there == before
    assert copies.recall(plugged.book.id).at("蓝U盘").name == first.path.name


def test_a_stick_that_is_pulled_out_is_said_to_be(plugged):
    copy = copying.copy

    def pulled(source: Path, target: Path) -> bool:
        shutil.rmtree(plugged.drive.path)
        return copy(source, target)

    copying.copy = pulled
    try:
        with pytest.raises(Refused, match="可能拔掉了"):
            sticks.to_stick(plugged.book, plugged.drive)
    finally:
        copying.copy = copy
    assert copies.recall(plugged.book.id).at("蓝U盘") is None


def test_a_full_disk_here_does_not_keep_it_from_the_stick(plugged, monkeypatch):
    full, free = backup.place(plugged.book), disk.free
    monkeypatch.setattr(disk, "free", lambda path: 0 if path.is_relative_to(full) else free(path))
    made = sticks.to_stick(plugged.book, plugged.drive)
    assert plugged.there == [made.path.name] and not full.exists()


def test_old_ones_are_pruned_there_too(plugged):
    with clock.frozen(EVENING) as now:
        for _ in range(12):
            sticks.to_stick(plugged.book, plugged.drive)
            now.advance(days=1)
    assert len(plugged.there) == 8, "seven days, and the Sunday before"
