"""Looking only at what is new finds whatever a change since the last good check could break."""

from __future__ import annotations

import os
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli_tui.book import checked, cipher, desk, journal, undo
from linli_tui.book.book import Book
from linli_tui.book.check import Report, check
from linli_tui.core import clock
from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from tests.book.acts import another_machine, save
from tests.book.small.ledger import CATALOG
from tests.golden.small_story import first_evening, second_evening


def loosen(book: Book) -> None:
    """Takes the triggers off, as somebody with another program could, with the end of the journal kept outside."""
    book.note_head()
    for name in ("journal_keeps", "journal_stays"):
        book.connection.execute(f"DROP TRIGGER IF EXISTS main.{name}")


def kinds(report: Report) -> set[str]:
    return {finding.check for finding in report.findings}


@pytest.fixture
def proved(book: Book) -> Book:
    """A book that was checked after its first evening, and written in since."""
    first_evening(book)
    assert check(book).ok
    save(book, "human", name="李", phone="13900139000")
    block = save(book, "house", kind="block", code="7")
    save(book, "house", kind="flat", code="1", parent=block)
    loosen(book)
    return book


def test_only_what_is_new_is_read_and_proved_from_then_on(book):
    first_evening(book)
    assert checked.point(book) is None and check(book, new=True).whole, "nothing was proved yet"
    save(book, "human", name="李")
    report = check(book, new=True)
    assert (report.ok, report.whole, report.lines, report.rows) == (True, False, 1, 1)
    assert check(book, new=True).lines == 0 and check(book).lines > 1


def test_what_hangs_on_a_new_line_is_looked_at_too(proved):
    (block,) = [r for (r,) in proved.connection.execute("SELECT id FROM main.house WHERE code='7'")]
    assert check(proved, new=True).ok
    save(proved, "house", id=block, code="8")
    assert check(proved, new=True).rows == 2, "the block and its flat, whose label it is part of"
    save(proved, "house", id=block, code="9")
    proved.connection.execute("UPDATE main.house SET label='8-1' WHERE parent=?", (block,))
    assert kinds(check(proved, new=True)) == {"推算", "查找"}


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE main.human SET name='黄' WHERE name='李'",
        "UPDATE main.human SET voided=1 WHERE name='李'",
        "DELETE FROM main.human WHERE name='李'",
        "DELETE FROM main.house WHERE code='7'",
        "INSERT INTO main.human(id, voided, name) VALUES ('x', 0, '多')",
        "INSERT INTO main.owning(id, voided, house, human) VALUES ('x', 0, 'y', 'z')",
        "UPDATE main.house SET house_key='' WHERE code='7'",
        "UPDATE main.house SET parent=id WHERE code='7'",
        "UPDATE main.journal SET what=replace(what, '李', '黄') WHERE what LIKE '%\"李\"%'",
        "UPDATE main.journal SET at='2020-01-01T00:00:00.000Z' WHERE seq=(SELECT max(seq) FROM main.journal)",
        "UPDATE main.journal SET hash=zeroblob(32) WHERE seq=(SELECT max(seq) - 1 FROM main.journal)",
        "UPDATE main.journal SET epoch='x' WHERE seq=(SELECT max(seq) FROM main.journal)",
        "DELETE FROM main.journal WHERE seq=(SELECT max(seq) FROM main.journal)",
        "DELETE FROM main.journal WHERE seq=(SELECT max(seq) - 1 FROM main.journal)",
        "DELETE FROM main.journal WHERE seq>(SELECT max(seq) - 3 FROM main.journal)",
        "UPDATE main.journal SET what='{' WHERE seq=(SELECT max(seq) FROM main.journal)",
        "DELETE FROM main.desk_found WHERE text='李'",
        "UPDATE main.desk_found SET text='黄' WHERE text='李'",
    ],
)
def test_damage_to_what_is_new_is_found_both_ways(proved, damage):
    assert proved.connection.execute(damage).rowcount
    new = check(proved, new=True)
    whole = check(proved)
    assert not new.ok and not new.whole and not whole.ok
    assert kinds(new) <= kinds(whole)
    assert not check(proved, new=True).ok, "what was found wrong is not proved"


def test_what_a_rule_forbids_among_rows_is_found(proved):
    human = save(proved, "human", name="王")
    house = save(proved, "house", kind="flat", code="5")
    for since, until in ((None, "2026-02-01"), ("2026-03-01", None)):
        save(proved, "owning", house=house, human=human, since=since, until=until)
    letter = save(proved, "letter", title="信")
    assert check(proved, new=True).ok
    change = proved.connection.execute
    change("UPDATE main.owning SET until='2026-04-01' WHERE until IS NOT NULL")
    change("UPDATE main.letter SET state='lost' WHERE id=?", (letter,))
    change("UPDATE main.house SET parent=id WHERE code='5'")
    for report in (check(proved, new=True), check(proved)):
        assert [f.check for f in report.findings].count("规矩") == 3


