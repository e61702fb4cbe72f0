"""Restoring: what would be lost is said, the old book is kept, the restored one goes on in a new epoch, or nothing."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from linli_tui.book import backup, cipher, copying, engine, files, journal, keys, losing, proof, rekey, schema, swap
from linli_tui.book.book import Book
from linli_tui.book.check import check
from linli_tui.book.rehearsal import rehearse
from linli_tui.book.restore import restore
from linli_tui.core import clock
from linli_tui.core.access import NOBODY
from linli_tui.core.refusal import Refused
from linli_tui.ledgers import catalog
from tests.book.acts import another_machine, save
from tests.book.seats import PINS, cheap, council, lock
from tests.book.small.ledger import CATALOG
from tests.book.test_files import run_child

EVENING = "2026-11-22T13:05:00.000Z"


@pytest.fixture
def place(tmp_path) -> Path:
    """Where backups are put."""
    return tmp_path / "移动硬盘"


@pytest.fixture
def good(path, place) -> Path:
    """A backup of a book with 王桂芳, who was joined by 李建国 and 赵小妹 afterwards; the book is closed."""
    with clock.frozen(EVENING) as now, Book.new(path, CATALOG, name="小村") as book:
        save(book, "human", name="王桂芳")
        made = backup.back_up(book, place)
        for name in ("李建国", "赵小妹"):
            now.advance(days=1)
            save(book, "human", name=name)
    return made.path


def people(path: Path, key: bytes | None = None) -> set[str]:
    """Who is in a file, read by itself."""
    connection = proof.connect(path, key)
    try:
        return {name for (name,) in connection.execute("SELECT name FROM main.human")}
    finally:
        connection.close()


def epochs(path: Path, key: bytes | None = None) -> list[tuple]:
    """(letter, parent's last number, id, parent) of the epochs of a file, oldest first."""
    connection = proof.connect(path, key)
    try:
        return list(connection.execute("SELECT letter, parent_n, id, parent FROM main.epoch ORDER BY letter"))
    finally:
        connection.close()


def beside(path: Path) -> dict[str, bytes]:
    """Every file of a folder but the lock, which means nothing by itself."""
    return {p.name: p.read_bytes() for p in path.parent.iterdir() if p.is_file() and p.suffix != ".lock"}


# What would be lost


def test_what_would_be_lost_is_counted_from_when_to_when(good, path):
    loss = losing.look(good, path)
    assert (loss.changes, loss.there, loss.other, loss.lines) == (2, True, False, 0)
    assert loss.say == "备份写到2026-11-22 21:05。会少2处改动，从2026-11-23 21:05到2026-11-24 21:05。"
    assert not (files.user_folder() / losing.ASIDE / str(os.getpid())).exists()


def test_nothing_is_lost_where_nothing_is_or_nothing_was_written_since(good, path, tmp_path):
    assert not losing.look(good, tmp_path / "新" / "小.台账").is_some
    shutil.copy(good, path)
    loss = losing.look(good, path)
    assert (loss.changes, loss.is_some) == (0, False) and "什么也不会少" in loss.say


@pytest.mark.parametrize("known", [True, False])
def test_of_a_book_that_does_not_open_it_is_said_what_this_machine_remembers(good, path, known):
    path.write_bytes(b"\0" * 8192)
    if not known:
        (files.user_folder() / "state.json").unlink()
    loss = losing.look(good, path)
    assert loss.changes is None and loss.is_some and loss.lines == (2 if known else 0)
    assert ("后来还写了2行流水" in loss.say) == known and "打不开" in loss.say


def test_changes_of_another_epoch_are_lost_too(good, path, tmp_path):
    another_machine(tmp_path / "home")
    with Book.open(path, CATALOG) as book:
        save(book, "human", name="孙玉兰")
    assert losing.look(good, path).changes == 3


# Restoring


@pytest.mark.parametrize("remembered", [True, False])
def test_the_backup_takes_the_place_and_the_old_book_is_kept(good, path, remembered):
    before = beside(path)
    with clock.frozen(EVENING):
        restored = restore(good, path, CATALOG)
    assert restored.loss.changes == 2 and restored.aside.name == "小.台账.原来的-2026-11-22_2105"
    assert people(path) == {"王桂芳"} and restored.aside.read_bytes() == before[path.name]
    assert set(beside(path)) == {path.name, restored.aside.name, *(set(before) - {path.name})}
    if not remembered:
        (files.user_folder() / "state.json").unlink()
    with Book.open(path, CATALOG) as book:
        save(book, "human", name="周大明")
        assert check(book).ok
    (_, _, first, _), (letter, parent_n, second, parent) = epochs(path)
    assert (letter, parent_n, parent) == ("B", 2, first)
    lines = [(line.epoch, line.n) for line in journal.lines(proof.connect(path, None))]
    assert lines == [(first, 1), (first, 2), (second, 1)]
    assert people(restored.aside) == {"王桂芳", "李建国", "赵小妹"}


def test_a_new_epoch_begins_even_where_nothing_was_written_since(path, place):
    with Book.new(path, CATALOG, name="小村") as book:
        made = backup.back_up(book, place)
    restore(made.path, path, CATALOG)
    Book.open(path, CATALOG).close()
    assert [letter for letter, *_ in epochs(path)] == ["", "B"]


def test_numbers_given_after_a_restore_bear_its_letter(path, place):
    with Book.new(path, CATALOG, name="小村") as book:
        save(book, "letter", title="一")
        made = backup.back_up(book, place)
        save(book, "letter", title="二")
    restore(made.path, path, CATALOG)
    with Book.open(path, CATALOG) as book:
        save(book, "letter", title="三")
        numbers = [row["number"][-5:] for row in book.read.sql("SELECT number FROM letter ORDER BY number")]
    assert numbers == ["-0001", "0001B"]


def test_a_broken_laptop_to_a_new_one(good, tmp_path, path):
    another_machine(tmp_path / "home")
    (files.user_folder() / "state.json").unlink()
    new = tmp_path / "新电脑" / "台账" / "小.台账"
    restored = restore(good, new, CATALOG)
    assert restored.aside is None and not restored.loss.there
    with Book.open(new, CATALOG) as book:
        assert check(book).ok and book.name == "小"
    assert [letter for letter, *_ in epochs(new)] == ["", "B"], "one, not one for the restore and one for the machine"


def test_what_was_not_yet_folded_in_is_kept_with_the_old_book(good, path):
    run_child("save", path, kill=True)
    assert path.with_name(f"{path.name}-wal").stat().st_size
    restored = restore(good, path, CATALOG)
    assert people(restored.aside) == {"王桂芳", "李建国", "赵小妹", "赵"} and people(path) == {"王桂芳"}


def test_a_damaged_book_is_kept_with_its_log_which_never_gets_into_the_restored_one(good, path):
    run_child("save", path, kill=True)
    log = path.with_name(f"{path.name}-wal").read_bytes()
    content = b"\xff" * 100 + path.read_bytes()[100:]
    path.write_bytes(content)
    restored = restore(good, path, CATALOG)
    aside = restored.aside
    assert restored.loss.changes is None and aside.read_bytes() == content
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == log
    assert people(path) == {"王桂芳"}
    with Book.open(path, CATALOG) as book:
        assert check(book).ok


def test_the_log_of_a_book_that_is_gone_never_gets_into_the_restored_one(good, path):
    run_child("save", path, kill=True)
    path.unlink()
    restored = restore(good, path, CATALOG)
    assert people(path) == {"王桂芳"} and not path.with_name(f"{path.name}-wal").exists()
    assert restored.aside.with_name(f"{restored.aside.name}-wal").exists()


def test_what_was_dropped_in_stays_for_the_next_opening(good, path):
    left = path.with_name(f"{path.name}.in.01234567-89ab-cdef-0123-456789abcdef")
    left.write_bytes(b"sealed")
    restore(good, path, CATALOG)
    assert left.read_bytes() == b"sealed"


def test_a_second_restore_in_the_same_minute_keeps_both_old_ones(good, path):
    with clock.frozen(EVENING):
        first, second = restore(good, path, CATALOG).aside, restore(good, path, CATALOG).aside
    assert second.name == f"{first.name}_2" and first.exists() and second.exists()


def test_the_way_back(good, path):
    restored = restore(good, path, CATALOG)
    with Book.open(path, CATALOG) as book:
        save(book, "human", name="周大明")
    assert losing.look(restored.aside, path).changes == 1
    restore(restored.aside, path, CATALOG)
    assert people(path) == {"王桂芳", "李建国", "赵小妹"}
    with Book.open(path, CATALOG) as book:
        assert check(book).ok


# Refusing


def newer(good: Path) -> None:
    connection = engine.connect(good)
    schema.set_meta(connection, "schema", "99")
    connection.close()


def with_a_view(good: Path) -> None:
    connection = engine.connect(good)
    connection.execute("CREATE VIEW humans AS SELECT * FROM human")
    connection.close()


def flipped(good: Path) -> None:
    content = bytearray(good.read_bytes())
    content[4096 * 3 : 4096 * 4] = b"\xff" * 4096
    good.write_bytes(content)


def with_a_wrong_index(good: Path) -> None:
    connection = engine.connect(good)
    (root,) = connection.execute("SELECT rootpage FROM main.sqlite_master WHERE name='journal_record'").fetchone()
    connection.close()
    content = bytearray(good.read_bytes())
    content[root * 4096 - 6] ^= 1
    good.write_bytes(content)


BAD = {
    "an index": (with_a_wrong_index, "有损坏"),
    "newer": (newer, "更新的程序"), "a view": (with_a_view, "不是台账的东西"), "a page": (flipped, "有损坏"),
    "cut": (lambda good: os.truncate(good, 4096 * 5), "小.2026-11-22_2105.台账」有损坏"),
    "empty": (lambda good: os.truncate(good, 0), "没有台账"),
    "no book": (lambda good: good.write_bytes(b"SQLite format 3\0" + bytes(4080)), "有损坏"),
    "gone": (lambda good: good.unlink(), "没有找到"),
    "a log beside it": (lambda good: good.with_name(f"{good.name}-wal").write_bytes(b"x"), "开着的时候拷的"),
}  # fmt: skip


@pytest.mark.parametrize(("spoil", "said"), BAD.values(), ids=BAD)
def test_what_is_no_good_backup_takes_nobodys_place(good, path, spoil, said):
    spoil(good)
    before = beside(path)
    for act in (restore, rehearse):
        words = (good, path, CATALOG) if act is restore else (good, CATALOG)
        with pytest.raises(Refused, match=said):
            act(*words)
    assert beside(path) == before and people(path) == {"王桂芳", "李建国", "赵小妹"}


def test_another_books_backup_takes_nobodys_place(good, path, tmp_path):
    with Book.new(tmp_path / "别" / "小.台账", CATALOG, name="别村") as other:
        foreign = backup.make(other.path, tmp_path / "别处").path
    assert losing.look(foreign, path).other
    before = beside(path)
    with pytest.raises(Refused, match="另一本台账"):
        restore(foreign, path, CATALOG)
    assert beside(path) == before


def test_an_open_book_and_the_book_itself_are_not_replaced(good, path):
    with Book.open(path, CATALOG), pytest.raises(Refused, match="另一个窗口"):
        restore(good, path, CATALOG)
    with pytest.raises(Refused, match="自己"):
        restore(path, path, CATALOG)
    assert people(path) == {"王桂芳", "李建国", "赵小妹"}


def test_a_book_somebody_reads_just_now_is_not_replaced(good, path):
    run_child("save", path, kill=True)
    with Book.open(path, CATALOG, read_only=True) as reading:
        cursor = reading.connection.execute("SELECT * FROM main.journal")
        cursor.fetchone()
        reading.connection.execute("BEGIN")
        reading.connection.execute("SELECT * FROM main.human").fetchone()
        with pytest.raises(Refused, match="另一个窗口正看着"):
            restore(good, path, CATALOG)
    assert people(path) == {"王桂芳", "李建国", "赵小妹", "赵"}


@pytest.mark.parametrize("folder", ["OneDrive", "百度网盘"])
def test_a_synchronised_folder_and_a_stick_get_no_book(good, tmp_path, monkeypatch, folder):
    with pytest.raises(Refused, match="自动同步"):
        restore(good, tmp_path / folder / "小.台账", CATALOG)
    monkeypatch.setattr(files, "_file_system", lambda folder: "exfat")
    with pytest.raises(Refused, match="U盘"):
        restore(good, tmp_path / "盘" / "小.台账", CATALOG)
    assert not (tmp_path / "盘").exists() and not (tmp_path / folder).exists()


def test_without_room_nothing_is_begun(good, path, monkeypatch):
    before = beside(path)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(9, 0, 9))
    with pytest.raises(Refused, match="地方不够"):
        restore(good, path, CATALOG)
    assert beside(path) == before


