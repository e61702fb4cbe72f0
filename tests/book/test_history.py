"""What people read of the journal: the story of a record, and what was done lately."""

from __future__ import annotations

import pytest

from linli_tui.book import desk, history, undo
from linli_tui.book.book import Book
from linli_tui.core import clock
from linli_tui.core.access import OWNER, Actor
from tests.book.acts import act, another_machine, save
from tests.book.small.ledger import CATALOG

WANG = Actor("wang", "王桂芳")


def test_the_story_of_a_record_is_told_newest_first_in_words(book):
    with clock.frozen("2026-11-22T16:05:00.000Z"):
        block = save(book, "block", code="8")
        flat = save(book, "flat", parent=block, code="501", area_001m2=8956)
        act(book, lambda t: t.save("flat", {"id": flat, "area_001m2": 9000, "parent": None}), why="量过了", actor=WANG)
        act(book, lambda t: t.void("flat", flat), "void")
    voided, changed, made = book.history("flat", flat)
    assert (voided.verb, voided.fields) == ("作废", (("作废", "否", "是"),))
    assert (changed.who, changed.why, changed.at) == ("王桂芳", "量过了", "2026-11-23 00:05")
    assert changed.fields == (("属于", "8", ""), ("面积", "89.56", "90.00"))
    assert ("面积", "", "89.56") in made.fields and ("类别", "", "套") in made.fields
    assert not any(title == "作废" for title, *_ in made.fields)


def test_sealed_lost_and_erased_values_are_not_shown(book):
    human = save(book, "human", name="王", secret="绝密")
    save(book, "human", id=human, secret="更密")
    assert book.history("human", human)[0].fields == (("密", "（已密封）", "（已密封）"),)
    block = save(book, "block", code="8")
    change = act(book, lambda t: t.save("flat", {"parent": block, "code": "1"}), "new")
    flat = change.records[0][1]
    save(book, "flat", id=flat, parent=None)
    book.connection.execute("DELETE FROM main.house WHERE id=?", (block,))
    assert book.history("flat", flat)[0].fields == (("属于", "（已不在）", ""),)


def test_what_was_done_lately(tmp_path, path):
    with Book.new(path, CATALOG, name="小村") as book:
        save(book, "human", name="王")
        act(book, lambda t: (t.save_all("human", [{"name": "甲"}, {"name": "乙"}]), t.say("已登记两位")), "new", WANG)
        undo.undo(book, OWNER, 2)
        done = history.acts(book)
        assert [(a.change, a.verb, a.lines, a.undoes) for a in done] == [
            (5, "撤回", 1, (2,)), (3, "登记", 2, ()), (2, "登记", 1, ()), (1, "升级", 1, ()),
        ]  # fmt: skip
        assert (done[1].who, done[1].say) == ("王桂芳", "已登记两位")
        assert [a.change for a in history.acts(book, limit=1)] == [5]
        assert [a.change for a in history.acts(book, before=5)] == [3, 2, 1]
        assert [a.change for a in history.acts(book, actor="wang")] == [3]
        assert [line.n for line in history.headers(book, "owner")] == [5, 2]
    another_machine(tmp_path / "home")
    with Book.open(path, CATALOG) as book:
        save(book, "human", name="丙")
        assert [a.change for a in history.acts(book)] == [1, 5, 3, 2, 1]
        assert [line.n for line in history.headers(book, "owner")] == [1]


def test_drafts_are_a_person_s_own_and_outlive_the_program(path):
    with Book.new(path, CATALOG, name="小村") as book:
        with clock.frozen("2026-11-22T13:00:00.000Z") as now:
            desk.save_draft(book, OWNER, "human", "", {"name": "王"})
            now.advance(seconds=1)
            desk.save_draft(book, OWNER, "human", "x", {"name": "李"})
            desk.save_draft(book, OWNER, "human", "", {"name": "王桂"})
        desk.save_draft(book, WANG, "human", "", {"name": "张"})
        desk.remember(book, "layout", {"columns": [1, 2]})
    with Book.open(path, CATALOG) as book:
        assert [(d.record, d.typed["name"]) for d in sorted(desk.drafts(book, OWNER), key=lambda d: d.record)] == [
            ("", "王桂"), ("x", "李"),
        ]  # fmt: skip
        desk.clear_draft(book, OWNER, "human", "")
        assert [d.record for d in desk.drafts(book, OWNER)] == ["x"] and len(desk.drafts(book, WANG)) == 1
        assert desk.recall(book, "layout") == {"columns": [1, 2]} and desk.recall(book, "none", 7) == 7
        with Book.open(path, CATALOG, read_only=True) as second:
            desk.save_draft(second, WANG, "human", "y", {"name": "赵"})
            desk.clear_draft(second, WANG, "human", "")
            desk.remember(second, "layout", None)
            assert len(desk.drafts(second, WANG)) == 1 and desk.recall(second, "layout") == {"columns": [1, 2]}


@pytest.mark.parametrize("sitting", ["", "坐"])
def test_a_sitting_is_the_changes_made_in_it(book, sitting):
    changes = [act(book, lambda t: t.save("human", {"name": "王"}), "new", sitting=sitting).number for _ in range(3)]
    act(book, lambda t: None, sitting=sitting)
    assert desk.sitting(book, sitting) == (changes if sitting else [])
