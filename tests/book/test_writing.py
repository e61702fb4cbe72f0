"""Writing: what is refused and where, what a failing act leaves behind, numbers, moves, parts, derived columns."""

from __future__ import annotations

import re
import shutil

import pytest

from linli_tui.book import engine, journal, undo, writing
from linli_tui.book.book import Book
from linli_tui.book.check import check
from linli_tui.core import clock
from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from tests.book.acts import act, another_machine, head, rows, save
from tests.book.small.ledger import CATALOG


@pytest.fixture
def home(book):
    block = save(book, "block", code="8")
    return {
        "block": block,
        "flat": save(book, "flat", parent=block, code="501"),
        "human": save(book, "human", name="王桂芳"),
    }


# What is refused


@pytest.mark.parametrize(
    ("ledger", "values", "field"),
    [
        ("human", {}, "name"),
        ("human", {"name": ""}, "name"),
        ("human", {"name": None}, "name"),
        ("human", {"name": "长" * 41}, "name"),
        ("human", {"name": 5}, "name"),
        ("human", {"name": "\ud800"}, "name"),
        ("block", {}, "code"),
        ("flat", {"code": "1", "area_001m2": -1}, "area_001m2"),
        ("flat", {"code": "1", "area_001m2": "12"}, "area_001m2"),
        ("flat", {"code": "1", "area_001m2": 12.0}, "area_001m2"),
        ("flat", {"code": "1", "area_001m2": True}, "area_001m2"),
        ("flat", {"code": "1", "area_001m2": 2**53}, "area_001m2"),
        ("flat", {"code": "1", "area_001m2": 2**63}, "area_001m2"),
        ("flat", {"code": "1", "parent": "nobody"}, "parent"),
        ("leaf", {"letter": "nobody"}, "letter"),
        ("leaf", {"line": 1}, "letter"),
        ("letter", {"title": ""}, "title"),
    ],
)
def test_a_wrong_record_is_refused_at_its_field_and_nothing_is_left(book, ledger, values, field):
    before, end = rows(book), head(book)
    with pytest.raises(Refused) as refused:
        act(book, lambda t: t.save(ledger, values), "new")
    assert refused.value.field == field
    assert re.search("[\u4e00-\u9fff]", refused.value.what) and refused.value.kept and refused.value.do
    assert rows(book) == before and head(book) == end and not book.connection.in_transaction


def test_the_same_is_refused_in_a_change(book, home):
    for ledger, values, field in (
        ("human", {"id": home["human"], "name": ""}, "name"),
        ("flat", {"id": home["flat"], "area_001m2": "12"}, "area_001m2"),
        ("flat", {"id": home["flat"], "parent": "nobody"}, "parent"),
    ):
        with pytest.raises(Refused) as refused:
            act(book, lambda t, ledger=ledger, values=values: t.save(ledger, values))
        assert refused.value.field == field
    assert check(book).ok


@pytest.mark.parametrize("values", [{"nmae": "王"}, {"name": "王", "_row": 1}, {"name": "王", "kind": "flat"}])
def test_an_unknown_column_is_a_mistake_of_the_program(book, home, values):
    for known in ({}, {"id": home["human"]}):
        with pytest.raises(ValueError, match="has no"):
            act(book, lambda t, known=known: t.save("human", {**known, **values}))


def test_a_house_is_never_above_itself(book, home):
    for values in ({"id": home["block"], "parent": home["block"]}, {"id": home["block"], "parent": home["flat"]}):
        with pytest.raises(Refused, match="绕") as refused:
            act(book, lambda t, values=values: t.save("house", values))
        assert refused.value.field == "parent"
    assert check(book).ok


def test_a_second_window_only_reads(book, path, home):
    with Book.open(path, CATALOG, read_only=True) as second:
        assert second.read.get("human", home["human"])["name"] == "王桂芳"
        for body in (lambda: act(second, lambda t: None), lambda: undo.undo(second, OWNER, 2)):
            with pytest.raises(Refused, match="只能看"):
                body()
        save(book, "human", name="李")
        assert second.read.sql("SELECT count(*) AS n FROM human") == [{"n": 2}]


# Wholly or not at all


class Mishap(Exception):
    """Something that goes wrong in a service."""


@pytest.mark.parametrize("error", [Mishap, Refused, KeyboardInterrupt])
def test_an_act_that_fails_leaves_nothing(book, home, error):
    before, end = rows(book), head(book)
    found = book.connection.execute("SELECT * FROM main.desk_found").fetchall()
    counted = book.connection.execute("SELECT * FROM main.counter").fetchall()

    def body(t):
        t.save("human", {"name": "李"})
        t.save("letter", {"title": "信"})
        t.save("block", {"id": home["block"], "code": "9"})
        t.void("human", home["human"])
        raise error("坏了")

    with pytest.raises(error):
        act(book, body, sitting="坐")
    assert rows(book) == before and head(book) == end and not book.connection.in_transaction
    assert book.connection.execute("SELECT * FROM main.desk_found").fetchall() == found
    assert book.connection.execute("SELECT * FROM main.counter").fetchall() == counted
    assert book.connection.execute("SELECT * FROM main.desk_sitting").fetchall() == []
    assert check(book).ok and save(book, "human", name="李")


