"""What is erased is nowhere in the book any more; the chain, the check, replay and everybody else's undo still hold."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli_tui.book import desk, engine, files, journal, undo
from linli_tui.book.book import Book
from linli_tui.book.check import check
from linli_tui.book.erase import erase, mentions
from linli_tui.core.access import OFFICERS, OWNER, Actor
from linli_tui.core.refusal import Refused
from tests.book.acts import act, exported, save
from tests.book.programs import LAST, PROGRAMS
from tests.book.small.ledger import CATALOG
from tests.book.test_journal import run_verifier

WANG = Actor("wang", "王会长", (OFFICERS[0],))
NAME, PHONE, NOTE = "雒阳春晓", "13912345678", "怕狗，楼梯上走得慢"
WHY = "本人要求"
EVERY = ("utf-8", "utf-16-le", "utf-16-be", "gbk")


def bytes_of(book):
    """Every file of an open book."""
    return {path.name: path.read_bytes() for path in files.parts(book.path) if path.exists()}


def assert_nowhere(book, *texts):
    """No file has a byte of them, nor the index a token."""
    for name, content in bytes_of(book).items():
        for text in texts:
            for coding in EVERY:
                assert text.encode(coding, "ignore") not in content, (name, text, coding)
    book.connection.execute("DROP TABLE IF EXISTS temp.terms")
    book.connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, desk_finder, row)")
    terms = {term for (term,) in book.connection.execute("SELECT term FROM temp.terms")}
    for text in texts:
        digits = {f"w{text}", *(text[i : i + 7] for i in range(len(text) - 6))} if text.isdigit() else set()
        pairs = set() if digits else {f"{ord(a):x}x{ord(b):x}" for a, b in pairwise(text)}
        assert not terms & (digits | pairs), text


def lived(book):
    """Somebody with a history: named, renamed, called, owning, spoken of in sentences, reasons and a draft."""
    human = save(book, "human", name="雒某", phone="13700000001")

    def write(t):
        t.save("human", {"id": human, "name": NAME, "phone": PHONE, "note": NOTE})
        t.say(f"已修改 {NAME}")

    named = act(book, write, why=f"{NAME}说写错了，打{PHONE}").number
    block = save(book, "block", code="8")
    flat = save(book, "flat", parent=block, code="501")

    def own(t):
        t.save("owning", {"house": flat, "human": human})
        t.say(f"8-501已过户给{NAME}")

    act(book, own, "sell")
    desk.save_draft(book, OWNER, "human", human, {"name": NAME})
    desk.save_draft(book, OWNER, "letter", "", {"title": f"致{NAME}"})
    return human, named


def test_nothing_of_it_is_left_and_everything_still_holds(book, tmp_path):
    human, named = lived(book)
    other = save(book, "human", name="李四", phone="13800138000")
    said = act(book, lambda t: (t.save("human", {"id": other, "note": "好"}), t.say("已修改 李四"))).number
    assert any(NAME.encode() in content for content in bytes_of(book).values())
    change = erase(book, OWNER, [("human", human, f) for f in ("name", "phone", "note")], WHY, WANG)
    assert_nowhere(book, NAME, PHONE, NOTE, "雒某", "13700000001")
    assert check(book).ok, check(book).findings
    assert run_verifier(exported(journal.lines(book.connection)), tmp_path)[0] == 0
    row = book.read.get("human", human)
    assert (row["name"], row["phone"], row["note"]) == ("已删除", None, None)
    assert not book.find(NAME[:2]) and [hit.id for hit in book.find("李四")] == [other]
    assert not desk.drafts(book, OWNER)
    for number in (named, change.number):
        assert "按规定删除" in undo.why_not(book, number)
    assert book.history("human", other)[0].change == said and undo.why_not(book, said) == ""
    assert ("姓名", "已删除", "已删除") in book.history("human", human)[0].fields


def test_the_erasure_itself_is_a_line_that_names_who_why_and_which_fields_only(book):
    human, _ = lived(book)
    change = erase(book, OWNER, [("human", human, "phone"), ("human", human, "phone")], WHY, WANG)
    (line,) = journal.lines(book.connection, "change=?", (change.number,))
    assert (line.verb, line.ledger, line.record) == ("erase", "human", human)
    assert {n: v[1] for n, v in line.fields.items() if n.startswith("_")} == {
        "_who": OWNER.name, "_second": WANG.name, "_why": WHY, "_say": change.say,
    }  # fmt: skip
    assert len(line.fields["phone"]) == 64 and "name" not in line.fields
    assert book.read.get("human", human)["name"] == NAME


def test_what_stood_there_once_goes_even_where_nothing_stands_now(book):
    human = save(book, "human", name="王", phone=PHONE)
    act(book, lambda t: t.save("human", {"id": human, "phone": None}))
    change = erase(book, OWNER, [("human", human, "phone")], WHY, WANG)
    assert change.number and book.history("human", human)[0].fields == (("手机", "已删除", "已删除"),)
    assert_nowhere(book, PHONE)
    again = save(book, "human", id=human, phone="13800000000")
    assert again == human and check(book).ok


def test_what_was_taken_back_before_is_erased_as_well(book):
    change = act(book, lambda t: t.save("human", {"name": NAME}), "new")
    undo.undo(book, OWNER, change.number)
    erase(book, OWNER, [("human", change.records[0][1], "name")], WHY, WANG)
    assert_nowhere(book, NAME)
    assert check(book).ok


def test_an_older_change_of_the_same_record_says_why_it_cannot_be_undone(book):
    human = save(book, "human", name="王", phone=PHONE)
    change = act(book, lambda t: t.save("human", {"id": human, "name": "汪"})).number
    erase(book, OWNER, [("human", human, "phone")], WHY, WANG)
    assert "删除过内容" in undo.why_not(book, change)


@pytest.mark.parametrize("second", [None, OWNER, Actor("li", "李", ("building_head",))])
def test_nobody_erases_alone(book, second):
    human, _ = lived(book)
    before = list(journal.lines(book.connection))
    with pytest.raises(Refused, match=r"两个人|不是会长"):
        erase(book, OWNER, [("human", human, "phone")], WHY, second)
    assert list(journal.lines(book.connection)) == before and book.read.get("human", human)["phone"] == PHONE


@pytest.mark.parametrize(
    ("targets", "why", "said"),
    [
        ([], WHY, "没有选"),
        ([("phone",)], " ", "为什么"),
        ([("name",)], f"{NAME}要求", "原因里"),
    ],
)
def test_what_cannot_be_erased_so_is_refused(book, targets, why, said):
    human, _ = lived(book)
    with pytest.raises(Refused, match=said):
        erase(book, OWNER, [("human", human, field) for (field,) in targets], why, WANG)


def test_a_reference_that_must_be_there_is_not_erased(book):
    lived(book)
    owning = book.read.one("SELECT id FROM owning")
    with pytest.raises(Refused, match="不能空着"):
        erase(book, OWNER, [("owning", owning, "human")], WHY, WANG)


def test_another_window_that_reads_is_asked_to_close_first(book):
    human, _ = lived(book)
    window = engine.connect(book.path, read_only=True)
    window.execute("BEGIN")
    window.execute("SELECT count(*) FROM journal").fetchone()
    book.connection.execute("PRAGMA busy_timeout=10")
    save(book, "human", name="后来")
    with pytest.raises(Refused, match="另一个窗口"):
        erase(book, OWNER, [("human", human, "phone")], WHY, WANG)
    window.close()
    erase(book, OWNER, [("human", human, "phone")], WHY, WANG)
    assert_nowhere(book, PHONE)


def test_other_texts_that_mention_it_are_listed_and_left_alone(book):
    human, _ = lived(book)
    letter = save(book, "letter", title=f"告{NAME}")
    assert [hit.id for hit in mentions(book, [NAME, "", NAME], besides=[human])] == [letter]
    erase(book, OWNER, [("human", human, "name")], WHY, WANG)
    assert book.read.get("letter", letter)["title"] == f"告{NAME}"


def test_what_bore_another_name_before_an_upgrade_or_was_dropped_by_it_is_erased_as_well(tmp_path):
    path = tmp_path / "造.台账"
    with Book.new(path, PROGRAMS[1], name="造") as book:
        man = save(book, "man", name=NAME, tel=PHONE)
        act(book, lambda t: (t.save("man", {"id": man, "tel": None}), t.say(f"已修改 {NAME}")))
    with Book.open(path, PROGRAMS[LAST]) as book:
        erase(book, OWNER, [("man", man, field) for field in ("family", "given", "phone")], WHY, WANG)
        assert_nowhere(book, NAME, PHONE, NAME[1:])
        assert check(book).ok, check(book).findings
        assert (book.read.get("man", man) or {})["phone"] is None


# Any history

canaries = st.integers(0, 5)
histories = st.lists(
    st.tuples(
        st.sampled_from(["new", "name", "phone", "note", "clear", "void", "undo", "letter"]),
        st.integers(0, 9),
        canaries,
    ),
    max_size=25,
)
chosen = st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["name", "phone", "note"])), min_size=1, max_size=6)


NAMES = ("甄士隐", "贾雨村", "霍启明", "娄清寒", "封肃远", "冷子兴")
NOTES = ("腿脚慢", "耳朵背", "常熬夜", "养画眉", "怕打雷", "忌辣椒")


def canary(kind: str, number: int) -> str:
    return f"13{number}0000{number}{number:03}" if kind == "phone" else (NAMES if kind == "name" else NOTES)[number]


def live(book, steps):
    """Does what the steps say; what each (record, field) ever held."""
    people, held = [], {}

    def put(number, **values):
        record = people[number] if number < len(people) else None
        if record and book.read.get("human", record) is None:
            return
        told = "，".join(map(str, values.values()))
        change = act(book, lambda t: (t.save("human", {**({"id": record} if record else {"name": "某"}), **values}),
                                      t.say(f"已写下 {told}")), why=f"因为{told}")  # fmt: skip
        if record is None:
            people.append(change.records[0][1])
        for name, value in values.items():
            held.setdefault((people[-1] if record is None else record, name), set()).add(value)

    for verb, n, number in steps:
        if verb == "new" or not people:
            put(len(people), name=canary("name", number), phone=canary("phone", number))
        elif verb in ("name", "phone", "note"):
            put(n % len(people), **{verb: canary(verb, number)})
        elif verb == "clear":
            put(n % len(people), phone=None)
        elif verb == "void" and book.read.get("human", people[n % len(people)]):
            act(book, lambda t, n=n: t.void("human", people[n % len(people)]), "void")
        elif verb == "letter":
            save(book, "letter", title=f"第{n}封")
        elif verb == "undo":
            offer = undo.offer(book, OWNER)
            if offer and not offer.why_not:
                undo.undo(book, OWNER, offer.change)
    return people, held


@settings(max_examples=60)
@given(histories, chosen, histories)
def test_whatever_happened_before_and_after_nothing_erased_is_left(steps, which, later):
    folder = Path(tempfile.mkdtemp())
    home, os.environ["LINLI_HOME"] = os.environ.get("LINLI_HOME"), str(folder / "home")
    try:
        with Book.new(folder / "小.台账", CATALOG, name="小村") as book:
            people, held = live(book, [("new", 0, 0), *steps])
            targets = {(people[n % len(people)], field) for n, field in which}
            erase(book, OWNER, [("human", *target) for target in sorted(targets)], WHY, WANG)
            gone = {text for target in targets for text in held.get(target, ()) if text}
            kept = {text for target in held.keys() - targets for text in held[target] if text}
            assert_nowhere(book, *(gone - kept))
            assert check(book).ok, check(book).findings
            live(book, [(verb, n, number) for verb, n, number in later if verb in ("new", "undo", "letter")])
            assert check(book).ok, check(book).findings
        with Book.open(folder / "小.台账", CATALOG) as book:
            assert check(book).ok
    finally:
        os.environ.pop("LINLI_HOME") if home is None else os.environ.update(LINLI_HOME=home)
        shutil.rmtree(folder)


def test_a_journal_of_erased_lines_is_still_canonical(book):
    human, _ = lived(book)
    erase(book, OWNER, [("human", human, "name")], WHY, WANG)
    for line in journal.lines(book.connection):
        assert journal.canon(json.loads(line.what)) == line.what
