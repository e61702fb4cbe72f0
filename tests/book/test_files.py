"""Where a book lives: epochs when it was put back or carried elsewhere, the lock, the state outside it, odd places."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from linli_tui.book import engine, files, journal, schema
from linli_tui.book.book import Book
from linli_tui.book.check import check
from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from tests.book.acts import ROOT, another_machine, head, save
from tests.book.small.ledger import CATALOG


@pytest.fixture
def home(tmp_path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def closed(path) -> Path:
    """A book with one person, closed."""
    with Book.new(path, CATALOG, name="小村") as book:
        save(book, "human", name="王桂芳")
    return path


def epochs(book) -> list[tuple]:
    """(id, letter, parent, parent_n, machine) of all epochs, oldest first."""
    return list(book.connection.execute("SELECT id, letter, parent, parent_n, machine FROM main.epoch ORDER BY letter"))


def reopened(path: Path, *names: str) -> list[tuple]:
    """Opens, writes people, checks; the epochs then."""
    with Book.open(path, CATALOG) as book:
        for name in names:
            save(book, "human", name=name)
        assert check(book).ok
        return epochs(book)


# Epochs


def test_the_same_book_on_the_same_machine_stays_in_its_epoch(closed):
    assert len(reopened(closed, "李")) == len(reopened(closed)) == 1


def test_a_copy_put_back_begins_a_new_epoch(closed, tmp_path):
    copy = tmp_path / "备份"
    shutil.copy(closed, copy)
    ((first, *_),) = reopened(closed, "李", "张")
    shutil.copy(copy, closed)
    (_, (second, letter, parent, parent_n, _)) = reopened(closed, "赵")
    assert (letter, parent, parent_n) == ("B", first, 2) and second != first
    with Book.open(closed, CATALOG) as book:
        assert book.epoch == second and head(book)[0] == 1
        lines = list(journal.lines(book.connection))
        assert [(line.epoch, line.n) for line in lines] == [(first, 1), (first, 2), (second, 1)]
        assert {row["name"] for row in book.read.sql("SELECT name FROM human")} == {"王桂芳", "赵"}


def test_a_copy_as_long_but_with_another_history_begins_a_new_epoch(closed, tmp_path):
    copy = tmp_path / "备份.台账"
    shutil.copy(closed, copy)
    reopened(closed, "李")
    forked = reopened(copy, "张")
    assert len(forked) == 2, "the machine has seen a line this copy does not hold"
    assert len(reopened(closed)) == 2, "and now the other one has been seen last"


def test_a_copy_put_back_after_the_program_was_killed_begins_a_new_epoch(closed, tmp_path):
    copy = tmp_path / "备份"
    shutil.copy(closed, copy)
    run_child("save", closed, kill=True)
    for part in files.parts(closed):
        part.unlink()
    shutil.copy(copy, closed)
    assert len(reopened(closed)) == 2


def test_another_machine_begins_a_new_epoch_and_so_does_coming_back(closed, home):
    reopened(closed)
    here = (home / "machine").read_text()
    another_machine(home)
    assert [(letter, parent_n) for _, letter, _, parent_n, _ in reopened(closed, "李")] == [("", 0), ("B", 2)]
    assert len(reopened(closed)) == 2
    (home / "machine").write_text(here)
    found = reopened(closed, "张")
    assert [letter for _, letter, *_ in found] == ["", "B", "C"] and found[2][2] == found[1][0]


def test_a_reading_window_begins_no_epoch(closed, home):
    another_machine(home)
    with Book.open(closed, CATALOG, read_only=True) as book:
        assert len(epochs(book)) == 1


@pytest.mark.parametrize(
    "content", [None, "", "{", "[]", "null", "3", "\u00ff", '{"%s": 3}', '{"%s": {}}', '{"%s": {"n": []}}', '{"x": {}}']
)
def test_a_lost_or_spoilt_state_does_no_harm(closed, home, content):
    with Book.open(closed, CATALOG) as book:
        name = book.id
    state = home / "state.json"
    state.unlink() if content is None else state.write_bytes(content.replace("%s", name).encode("latin-1"))
    assert len(reopened(closed, "李")) == 1
    assert files.known()[name].n == 3


def test_a_state_of_nonsense_values_costs_no_more_than_an_epoch(closed, home):
    with Book.open(closed, CATALOG) as book:
        name = book.id
    facts = {"path": 3, "epoch": "nowhere", "n": 7, "hash": "xyz"}
    (home / "state.json").write_text(json.dumps({name: facts}), encoding="utf-8")
    assert len(reopened(closed, "李")) <= 2


def test_the_state_remembers_every_book(tmp_path, home):
    known = {}
    for n in range(3):
        with Book.new(tmp_path / f"{n}.台账", CATALOG, name=f"村{n}") as book:
            save(book, "human", name="王")
            known[book.id] = head(book)
    assert {name: (seen.n, bytes.fromhex(seen.hash)) for name, seen in files.known().items()} == known
    assert not list(home.glob("*.part"))


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b'a"b', b"\n", b"0123456789ABCDEF", b"short"])
def test_a_spoilt_machine_name_is_given_anew(closed, home, content):
    (home / "machine").write_bytes(content)
    assert len(reopened(closed, "李")) == 2
    name = (home / "machine").read_text("ascii")
    assert len(name) == 16 and name == files.machine()


# The lock


CHILD = """
import sys
from pathlib import Path
from linli_tui.book.book import Book
from linli_tui.core.refusal import Refused
from tests.book.acts import save
from tests.book.small.ledger import CATALOG
try:
    book = Book.open(Path(sys.argv[2]), CATALOG)
