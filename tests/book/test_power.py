"""What was acknowledged is there: after SIGKILL at any moment, and when the disk is full."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from linli_tui.book import undo
from linli_tui.book.book import Book
from linli_tui.book.check import check
from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from tests.book.acts import ROOT, act, head, save
from tests.book.small.ledger import CATALOG

ROUNDS = 10

CHILD = """
import sys
from pathlib import Path
from linli_tui.book import undo
from linli_tui.book.book import Book
from linli_tui.core.access import OWNER
from tests.book.acts import act, save
from tests.book.small.ledger import CATALOG
book = Book.open(Path(sys.argv[1]), CATALOG)
print("open", flush=True)
for n in range(100_000):
    print("human", save(book, "human", name=f"人{n}", note="话" * (n % 300)), flush=True)
    letter = act(book, lambda t: t.save_all("leaf", [{"letter": t.save("letter", {"title": "信"})}] * 3), "new")
    print("letter", letter.records[0][1], flush=True)
    if n % 3 == 0:
        print("gone", letter.records[0][1], flush=True)  # or about to be
        undo.undo(book, OWNER, letter.number)
"""


def start(path: Path) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", CHILD, path],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
    )


@pytest.mark.faults
def test_what_was_acknowledged_survives_a_kill_at_any_moment(path):
    Book.new(path, CATALOG, name="小村").close()
    chance = random.Random(20261122)
    said: dict[str, set[str]] = {"human": set(), "letter": set(), "gone": set()}
    for _ in range(ROUNDS):
        child = start(path)
        assert child.stdout.readline() == "open\n"
        heard = [child.stdout.readline() for _ in range(chance.randrange(1, 40))]
        child.kill()  # while the next one is being written
        heard += child.communicate()[0].splitlines(keepends=True)
        for kind, record in (row.split() for row in heard if row.endswith("\n")):
            said[kind].add(record)
        with Book.open(path, CATALOG) as book:
            report = check(book)
            assert report.ok, report.findings
            assert len(book.connection.execute("SELECT id FROM main.epoch").fetchall()) == 1
            for kind, acknowledged in (("human", said["human"]), ("letter", said["letter"] - said["gone"])):
                found = {row["id"] for row in book.read.sql(f"SELECT id FROM {kind}")}
                assert acknowledged <= found
                unsaid = found - acknowledged - said["gone"]
                assert len(unsaid) <= ROUNDS, "at most one act a round was written and not yet said"
    assert len(said["human"]) > ROUNDS


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte, where this machine lets us mount one."""
    disk = tmp_path / "小盘"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if not shutil.which("mount") or subprocess.run(mount, check=False, capture_output=True).returncode:
        print("未验证：磁盘满的时候会怎样（这里不能挂载小磁盘）")
        pytest.skip("未验证: no small disk can be mounted here")
    yield disk
    subprocess.run(["umount", disk], check=False)


def fill(book: Book) -> tuple[set[str], Refused]:
    """Saves people until the disk is full: who was saved, and what was said then."""
    saved: set[str] = set()
    while len(saved) < 10_000:
        try:
            saved.add(save(book, "human", name="人", note="话" * 200))
        except Refused as refused:
            return saved, refused
    raise AssertionError("the disk was never full")


def people(book: Book) -> set[str]:
    return {row["id"] for row in book.read.sql("SELECT id FROM human")}


@pytest.mark.faults
def test_a_full_disk_refuses_in_words_keeps_everything_and_goes_on_afterwards(small_disk):
    with Book.new(small_disk / "小.台账", CATALOG, name="小村") as book:
        saved, refused = fill(book)
        assert "磁盘满了" in refused.what and refused.kept and refused.do and people(book) == saved
        end = head(book)
        with pytest.raises(Refused, match="磁盘满了"):
            act(book, lambda t: t.save_all("human", [{"name": "长", "note": "话" * 9000}] * 9))
        assert head(book) == end and check(book).ok and not book.connection.in_transaction
        subprocess.run(["mount", "-o", "remount,size=8m", small_disk], check=True)
        last = act(book, lambda t: t.save("human", {"name": "又能存了"}), "new")
        undo.undo(book, OWNER, last.number)
        saved.add(save(book, "human", name="又能存了"))
    with Book.open(small_disk / "小.台账", CATALOG) as book:
        assert people(book) == saved and check(book).ok


@pytest.mark.faults
def test_a_book_on_a_full_disk_can_be_closed_opened_and_read(small_disk):
    with Book.new(small_disk / "小.台账", CATALOG, name="小村") as book:
        saved, _ = fill(book)
        free = os.statvfs(small_disk)
        (small_disk / "别的").write_bytes(bytes(free.f_bavail * free.f_frsize))
    with Book.open(small_disk / "小.台账", CATALOG) as book:
        assert people(book) == saved and check(book).ok


@pytest.mark.faults
def test_a_book_that_finds_no_room_is_not_founded(small_disk):
    free = os.statvfs(small_disk)
    (small_disk / "别的").write_bytes(bytes(free.f_bavail * free.f_frsize - 65536))
    with pytest.raises(Refused, match="磁盘满了"):
        Book.new(small_disk / "小.台账", CATALOG, name="小村")
    assert {file.name for file in small_disk.iterdir()} <= {"别的", "小.台账.lock"}