# When something goes wrong in the middle


class Faults:
    """The n-th call of anything that changes names or forces bytes fails."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
        self.calls, self.at = 0, at
        for name in ("fsync", "replace", "link"):
            monkeypatch.setattr(os, name, self._counted(getattr(os, name)))

    def _counted(self, real):
        def call(*words, **more):
            self.calls += 1
            if self.calls == self.at:
                raise OSError(5, "Input/output error")
            return real(*words, **more)

        return call


@pytest.mark.parametrize("has_links", [True, False])
def test_whatever_fails_the_old_book_stands_or_the_restored_one_and_no_change_is_lost(
    good, path, tmp_path, monkeypatch, has_links
):
    whole, old = {"王桂芳", "李建国", "赵小妹"}, path.read_bytes()
    path.with_name(f"{path.name}{files.KEYS}").write_text('{"slots": [1]}', encoding="utf-8")
    backup.beside(good).write_text('{"slots": [2]}', encoding="utf-8")
    seen = set()
    for at in range(1, 60):
        here = tmp_path / f"{has_links}{at}" / path.name
        shutil.copytree(path.parent, here.parent, ignore=lambda folder, names: [n for n in names if "台账" not in n])
        with monkeypatch.context() as patch:
            if not has_links:
                patch.setattr(os, "link", lambda *words: (_ for _ in ()).throw(OSError(1, "no links here")))
            faults = Faults(patch, at)
            try:
                restored = restore(good, here, CATALOG)
            except Refused as refused:
                assert "没有动" in refused.kept
                assert here.read_bytes() == old and people(here) == whole, at
                assert json.loads(backup.beside(here).read_text(encoding="utf-8"))["slots"] == [1], at
                seen.add("refused")
            else:
                assert people(here) == {"王桂芳"} and people(restored.aside) == whole
                seen.add("restored")
        left = [p.name for p in here.parent.iterdir() if p.name.endswith(backup.PART)]
        assert not left, at
        if faults.calls < at:
            break
    assert seen == {"refused", "restored"} and faults.calls < at


def test_what_a_restore_left_that_was_cut_is_cleared_and_nothing_else(good, path):
    backup.beside(path).write_bytes(b"slots")
    kept = path.with_name(f"{path.name}.原来的-2026-01-01_0000")
    shutil.copy(path, kept)
    other = path.with_name("小小.台账.7.part")
    other.write_bytes(b"of another book")
    for own in (path, backup.beside(path)):
        os.link(own, path.with_name(own.name.replace(path.name, f"{path.name}.原来的-2026-11-21_2105")))
        own.with_name(f"{own.name}.7.part").write_bytes(b"half")
    path.with_name(f"{path.name}.7.part-journal").write_bytes(b"half")
    with clock.frozen(EVENING):
        aside = restore(good, path, CATALOG).aside
    assert set(beside(path)) == {path.name, kept.name, other.name, aside.name, f"{aside.name}.keys"}


def test_what_reads_otherwise_than_it_was_written_is_not_restored(good, path, monkeypatch):
    monkeypatch.setattr(copying, "read_again", lambda target: (b"other", True))
    with pytest.raises(Refused, match="没有恢复成"):
        restore(good, path, CATALOG)
    assert people(path) == {"王桂芳", "李建国", "赵小妹"}


# Who may


@pytest.fixture
def locked(tmp_path, monkeypatch) -> tuple[Path, Path, dict[str, str]]:
    """A closed book whose council has PINs, a backup of it that lacks a change, and the council."""
    cheap(monkeypatch)
    path = tmp_path / "村.台账"
    with Book.new(path, catalog(), name="测试新村", short="测试", body="mutual_aid") as book:
        persons = council(book)
        lock(book, persons)
        made = backup.back_up(book, tmp_path / "盘")
        save(book, "person", name="赵小妹")
    return path, made.path, persons


def test_over_a_newer_book_it_takes_two(locked):
    path, good, persons = locked
    with Book.open(path, catalog(), read_only=True) as book:
        chair, head = (keys.sign_in(book, persons[name], PINS[name]) for name in ("孙玉兰", "周大明"))
        second = keys.vouch(book, persons["王桂芳"], PINS["王桂芳"])
    before = path.read_bytes()
    for actor, other, said in ((NOBODY, second, "职务"), (head, second, "职务"), (chair, None, "两个人"),
                               (chair, chair, "两个人"), (chair, head, "不是会长")):  # fmt: skip
        with pytest.raises(Refused, match=said):
            restore(good, path, catalog(), actor=actor, second=other)
        assert path.read_bytes() == before
    assert restore(good, path, catalog(), actor=chair, second=second).loss.changes == 1
    with Book.open(path, catalog()) as book:
        assert book.actor == NOBODY and check(book).ok


def test_the_owner_of_a_locked_book_is_nobody(locked):
    path, good, _ = locked
    with pytest.raises(Refused, match="职务"):
        restore(good, path, catalog())


def test_where_nothing_is_lost_one_officer_is_enough(locked, tmp_path):
    path, good, persons = locked
    with Book.open(path, catalog(), read_only=True) as book:
        chair = keys.sign_in(book, persons["孙玉兰"], PINS["孙玉兰"])
    assert restore(good, tmp_path / "新" / "村.台账", catalog(), actor=chair).aside is None


# Encrypted


def test_a_sealed_book_stays_sealed_wherever_it_goes(path, place, tmp_path):
    key, other = cipher.new_key(), cipher.new_key()
    with Book.new(path, CATALOG, name="小村", key=key) as book:
        save(book, "human", name="雒阳春晓")
        made = backup.back_up(book, place)
        save(book, "human", name="李建国")
        backup.beside(path).write_text('{"slots": ["new"]}', encoding="utf-8")
    backup.beside(path).write_text('{"slots": ["new"]}', encoding="utf-8")
    backup.beside(made.path).write_text('{"slots": ["old"]}', encoding="utf-8")
    assert cipher.is_encrypted(made.path) and people(made.path, key) == {"雒阳春晓"}
    with pytest.raises(Refused):
        restore(made.path, path, CATALOG, other)
    assert losing.look(made.path, path, key).changes == 1
    restored = restore(made.path, path, CATALOG, key)
    assert people(path, key) == {"雒阳春晓"} and people(restored.aside, key) == {"雒阳春晓", "李建国"}
    assert json.loads(backup.beside(path).read_text(encoding="utf-8"))["slots"] == ["old", "new"]
    assert json.loads(backup.beside(restored.aside).read_text(encoding="utf-8"))["slots"] == ["new"]
    every = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert "雒阳春晓".encode() not in every and "雒阳春晓".encode("utf-16-le") not in every
    assert rehearse(made.path, CATALOG, key).ok


def test_a_backup_from_before_the_key_was_changed(path, place):
    old = cipher.new_key()
    with Book.new(path, CATALOG, name="小村", key=old) as book:
        save(book, "human", name="王桂芳")
        made = backup.back_up(book, place)
        save(book, "human", name="李建国")
    new = rekey.change(path, old)
    assert losing.look(made.path, path, old).changes is None, "the old key does not open the book"
    with pytest.raises(Refused):
        losing.look(made.path, path, new)
    loss = losing.look(made.path, path, old, new)
    assert loss.changes == 1 and "恢复以后请再换一次锁" in loss.say
    assert restore(made.path, path, CATALOG, old, own=new).loss.changes == 1
    assert people(path, old) == {"王桂芳"}


def test_one_bit_in_any_page_of_a_sealed_backup_is_found(path, place):
    key = cipher.new_key()
    with Book.new(path, CATALOG, name="小村", key=key) as book:
        save(book, "human", name="王桂芳")
        made = backup.make(path, place, key)
    content = made.path.read_bytes()
    for page in range(len(content) // 4096):
        spoilt = bytearray(content)
        spoilt[page * 4096 + 4096 - 1 - page % 4000] ^= 1 << page % 8
        made.path.write_bytes(spoilt)
        with pytest.raises(Refused):
            proof.read(made.path, key)


def test_a_plain_backup_of_a_sealed_book_is_said_to_be_one(path, place, tmp_path):
    with Book.new(path, CATALOG, name="小村") as book:
        made = backup.back_up(book, place)
    key = cipher.new_key()
    with Book.new(tmp_path / "新" / "小.台账", CATALOG, name="小村", key=key) as book:
        assert "恢复以后台账也没有加锁" in losing.look(made.path, book.path, key).say
    backup.beside(path).write_text("{}", encoding="utf-8")
    restore(made.path, path, CATALOG)
    assert not backup.beside(path).exists(), "no passphrase is asked for a book that is not locked"


@pytest.mark.parametrize(
    ("new", "old", "both"),
    [
        (b'{"slots": [1, 2]}', b'{"slots": [2, 3]}', [1, 2, 3]),
        (b'{"slots": [1]}', b"{", [1]),
        (b'{"slots": [1]}', None, [1]),
    ],
)  # fmt: skip
def test_until_the_next_closing_the_passphrases_of_both_open(tmp_path, new, old, both):
    (tmp_path / "new").write_bytes(new)
    if old is not None:
        (tmp_path / "old").write_bytes(old)
    assert json.loads(swap._both(tmp_path / "new", tmp_path / "old"))["slots"] == both


# Rehearsal


def test_a_rehearsal_opens_everything_and_leaves_nothing(good, path):
    home = {p: p.read_bytes() for p in files.user_folder().rglob("*") if p.is_file()}
    content = good.read_bytes()
    tried = rehearse(good, CATALOG)
    assert (
        tried.ok and tried.report.rows == 1 and tried.say == "备份试过了，打得开，1条都对得上，写到2026-11-22 21:05。"
    )
    assert {p: p.read_bytes() for p in files.user_folder().rglob("*") if p.is_file()} == home
    assert good.read_bytes() == content and list(good.parent.iterdir()) == [good]


def test_a_rehearsal_tells_what_does_not_agree(good):
    connection = engine.connect(good)
    connection.execute("UPDATE main.human SET name='没有写过'")
    connection.close()
    tried = rehearse(good, CATALOG)
    assert not tried.ok and "对不上" in tried.say


def test_a_backup_of_an_older_program_is_said_to_be_one(good):
    connection = engine.connect(good)
    schema.set_meta(connection, "schema", "0")
    connection.close()
    tried = rehearse(good, CATALOG)
    assert tried.ok and tried.report is None and "旧版程序" in tried.say