def test_a_failure_while_the_lines_are_written_leaves_nothing(book, home, monkeypatch):
    before, end = rows(book), head(book)
    for error in (Mishap, engine.DatabaseError):
        monkeypatch.setattr(journal.Pen, "write", lambda *_, error=error: (_ for _ in ()).throw(error("坏了")))
        with pytest.raises(error):
            save(book, "human", name="李")
        assert not book.connection.in_transaction and rows(book) == before and head(book) == end


def test_another_program_holding_the_file_is_said_in_words(book, path):
    book.connection.execute("PRAGMA busy_timeout=0")
    other = engine.connect(path)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Refused, match="另一个程序正占着"):
        save(book, "human", name="李")
    other.execute("ROLLBACK")
    other.close()
    assert save(book, "human", name="李")


def test_a_lost_note_of_the_head_does_not_fail_an_acknowledged_save(book, tmp_path):
    shutil.rmtree(tmp_path / "home")
    (tmp_path / "home").write_text("不是文件夹", encoding="utf-8")
    human = save(book, "human", name="李")
    assert book.read.label("human", human) == "李"


# One act, many records


def test_a_row_read_inside_may_be_changed_and_saved(book, home):
    def body(t):
        row = t.row("human", home["human"])
        row["name"] = "李"
        t.save("human", row)
        assert t.row("human", home["human"])["name"] == "李"
        assert t.row("human", "nobody") is None

    assert act(book, body).records == (("human", home["human"]),)
    assert book.read.label("human", home["human"]) == "李"


def test_a_change_names_its_records_once_each_and_in_order(book):
    def body(t):
        first = t.save("letter", {"title": "一"})
        t.save("leaf", {"letter": first})
        t.save("letter", {"id": first, "title": "二"})

    change = act(book, body, "new")
    assert [table for table, _ in change.records] == ["letter", "leaf"] and change.verb == "new"


def test_many_at_once_are_the_same_as_one_by_one(book):
    def bulk(t):
        blocks = t.save_all("block", [{"code": str(i)} for i in range(3)])
        t.save_all("flat", ({"parent": b, "code": "1", "area_001m2": 5} for b in blocks))
        t.save_all("human", [{"name": f"人{i}", "phone": str(13800138000 + i)} for i in range(50)])

    act(book, bulk, "import")
    assert len(book.read.sql("SELECT id FROM flat WHERE label LIKE '%-1'")) == 3
    assert {found.label for found in book.find("人4")} == {"人4", *(f"人4{i}" for i in range(10))}
    assert check(book).ok


def test_one_list_may_create_a_record_and_change_it(book):
    act(book, lambda t: t.save_all("human", [{"id": "甲", "name": "王"}, {"id": "甲", "name": "李"}]))
    assert book.read.label("human", "甲") == "李"
    assert check(book).ok and [found.label for found in book.find("李")] == ["李"] and not book.find("王")


def test_rows_saved_before_a_refused_one_are_found_when_the_act_goes_on(book):
    def body(t):
        with pytest.raises(Refused):
            t.save_all("human", [{"name": "王"}, {"name": ""}])

    act(book, body)
    assert check(book).ok and len(book.find("王")) == 1


# Derived columns


def test_derived_columns_follow_what_they_are_made_from(book, home):
    owning = save(book, "owning", house=home["flat"], human=home["human"])
    save(book, "block", id=home["block"], code="12")
    save(book, "human", id=home["human"], name="李")
    assert book.read.get("flat", home["flat"])["label"] == "12-501"
    assert {name: book.read.get("owning", owning)[name] for name in ("house_key", "who")} == {
        "house_key": "0012/0501/",
        "who": "李",
    }
    other = save(book, "block", code="3")
    save(book, "flat", id=home["flat"], parent=other)
    assert book.read.get("owning", owning)["house_key"] == "0003/0501/"
    assert [found.id for found in book.find("3-501")] == [home["flat"]] and not book.find("12-501")
    assert check(book).ok


def test_a_derived_column_given_by_hand_is_worked_out_all_the_same(book, home):
    save(book, "flat", id=home["flat"], code="502", label="胡说")
    assert book.read.label("flat", home["flat"]) == "8-502" and check(book).ok


# Slices, parts, voids, moves


def test_a_slice_fills_in_what_it_is(book, home):
    assert book.read.get("flat", home["flat"])["kind"] == "flat"
    assert book.read.get("block", home["flat"]) is None and book.read.get("house", home["flat"])["kind"] == "flat"


