"""One book carried over five changes of its schema, with data written and taken back between them."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

import pytest

from linli_tui.book import engine, files, journal, schema, undo
from linli_tui.book.book import Book
from linli_tui.book.check import check
from linli_tui.book.reading import Query
from linli_tui.book.replay import replay
from linli_tui.book.schema import Add, Drop, Migrations, Rename
from linli_tui.core.access import OWNER
from linli_tui.core.ledger import Catalog, Field, Sort
from linli_tui.core.refusal import Refused
from tests.book import made
from tests.book.acts import act, head, rows, save
from tests.book.programs import LAST, PROGRAMS, steps


def sound(book: Book) -> None:
    """The check has nothing to say and replaying every line gives the rows."""
    report = check(book)
    assert report.ok, report.findings
    replayed = replay(journal.lines(book.connection), schema.meanings(book.catalog))
    stored = {
        table: {id_: {c: v for c, v in row.items() if v is not None and c != "id"} for id_, row in found.items()}
        for table, found in rows(book).items()
    }
    assert {table: replayed.get(table, {}) for table in stored} == stored


def tables(book: Book) -> list[tuple[str, str, str]]:
    """(type, name, SQL) of everything in the file."""
    return book.connection.execute("SELECT type, name, sql FROM main.sqlite_master ORDER BY 1, 2").fetchall()


def tell(book: Book, number: int) -> None:
    """What people do between two upgrades: two new records, a change, an undo, an undone undo, a void."""
    family = {"name": f"王{number}芳"} if number < 7 else {"family": "王", "given": f"{number}芳"}
    if number == 6:
        family |= {"family": "王", "given": "6芳"}
    phone = "phone" if number >= 3 else "tel"
    area = {"area_001m2": 8000 + number} if number >= 5 else {"m2": 80 + number}
    if number == 4:
        area["area_001m2"] = area["m2"] * 100
    home = save(book, "home", code=str(number), **area)
    bare = save(book, "home", code=f"9{number}")
    man = save(book, "man", **family, home=home, **{phone: "13800138000"})
    gone = act(book, lambda t: t.save("man", {**family, phone: "13900139000"}), "new")
    change = act(book, lambda t: t.save("man", {"id": man, phone: None, "home": bare}))
    undo.undo(book, OWNER, gone.number)
    undo.undo(book, OWNER, undo.undo(book, OWNER, change.number).number)
    act(book, lambda t: t.void("home", bare))
    if 2 <= number < 8:
        save(book, "man", id=man, grade=5)
    save(book, "home", id=home, code=f"{number}0")


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """A folder with a book written by every program in turn, what it was after each, and the home folder."""
    folder = tmp_path_factory.mktemp("carried")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LINLI_HOME", str(folder / "home"))
        write(folder)
    (folder / "home" / "state.json").unlink()  # or every older copy would count as one put back
    return folder


def write(folder: Path) -> None:
    path = folder / "造.台账"
    for number in range(1, LAST + 1):
        with Book.open(path, PROGRAMS[number]) if number > 1 else Book.new(path, PROGRAMS[1], name="造村") as book:
            sound(book)
            tell(book, number)
            sound(book)
        shutil.copy(path, folder / f"造{number}.台账")


@pytest.fixture
def carried(story, tmp_path):
    """The book after the last program, and after each."""
    shutil.copytree(story, tmp_path, dirs_exist_ok=True)
    return tmp_path / "造.台账", {n: tmp_path / f"造{n}.台账" for n in range(1, LAST + 1)}


def test_a_book_goes_through_five_changes_and_replays_to_no_difference(carried):
    path, _ = carried
    with Book.open(path, PROGRAMS[LAST]) as book:
        sound(book)
        assert book.schema == LAST
        upgrades = list(journal.lines(book.connection, "verb='upgrade' AND n=change"))
        assert [line.fields["_schema"][:2] for line in upgrades] == [[n, n + 1] for n in range(LAST)]
        assert {line.actor for line in upgrades} == {"program"}
        homes = book.read.sql("SELECT code, area_001m2 FROM home WHERE area_001m2")
        assert {row["code"]: row["area_001m2"] for row in homes} == {
            f"{n}0": (80 + n) * 100 if n < 5 else 8000 + n for n in range(1, LAST + 1)
        }
        men = book.read.sql("SELECT * FROM man ORDER BY called")
        assert [(row["called"], row["phone"]) for row in men] == [(f"王{n}芳", None) for n in range(1, LAST + 1)]
        assert [len(book.find(f"王{n}芳")) for n in range(1, LAST + 1)] == [1] * LAST
        assert [row["code_key"] for row in book.read.page(Query("home", sort="key"), limit=1)] == ["000010"]
        assert all(row["at"] == row["home_label"].zfill(6) for row in book.read.page(Query("man")))


def test_a_new_book_of_the_last_program_is_the_same_shape(carried, tmp_path):
    path, _ = carried

    with Book.open(path, PROGRAMS[LAST]) as old, Book.new(tmp_path / "新.台账", PROGRAMS[LAST], name="新村") as new:
        assert tables(old) == tables(new) and any("by__called__id" in name for _, name, _ in tables(old))
        sound(new)


@pytest.mark.parametrize("start", range(1, LAST))
def test_any_older_book_is_brought_up_at_once(carried, start):
    _, copies = carried
    with Book.open(copies[start], PROGRAMS[LAST]) as book:
        sound(book)
        tell(book, LAST)
        sound(book)


@pytest.mark.parametrize("start", range(1, LAST))
def test_an_old_undo_is_right_or_refused_in_words(carried, start):
    """Every old change is tried, on a copy of its own, in every later program."""
    _, copies = carried
    for later in range(start + 1, LAST + 1):
        path = copies[start].with_name(f"{start}到{later}.台账")
        shutil.copy(copies[start], path)
        (path.parent / "home" / "state.json").unlink(missing_ok=True)
        with Book.open(path, PROGRAMS[later]) as book:
            changes = [line for line in journal.lines(book.connection, "n=change") if line.epoch == book.epoch]
            done = 0
            for line in reversed(changes):
                before, end = rows(book), head(book)
                try:
                    assert undo.undo(book, OWNER, line.n).number
                    done += 1
                except Refused as refused:
                    assert refused.what.endswith("。") and (rows(book), head(book)) == (before, end)
                sound(book)
                right(book)
            assert done or later >= 4, (start, later)


def right(book: Book) -> None:
    """Nothing stands in a column it was never written into."""
    for row in book.read.sql("SELECT * FROM man"):
        phone = row.get("phone", row.get("tel"))
        assert phone in (None, "13800138000", "13900139000")
        called = row.get("called") or row.get("name") or ""
        assert called.startswith("王") and row.get("grade", 3) in (3, 5)
        if "family" in row:
            assert row["family"] + row["given"] == called
    for row in book.read.sql("SELECT * FROM home"):
        if row.get("m2") is not None and "area_001m2" in row:
            assert row["area_001m2"] == row["m2"] * 100
        assert row.get("area_001m2") is None or row["area_001m2"] > 7999


def test_a_row_whose_creation_was_undone_comes_back_in_the_shape_of_today(tmp_path):
    path = tmp_path / "造.台账"
    with Book.new(path, PROGRAMS[1], name="造村") as book:
        change = act(book, lambda t: t.save("man", {"name": "王芳", "tel": "13800138000"}), "new")
        back = undo.undo(book, OWNER, change.number)
    with Book.open(path, PROGRAMS[3]) as book:
        undo.undo(book, OWNER, back.number)
        (row,) = book.read.sql("SELECT name, phone, grade FROM man")
        assert row == {"name": "王芳", "phone": "13800138000", "grade": 3}
        sound(book)


@pytest.mark.parametrize("number", range(2, LAST + 1))
def test_an_upgrade_cut_at_any_step_leaves_the_old_book_untouched(carried, monkeypatch, number):
    _, copies = carried
    with Book.open(copies[number - 1], PROGRAMS[number - 1]) as book:
        before = rows(book), head(book), tables(book)
    places = [
        (PROGRAMS[LAST].areas[0].load("schema:migrations").steps, number),
        (PROGRAMS[LAST].areas[0].load("schema:migrations").steps, LAST),
    ]
    cut = [lambda patch, where=where: patch.setitem(*where, fail) for where in places]
    cut += [
        lambda patch: patch.setattr(schema.Upgrade, "set", fail),
        lambda patch: patch.setattr(journal.Pen, "write", fail),
        lambda patch: patch.setattr(schema, "make_indexes", fail),
        lambda patch: patch.setattr(schema, "set_meta", fail),
    ]
    for place, make in enumerate(cut):
        path = shutil.copy(copies[number - 1], copies[number - 1].with_name(f"{place}.台账"))
        (path.parent / "home" / "state.json").unlink()
        with monkeypatch.context() as patch, contextlib.suppress(ZeroDivisionError):
            make(patch)
            Book.open(path, PROGRAMS[LAST]).close()
            continue  # nothing to cut: no values are moved from here on
        with Book.open(path, PROGRAMS[number - 1]) as book:
            assert (rows(book), head(book), tables(book)) == before
            sound(book)
        with Book.open(path, PROGRAMS[LAST]) as book:
            sound(book)


def fail(*_: object, **__: object) -> None:
    raise ZeroDivisionError


def test_what_is_worked_out_again_may_be_cut_short_too(carried, monkeypatch):
    _, copies = carried
    from linli_tui.book import finder

    with monkeypatch.context() as patch:
        patch.setattr(finder, "keep_new", fail)
        with pytest.raises(ZeroDivisionError):
            Book.open(copies[1], PROGRAMS[LAST])
    with Book.open(copies[1], PROGRAMS[LAST]) as book:
        sound(book)


@pytest.mark.parametrize("read_only", [False, True])
def test_a_newer_book_is_refused_by_an_older_program(carried, read_only):
    path, _ = carried
    before = path.read_bytes()
    with pytest.raises(Refused, match="更新的程序"):
        Book.open(path, PROGRAMS[1], read_only=read_only)
    assert path.read_bytes() == before and (read_only or files.parts(path) == (path,))


def test_an_older_book_is_not_read_by_a_window_that_cannot_bring_it_up(carried):
    _, copies = carried
    before = copies[1].read_bytes()
    with pytest.raises(Refused, match="升级"):
        Book.open(copies[1], PROGRAMS[LAST], read_only=True)
    assert copies[1].read_bytes() == before


def test_indexes_are_remade_when_their_declarations_change(tmp_path):
    path = tmp_path / "造.台账"

    def with_sorts(*columns: str) -> Catalog:
        sorts = tuple(Sort(column, column, (column,)) for column in columns)
        migrations, kept = Migrations("made"), {"id": str, "voided": int, "name": str, "tel": str}
        migrations(1)(lambda db: db["man"].create(kept, pk="id", strict=True))
        return made.catalog(migrations, made.ledger("man", Field("name", "姓名"), Field("tel", "手机"), sorts=sorts))

    def indexes(book: Book) -> list[str]:
        found = book.connection.execute("SELECT name FROM main.sqlite_master WHERE name GLOB 'ix_*' ORDER BY name")
        return [name for (name,) in found]

    with Book.new(path, with_sorts("name"), name="造村") as book:
        assert indexes(book) == ["ix_man__voided__by__name__id"]
    with Book.open(path, with_sorts("tel", "name")) as book:
        assert indexes(book) == ["ix_man__voided__by__name__id", "ix_man__voided__by__tel__id"]
        book.connection.execute("DROP INDEX main.ix_man__voided__by__name__id")
    with Book.open(path, with_sorts("tel")) as book:
        assert indexes(book) == ["ix_man__voided__by__tel__id"]
        lines = head(book)[0]
    assert lines == 1, "an index is no line of the journal"


def test_an_upgrade_notes_only_what_it_changes(tmp_path):
    path = tmp_path / "造.台账"
    with Book.new(path, PROGRAMS[3], name="造村") as book:
        bare, touched = (
            act(book, lambda t, m2=m2: t.save("home", {"code": "1", "m2": m2}), "new").number for m2 in (None, 80)
        )
    with Book.open(path, PROGRAMS[4]) as book:
        lines = list(journal.lines(book.connection, "schema=4"))
        assert [sorted(line.fields) for line in lines] == [["_schema"], ["area_001m2"]]
        assert undo.why_not(book, touched) and undo.why_not(book, lines[0].change) and not undo.why_not(book, bare)
        undo.undo(book, OWNER, bare)
        sound(book)


def reused(migrations: Migrations) -> list[tuple[int, str, str]]:
    """(number, table, column) of every name given again after it was dropped or renamed away."""
    gone: set[tuple[str, str]] = set()
    found = []
    for number, meanings in sorted(migrations.meanings.items()):
        for meaning in meanings:
            match meaning:
                case Add(table, column) | Rename(table, _, column):
                    if (table, column) in gone:
                        found.append((number, table, column))
        for meaning in meanings:
            match meaning:
                case Drop(table, column) | Rename(table, column, _):
                    gone.add((table, column))
    return found


def test_a_column_name_is_never_used_again():
    assert reused(steps(LAST)) == []
    wrong = steps(LAST)
    wrong(9, Add("home", "m2"))(lambda db: None)
    wrong(10, Rename("man", "home", "tel"))(lambda db: None)
    assert reused(wrong) == [(9, "home", "m2"), (10, "man", "tel")]


def test_the_engine_is_the_same_inside_a_migration(tmp_path):
    seen = []
    migrations = Migrations("made")

    @migrations(1)
    def tables(db):
        seen.append((db.execute("SELECT sqlite_version()").fetchone()[0], db.conn.in_transaction))
        db["man"].create({"id": str, "voided": int, "name": str}, pk="id", strict=True)

    catalog = made.catalog(migrations, made.ledger("man", Field("name", "姓名")))
    Book.new(tmp_path / "造.台账", catalog, name="造村").close()
    assert seen == [(engine.sqlite.sqlite_version, True)]
