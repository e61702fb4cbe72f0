"""The drop box: what is written while the book is closed appears once, whatever happens, and tells nobody anything."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli_tui.book import dropbox, files, keys, schema, undo
from linli_tui.book.book import Book
from linli_tui.book.check import check
from linli_tui.core.access import NOBODY, OWNER
from linli_tui.core.refusal import Refused
from linli_tui.ledgers import catalog
from tests.book.acts import ROOT
from tests.book.seats import cheap, council, lock
from tests.book.small.ledger import CATALOG

WORDS = "水箱旁边的井盖翘起来了，差点绊倒人"
WHO = "7幢 周"
ID = "0199a000-0000-7000-8000-000000000001"
ENV = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}


@pytest.fixture
def closed(path, monkeypatch):
    """A closed book with a council that has keys."""
    cheap(monkeypatch)
    with Book.new(path, catalog(), name="永富新村") as book:
        lock(book, council(book))
    return path


def put(path, words=WORDS, **more):
    return dropbox.drop(path, "jot", {"words": words, **more}, WHO)


def opened(path):
    return Book.open(path, catalog(), actor=OWNER)


def jots(book):
    return [row[0] for row in book.connection.execute("SELECT id FROM main.jot ORDER BY id")]


# The door


def test_the_door_says_whom_one_may_pick_and_nothing_else(closed):
    told = json.loads(closed.with_name(closed.name + ".door").read_text(encoding="utf-8"))
    door = dropbox.door(closed)
    assert set(told) == {"book", "name", "colour", "key", "who"}
    assert (door.name, door.who) == ("永富新村", ("会长 孙", "秘书 王", "7幢 周"))
    assert door.key.startswith("age1") and door.who == tuple(told["who"])


def test_the_key_stays_and_the_names_are_renewed_at_closing(closed):
    before = dropbox.door(closed)
    with opened(closed) as book:
        record = book.read.one("SELECT id FROM post WHERE post = 'secretary'")
        with book.transaction(OWNER, "void") as t:
            t.void("post", record)
        assert dropbox.door(closed) == before
    assert dropbox.door(closed).who == ("会长 孙", "7幢 周") and dropbox.door(closed).key == before.key
    closed.with_name(closed.name + ".door").unlink()
    with Book.open(closed, catalog()) as book:
        assert book.actor == NOBODY
    assert dropbox.door(closed).name == "永富新村", "whoever closes it, or nobody"
    with Book.open(closed, catalog(), read_only=True):
        closed.with_name(closed.name + ".door").unlink()
    assert dropbox.door(closed) is None, "a window that only reads writes nothing"


def test_more_names_than_one_can_pick_from_are_typed(closed, monkeypatch):
    monkeypatch.setattr(dropbox, "MOST_NAMES", 2)
    with opened(closed):
        pass
    assert dropbox.door(closed).who == ()


def test_a_program_without_anything_to_drop_has_no_door(path):
    Book.new(path, CATALOG, name="小村").close()
    assert dropbox.door(path) is None and [part.name for part in files.parts(path)] == [path.name]
    with pytest.raises(Refused, match="还没有投递口"):
        put(path)


@pytest.mark.parametrize("told", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"book":1,"name":2,"colour":"a","key":1,"who":3}'])
def test_a_broken_door_is_no_door(closed, told):
    closed.with_name(closed.name + ".door").write_bytes(told)
    assert dropbox.door(closed) is None
    with pytest.raises(Refused, match="您写的都还在"):
        put(closed)
    Book.open(closed, catalog()).close()
    assert put(closed)


def test_a_broken_key_is_said(closed):
    door = closed.with_name(closed.name + ".door")
    door.write_text(door.read_text(encoding="utf-8").replace("age1", "age2"), encoding="utf-8")
    with pytest.raises(Refused, match="投递口坏了"):
        put(closed)


# Once


def test_dropped_without_opening_and_merged_at_the_next_opening(closed):
    before = closed.read_bytes()
    record = put(closed, where="7幢", told_by="赵小妹")
    assert closed.read_bytes() == before and [f.name for f in files.dropped(closed)] == [f"{closed.name}.in.{record}"]
    assert files.dropped(closed)[0] in files.parts(closed)
    with Book.open(closed, catalog()) as book:
        taken = dropbox.take_in(book)
        assert book.actor == NOBODY and book.read.sql("SELECT * FROM jot") == []
        assert (taken.records, taken.unread, taken.say) == ((("jot", record),), (), "夜里投进来 1 份")
        assert files.dropped(closed) == [] and dropbox.take_in(book).say == ""
        keys.sign_in(book, *signing(book, "王桂芳", "1379"))
        row = book.read.get("jot", record)
        assert (row["words"], row["told_by"], row["dropped_by"]) == (WORDS, "赵小妹", WHO)
        assert (row["place_label"], row["writer_label"], row["unconfirmed"]) == ("7幢", "周大明", 1)
        assert [event.who for event in book.history("jot", record)] == ["投递口"]
        assert check(book).ok


def signing(book, name, pin):
    return book.connection.execute("SELECT id FROM main.person WHERE name=?", (name,)).fetchone()[0], pin


def test_the_same_file_twice_is_one_record(closed):
    record = put(closed)
    (file,) = files.dropped(closed)
    again = file.with_name(f"{closed.name}.in.{'0' * 8}-0000-7000-8000-{'0' * 12}")
    shutil.copy(file, again)
    kept = file.read_bytes()
    with opened(closed) as book:
        assert dropbox.take_in(book).records == (("jot", record),)
        file.write_bytes(kept)
        assert dropbox.take_in(book).records == () and jots(book) == [record]
    assert files.dropped(closed) == []


def test_what_was_undone_does_not_come_back(closed):
    record = put(closed)
    (file,) = files.dropped(closed)
    kept = file.read_bytes()
    with opened(closed) as book:
        dropbox.take_in(book)
        (change,) = book.connection.execute("SELECT change FROM main.journal WHERE record=?", (record,)).fetchone()
        undo.undo(book, OWNER, change)
        file.write_bytes(kept)
        assert dropbox.take_in(book).records == () and jots(book) == []
        undo.undo(book, OWNER, book.connection.execute("SELECT max(change) FROM main.journal").fetchone()[0])
        assert jots(book) == [record]


def test_a_window_that_only_reads_takes_nothing_in(closed):
    put(closed)
    with Book.open(closed, catalog(), actor=OWNER, read_only=True) as book:
        assert dropbox.take_in(book) == dropbox.Taken()
    assert len(files.dropped(closed)) == 1


def test_a_founding_that_fails_leaves_what_was_dropped(closed, monkeypatch):
    put(closed)
    closed.unlink()
    with monkeypatch.context() as broken:
        broken.setattr("linli_tui.book.remake.settle", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            Book.new(closed, catalog(), name="新村")
    assert len(files.dropped(closed)) == 1 and not closed.exists()


steps = st.lists(
    st.one_of(
        st.just(("drop", 0)),
        st.just(("open", 0)),
        st.tuples(st.sampled_from(["copy", "lose", "back", "undo"]), st.integers(0, 5)),
    ),
    max_size=14,
)


@pytest.fixture(scope="module")
def founded(tmp_path_factory):
    """A closed book to copy from, without keys."""
    home = tmp_path_factory.mktemp("founded")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LINLI_HOME", str(home / "home"))
        with Book.new(home / "小.台账", catalog(), name="永富新村") as book:
            council(book)
    return home


@settings(max_examples=40)
@given(steps)
def test_in_any_order_each_entry_comes_once(founded, tmp_path_factory, steps):
    """Files are copied, taken away and brought back; changes undone; the book opened whenever."""
    folder = tmp_path_factory.mktemp("any")
    for file in founded.iterdir():
        if file.is_file():
            shutil.copy(file, folder)
    path = folder / "小.台账"
    dropped, aside, came, undone = [], [], [], set()
    for step, which in [*steps, ("open", 0), ("open", 0)]:
        waiting = files.dropped(path)
        if step == "drop":
            dropped.append(put(path, f"第{len(dropped)}条"))
        elif step == "open":
            with opened(path) as book:
                taken = dropbox.take_in(book)
                came += [record for _, record in taken.records]
                assert taken.unread == () and files.dropped(path) == []
                assert jots(book) == sorted(set(came) - undone)
        elif step in ("copy", "lose") and waiting:
            file = waiting[which % len(waiting)]
            aside.append((file, file.read_bytes()))
            if step == "lose":
                file.unlink()
        elif step == "back" and aside:
            file, content = aside[which % len(aside)]
            file.write_bytes(content)
        elif step == "undo" and set(came) - undone:
            record = sorted(set(came) - undone)[which % len(set(came) - undone)]
            with opened(path) as book:
                row = book.connection.execute("SELECT change FROM main.journal WHERE record=?", (record,)).fetchone()
                undo.undo(book, OWNER, row[0])
            undone.add(record)
    assert len(came) == len(set(came))
    assert set(dropped) - set(came) <= {file.name.rpartition(".")[2] for file, _ in aside}


# What cannot be read


def broken(path):
    """Files that look as if they had been dropped in: where they lie, and what is in them."""
    other = path.with_name("别的.台账")
    Book.new(other, catalog(), name="别的村").close()
    put(other)
    whole = files.dropped(other)[0].read_bytes()
    key = dropbox.door(path).key
    entry = {"id": ID, "kind": "jot", "who": "谁", "at": "2026-11-16T01:00:00.000Z", "values": {"words": "话"}}

    def sealed(content):
        import pyrage

        return pyrage.encrypt(content, [pyrage.x25519.Recipient.from_str(key)])

    def forged(**changed):
        return sealed(json.dumps({**entry, **changed}).encode())

    return {
        "empty": b"", "noise": os.urandom(400), "of another book": whole,
        "deep": sealed(b"[" * 200_000), "cut": forged()[:-20],
        "flipped": bytes([*forged()[:-1], forged()[-1] ^ 1]), "no json": sealed(b"\xff{"), "a list": sealed(b"[]"),
        "other fields": sealed(b'{"id": 1}'), "no id": forged(id="../../x"),
        "no UUID": forged(id="-" * 36),
        "after the last year": forged(at="9999-12-31T23:59:59.999Z"),
        "long": forged(values={"words": "话", "x": "话" * 501}),
        "half a sign": forged(values={"words": "\ud800"}), "who": forged(who="周" * 41),
        "numbers": forged(values={"words": 7}),
        "no values": forged(values=None), "no day": forged(at="gestern"), "of a later program": forged(kind="later"),
        "no words": forged(values={}), "too many words": forged(values={"words": "话" * 501}),
        "large": bytes(dropbox.MOST_BYTES + 1),
    }  # fmt: skip


def test_what_cannot_be_read_is_kept_and_named_and_stops_nothing(closed):
    names = {}
    for n, (what, content) in enumerate(broken(closed).items()):
        file = closed.with_name(f"{closed.name}.in.{n:08d}-0000-7000-8000-{'0' * 12}")
        file.write_bytes(content)
        names[file.name] = what, content
    record = put(closed)
    for _ in range(2):
        with Book.open(closed, catalog()) as book:
            taken = dropbox.take_in(book)
            assert book.actor == NOBODY and {*taken.unread} == {*names}, {*names} ^ {*taken.unread}
            assert jots(book) == [record] and check(book).ok
            assert f"有 {len(names)} 份读不出来，文件还留着：" in taken.say
    assert all(closed.with_name(name).read_bytes() == content for name, (_, content) in names.items())


def test_three_names_are_said_and_the_others_counted(closed):
    for n in range(5):
        closed.with_name(f"{closed.name}.in.{n:08d}-0000-7000-8000-{'0' * 12}").write_bytes(b"x")
    with opened(closed) as book:
        said = dropbox.take_in(book).say
    assert said.count(f"{closed.name}.in.") == 3 and said.endswith("，还有2份")


@pytest.mark.skipif(sys.platform == "win32", reason="neither links nor pipes")
def test_neither_a_link_nor_a_pipe_is_read(closed, tmp_path):
    aside = tmp_path / "别处"
    put(closed)
    files.dropped(closed)[0].rename(aside)
    linked = closed.with_name(f"{closed.name}.in.{ID}")
    linked.symlink_to(aside)
    os.mkfifo(closed.with_name(f"{closed.name}.in.{ID[:-1]}2"))
    with opened(closed) as book:
        taken = dropbox.take_in(book)
        assert len(taken.unread) == 2 and taken.records == () and jots(book) == []
    assert linked.is_symlink()


def test_at_most_so_many_at_one_opening_and_the_rest_at_the_next(closed, monkeypatch):
    monkeypatch.setattr(dropbox, "MOST_TAKEN", 3)
    closed.with_name(f"{closed.name}.in.{'0' * 8}-0000-7000-8000-{'0' * 12}").write_bytes(b"x")
    dropped = [put(closed, f"第{n}条") for n in range(5)]
    with opened(closed) as book:
        taken = dropbox.take_in(book)
        assert (len(taken.records), taken.later) == (3, 2) and taken.say.endswith("还有 2 份，下次打开时再放进去")
        assert len(dropbox.take_in(book).records) == 2 and jots(book) == sorted(dropped)


def test_what_was_forged_shows_no_signs_of_the_terminal(closed):
    import pyrage

    key = pyrage.x25519.Recipient.from_str(dropbox.door(closed).key)
    entry = {"id": ID, "kind": "jot", "who": "会长\x1b[31m 马", "at": "2026-11-16T01:00:00.000Z"}
    told = json.dumps({**entry, "values": {"words": "a\x1b]0;x\x07 b\u202e"}}).encode()
    closed.with_name(f"{closed.name}.in.{ID}").write_bytes(pyrage.encrypt(told, [key]))
    with opened(closed) as book:
        assert dropbox.take_in(book).records == (("jot", ID),)
        row = book.read.get("jot", ID)
    assert not any(sign in row["words"] + row["dropped_by"] for sign in "\x1b\x07\u202e")


def test_an_offer_that_forgets_the_id_is_not_believed(closed, monkeypatch):
    put(closed)
    with opened(closed) as book:
        monkeypatch.setattr(
            "linli_tui.ledgers.jots.service.take_in", lambda t, entry: t.save("jot", {"words": "别的号"})
        )
        assert len(dropbox.take_in(book).unread) == 1 and jots(book) == []


@pytest.mark.parametrize(
    ("who", "words", "said"),
    [
        ("", "话", "谁投的"),
        (" ", "话", "谁投的"),
        (WHO, " \n", "什么事"),
        (WHO, "话" * 501, "太长"),
        ("我" * 41, "话", "太长"),
    ],
)
def test_what_is_not_taken_is_said_at_once(closed, who, words, said):
    with pytest.raises(Refused, match=said):
        dropbox.drop(closed, "jot", {"words": words}, who)
    assert files.dropped(closed) == []


# Nobody learns anything


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gbk"])
def test_neither_door_nor_tray_holds_a_word(closed, encoding):
    put(closed, told_by="赵小妹", where="7幢2单元301")
    beside = [file for file in closed.parent.iterdir() if file.is_file() and file != closed]
    assert len(beside) >= 2
    for canary in ("孙玉兰", "王桂芳", "周大明", "赵小妹", "13600005588", "2580", "井盖", "301", WORDS):
        for file in beside:
            assert canary.encode(encoding) not in file.read_bytes(), (canary, file.name)


def test_what_opens_the_tray_lies_in_the_book_only_and_the_size_tells_nothing(closed):
    import pyrage

    put(closed)
    put(closed, "短", told_by="赵小妹")
    with opened(closed) as book:
        secret = schema.get_meta(book.connection, dropbox.SECRET)
    identity = pyrage.x25519.Identity.from_str(secret)
    assert {len(pyrage.decrypt(f.read_bytes(), [identity])) for f in files.dropped(closed)} == {dropbox.PADDING}
    assert secret.startswith("AGE-SECRET-KEY-")
    assert all(secret.encode() not in f.read_bytes() for f in closed.parent.iterdir() if f.is_file() and f != closed)


# Kills


TAKER = """
import os, signal, sys
from pathlib import Path
from linli_tui.book import dropbox
from linli_tui.book.book import Book
from linli_tui.ledgers import catalog
book = Book.open(Path(sys.argv[1]), catalog())
left = int(sys.argv[2])
def killed(path):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    path.unlink()
dropbox._put_away = killed
dropbox.take_in(book)
"""

DROPPER = """
import sys
from pathlib import Path
from linli_tui.book import dropbox
for n in range(100_000):
    print(dropbox.drop(Path(sys.argv[1]), "jot", {"words": f"第{n}条" + "话" * (n % 300)}, "7幢 周"), flush=True)