def test_parts_are_hidden_with_their_parent_and_come_back_with_it(book):
    letter = save(book, "letter", title="信")
    leaf = save(book, "leaf", letter=letter, line=1, words="内容")
    change = act(book, lambda t: t.void("letter", letter), "void")
    assert book.read.parts("leaf", letter) == [] and book.read.get("leaf", leaf) is None and not book.find("内容")
    assert book.read.get("letter", letter)["voided"] == 1
    undo.undo(book, OWNER, change.number)
    assert [part["id"] for part in book.read.parts("leaf", letter)] == [leaf] and book.find("内容")


def test_a_lifecycle_moves_only_along_its_moves(book):
    letter = save(book, "letter", title="信")
    with pytest.raises(ValueError, match="only by a move"):
        save(book, "letter", id=letter, state="ended")
    with pytest.raises(Refused, match="不能「结束」"):
        act(book, lambda t: t.move("letter", letter, "end"))
    with pytest.raises(Refused) as refused:
        act(book, lambda t: t.move("letter", letter, "send"))
    assert refused.value.field == "day"
    act(book, lambda t: t.move("letter", letter, "send", day="2026-11-22"))
    act(book, lambda t: t.move("letter", letter, "end"))
    assert book.read.get("letter", letter)["state"] == "ended"
    with pytest.raises(Refused, match="现在是「已结」"):
        act(book, lambda t: t.move("letter", letter, "send"))


def test_write_and_void_say_what_they_did_in_the_words_of_the_ledger(book):
    change = writing.write(book, OWNER, "human", {"name": "王桂芳"})
    assert (change.verb, change.say) == ("new", "已登记人「王桂芳」")
    record = change.records[0][1]
    change = writing.write(book, OWNER, "human", {"name": "王贵芳"}, record)
    assert (change.verb, change.say) == ("change", "已修改人「王贵芳」")
    change = writing.void(book, OWNER, "human", record, "重复")
    assert (change.verb, change.say) == ("void", "已作废人「王贵芳」")
    assert [event.why for event in book.history("human", record)] == ["重复", "", ""]


# Numbers


def numbers(book: Book) -> list[str]:
    return [row["number"] for row in book.read.sql("SELECT number FROM letter ORDER BY id")]


def test_numbers_run_on_in_a_year_without_gaps_and_are_never_used_again(book):
    with clock.frozen("2026-12-31T15:00:00.000Z") as now:
        change = act(book, lambda t: t.save("letter", {"title": "一"}), "new")
        with pytest.raises(Refused):
            act(book, lambda t: (t.save("letter", {"title": "二"}), t.save("letter", {"title": ""})), "new")
        undo.undo(book, OWNER, change.number)
        save(book, "letter", title="三")
        save(book, "human", name="王")
        save(book, "letter", title="四")
        now.advance(hours=1)
        save(book, "letter", title="五")
    assert numbers(book) == ["小-信-2026-0002", "小-信-2026-0003", "小-信-2027-0001"]


def test_an_undone_undo_brings_the_old_number_back(book):
    number = act(book, lambda t: t.save("letter", {"title": "一"}), "new").number
    back = undo.undo(book, OWNER, number)
    save(book, "letter", title="二")
    undo.undo(book, OWNER, back.number)
    assert sorted(numbers(book)) == [f"小-信-{clock.today().year}-000{n}" for n in (1, 2)]


def test_a_new_epoch_adds_a_letter_and_begins_again(tmp_path, path):
    with clock.frozen("2026-11-22T13:00:00.000Z"):
        with Book.new(path, CATALOG, name="小村") as book:
            save(book, "letter", title="一")
        for _ in range(27):
            another_machine(tmp_path / "home")
            with Book.open(path, CATALOG) as book:
                save(book, "letter", title="又一")
        with Book.open(path, CATALOG) as book:
            given = numbers(book)
            assert check(book).ok
    letters = ["", *"BCDEFGHIJKLMNOPQRSTUVWXYZ", "AA", "AB"]
    assert given == [f"小-信-2026-0001{letter}" for letter in letters]


def test_more_than_ten_thousand_letters_a_year_are_still_numbered(book):
    with clock.frozen("2026-11-22T13:00:00.000Z"):
        save(book, "letter", title="一")
        book.connection.execute("UPDATE main.counter SET last=9999")
        save(book, "letter", title="二")
    assert numbers(book) == ["小-信-2026-0001", "小-信-2026-10000"]


def test_a_copied_book_opens_and_goes_on(path, tmp_path):
    with Book.new(path, CATALOG, name="小村") as book:
        human = save(book, "human", name="王桂芳")
    copy = tmp_path / "另一处" / "小村 副本.台账"
    copy.parent.mkdir()
    shutil.copy(path, copy)
    with Book.open(copy, CATALOG) as book:
        assert book.read.label("human", human) == "王桂芳"
        save(book, "human", name="李")
        assert check(book).ok