except Refused as refused:
    print(refused, flush=True)
    sys.exit(1)
if sys.argv[1] == "save":
    save(book, "human", name="赵")
print("open", flush=True)
sys.stdin.readline()
book.close()
"""


def run_child(what: str, path: Path, *, kill: bool = False) -> str:
    """Opens the book in another process, then ends it by a line or by SIGKILL; what it said."""
    child = start_child(what, path)
    said = child.stdout.readline().strip()
    if kill:
        child.send_signal(signal.SIGKILL)
    child.communicate("\n")
    return said


def start_child(what: str, path: Path) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", CHILD, what, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
    )


def test_a_second_window_is_told_in_words_and_may_read(closed):
    with Book.open(closed, CATALOG) as book:
        said = run_child("open", closed)
        assert "另一个窗口" in said and "没有动" in said
        with pytest.raises(Refused, match="另一个窗口"):
            Book.open(closed, CATALOG)
        with Book.open(closed, CATALOG, read_only=True) as second:
            assert second.read.sql("SELECT name FROM human") == [{"name": "王桂芳"}]
        save(book, "human", name="李")
    assert run_child("open", closed) == "open"


def test_the_lock_of_a_killed_program_is_free(closed):
    child = start_child("open", closed)
    assert child.stdout.readline().strip() == "open"
    with pytest.raises(Refused, match="另一个窗口"):
        Book.open(closed, CATALOG)
    child.kill()
    child.communicate()
    assert closed.with_name(closed.name + ".lock").exists()
    assert len(reopened(closed, "李")) == 1


def test_a_refused_opening_leaves_no_lock(closed):
    connection = engine.connect(closed)
    schema.set_meta(connection, "schema", "99")
    connection.close()
    for _ in range(2):
        with pytest.raises(Refused, match="更新的程序"):
            Book.open(closed, CATALOG)


# Founding and opening


@pytest.mark.parametrize("name", ["永富 新村.台账", "50% of #1?.台账", "a'b\"c.台账", "名字.没有后缀", "é̈𠮷.台账"])
def test_any_name_the_disk_takes(tmp_path, name):
    path = tmp_path / "我的 文档" / name
    with Book.new(path, CATALOG, name="小村") as book:
        save(book, "human", name="王")
    assert len(reopened(path, "李")) == 1
    assert [part.name for part in files.parts(path)] == [name]


def test_parts_are_the_file_its_log_and_its_keys(path):
    with Book.new(path, CATALOG, name="小村") as book:
        save(book, "human", name="王")
        path.with_name(path.name + ".keys").touch()
        suffixes = [part.name.removeprefix(path.name) for part in files.parts(path)]
    assert suffixes == ["", "-wal", "-shm", ".keys"]


def test_a_book_is_never_founded_over_a_file(closed):
    before = sha256(closed.read_bytes()).digest()
    with pytest.raises(Refused, match="已经有了"):
        Book.new(closed, CATALOG, name="新村")
    assert sha256(closed.read_bytes()).digest() == before


def test_a_founding_that_fails_leaves_no_file_and_can_be_repeated(path, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(journal.Pen, "write", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            Book.new(path, CATALOG, name="小村")
    assert files.parts(path) == ()
    Book.new(path, CATALOG, name="小村").close()


@pytest.mark.parametrize(
    "place", ["OneDrive", "onedrive - 街道", "我的坚果云", "Dropbox", "百度网盘同步", "iCloud 云盘", "Nutstore Files"]
)
def test_a_synchronised_folder_is_refused(tmp_path, place):
    with pytest.raises(Refused, match="自动同步"):
        Book.new(tmp_path / place / "台账" / "小.台账", CATALOG, name="小村")
    assert not (tmp_path / place).exists()


def test_a_way_into_a_synchronised_folder_is_refused(tmp_path):
    (tmp_path / "OneDrive").mkdir()
    (tmp_path / "文档").symlink_to(tmp_path / "OneDrive")
    with pytest.raises(Refused, match="自动同步"):
        Book.new(tmp_path / "文档" / "小.台账", CATALOG, name="小村")


@pytest.mark.parametrize(("kind", "good"), [("vfat", False), ("exfat", False), ("nfs4", False), ("ext4", True)])
def test_a_stick_or_a_network_is_refused(tmp_path, monkeypatch, kind, good):
    stick = tmp_path / "U 盘"
    stick.mkdir()
    mounts = f"/dev/root / ext4 rw 0 0\n/dev/sdb1 {str(stick).replace(' ', chr(92) + '040')} {kind} rw 0 0\n"
    plain = Path.read_text
    monkeypatch.setattr(
        Path, "read_text", lambda self, *a, **k: mounts if str(self) == "/proc/mounts" else plain(self, *a, **k)
    )
    if good:
        Book.new(stick / "小.台账", CATALOG, name="小村").close()
    else:
        with pytest.raises(Refused, match="U盘或网络盘"):
            Book.new(stick / "小.台账", CATALOG, name="小村")


def test_what_is_no_book_is_not_opened_and_not_touched(tmp_path):
    def other(file: Path) -> None:
        connection = engine.sqlite.connect(str(file))
        connection.execute("CREATE TABLE a(b)")
        connection.commit()
        connection.close()

    for n, write in enumerate(
        (other, lambda f: f.write_bytes(os.urandom(9999)), lambda f: f.write_text("你好\n" * 999), lambda f: f.touch())
    ):
        file = tmp_path / f"{n}.台账"
        write(file)
        before = file.read_bytes()
        for read_only in (False, True):
            with pytest.raises(Refused) as refused:
                Book.open(file, CATALOG, read_only=read_only)
            assert "没有动" in refused.value.kept
        assert file.read_bytes() == before and [part.name for part in files.parts(file)] == [file.name]


def test_a_folder_or_nothing_is_no_book(tmp_path):
    (tmp_path / "夹.台账").mkdir()
    for name in ("夹.台账", "没有.台账"):
        with pytest.raises(Refused):
            Book.open(tmp_path / name, CATALOG)


def test_a_place_that_cannot_be_written_is_said_in_words(closed, tmp_path):
    closed.with_name(closed.name + ".lock").unlink()
    closed.with_name(closed.name + ".lock").mkdir()
    with pytest.raises(Refused, match="不能写"):
        Book.open(closed, CATALOG)
    (tmp_path / "文件").touch()
    with pytest.raises(Refused, match="不能写"):
        Book.new(tmp_path / "文件" / "小.台账", CATALOG, name="小村")


def test_too_old_a_database_program_stops_at_once(closed, monkeypatch):
    monkeypatch.setattr(engine.sqlite, "sqlite_version", "3.51.2")
    with pytest.raises(Refused, match="太旧"):
        Book.open(closed, CATALOG)


def test_a_truncated_file_is_refused_in_words(closed, tmp_path):
    content = closed.read_bytes()
    for size in range(4096, len(content), 4096):
        spoilt = tmp_path / "半.台账"
        spoilt.write_bytes(content[:size])
        with pytest.raises(Refused):
            Book.open(spoilt, CATALOG)


def test_the_settings_of_the_engine_are_in_force(closed):
    with Book.open(closed, CATALOG) as book:
        wanted = {
            "journal_mode": "wal",
            "synchronous": 2,
            "secure_delete": 1,
            "trusted_schema": 0,
            "cell_size_check": 1,
            "temp_store": 2,
            "recursive_triggers": 1,
            "query_only": 0,
        }
        assert {name: book.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted


def test_a_new_book_is_one_file_when_closed(closed):
    beside = {file.name for file in closed.parent.iterdir() if file.is_file()}
    assert beside == {closed.name, f"{closed.name}.lock"}


def test_who_signs_in_is_who_acts(closed):
    with Book.open(closed, CATALOG, actor=OWNER) as book:
        assert book.actor is OWNER and book.name == "小" and book.setting("what", "没有") == "没有"