"""


def start(code, *words):
    return subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", code, *map(str, words)], stdout=subprocess.PIPE, encoding="utf-8", env=ENV
    )


@pytest.mark.faults
def test_a_kill_between_the_book_and_the_tray_takes_nothing_in_twice(closed):
    dropped = {put(closed, f"第{n}条") for n in range(4)}
    for left in (0, 1, 0):
        child = start(TAKER, closed, left)
        child.communicate()
        assert child.returncode == -signal.SIGKILL
    with opened(closed) as book:
        assert set(jots(book)) < dropped
        dropbox.take_in(book)
        assert jots(book) == sorted(dropped) and check(book).ok
    assert files.dropped(closed) == []


@pytest.mark.faults
def test_what_was_acknowledged_is_taken_in_after_a_kill_at_any_moment(closed):
    chance, said = random.Random(20261122), set()
    for _ in range(6):
        child = start(DROPPER, closed)
        heard = [child.stdout.readline() for _ in range(chance.randrange(1, 30))]
        child.kill()
        heard += child.communicate()[0].splitlines(keepends=True)
        said |= {line.strip() for line in heard if line.endswith("\n")}
        with opened(closed) as book:
            assert dropbox.take_in(book).unread == ()
            assert said <= set(jots(book)) and len(jots(book)) - len(said) <= 6
    assert len(said) > 6
