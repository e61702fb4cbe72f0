"""Anything people may do, in any order, against plain dicts: rows, undo and its refusals, replay and check."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from linli_tui.book import journal, undo
from linli_tui.book.book import Book
from linli_tui.book.check import check
from linli_tui.book.replay import replay
from linli_tui.core.access import OWNER, Actor
from linli_tui.core.refusal import Refused
from tests.book.acts import another_machine, rows
from tests.book.model_book import DEFAULTS, Acts, Change, ModelBook, Row
from tests.book.small.ledger import CATALOG

PEOPLE = {"owner": OWNER, "wang": Actor("wang", "王桂芳")}
who = st.sampled_from(sorted(PEOPLE))
some = st.integers(0, 30)
days = st.none() | st.sampled_from([f"2026-0{n}-01" for n in range(1, 6)])
texts = st.sampled_from(["王桂芳", "李", "𠮷", "甲\n乙", '"'])


class Evenings(RuleBasedStateMachine):
    """A book, its model, and everything that can be done to both."""

    @initialize()
    def found(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.home = os.environ.get("LINLI_HOME")
        os.environ["LINLI_HOME"] = str(self.folder / "home")
        self.path = self.folder / "小.台账"
        self.book = Book.new(self.path, CATALOG, name="小村")
        self.model = ModelBook()
        self.model.write(Change(1, 0, "program", []))
        self.sittings: list[str] = []

    def teardown(self) -> None:
        if hasattr(self, "book"):
            self.book.close()
            os.environ.pop("LINLI_HOME") if self.home is None else os.environ.update(LINLI_HOME=self.home)
            shutil.rmtree(self.folder)

    def pick(self, table: str, n: int) -> str | None:
        ids = self.model.rows_of(table)
        return ids[n % len(ids)] if ids else None

    def act(self, actor: str, body: Callable[[Acts], None], sitting: str = "") -> None:
        """Does it to the book and to the model; both must agree on whether it may be done."""
        with_model = Acts(self.model)
        body(with_model)
        before = self.state()
        try:
            with self.book.transaction(PEOPLE[actor], "change", sitting=sitting) as t:
                with_model.do(t)
        except Refused as refused:
            assert not with_model.allowed(), refused
            assert self.state() == before
            return
        assert with_model.allowed()
        touched = with_model.touched()
        if touched:
            change = Change(t.change.number, self.model.epoch, actor, touched, sitting=sitting)
            self.model.write(change)
        else:
            assert t.change.number == 0

    def state(self) -> tuple:
        return rows(self.book), journal.head(self.book.connection, self.book.epoch)

    # What people write

    @rule(actor=who, name=texts, phone=st.none() | st.just("13800138000"), note=st.none() | texts)
    def a_person(self, actor, name, phone, note):
        values = {"name": name, "phone": phone, "note": note, "secret": note}
        self.act(actor, lambda a: a.save("human", values))

    @rule(actor=who, n=some, values=st.dictionaries(st.sampled_from(["name", "phone", "note"]), texts, min_size=1))
    @precondition(lambda self: self.model.rows_of("human"))
    def a_changed_person(self, actor, n, values):
        self.act(actor, lambda a: a.save("human", {"id": self.pick("human", n), **values}))

    @rule(actor=who, n=some, code=st.sampled_from(["1", "8", "501"]), area=st.none() | st.just(5), flat=st.booleans())
    def a_house(self, actor, n, code, area, flat):
        kind = "flat" if flat else "block"
        values = {"kind": kind, "code": code, "area_001m2": area, "parent": self.pick("house", n) if flat else None}
        self.act(actor, lambda a: a.save("house", values))

    @rule(actor=who, n=some, m=some, code=st.sampled_from(["1", "8"]))
    @precondition(lambda self: self.model.rows_of("house"))
    def a_house_elsewhere(self, actor, n, m, code):
        values = {"id": self.pick("house", n), "parent": self.pick("house", m), "code": code}
        self.act(actor, lambda a: a.save("house", values))

    @rule(actor=who, n=some, m=some, since=days, until=days)
    @precondition(lambda self: self.model.rows_of("house") and self.model.rows_of("human"))
    def an_owner(self, actor, n, m, since, until):
        values = {"house": self.pick("house", n), "human": self.pick("human", m), "since": since, "until": until}
        self.act(actor, lambda a: a.save("owning", values))

    @rule(
        actor=who,
        n=some,
        m=some,
        values=st.dictionaries(st.sampled_from(["since", "until"]), days),
        other=st.booleans(),
    )
    @precondition(lambda self: self.model.rows_of("owning"))
    def a_corrected_owner(self, actor, n, m, values, other):
        more = {"human": self.pick("human", m)} if other else {}
        self.act(actor, lambda a: a.save("owning", {"id": self.pick("owning", n), **values, **more}))

    @rule(actor=who, title=texts, day=days, leaves=st.integers(0, 3))
    def a_letter_with_leaves(self, actor, title, day, leaves):
        def body(a):
            letter = a.save("letter", {"title": title, "day": day})
            for line in range(leaves):
                a.save("leaf", {"letter": letter, "line": line, "words": title})

        self.act(actor, body)

    @rule(actor=who, n=some, m=some, line=st.none() | st.integers(0, 3))
    @precondition(lambda self: self.model.rows_of("leaf"))
    def a_leaf_in_another_letter(self, actor, n, m, line):
        values = {"id": self.pick("leaf", n), "letter": self.pick("letter", m), "line": line}
        self.act(actor, lambda a: a.save("leaf", values))

    @rule(actor=who, n=some, key=st.sampled_from(["send", "end"]), day=st.none() | st.just("2026-02-01"))
    @precondition(lambda self: self.model.rows_of("letter"))
    def a_letter_that_moves(self, actor, n, key, day):
        self.act(actor, lambda a: a.move(self.pick("letter", n), key, day))

    @rule(actor=who, table=st.sampled_from(sorted(DEFAULTS)), n=some, voided=st.integers(0, 1))
    def a_void_or_its_end(self, actor, table, n, voided):
        if self.pick(table, n):
            self.act(actor, lambda a: a.save(table, {"id": self.pick(table, n), "voided": voided}))

    @rule(actor=who, ns=st.lists(st.tuples(some, texts), min_size=2, max_size=4))
    @precondition(lambda self: self.model.rows_of("human"))
    def many_at_once(self, actor, ns):
        def body(a):
            for n, text in ns:
                a.save("human", {"id": self.pick("human", n), "note": text})
            a.save("human", {"name": ns[0][1], "note": None})

        self.act(actor, body)

    @rule(actor=who, ns=st.lists(st.tuples(some, texts, st.booleans()), min_size=1, max_size=4))
    def a_sitting(self, actor, ns):
        self.sittings.append(f"第{len(self.sittings)}次")
        for n, text, new in ns:
            known = None if new else self.pick("human", n)
            values = {"name": text} | ({"id": known} if known else {})
            self.act(actor, lambda a, values=values: a.save("human", values), self.sittings[-1])

    # What they take back

    def take_back(self, actor: str, numbers: list[int], how: Callable[[], Any]) -> None:
        touched = self.model.taken_back(numbers)
        ruled = any(self.model.ruled_out(number, tuple(numbers)) for number in numbers)
        before = self.state()
        if numbers and (ruled or touched is not None):
            assert any(undo.why_not(self.book, number, numbers) for number in numbers) == ruled or len(numbers) > 1
        try:
            change = how()
        except Refused as refused:
            assert touched is None or not numbers, refused
            assert self.state() == before and refused.what
            return
        assert touched is not None and numbers
        self.model.write(Change(change.number, self.model.epoch, actor, touched, undoes=tuple(sorted(numbers))))

    @rule(actor=who, n=st.integers(0, 60))
    def any_undo(self, actor, n):
        number = 1 + n % (journal.head(self.book.connection, self.book.epoch)[0] + 1)
        self.take_back(actor, [number], lambda: undo.undo(self.book, PEOPLE[actor], number))

    @rule(actor=who, back=st.integers(0, 2))
    def a_late_undo(self, actor, back):
        numbers = sorted(self.model.here(), reverse=True)
        if len(numbers) > back:
            self.take_back(actor, [numbers[back]], lambda: undo.undo(self.book, PEOPLE[actor], numbers[back]))

    @rule(actor=who)
    def what_is_offered(self, actor):
        offer = undo.offer(self.book, PEOPLE[actor])
        assert (offer and offer.change) == self.model.offered(actor)
        if offer:
            self.take_back(actor, [offer.change], lambda: undo.undo(self.book, PEOPLE[actor], offer.change))

    @rule(actor=who, back=st.integers(0, 1))
    @precondition(lambda self: self.sittings)
    def a_whole_sitting(self, actor, back):
        sitting = self.sittings[-1 - back % len(self.sittings)]
        here = self.model.here().values()
        numbers = sorted((c.number for c in here if c.sitting == sitting and c.stands), reverse=True)
        self.take_back(actor, numbers, lambda: undo.undo_sitting(self.book, PEOPLE[actor], sitting))

    # And in between

    @rule()
    def opened_again(self):
        self.book.close()
        self.book = Book.open(self.path, CATALOG)
        assert self.book.connection.execute("SELECT count(*) FROM main.epoch").fetchone()[0] == self.model.epoch + 1

    @rule(rare=st.integers(0, 3))
    def carried_to_another_machine(self, rare):
        if rare == 0:
            self.book.close()
            another_machine(self.folder / "home")
            self.book = Book.open(self.path, CATALOG)
            self.model.epoch += 1

    @invariant()
    def rows_are_those_of_the_model(self):
        stored = rows(self.book)
        model: dict[str, dict[str, Row]] = {table: {} for table in stored}
        for (table, record), row in self.model.rows.items():
            model[table][record] = {"id": record, **row}
        given = [row.pop("number") for row in stored["letter"].values()]
        assert stored == model
        assert len(set(given)) == len(given)

    @invariant()
    def the_check_has_nothing_to_say_and_replay_gives_the_rows(self):
        report = check(self.book)
        assert report.ok, report.findings
        replayed = replay(journal.lines(self.book.connection), {})
        for table, found in rows(self.book).items():
            plain = {i: {k: v for k, v in row.items() if v is not None and k != "id"} for i, row in found.items()}
            assert plain == replayed.get(table, {})


class TestEvenings(Evenings.TestCase):
    """Many short evenings."""

    settings = settings(
        max_examples=40, stateful_step_count=30, deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
    )  # fmt: skip


@pytest.fixture
def human(book):
    with book.transaction(OWNER, "new") as t:
        record = t.save("human", {"name": "王桂芳"})
        t.say("已登记「王桂芳」")
    return record, t.change.number


def test_a_change_is_taken_back_once(book, human):
    record, number = human
    undo.undo(book, OWNER, number)
    with pytest.raises(Refused, match="已经撤回过了"):
        undo.undo(book, OWNER, number)
    assert book.read.get("human", record) is None


def test_a_sitting_partly_taken_back_is_taken_back_as_to_the_rest(book):
    numbers = []
    for name in "甲乙丙":
        with book.transaction(OWNER, "new", sitting="坐") as t:
            t.save("human", {"name": name})
        numbers.append(t.change.number)
    undo.undo(book, OWNER, numbers[1])
    back = undo.undo_sitting(book, OWNER, "坐")
    assert book.read.sql("SELECT id FROM human") == []
    with pytest.raises(Refused, match="还没有登记"):
        undo.undo_sitting(book, OWNER, "坐")
    undo.undo(book, OWNER, back.number)
    assert {row["name"] for row in book.read.sql("SELECT name FROM human")} == {"甲", "丙"}


def test_what_the_program_did_is_never_taken_back(book):
    assert undo.why_not(book, 1) and undo.why_not(book, 99) and undo.why_not(book, 0)
    with pytest.raises(Refused):
        undo.undo(book, OWNER, 1)


def test_an_undo_says_what_it_took_back_and_is_offered_with_its_sentence(book, human):
    offer = undo.offer(book, OWNER)
    assert offer and offer.change == human[1] and offer.say.endswith("已登记「王桂芳」") and not offer.why_not
    assert undo.undo(book, OWNER, offer.change).say == "已撤回：已登记「王桂芳」"
    assert undo.offer(book, OWNER) is None and undo.offer(book, PEOPLE["wang"]) is None


def test_the_reason_names_what_stands_in_the_way(book, human):
    record, number = human
    with book.transaction(OWNER, "new") as t:
        house = t.save("flat", {"code": "1"})
        t.save("owning", {"house": house, "human": record})
    assert "后来的「产权」已经用到了它" in undo.why_not(book, number)
    with book.transaction(OWNER, "change") as change:
        change.save("human", {"id": record, "name": "李"})
    assert "后来又改过" in undo.why_not(book, number)
    undo.undo(book, OWNER, change.change.number)
    undo.undo(book, OWNER, t.change.number)
    assert undo.why_not(book, number) == ""


def test_an_undo_that_came_before_another_of_the_same_record_stays(book, human):
    """Neither may it remove what is gone, nor bring back a name on top of an older one."""
    record, made = human
    back = undo.undo(book, OWNER, made).number
    again = undo.undo(book, OWNER, back).number
    gone = undo.undo(book, OWNER, made).number
    with pytest.raises(Refused, match="后来又改过"):
        undo.undo(book, OWNER, again)
    undo.undo(book, OWNER, gone)
    changes = []
    for values in ({"name": "李", "note": "一"}, {"name": "张"}):
        with book.transaction(OWNER, "change") as t:
            t.save("human", {"id": record, **values})
        changes.append(t.change.number)
    first, second = changes
    second_back = undo.undo(book, OWNER, second).number
    undo.undo(book, OWNER, first)
    with pytest.raises(Refused, match="后来又改过"):
        undo.undo(book, OWNER, second_back)
    assert book.read.get("human", record)["name"] == "王桂芳" and check(book).ok


def test_a_sitting_taken_back_does_not_stand_in_the_way_of_other_records(book, human):
    """Its undo touched two records; for the one it only gave back what came later still."""
    record, made = human
    with book.transaction(OWNER, "new", sitting="坐") as t:
        t.save("human", {"name": "甲"})
    with book.transaction(OWNER, "change") as between:
        between.save("human", {"id": record, "name": "李"})
    with book.transaction(OWNER, "change", sitting="坐") as t:
        t.save("human", {"id": record, "name": "张"})
    undo.undo_sitting(book, OWNER, "坐")
    undo.undo(book, OWNER, between.change.number)
    assert book.read.label("human", record) == "王桂芳"
    undo.undo(book, OWNER, made)
    assert book.read.sql("SELECT id FROM human") == [] and check(book).ok
