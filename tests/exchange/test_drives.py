"""Sticks: found by what the machine says of them, copied to, read again, and what is said when one fails."""

from __future__ import annotations

import errno
import os

import pytest

from linli_tui.core.refusal import Refused
from linli_tui.exchange import drives, folder

MOUNTS = """\
/dev/sda2 / ext4 rw 0 0
/dev/sdb1 /media/sun/龙\\040USB vfat rw 0 0
/dev/sdc1 /run/media/sun/BACKUP ext4 rw 0 0
/dev/sdd1 /media/sun/inside ext4 rw 0 0
/dev/sde1 /srv/stick vfat rw 0 0
/dev/sr0 /mnt/cd iso9660 ro 0 0
tmpfs /run/user/1000 tmpfs rw 0 0
"""


@pytest.fixture
def machine(tmp_path):
    """A machine with two disks of its own, a stick, a disk on a USB lead and a stick mounted elsewhere."""
    (tmp_path / "proc").mkdir()
    (tmp_path / "proc/mounts").write_text(MOUNTS, encoding="utf-8")
    for disk, removable in (("sda", 0), ("sdb", 1), ("sdd", 0), ("sde", 1), ("sr0", 1)):
        (tmp_path / "sys/block" / disk / f"{disk}1").mkdir(parents=True)
        (tmp_path / "sys/block" / disk / "removable").write_text(f"{removable}\n", encoding="ascii")
    (tmp_path / "sys/devices/pci0/usb3/block/sdc/sdc1").mkdir(parents=True)
    (tmp_path / "sys/devices/pci0/usb3/block/sdc/removable").write_text("0\n", encoding="ascii")
    (tmp_path / "sys/block/sdc").symlink_to(tmp_path / "sys/devices/pci0/usb3/block/sdc")
    for at in ("media/sun/龙 USB", "run/media/sun/BACKUP", "media/sun/inside", "mnt/cd", "srv/stick"):
        (tmp_path / at).mkdir(parents=True)
    return tmp_path


def test_only_what_can_be_taken_out_and_lies_where_sticks_lie_is_one(machine):
    assert [drive.name for drive in drives.found("linux", machine)] == ["U盘 龙 USB", "U盘 BACKUP", "U盘 cd"]


def test_a_mount_that_is_gone_is_no_stick(machine):
    (machine / "mnt/cd").rmdir()
    assert "U盘 cd" not in [drive.name for drive in drives.found("linux", machine)]


def test_a_machine_without_either_file_has_none(tmp_path):
    assert drives.found("linux", tmp_path) == [] == drives.found("aix", tmp_path)


def test_volumes_of_a_mac_but_not_its_own(tmp_path):
    (tmp_path / "Volumes/KINGSTON").mkdir(parents=True)
    (tmp_path / "Volumes/Macintosh HD").symlink_to(tmp_path)
    assert [drive.name for drive in drives.found("darwin", tmp_path)] == ["U盘 KINGSTON"]
    assert drives.untried("darwin") and drives.untried("win32") and not drives.untried("linux")


def test_letters_of_windows(monkeypatch, tmp_path):
    import ctypes
    from types import SimpleNamespace

    kernel = SimpleNamespace(GetDriveTypeW=lambda path: 2 if path[0] == "E" else 3)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr(drives.shutil, "disk_usage", lambda path: type("U", (), {"free": 5 * 10**9}))
    (drive,) = drives.found("win32", tmp_path)
    assert drive.name == "U盘 E" and drive.room == "空5GB"


@pytest.fixture
def report(tmp_path):
    """A folder as `folder.report` leaves it."""
    made = tmp_path / "包" / "永富新村_2026年11月"
    made.mkdir(parents=True)
    for name in ("清单.txt", "永富新村_2026年11月_房屋.xlsx"):
        (made / name).write_bytes(os.urandom(3_000_000))
    return made


@pytest.fixture
def stick(tmp_path):
    """A stick with a report of another month on it."""
    before = tmp_path / "stick" / "邻里报送" / "永富新村_2026年10月"
    before.mkdir(parents=True)
    (before / "清单.txt").write_text("十月", encoding="utf-8")
    return drives.Drive("U盘 龙", tmp_path / "stick", 10**9)


def contents(path):
    return {str(p.relative_to(path)): p.read_bytes() for p in path.rglob("*") if p.is_file()}


def test_what_is_on_the_stick_is_the_report_and_what_was_there(report, stick):
    before, told = contents(stick.path), []
    made = drives.copy(report, stick, lambda done, of: told.append((done, of)))
    assert made == stick.path / "邻里报送" / report.name and contents(made) == contents(report)
    assert told == [(0, 2), (1, 2)]
    again = drives.copy(report, stick)
    assert again.name == f"{report.name}_第2次"
    assert {name: data for name, data in contents(stick.path).items() if "10月" in name} == before


def fails_with(number, after=0):
    calls = []

    def fail(*words, **more):
        calls.append(1)
        if len(calls) > after:
            raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("after", [0, 1])
@pytest.mark.parametrize(
    ("number", "says"),
    [(errno.ENOSPC, "地方不够了"), (errno.EROFS, "只能读"), (errno.EIO, "坏了或者拔掉了"), (errno.EACCES, "不让写")],
)
def test_nothing_is_lost_when_the_stick_fails(report, stick, monkeypatch, number, says, after):
    before, here = contents(stick.path), contents(report)
    monkeypatch.setattr(drives, "_copy_file", fails_with(number, after))
    with pytest.raises(Refused) as refused:
        drives.copy(report, stick)
    assert says in refused.value.what
    assert "还在这台电脑上" in refused.value.kept and "原来的没有动" in refused.value.kept
    assert contents(stick.path) == before and contents(report) == here
    assert not [path for path in (stick.path / "邻里报送").iterdir() if path.name.endswith(".part")]


def test_a_stick_that_is_pulled_is_named_so(report, stick, monkeypatch):
    import shutil

    def pulled(source, target):
        shutil.rmtree(stick.path)
        raise OSError(errno.EIO, "gone")

    monkeypatch.setattr(drives, "_copy_file", pulled)
    with pytest.raises(Refused, match="拔掉了"):
        drives.copy(report, stick)
    assert contents(report)


def test_a_stick_without_room_is_not_begun(report, stick, monkeypatch):
    monkeypatch.setattr(drives.shutil, "disk_usage", lambda path: type("U", (), {"free": 10}))
    with pytest.raises(Refused, match="地方不够"):
        drives.copy(report, stick)


def test_a_stick_that_gives_back_something_else_is_not_believed(report, stick, monkeypatch):
    before, real = contents(stick.path), drives.read_again

    def worn_out(path):
        path.write_bytes(path.read_bytes()[:-1] + b"?")
        return real(path)

    monkeypatch.setattr(drives, "read_again", worn_out)
    with pytest.raises(Refused):
        drives.copy(report, stick)
    assert contents(stick.path) == before


def test_the_names_of_the_pieces_are_those_of_the_folder(report, stick):
    assert folder.free(stick.path / "邻里报送" / "永富新村_2026年10月").name.endswith("第2次")
