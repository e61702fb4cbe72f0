"""Row rights, masks and permits: nobody reads, finds, counts or writes what no grant gives him."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli_tui.book import acting, history, undo
from linli_tui.book.book import Book
from linli_tui.book.reading import Query
from linli_tui.book.writing import write
from linli_tui.core import clock
from linli_tui.core.access import NOBODY, OWNER, Actor, Grant, allowed
from linli_tui.core.ledger import Catalog
from linli_tui.core.refusal import Refused
from tests.book.small.ledger import AREA, BLOCK, FLAT, HOUSE, HUMAN, LEAF, LETTER, OWNING

HOUSES = "SELECT id FROM house WHERE id IN (SELECT place FROM here) OR parent IN (SELECT place FROM here)"
HERE = f"r.house IN ({HOUSES})"
LEDGERS = (
    HOUSE, BLOCK, FLAT,
    replace(HUMAN, here=f"r.id IN (SELECT human FROM owning WHERE house IN ({HOUSES}))", own="r.name = '我'"),
    replace(OWNING, here=HERE), LETTER, LEAF,
)  # fmt: skip
GRANTS = (
    Grant(("chief",), ("read", "write", "void", "decide"), clear=("name",)),
    Grant(("head",), ("read",), ("house", "letter", "leaf")),
    Grant(("head",), ("read", "write"), ("human", "owning"), rows="here", clear=("name",)),
    Grant(("self",), ("read",), ("human",), rows="own", clear=("*",)),
    Grant(("wall",), ("count",), ("human",), clear=()),
    Grant(("clerk",), ("read",), ("human",), clear=()),
    Grant(("chief",), ("look", "acts", "undo", "import"), ("book",)),
    Grant(("clerk",), ("look",), ("book",)),
)
CATALOG = Catalog((replace(AREA, ledgers=LEDGERS, grants=GRANTS),))
PHONE = "13812345678"


@pytest.fixture
def book(tmp_path):
    with Book.new(tmp_path / "a.台账", CATALOG, name="小村") as book:
        with book.transaction(OWNER, "new") as t:
            for block in ("1", "2"):
                house = t.save("block", {"id": f"block{block}", "code": block})
                flat = t.save("flat", {"parent": house, "code": "101"})
                human = t.save("human", {"name": f"欧阳{block}", "phone": PHONE[:-1] + block, "note": f"话{block}"})
                t.save("owning", {"house": flat, "human": human})
            t.save("human", {"name": "我", "phone": PHONE, "note": "自己"})
            t.save("letter", {"title": "公告"})
        yield book


def sign_in(book, *posts, places=()):
    book.sign_in(Actor("me", "张三", posts, places))
    return book.actor


def names(book):
    return [row["name"] for row in book.read.page(Query("human"))]


def test_nobody_reads_anything_and_may_do_nothing(book):
    book.sign_in(NOBODY)
    for ledger in CATALOG.ledgers:
        assert book.read.page(Query(ledger)) == [] and book.read.count(Query(ledger)) == 0
    assert book.find("欧阳") == [] and history.acts(book) == []
    with pytest.raises(Refused), book.transaction(NOBODY, "new") as t:
        t.save("letter", {"title": "x"})


def test_a_figure_of_some_rows_is_not_shown_for_the_whole(book):
    sign_in(book, "head", places=("block1",))
    assert book.read.figure("SELECT count(*) FROM human") is None
    sign_in(book, "head", "wall", places=("block1",))
    assert book.read.figure("SELECT count(*) FROM human") == 3


def test_a_head_reads_her_own_house_and_no_other(book):
    sign_in(book, "head", places=("block1",))
    assert names(book) == ["欧阳1"] and book.read.count(Query("human")) == 1
    assert [hit.label for hit in book.find("欧阳")] == ["欧阳1"]
    other = book.connection.execute("SELECT id FROM main.human WHERE name='欧阳2'").fetchone()[0]
    assert book.read.get("human", other) is None and book.history("human", other) == []
    assert book.read.label("human", other) == "" and book.read.position(Query("human"), other) is None


def test_what_is_masked_is_neither_shown_nor_found(book):
    sign_in(book, "chief")
    phones = [row["phone"] for row in book.read.page(Query("human"))]
    assert sorted(phones) == ["138****5671", "138****5672", "138****5678"]
    assert [hit.label for hit in book.find(PHONE)] == ["我"], "by the whole number, for those who may look"
    assert book.find(PHONE[:8]) == [] and book.find("5678") == []
    assert book.read.count(Query("human", filters=(("phone", PHONE),))) == 0
    (event,) = book.history("human", book.find(PHONE)[0].id)
    assert ("手机", "", "138****5678") in event.fields


def test_a_masked_name_is_not_found_by_its_hidden_signs(book):
    sign_in(book, "clerk")
    assert sorted(names(book)) == ["*", "欧阳*", "欧阳*"]
    assert len(book.find("欧阳")) == 2 and book.find("我") == [] and book.find("欧阳1") == []
    assert book.read.count(Query("human", words="欧阳1")) == 0 and book.read.count(Query("human", words="欧阳")) == 2
    assert book.find("oy1") == []


def test_one_who_may_only_count_gets_figures_and_no_rows(book):
    sign_in(book, "wall")
    assert names(book) == [] and book.read.figure("SELECT count(*) FROM human") == 3
    assert book.read.figure("SELECT count(*) FROM letter") is None
    assert names(book) == [], "and nothing stays open behind it"


def test_rows_of_ones_own_are_clear(book):
    sign_in(book, "self")
    assert names(book) == ["我"] and book.read.page(Query("human"))[0]["phone"] == PHONE


def test_posts_add_up(book):
    sign_in(book, "head", "self", places=("block2",))
    assert sorted(names(book)) == ["我", "欧阳2"]


def test_writing_takes_the_right_and_the_row(book):
    head = sign_in(book, "head", places=("block1",))
    mine = book.read.page(Query("human"))[0]["id"]
    other = book.connection.execute("SELECT id FROM main.human WHERE name='欧阳2'").fetchone()[0]
    write(book, head, "human", {"note": "新"}, mine)
    for act in (
        lambda: write(book, head, "human", {"note": "新"}, other),
        lambda: write(book, head, "human", {"name": "李四"}),
        lambda: write(book, head, "letter", {"title": "x"}),
    ):
        before = book.connection.execute("SELECT count(*) FROM main.journal").fetchone()
        with pytest.raises(Refused):
            act()
        assert book.connection.execute("SELECT count(*) FROM main.journal").fetchone() == before
        assert names(book) == ["欧阳1"], "and her views are her own again"
    with book.transaction(head, "new") as t:
        t.beside("letter")
        t.save("letter", {"title": "旁边"})


def test_nothing_is_pulled_into_ones_own_house(book):
    head = sign_in(book, "head", places=("block1",))
    foreign = book.connection.execute(
        "SELECT id FROM main.owning WHERE human=(SELECT id FROM main.human WHERE name='欧阳2')"
    )
    (owning,) = foreign.fetchone()
    stranger = book.connection.execute("SELECT id FROM main.human WHERE name='我'").fetchone()[0]
    mine = book.connection.execute("SELECT id FROM main.house WHERE parent='block1'").fetchone()[0]
    for values, record in (
        ({"house": mine}, owning),
        ({"house": mine, "human": stranger, "since": "2026-01-01"}, None),
    ):
        with pytest.raises(Refused, match="不在您管的地方"):
            write(book, head, "owning", values, record)
    assert names(book) == ["欧阳1"]


def test_a_second_post_that_reads_all_does_not_write_all(book):
    both = sign_in(book, "head", "clerk", places=("block1",))
    other = book.connection.execute("SELECT id FROM main.human WHERE name='欧阳2'").fetchone()[0]
    with pytest.raises(Refused, match="不在您管的地方"):
        write(book, both, "human", {"note": "新"}, other)


def test_a_sitting_of_somebody_else_takes_the_right_too(book):
    chief = sign_in(book, "chief")
    with book.transaction(chief, "new", sitting="晚上") as t:
        t.save("letter", {"title": "x"})
    book.sign_in(Actor("you", "李四", ("clerk",)))
    with pytest.raises(Refused):
        undo.undo_sitting(book, book.actor, "晚上")


def test_a_masked_value_given_back_stays_what_it_is(book):
    chief = sign_in(book, "chief")
    record = next(row for row in book.read.page(Query("human")) if row["name"] == "我")
    write(book, chief, "human", {"note": "改了", "phone": record["phone"]}, record["id"])
    assert book.connection.execute("SELECT phone, note FROM main.human WHERE name='我'").fetchone() == (PHONE, "改了")
    write(book, chief, "human", {"phone": "13900000000"}, record["id"])
    assert book.connection.execute("SELECT phone FROM main.human WHERE name='我'").fetchone() == ("13900000000",)


def test_nobody_acts_in_anothers_name(book):
    sign_in(book, "head", places=("block1",))
    for actor in (OWNER, Actor("me", "张三", ("chief",)), NOBODY):
        with pytest.raises(Refused), book.transaction(actor, "new") as t:
            t.save("letter", {"title": "x"})


def test_rules_see_every_row_inside_a_transaction(book):
    head = sign_in(book, "head", places=("block1",))
    with book.transaction(head, "x") as t:
        assert len(t.sql("SELECT 1 FROM human")) == 3
        assert t.sql("SELECT phone FROM human WHERE name='我'") == [{"phone": PHONE}]
    assert names(book) == ["欧阳1"] and book.read.page(Query("human"))[0]["phone"] != PHONE[:-1] + "1"
    with pytest.raises(ZeroDivisionError), book.transaction(head, "x") as t:
        t.save("human", {"id": book.read.page(Query("human"))[0]["id"], "note": "半"})
        raise ZeroDivisionError
    assert names(book) == ["欧阳1"]


def test_a_move_takes_its_right(book):
    letter = book.read.page(Query("letter"))[0]["id"]
    head = sign_in(book, "head")
    with pytest.raises(Refused):
        acting.move(book, head, "letter", "send", letter, day="2026-01-01")
    chief = sign_in(book, "chief")
    assert acting.move(book, chief, "letter", "send", letter, day="2026-01-01").number


def test_undoing_anothers_act_takes_a_right(book):
    chief = sign_in(book, "chief")
    change = write(book, chief, "letter", {"title": "x"}).number
    book.sign_in(Actor("you", "李四", ("head",)))
    with pytest.raises(Refused):
        undo.undo(book, book.actor, change)
    assert history.acts(book) == [], "nor does he read of it"
    book.sign_in(Actor("they", "王五", ("chief",)))
    assert undo.undo(book, book.actor, change).number


def test_what_takes_two_is_refused_to_one(book):
    chief, officer = sign_in(book, "chief"), Actor("b", "李四", ("secretary",))
    for second in (None, chief, Actor("b", "李四", ("head",))):
        with pytest.raises(Refused), book.transaction(chief, "x", second=second) as t:
            t.refuse_alone()
    with book.transaction(chief, "x", second=officer) as t:
        t.refuse_alone()
        record = t.save("letter", {"title": "两人"})
    header = history.header(book, book.epoch, t.change.number)
    assert header.fields["_second"][1] == "李四" and book.history("letter", record)


def test_what_is_done_after_ones_term_is_marked(book):
    catalog = Catalog((replace(CATALOG.areas[0], grants=(Grant(("caretaker",), ("read", "write"), ("letter",)),)),))
    path = book.path.with_name("b.台账")
    with Book.new(path, catalog, name="小村") as late:
        late.sign_in(Actor("old", "前会长", ("caretaker",)))
        change = write(late, late.actor, "letter", {"title": "急"}).number
        assert history.header(late, late.epoch, change).fields["_mark"][1] == "看守"
        with pytest.raises(Refused, match="看守期"):
            write(late, late.actor, "human", {"name": "某"})


POSTS = ("chief", "head", "self", "wall", "clerk", "nobody")


@given(st.lists(st.sampled_from(POSTS), max_size=3), st.sampled_from(["human", "letter", "owning", "house"]))
def test_more_posts_never_allow_less(posts, ledger):
    alone = [allowed(GRANTS, ledger, [post]) for post in posts]
    together = allowed(GRANTS, ledger, posts)
    for right, one in product(("read", "write", "void", "decide", "count"), alone):
        assert one.scopes(right) <= together.scopes(right) and one.clear <= together.clear
    assert allowed(GRANTS, ledger, []).rows == () and allowed((), ledger, posts).rows == ()


@settings(max_examples=20, deadline=None)
@given(st.sets(st.sampled_from(POSTS)), st.sets(st.sampled_from(["block1", "block2"])))
def test_what_a_view_shows_is_what_two_plain_rules_say(tmp_path_factory, posts, places):
    """The second implementation: rows by Python over the tables themselves."""
    path = tmp_path_factory.mktemp("rights") / "a.台账"
    with clock.frozen("2026-11-22T01:00:00.000Z"), Book.new(path, CATALOG, name="小村") as book:
        with book.transaction(OWNER, "new") as t:
            homes = {}
            for block in ("block1", "block2"):
                t.save("block", {"id": block, "code": block[-1]})
                homes[block] = t.save("flat", {"parent": block, "code": "1"})
            for name in ("甲", "乙", "我"):
                t.save("human", {"id": name, "name": name})
            t.save("owning", {"house": homes["block1"], "human": "甲"})
            t.save("owning", {"house": homes["block2"], "human": "乙"})
        book.sign_in(Actor("me", "张三", tuple(sorted(posts)), tuple(sorted(places))))
        lived = {"block1": "甲", "block2": "乙"}
        seen = {"甲", "乙", "我"} if posts & {"chief", "clerk"} else set()
        seen |= {lived[place] for place in places} if "head" in posts else set()
        seen |= {"我"} if "self" in posts else set()
        assert {row["id"] for row in book.read.sql("SELECT id FROM human")} == seen
        assert book.read.count(Query("human")) == len(seen)