@pytest.mark.parametrize("change", ["hash=zeroblob(32)", "n=99", "epoch='x'"])
def test_where_the_point_itself_is_no_more_everything_is_looked_at(proved, change):
    point = checked.point(proved)
    proved.connection.execute(f"UPDATE main.journal SET {change} WHERE seq=?", (point.seq,))
    report = check(proved, new=True)
    assert report.whole and not report.ok and checked.due(proved) == ""
    with clock.frozen(clock.instant()) as now:
        now.advance(days=1)
        assert checked.due(proved) == "full"


def test_a_new_epoch_goes_on_from_the_point(tmp_path, path):
    with Book.new(path, CATALOG, name="小村") as book:
        first_evening(book)
        assert check(book).ok
    another_machine(tmp_path / "home")
    with Book.open(path, CATALOG) as book:
        second_evening(book)
        report = check(book, new=True)
    assert report.ok and not report.whole and report.lines


def test_an_older_copy_put_back_is_noticed_while_only_read(path, tmp_path):
    with Book.new(path, CATALOG, name="小村") as book:
        save(book, "human", name="李")
    older = path.read_bytes()
    with Book.open(path, CATALOG) as book:
        save(book, "human", name="王")
    path.write_bytes(older)
    with Book.open(path, CATALOG, read_only=True) as book:
        (finding,) = check(book).findings
    assert "旧的一份" in finding.say
    copy = tmp_path / "抄.台账"
    copy.write_bytes(older)
    with Book.open(copy, CATALOG, read_only=True) as book:
        assert check(book).ok, "a copy may be older"
    with Book.open(path, CATALOG) as book:
        assert check(book).ok, "and so may this one, once it goes on from there"


def test_a_finding_says_since_when_and_what_to_do(book):
    with clock.frozen("2026-03-01T10:00:00.000Z") as now:
        human = save(book, "human", name="李")
        now.advance(days=1)
        assert check(book).ok
        now.advance(days=1)
        book.connection.execute("UPDATE main.human SET name='黄' WHERE id=?", (human,))
        found = {finding.check: finding for finding in check(book).findings}
    assert found["流水"].since == "2026-03-02T10:00:00.000Z" and found["流水"].when == "2026-03-02 18:00以后坏的"
    assert found["流水"].record == human and "「黄」" in found["流水"].where and "恢复" in found["流水"].do
    assert "自己重做" in found["查找"].do


def test_what_can_be_made_again_is_at_the_next_opening(path):
    with Book.new(path, CATALOG, name="小村") as book:
        save(book, "human", name="李")
        book.connection.execute("UPDATE main.desk_found SET text='黄'")
        assert kinds(check(book)) == {"查找"}
    with Book.open(path, CATALOG) as book:
        assert check(book).ok and len(book.find("李")) == 1


def test_what_is_due_and_what_home_says(book):
    with clock.frozen("2026-03-01T10:20:00.000Z") as now:
        assert checked.due(book) == "full" and checked.sentence(book) == "账本还没有查过"
        check(book)
        assert checked.due(book) == "" and checked.sentence(book) == "账本完好  今天 18:20 查过"
        now.advance(days=1)
        assert checked.due(book) == "new" and checked.sentence(book) == "账本完好  昨天 18:20 查过"
        check(book, new=True)
        assert checked.due(book) == ""
        now.advance(days=29)
        assert checked.due(book) == "new" and checked.sentence(book) == "账本完好  2026-03-02 18:20 查过"
        now.advance(days=1)
        assert checked.due(book) == "full"
        book.connection.execute("INSERT INTO main.human(id, voided, name) VALUES ('x', 0, '多')")
        assert not check(book).ok and checked.due(book) == "" and checked.sentence(book).startswith("账本有2处不对")
        now.advance(days=-90)
        assert checked.due(book) == "full", "a clock that went back"


@pytest.mark.parametrize("kept", [None, 7, {}, {"at": "x"}, {"at": "x", "found": 0, "point": {"n": 1}}])
def test_a_memory_nobody_can_read_is_none(book, kept):
    desk.remember(book, checked.CHECKED, kept)
    assert checked.recalled(book) is None and checked.due(book) == "full" and check(book, new=True).whole


def test_a_reading_window_remembers_beside_only_for_the_book_in_use(path, tmp_path):
    with Book.new(path, CATALOG, name="小村") as book:
        save(book, "human", name="李")
        with Book.open(path, CATALOG, read_only=True) as reader:
            memory = check(reader).memory
            assert not checked.remember_beside(reader, memory), "it is open in another window"
        checked.remember(book, memory)
        assert checked.point(book)
    copy = tmp_path / "抄.台账"
    copy.write_bytes(path.read_bytes())
    for place, kept in ((path, True), (copy, False)):
        before = place.read_bytes()
        with Book.open(place, CATALOG, read_only=True) as reader:
            assert checked.remember_beside(reader, check(reader).memory) is kept
        assert (place.read_bytes() == before) is not kept


