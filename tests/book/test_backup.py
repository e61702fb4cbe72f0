"""Backups: whole or not there, proved before anything is pruned, and what is said of them."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.book import backup, copies, copying, disk, engine, keeping, keyfile, proof
from linli_tui.book.backup_standing import standing
from linli_tui.book.book import Book
from linli_tui.book.keeping import Stamp, kept
from linli_tui.core import clock
from linli_tui.core.refusal import Refused
from linli_tui.ledgers import catalog
from tests.book.acts import act, head, save
from tests.book.locked import FOUNDER, found
from tests.book.seats import cheap
from tests.book.small.ledger import CATALOG

EVENING = "2026-11-22T13:05:00.000Z"


@pytest.fixture
def place(tmp_path) -> Path:
    """Where backups are put."""
    return tmp_path / "移动硬盘"


def names(place: Path) -> list[str]:
    """What lies in the folder of backups."""
    folder = place / "邻里备份"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def people(path: Path) -> set[str]:
    """Who is in a file, read by itself."""
    connection = proof.connect(path, None)
    try:
        return {name for (name,) in connection.execute("SELECT name FROM human")}
    finally:
        connection.close()


# Which are kept

stamps = st.builds(
    lambda day, minute, times: Stamp(datetime(2020, 1, 1) + timedelta(days=day, minutes=minute), times),
    st.integers(0, 900), st.integers(0, 1439), st.integers(1, 3),
)  # fmt: skip


@given(st.sets(stamps, max_size=60))
def test_the_newest_is_kept_and_so_are_as_many_of_each_kind_as_there_are(made):
    found = kept(made)
    assert found <= made and len(found) <= 18
    assert not made or max(made) in found
    days, weeks, months = ({by(s) for s in made} for by in (day_of, week_of, month_of))
    assert len({day_of(s) for s in found}) >= min(7, len(days))
    assert len({week_of(s) for s in found}) >= min(8, len(weeks))
    assert len({month_of(s) for s in found}) >= min(3, len(months))


@given(st.sets(stamps, max_size=60))
def test_each_that_is_kept_is_the_newest_of_its_day(made):
    for stamp in kept(made):
        assert stamp == max(other for other in made if day_of(other) == day_of(stamp))


@given(st.lists(stamps, max_size=60, unique=True))
def test_pruning_after_each_is_pruning_once(made):
    here: set[Stamp] = set()
    for stamp in sorted(made):
        here = kept(here | {stamp})
    assert here == kept(made) == kept(kept(made))


def test_a_year_of_evenings_leaves_a_week_two_months_and_a_quarter():
    year = [Stamp(datetime(2026, 1, 1, 21, 5) + timedelta(days=n)) for n in range(365)]
    days = [stamp.at.date() for stamp in sorted(kept(year))]
    week = [date(2026, 12, 31) - timedelta(days=n) for n in range(7)]
    sundays = [date(2026, 12, 27) - timedelta(weeks=n) for n in range(7)]
    assert days == sorted({*week, *sundays, date(2026, 11, 30), date(2026, 10, 31)})


def day_of(stamp: Stamp) -> date:
    return stamp.at.date()


def week_of(stamp: Stamp) -> tuple[int, int]:
    return tuple(stamp.at.isocalendar())[:2]


def month_of(stamp: Stamp) -> tuple[int, int]:
    return stamp.at.year, stamp.at.month


@given(st.text(st.characters(exclude_characters="/\0\n", codec="utf-8"), min_size=1, max_size=30))
def test_the_name_of_a_backup_tells_when_whatever_the_book_is_called(stem):
    path = Path(keeping.name(stem, EVENING))
    assert path.name == f"{stem}.2026-11-22_2105.台账"
    assert keeping.stamp(stem, path) == Stamp(datetime(2026, 11, 22, 21, 5), 1)
    assert keeping.stamp(stem, path.with_name(f"{stem}.2026-11-22_2105_3.台账")) == ((datetime(2026, 11, 22, 21, 5)), 3)
    for other in (f"x{path.name}", f"{path.name}.keys", f"{path.name}.7.part", f"{stem}.2026-13-22_2105.台账"):
        assert keeping.stamp(stem, Path(other)) is None


# Making one


def test_a_backup_holds_what_the_book_holds_and_lies_under_its_own_name(book, place):
    save(book, "human", name="王桂芳")
    with clock.frozen(EVENING):
        made = backup.make(book.path, place)
    assert names(place) == ["小.2026-11-22_2105.台账"] and made.path.name == names(place)[0]
    assert people(made.path) == {"王桂芳"}
    assert made.facts.ends == ((book.epoch, head(book)[0], head(book)[1].hex()),)
    assert dict(made.facts.counts)["human"] == 1 and made.facts.book == book.id
    save(book, "human", name="李建国")
    assert people(made.path) == {"王桂芳"}, "it is a copy, not the book"


def test_a_backup_is_made_beside_an_open_cursor_and_an_open_transaction(book, place):
    save(book, "human", name="王桂芳")
    reading = book.connection.execute("SELECT * FROM main.human")
    book.connection.execute("BEGIN IMMEDIATE")
    book.connection.execute("UPDATE main.human SET name='没有提交'")
    assert people(backup.make(book.path, place).path) == {"王桂芳"}
    book.connection.execute("ROLLBACK")
    assert reading.fetchall()


def test_the_keys_go_with_it(book, place):
    book.path.with_name("小.台账.keys").write_bytes(b"slots")
    made = backup.make(book.path, place)
    assert backup.beside(made.path).read_bytes() == b"slots"
    assert names(place) == [made.path.name, f"{made.path.name}.keys"]


def test_the_keys_are_made_anew_where_they_got_lost(tmp_path, place, monkeypatch):
    cheap(monkeypatch)
    with found(tmp_path / "村.台账") as opened:
        backup.beside(opened.path).unlink()
        made = backup.back_up(opened, place)
        key = opened.key
    assert keyfile.open_any(made.path, FOUNDER)[1] == key


def test_two_of_one_minute_are_two(book, place):
    with clock.frozen(EVENING):
        first, second = backup.make(book.path, place), backup.make(book.path, place)
    assert [p.path.name for p in (first, second)] == ["小.2026-11-22_2105.台账", "小.2026-11-22_2105_2.台账"]
    assert [path for _, path in keeping.backups(place / "邻里备份", "小")] == [second.path, first.path]


def spoil(monkeypatch, how) -> None:
    """Something happens to the copy after it was written, before it is looked at."""
    settle = copying.settle

    def spoilt(path: Path) -> bool:
        past = settle(path)
        how(path)
        return past

    monkeypatch.setattr(copying, "settle", spoilt)


def lose_a_row(path: Path) -> None:
    connection = engine.connect(path)
    connection.execute("DELETE FROM main.human WHERE name='王桂芳'")
    connection.close()


def lose_a_line(path: Path) -> None:
    connection = engine.connect(path)
    connection.execute("DROP TRIGGER journal_keeps")
    connection.execute("DELETE FROM main.journal WHERE seq=(SELECT max(seq) FROM main.journal)")
    connection.close()


SPOILT = {
    "a row gone": lose_a_row,
    "a line gone": lose_a_line,
    "cut short": lambda path: os.truncate(path, path.stat().st_size // 2),
    "empty": lambda path: os.truncate(path, 0),
    "garbage": lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(4096)),
}


@pytest.mark.parametrize("how", SPOILT.values(), ids=SPOILT)
def test_a_bad_copy_is_not_kept_and_takes_nothing_away(book, place, monkeypatch, how):
    save(book, "human", name="王桂芳")
    good = backup.back_up(book, place)
    save(book, "human", name="李建国")
    spoil(monkeypatch, how)
    with pytest.raises(Refused, match="备份出来的和台账不一样") as refused:
        backup.back_up(book, place)
    assert refused.value.do and "以前的备份" in refused.value.kept
    assert names(place) == [good.path.name] and people(good.path) == {"王桂芳"}
    assert copies.recall(book.id).at(str(place)).name == good.path.name, "the old one is still the last good one"


def write_meanwhile(monkeypatch, book, most: int) -> None:
    """Whenever somebody has looked what the book holds, another person is written into it."""
    facts, times = proof.facts, []

    def written(connection):
        found = facts(connection)
        (where,) = [row[2] for row in connection.execute("PRAGMA database_list") if row[1] == "main"]
        if Path(where) == book.path and len(times) < most:
            times.append(save(book, "human", name=f"王{len(times)}"))
        return found

    monkeypatch.setattr(proof, "facts", written)


@pytest.mark.parametrize("most", [1, 2, 3])
def test_a_book_written_meanwhile_is_copied_anew_until_it_stands_still(book, place, monkeypatch, most):
    write_meanwhile(monkeypatch, book, most)
    made = backup.make(book.path, place)
    assert people(made.path) == {f"王{n}" for n in range(most)}
    assert dict(made.facts.counts)["human"] == most


def test_a_book_that_never_stands_still_is_said_in_words(book, place, monkeypatch):
    write_meanwhile(monkeypatch, book, 1000)
    with pytest.raises(Refused, match="一直在写"):
        backup.make(book.path, place)
    assert names(place) == []


def test_a_damaged_book_is_not_blamed_on_the_place(book, place):
    act(book, lambda t: [t.save("human", {"name": f"王{n}", "note": "说明" * 40}) for n in range(300)])
    engine.fold(book.connection)
    (root,) = book.connection.execute("SELECT rootpage FROM main.sqlite_master WHERE name='human'").fetchone()
    with book.path.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 4096)
    with pytest.raises(Refused, match="以前的备份") as refused:
        backup.make(book.path, place)
    assert "损坏" in str(refused.value) and names(place) == []


# Where it cannot be written


@pytest.mark.parametrize(("left", "fits"), [(0, False), (-1, False), (1, True)])
def test_twice_the_book_and_a_little_more_has_to_be_free(book, place, monkeypatch, left, fits):
    save(book, "human", name="王桂芳")
    needed = 2 * backup.size(book.path) + (16 << 20)
    free = needed + left if left else 0
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(free, 0, free))
    if fits:
        assert backup.make(book.path, place).path.exists()
        return
    with pytest.raises(Refused, match="地方不够") as refused:
        backup.make(book.path, place)
    assert "以前的备份都还在" in refused.value.kept and not place.exists()


@pytest.mark.parametrize(
    ("megabytes", "said", "least"),
    [(500, "", False), (499, "只剩499MB了，请把", False), (100, "只剩100MB", False), (99, "只能看、报送、备份", True)],
)
def test_little_room_is_said_before_it_is_too_late(tmp_path, monkeypatch, megabytes, said, least):
    free = megabytes * 10**6
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(free, 0, free))
    assert said in disk.word(tmp_path / "还没有" / "小.台账") and bool(said) == bool(disk.word(tmp_path))
    assert disk.is_least(tmp_path) == least


def test_a_place_that_is_a_file_is_said_in_words(book, place):
    place.write_text("不是文件夹", encoding="utf-8")
    with pytest.raises(Refused, match="没有备份成"):
        backup.back_up(book, place)
    assert copies.recall(book.id).good == ()


# Pruning


def long_ago(good: Path, days: int) -> list[Path]:
    """Copies of a good backup under the names of so many evenings before it, the newest first."""
    made = [good]
    for n in range(1, days):
        name = keeping.name("小", clock.instant(clock.now() - timedelta(days=n)))
        made.append(good.with_name(name))
        shutil.copy(good, made[-1])
        backup.beside(made[-1]).write_bytes(b"slots")
    return made


def test_only_this_books_own_old_backups_are_pruned_and_only_they_count(book, place, tmp_path):
    save(book, "human", name="王桂芳")
    folder = place / "邻里备份"
    with clock.frozen(EVENING) as now:
        made = long_ago(backup.make(book.path, place).path, 120)
        with Book.new(tmp_path / "另" / "小.台账", CATALOG, name="别的村") as other:
            foreign = {backup.make(other.path, place).path.name for _ in range(3) if now.advance(days=1) is None}
            now.advance(days=-40)
            foreign.add(backup.make(other.path, place).path.name)
        (folder / "小.2020-01-01_0000.台账").write_bytes(b"not a book")
        (folder / "小.txt").write_text("别人的", encoding="utf-8")
    backup.prune(book, made[0])
    left = kept(keeping.stamp("小", path) for path in made)
    wanted = {path.name for path in made if keeping.stamp("小", path) in left}
    keys = {f"{name}.keys" for name in wanted} - {f"{made[0].name}.keys"}
    assert set(names(place)) == wanted | foreign | keys | {"小.2020-01-01_0000.台账", "小.txt"}
    assert 10 < len(wanted) < 18


def test_the_new_one_stays_even_when_the_clock_has_gone_back_for_years(book, place):
    with clock.frozen(EVENING):
        long_ago(backup.make(book.path, place).path, 120)
    with clock.frozen("1970-01-01T00:00:00.000Z"):
        made = backup.back_up(book, place)
    assert made.path.exists() and made.path.name.startswith("小.1970")
    backup.back_up(book, place)
    assert not made.path.exists(), "only the newest made is spared, whatever its name says"


def test_what_a_killed_backup_left_is_cleared_by_the_next_good_one(book, place):
    backup.back_up(book, place)
    (place / "邻里备份" / "小.2026-11-22_2105.台账.7.part").write_bytes(b"half")
    (place / "邻里备份" / "大.2026-11-22_2105.台账.7.part").write_bytes(b"somebody else's")
    made = backup.back_up(book, place)
    assert made.path.name in names(place) and not [n for n in names(place) if n.startswith("小") and "part" in n]
    assert "大.2026-11-22_2105.台账.7.part" in names(place)


# Every day


def test_one_a_day_after_signing_in_and_the_days_work_at_closing(book):
    with clock.frozen(EVENING) as now:
        assert backup.due(book) and backup.daily(book)
        assert not backup.due(book) and backup.daily(book) is None
        save(book, "human", name="王桂芳")
        assert backup.daily(book) is None, "today's is made"
        assert backup.due(book, closing=True) and backup.daily(book, closing=True)
        assert backup.daily(book, closing=True) is None, "nothing was written since"
        now.advance(days=1)
        assert not backup.due(book), "a new day, but nothing new"
        save(book, "human", name="李建国")
        assert backup.due(book)
        made = backup.daily(book)
    assert people(made.path) == {"王桂芳", "李建国"}


def test_it_is_due_again_when_the_file_is_gone(book):
    made = backup.back_up(book)
    assert not backup.due(book)
    made.path.unlink()
    assert backup.due(book)


def test_another_second_place(book, tmp_path):
    backup.back_up(book)
    copies.choose_place(book.id, tmp_path / "D盘")
    assert backup.due(book)
    assert backup.daily(book).path.parent == tmp_path / "D盘" / "邻里备份"
    assert not backup.due(book)


# What is said


@pytest.fixture
def village(tmp_path) -> Iterator[Book]:
    """A book in which it is written where the sticks are."""
    with clock.frozen(EVENING), Book.new(tmp_path / "村.台账", catalog(), name="测试新村") as opened:
        yield opened


def onto_stick(book: Book, made: backup.Made) -> None:
    """A backup was made onto the stick 蓝U盘."""
    copies.note(book.id, replace(made.good, stick="蓝U盘"))


def test_what_would_be_lost_if_this_room_burned(village, place):
    book = village
    with clock.frozen(EVENING) as now:
        person = save(book, "person", name="王桂芳")
        assert standing(book).say == "还没有备份过。这间屋里出了事，台账就全没了。" and standing(book).is_red
        backup.back_up(book)
        told = standing(book)
        assert told.say.startswith("今天备份过，备份在这间屋里。") and told.is_red and told.changes > 1
        stick = save(book, "stick", name="蓝U盘", lies="room", since="2026-11-01")
        onto_stick(book, backup.make(book.path, place))
        assert standing(book).away is None, "a stick in the room burns with it"
        save(book, "stick", id=stick, lies="away", holder=person, since="2026-11-22")
        told = standing(book)
        assert (told.holder, told.changes, told.days, told.is_red) == ("王桂芳", 1, 0, False)
        onto_stick(book, backup.make(book.path, place))
        assert standing(book).say == "备份在别处（王桂芳家），一处也不少。"
        now.advance(days=3)
        save(book, "person", name="李建国")
        save(book, "person", name="赵小妹")
        told = standing(book)
        assert (told.changes, told.days, told.due, told.is_red) == (2, 3, True, False)
        assert told.say == "3天前备份过；在别处（王桂芳家）的是3天前的。屋里出了事，会少3天里的2处。"
        backup.back_up(book)
        assert standing(book).say.startswith("今天备份过；在别处") and standing(book).changes == 2
        now.advance(days=29)
        assert standing(book).is_red
        onto_stick(book, backup.make(book.path, place))
        assert standing(book).away is None, "it was brought here to be written, and nobody said it left again"
        save(book, "stick", id=stick, asked_on=clock.today().isoformat())
        assert standing(book).changes == 1


@pytest.mark.parametrize(
    ("sticks", "named", "holder"),
    [
        ([], None, ""),
        (["红的"], None, "人0"),
        (["红的", "黑的"], None, ""),
        (["红的", "黑的"], 1, "人1"),
        (["红的", "蓝U盘", "黑的"], None, "人1"),
        (["红的", "蓝U盘"], 0, "人0"),
    ],
)
def test_which_stick_of_the_ledger_a_stick_is(village, place, sticks, named, holder):
    rows = [
        save(
            village, "stick", name=name, lies="away", holder=save(village, "person", name=f"人{n}"), since="2026-11-22"
        )
        for n, name in enumerate(sticks)
    ]
    if named is not None:
        copies.name_stick(village.id, "蓝U盘", rows[named])
    onto_stick(village, backup.make(village.path, place))
    assert standing(village).holder == holder


def test_a_book_that_knows_of_no_sticks_has_none_elsewhere(book, place):
    onto_stick(book, backup.make(book.path, place))
    assert standing(book).away is None and standing(book).last


@pytest.mark.parametrize(
    "content",
    [
        None,
        "",
        "{",
        "[]",
        '{"%s": 3}',
        '{"%s": {"good": [{}]}}',
        '{"%s": {"place": "", "stick": "", "record": "", "good": [{"at": "?"}]}}',
    ],
)
def test_losing_what_is_remembered_costs_only_the_notice(book, place, tmp_path, content):
    made = backup.back_up(book, place)
    told = tmp_path / "home" / "backups.json"
    assert json.loads(told.read_text(encoding="utf-8"))[book.id]["good"][0]["name"] == made.path.name
    told.unlink() if content is None else told.write_text(content.replace("%s", book.id), encoding="utf-8")
    assert standing(book).last is None and backup.due(book)
    assert made.path.exists() and backup.back_up(book, place).path.exists()
    assert standing(book).last is not None


def test_a_home_that_cannot_be_written_costs_only_the_notice(book, place, monkeypatch):
    monkeypatch.setattr(copies.files, "keep_file", lambda path, content: (_ for _ in ()).throw(OSError(28, "full")))
    assert backup.back_up(book, place).path.exists()
