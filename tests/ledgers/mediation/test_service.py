"""Talks and disputes as people do them: turned without retyping, refused by one party, extended by both, printed."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from linli_tui.book import acting, undo
from linli_tui.book.book import Book
from linli_tui.book.reading import Query
from linli_tui.book.writing import write
from linli_tui.core import clock
from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from linli_tui.ledgers import catalog
from linli_tui.ledgers.mediation import parties, service
from linli_tui.paper import as_text, printed
from linli_tui.paper.document import Ruled
from tests.ledgers.mediation import council as made
from tests.ledgers.mediation.council import WORDS, dispute, record, talk

MOVES = {
    "accept": {},
    "decline": {"declined": "taken", "go_to": "派出所"},
    "begin": {},
    "write": {"agreed_on": "2026-11-16"},
    "speak": {"agreed_on": "2026-11-16"},
    "fail": {"failed": "no_deal", "routes": "all"},
    "pass": {"passed_to": "court"},
    "close": {},
    "back": {"reopened": "一方反悔"},
}
TABLE = {
    "registered": {"accept": "accepted", "decline": "declined", "pass": "passed"},
    "accepted": {"begin": "mediating", "fail": "failed", "pass": "passed"},
    "mediating": {"write": "written", "speak": "oral", "fail": "failed", "pass": "passed"},
    "written": {"close": "closed"},
    "oral": {"close": "closed"},
    "failed": {"close": "closed"},
    "passed": {"close": "closed"},
    "declined": {"close": "closed"},
    "closed": {"back": "mediating"},
}
"""From where, by which step, to where."""


@pytest.fixture
def council(book):
    return made.found(book)


def move(book, case, key, **asked):
    acting.move(book, OWNER, "case", key, case, **(asked or MOVES[key]))


def row(book, case):
    return book.read.get("case", case)


def papers(book, ledger, rec):
    declared = book.catalog.ledgers[ledger]
    return {p.name: printed.make(book, OWNER, declared, p, rec) for p in declared.papers}


def test_a_case_with_two_homes_and_nothing_else_prints_a_record_to_write_on(book, council):
    values = {"home": council.homes[2], "other": council.homes[3]}
    case = record(write(book, OWNER, "case", values), "case")
    assert [p["label"] for p in book.read.parts("party", case)] == ["甲方（1幢1单元201室）", "乙方（1幢1单元202室）"]
    found = papers(book, "case", case)
    assert max(block.lines for block in found["case_record"].blocks if isinstance(block, Ruled)) >= 25
    text = as_text.text(found["case_record"])
    assert "1幢1单元201室" in text and "1幢1单元202室" in text and "不能拿来对他不利" in text
    assert "受理日期" in as_text.text(found["case_register"])
    assert "不收任何费用" in as_text.text(found["case_rights"]).replace("\n", "")


def test_no_paper_tells_what_is_sealed(book, council):
    case, said = dispute(book, council), talk(book, council, person=council.people["王桂芳"])
    texts = [as_text.text(d) for d in (*papers(book, "case", case).values(), *papers(book, "talk", said).values())]
    assert not any(WORDS in text for text in texts)
    assert sum("王桂芳" in text for text in texts) == 1, "only the council's own sheet names anybody"


@pytest.mark.parametrize("by", ["action", "form"])
def test_a_talk_becomes_a_dispute_without_retyping_in_one_change(book, council, by):
    before = book.read.one("SELECT count(*) FROM event")
    if by == "action":
        said = talk(book, council, person=council.people["王桂芳"])
        change = acting.act(book, OWNER, "talk", "formal", said)
    else:
        values = {"home": council.homes[2], "other": council.homes[3], "said": WORDS, "result": "turned"}
        change = write(book, OWNER, "talk", {**values, "person": council.people["王桂芳"], "matter": "0201"})
        said = record(change, "talk")
    case = row(book, book.read.one('SELECT id FROM "case" WHERE talk = ?', (said,)))
    assert book.read.get("talk", said)["became"] == case["number"]
    assert (case["facts"], case["matter"], case["home"], case["other"]) == (WORDS, "0201", *council.homes[2:4])
    a, b = book.read.parts("party", case["id"])
    assert (a["person"], b["person"]) == (council.people["王桂芳"], None)
    assert book.read.parts("event", case["id"])[0]["words"] == WORDS and WORDS not in change.say
    undo.undo(book, OWNER, change.number)
    assert book.read.one('SELECT count(*) FROM "case"') == 0
    assert book.read.one("SELECT count(*) FROM event") == before
    if by == "action":
        acting.act(book, OWNER, "talk", "formal", said)
        with pytest.raises(Refused, match="已经转为"):
            acting.act(book, OWNER, "talk", "formal", said)


def test_a_jotting_becomes_a_talk(book, council):
    jot = record(write(book, OWNER, "jot", {"words": "201漏水漏到101"}), "jot")
    acting.move(book, OWNER, "jot", "turn", jot, turned_ledger="talk")
    said = book.read.page(Query("talk"))[0]
    assert (said["said"], said["day"], said["kind"]) == ("201漏水漏到101", "2026-11-16", "quarrel")


def test_one_party_that_clearly_refuses_stops_it(book, council):
    case = dispute(book, council)
    move(book, case, "accept")
    b = book.read.parts("party", case)[1]["id"]
    change = parties.tell_rights(book, OWNER, b, answer="refused", told_on="2026-11-16")
    assert "不能再调" in change.say
    for act in (
        lambda: move(book, case, "begin"),
        lambda: write(book, OWNER, "event", {"case": case, "kind": "talk", "words": "又劝"}),
    ):
        with pytest.raises(Refused, match=r"乙方明确不愿意调解，不能再调（人民调解法第17条）。"):
            act()
    move(book, case, "fail", failed="refused", routes="all")
    assert row(book, case)["outcome"] == "failed"
    fresh = dispute(book, council)
    a = book.read.parts("party", fresh)[0]["id"]
    parties.tell_rights(book, OWNER, a, answer="refused", told_on="2026-11-16")
    with pytest.raises(Refused, match="不受理"):
        move(book, fresh, "accept")


def test_ending_without_result_asks_what_the_parties_were_told(book, council):
    case = dispute(book, council)
    move(book, case, "accept")
    for asked in ({"failed": "no_deal"}, {"routes": "all"}):
        with pytest.raises(Refused):
            move(book, case, "fail", **asked)
    with pytest.raises(Refused, match="为什么不受理"):
        move(book, dispute(book, council), "decline", go_to="派出所")


def test_the_month_and_its_extension_by_both_parties(book, council):
    case = dispute(book, council)
    move(book, case, "accept")
    assert row(book, case)["due"] == "2026-12-16"
    with pytest.raises(Refused, match="双方都同意"):
        acting.act(book, OWNER, "case", "extend", case, both=0, extended_to="2027-01-10")
    with pytest.raises(Refused, match="现在就可以"):
        acting.act(book, OWNER, "case", "extend", case, both=1, extended_to="2026-12-01")
    acting.act(book, OWNER, "case", "extend", case, both=1, extended_to="2027-01-10")
    assert row(book, case)["due"] == "2027-01-10"
    duty = next(d for d in book.catalog.area("case").duties if d.key == "mediation.due")
    assert [book.read.figure(duty.sql, {"today": day}) for day in ("2027-01-02", "2027-01-03")] == [0, 1]


def test_a_written_agreement_takes_effect_with_its_seal_and_may_be_confirmed_for_thirty_days(book, council):
    case = dispute(book, council)
    for key in ("accept", "begin"):
        move(book, case, key)
    signed = dict.fromkeys(("signed_a", "signed_b", "signed_m"), "2026-11-16")
    move(book, case, "write", agreed_on="2026-11-16", **signed)
    assert row(book, case)["effective"] is None and "盖章" in row(book, case)["lacks"]
    with clock.frozen("2026-11-18T01:00:00.000Z"):
        change = acting.act(book, OWNER, "case", "sign", case, sealed_on="2026-11-18")
    assert "从2026-11-18起生效" in change.say
    assert (row(book, case)["effective"], row(book, case)["confirm_by"]) == ("2026-11-18", "2026-12-18")
    duty = next(d for d in book.catalog.area("case").duties if d.key == "mediation.confirm")
    days = ("2026-12-07", "2026-12-08", "2026-12-18", "2026-12-19")
    assert [book.read.figure(duty.sql, {"today": day}) for day in days] == [0, 1, 1, 0]
    assert "2026-12-18" in acting.ask(book, OWNER, "case", "which", case)
    acting.act(book, OWNER, "case", "confirmation", case, confirmation="applied")
    assert book.read.figure(duty.sql, {"today": "2026-12-10"}) == 0


def test_a_closed_dispute_stays_until_it_is_opened_again_for_a_reason(book, council):
    case = dispute(book, council)
    for key in ("decline", "close"):
        move(book, case, key)
    with pytest.raises(Refused, match="已经结案"):
        write(book, OWNER, "case", {"title": "别的"}, case)
    write(book, OWNER, "case", {"paper_at": "铁皮柜"}, case)
    with pytest.raises(Refused):
        acting.move(book, OWNER, "case", "back", case)
    move(book, case, "back")
    write(book, OWNER, "case", {"title": "别的"}, case)


def test_parties_follow_the_homes_and_two_of_one_home_are_refused(book, council):
    case = dispute(book, council)
    write(book, OWNER, "case", {"other": council.homes[4]}, case)
    assert [p["home"] for p in book.read.parts("party", case)] == [council.homes[2], council.homes[4]]
    for ledger in ("case", "talk"):
        with pytest.raises(Refused, match="同一家"):
            write(
                book,
                OWNER,
                ledger,
                {"home": council.homes[2], "other": council.homes[2], "kind": "quarrel"}
                if ledger == "talk"
                else {"home": council.homes[2], "other": council.homes[2]},
            )


def test_a_signed_paper_is_an_entry_with_where_it_lies(book, council):
    case = dispute(book, council)
    given = {"kind": "talk", "pages": 3, "signed": "both"}
    change = acting.act(book, OWNER, "case", "paper", case, **given, paper_at="铁皮柜第二格")
    entry = book.read.parts("event", case)[0]
    assert (entry["pages"], entry["signed"], entry["paper_at"]) == (3, "both", "铁皮柜第二格")
    assert row(book, case)["paper_at"] == "铁皮柜第二格" and "3页" in change.say
    acting.act(book, OWNER, "case", "paper", case, **given)
    assert {e["paper_at"] for e in book.read.parts("event", case)} == {"铁皮柜第二格"}


def test_the_figures_of_a_month_are_the_rows_of_the_ledgers_and_add_up(demo_book):
    lines = demo_book.catalog.area("case").month
    for month in range(1, 12):
        first, following = f"2026-{month:02d}-01", f"2026-{month + 1:02d}-01"
        figures = {line.key: demo_book.read.month(line, first, following) for line in lines}
        for line in lines:
            binds = (("first", first), ("next", following))
            assert figures[line.key] == demo_book.read.count(Query(line.ledger, where=line.where, binds=binds))
        assert service.month_wrong(demo_book, first, following) == ""
    everything = {line.key: demo_book.read.month(line, "2025-01-01", "2027-01-01") for line in lines}
    cases = demo_book.read.sql('SELECT outcome, accepted_on FROM "case" WHERE voided = 0')
    assert everything["mediation.found"] == len(cases) > 5
    assert everything["mediation.taken"] == sum(bool(c["accepted_on"]) for c in cases)
    assert everything["mediation.done"] == sum(c["outcome"] in ("written", "oral") for c in cases) > 0
    assert everything["mediation.talks"] > everything["mediation.settled"] > 0


def test_t16_a_dispute_of_nobody_knows_how_many_is_said(book, council):
    case = dispute(book, council)
    assert service.month_wrong(book, "2026-11-01", "2026-12-01") == ""
    write(book, OWNER, "case", {"heads": None}, case)
    said = service.month_wrong(book, "2026-11-01", "2026-12-01")
    assert said.startswith("起数之和不等于总排查数")


def test_what_was_promised_stands_on_home_until_somebody_looked(book, council):
    said = talk(book, council, until="2026-11-16")
    duty = next(d for d in book.catalog.area("case").duties if d.key == "mediation.promises")
    assert book.read.figure(duty.sql, {"today": "2026-11-16"}) == 1
    acting.act(book, OWNER, "talk", "seen", said, kept="yes", seen_on="2026-11-16")
    assert book.read.figure(duty.sql, {"today": "2026-11-16"}) == 0


def test_the_two_records_are_told_apart(book, council):
    said = acting.ask(book, OWNER, "talk", "which", talk(book, council))
    assert "公章" in said and "第7、8、29、34条" in said and "不收钱" in said


class Lifecycle(RuleBasedStateMachine):
    """Any steps in any order: a dispute goes only where the table says."""

    @initialize()
    def begin(self):
        import tempfile
        from pathlib import Path

        self.clock = clock.frozen("2026-11-16T01:00:00.000Z")
        self.clock.__enter__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "小区.台账"
        self.book = Book.new(path, catalog(), name="永富新村", short="永富", body="mutual_aid")
        self.case = record(write(self.book, OWNER, "case", {"source": "own", "matter": "0201"}), "case")
        self.state, self.unwilling = "registered", False

    @rule(key=st.sampled_from(sorted(MOVES)))
    def step(self, key):
        to = TABLE[self.state].get(key)
        barred = self.unwilling and key in ("accept", "begin", "write", "speak")
        if to is None or barred:
            with pytest.raises(Refused):
                move(self.book, self.case, key)
        else:
            move(self.book, self.case, key)
            self.state = to
        assert row(self.book, self.case)["state"] == self.state

    @precondition(lambda self: not self.unwilling)
    @rule()
    def refuse(self):
        write(self.book, OWNER, "party", {"case": self.case, "side": "a", "answer": "refused"})
        self.unwilling = True

    def teardown(self):
        if hasattr(self, "book"):
            self.book.close()
            self.folder.cleanup()
            self.clock.__exit__(None, None, None)


TestLifecycle = Lifecycle.TestCase
TestLifecycle.settings = settings(max_examples=12, stateful_step_count=14, deadline=None)