def test_one_bit_in_any_page_of_an_encrypted_book_is_found_or_it_is_not_opened(path, tmp_path):
    key = cipher.new_key()
    with Book.new(path, CATALOG, name="小村", key=key) as book:
        first_evening(book)
        assert check(book).ok
    content = path.read_bytes()
    spoilt, refused = tmp_path / "坏.台账", 0
    for page in range(len(content) // 4096):
        damaged = bytearray(content)
        damaged[page * 4096 + 100] ^= 1
        spoilt.write_bytes(damaged)
        try:
            with Book.open(spoilt, CATALOG, key=key, read_only=True) as book:
                report = check(book)
                assert not report.ok and "文件" in kinds(report), page
        except Refused:
            refused += 1
    assert refused < len(content) // 4096 // 2


class Story:
    """Random acts on a book, by a seed."""

    def __init__(self, book: Book, pick: random.Random) -> None:
        self.book, self.pick = book, pick

    def ids(self, table: str) -> list[str]:
        return [r for (r,) in self.book.connection.execute(f'SELECT id FROM main."{table}" ORDER BY id')]

    def tell(self, acts: int) -> None:
        """So many acts; what is refused changes nothing."""
        for _ in range(acts):
            act = self.pick.choice(
                (self.human, self.human, self.house, self.owning, self.letter, self.change, self.undo)
            )
            try:
                act()
            except (Refused, IndexError):
                continue

    def human(self) -> None:
        save(
            self.book,
            "human",
            name=self.pick.choice(("王桂芳", "李", "𠮷", '"')),
            phone=str(self.pick.randrange(10**9)),
        )

    def house(self) -> None:
        parent = self.pick.choice([None, *self.ids("house")])
        save(
            self.book,
            "house",
            kind=self.pick.choice(("block", "flat")),
            code=str(self.pick.randrange(99)),
            parent=parent,
        )

    def owning(self) -> None:
        house, human = self.pick.choice(self.ids("house")), self.pick.choice(self.ids("human"))
        save(self.book, "owning", house=house, human=human, since=f"2026-0{self.pick.randrange(1, 9)}-01")

    def letter(self) -> None:
        save(self.book, "letter", title=f"信{self.pick.randrange(99)}")

    def change(self) -> None:
        save(self.book, "human", id=self.pick.choice(self.ids("human")), note=str(self.pick.random()))

    def undo(self) -> None:
        offered = undo.offer(self.book, OWNER)
        if offered and not offered.why_not:
            undo.undo(self.book, OWNER, offered.change)


def _spoil_line(book: Book, pick: random.Random, line: journal.Line) -> None:
    where = " WHERE epoch=? AND n=?", (line.epoch, line.n)
    column, value = pick.choice(
        [("at", "2020-01-01T00:00:00.000Z"), ("actor", "x"), ("machine", "x"), ("verb", "x"), ("record", "x"),
         ("ledger", "x"), ("schema", 77), ("hash", bytes(32)), ("what", "{}"), ("change", 0), ("n", 10**6), (None, 0)]
    )  # fmt: skip
    if column is None:
        book.connection.execute("DELETE FROM main.journal" + where[0], where[1])
    else:
        book.connection.execute(f"UPDATE main.journal SET {column}=?{where[0]}", (value, *where[1]))


def _spoil_row(book: Book, pick: random.Random, table: str, record: str) -> bool:
    column = pick.choice([None, *book.shape(table).all_columns[1:]])
    if column is None:
        return bool(book.connection.execute(f'DELETE FROM main."{table}" WHERE id=?', (record,)).rowcount)
    whole = column in ("voided", "area_001m2", "line")
    return bool(
        book.connection.execute(
            f'UPDATE main."{table}" SET "{column}"=? WHERE id=?', (777 if whole else "别的", record)
        ).rowcount
    )


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32), st.booleans(), st.booleans())
def test_random_damage_after_the_point_is_found_by_both_and_before_it_by_looking_at_all(seed, late, line_too):
    pick = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        kept = os.environ.get("LINLI_HOME")
        os.environ["LINLI_HOME"] = f"{folder}/home"
        try:
            with Book.new(Path(folder) / "小.台账", CATALOG, name="小村") as book:
                story = Story(book, pick)
                story.tell(8)
                assert check(book).ok
                point = checked.point(book)
                story.tell(8)
                assert check(book).ok
                loosen(book)
                _put_back(book, point)
                assert check(book, new=True).ok
                _put_back(book, point)
                where = f"seq{'>' if late else '<='}{point.seq} AND ledger<>'book'"
                lines = list(journal.lines(book.connection, where))
                if not lines:
                    return
                line = pick.choice(lines)
                if line_too or not _spoil_row(book, pick, line.ledger, line.record):
                    _spoil_line(book, pick, line)
                assert not late or not check(book, new=True).ok
                assert not check(book).ok
        finally:
            os.environ.pop("LINLI_HOME") if kept is None else os.environ.update(LINLI_HOME=kept)


def _put_back(book: Book, point: checked.Point) -> None:
    """What was proved is proved up to a point only."""
    checked.remember(book, checked.Memory(point.at, 0, point))
