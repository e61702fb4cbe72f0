"""本人信息单: everything that names her, nothing that names anybody else, whatever ledgers there are."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli_tui.book.book import Book
from linli_tui.book.writing import void, write
from linli_tui.core import clock
from linli_tui.core.access import OWNER, Actor
from linli_tui.core.ledger import Area, Catalog, Field, Ledger, Sort
from linli_tui.ledgers import catalog
from linli_tui.ledgers.people import service as people
from linli_tui.ledgers.privacy import papers, service
from linli_tui.paper import as_text
from linli_tui.paper.held_on import document, held_on, to_check

DAY = "2026-11-16"
NAME, PHONE = "张桂花", "13912345678"
OTHERS = ("张大山", "陆小曼", "欧阳修竹", "王会长", "张小英", "孙秘书")


def made(change, ledger):
    return next(record for table, record in change.records if table == ledger)


@pytest.fixture(autouse=True)
def standing():
    with clock.frozen(f"{DAY}T01:00:00.000Z") as still:
        yield still


@pytest.fixture
def book(tmp_path):
    with Book.new(tmp_path / "永富新村.台账", catalog(), name="永富新村", short="永富", body="mutual_aid") as opened:
        yield opened


def new(book, ledger, actor=OWNER, **values):
    table = book.catalog.table(ledger).name
    return made(write(book, actor, ledger, values), table)


@pytest.fixture
def planted(book):
    """张阿姨 of 6-1-202: nine records in six ledgers name her, three texts elsewhere mention her."""
    building = new(book, "building", code="6")
    entrance = new(book, "entrance", parent=building, code="1")
    home = new(book, "home", parent=entrance, code="202", use="residence")
    second = new(book, "home", parent=entrance, code="603", use="residence")
    others = {
        name: new(book, "person", kind="resident", name=name, phone=f"1380013800{n}") for n, name in enumerate(OTHERS)
    }
    her = new(book, "person", kind="resident", name=NAME, phone=PHONE, note=f"女儿{OTHERS[4]}常来")  # 1 person
    new(book, "ownership", home=home, person=her, share_num=1, share_den=2, source="told")  # 2, 3 ownership
    new(book, "ownership", home=second, person=her, share_num=1, share_den=1)
    new(book, "ownership", home=home, person=others[OTHERS[0]], share_num=1, share_den=2)
    new(
        book, "household", home=home, head=her, kind="self", phone=PHONE, contact=OTHERS[4], contact_phone="13700000000"
    )  # 4
    new(book, "residence", home=home, person=her, relation="head")  # 5
    new(book, "residence", home=home, person=others[OTHERS[0]], relation="spouse")
    new(book, "vehicle", plate="浙D54321", kind="ebike", person=her, home=home)  # 6 and
    new(book, "vehicle", plate="无牌", kind="ebike", person=her)  # 7 vehicle
    new(
        book,
        "request",
        kind="access",
        person=her,
        asked_by="relative",
        asked_name=OTHERS[4],
        seen="booklet",
        mandate="铁柜",
    )  # 8 and 9 request
    new(book, "request", kind="correct", person=her, asked_by="self", seen="known", what=f"和{OTHERS[1]}弄混了")
    new(book, "person", kind="resident", name=NAME, phone="13400000000")  # somebody else of the same name
    new(book, "jot", words="202张阿姨家门口堆纸板", told_by=OTHERS[2])
    new(book, "jot", words=f"{NAME}想学写字")
    new(book, "facility", name="铁柜", note=f"钥匙在{NAME}手里", parent=building)
    new(book, "jot", words="302张大山家的狗晚上叫", told_by=OTHERS[2])
    return her


def test_a_planted_person_with_nine_traces_and_three_mentions_lists_nine_and_three(book, planted):
    held = held_on(book, planted)
    assert len(held.traces) == 9 and len({trace.ledger for trace in held.traces}) == 6
    assert {hit.label for hit in held.mentions} == {"202张阿姨家门口堆纸板", f"{NAME}想学写字", "6幢铁柜"}
    assert len(held.mentions) == 3
    checked = to_check(book, planted)
    assert "提到3处" in checked and "1. " in checked and "3. " in checked and "4. " not in checked


def test_nobody_else_is_named_on_the_sheet(book, planted):
    text = as_text.text(document(book, OWNER, planted))
    said = repr(document(book, OWNER, planted)) + text
    for name in OTHERS:
        assert name not in said
    assert NAME in said and PHONE in said and "13700000000" not in said and "138001380" not in said
    assert "铁柜" in said and "浙D54321" in said and "女儿张**常来" in said and "6幢1单元202室" in said
    assert "堆纸板" not in said and "想学写字" not in said


def test_every_field_has_its_reason_its_day_and_who_wrote_it(book, planted, standing):
    new(book, "post", person=planted, post="member", since="2026-01-01")
    standing.advance(days=1)
    officer = Actor(planted, NAME, ("secretary",))
    with book.transaction(officer, "change") as t:
        t.save("person", {"id": planted, "phone": "13800000009"})
    own = held_on(book, planted).traces[0]
    facts = {fact.title: fact for fact in own.facts}
    assert (facts["电话"].value, facts["电话"].why) == ("13800000009", "有事好联系")
    assert (facts["电话"].since, facts["电话"].by) == ("2026-11-17", "理事（委员）")
    assert (facts["姓名"].since, facts["姓名"].by) == (DAY, "本机负责人")
    declared = book.catalog.ledgers["person"]
    assert all(fact.why == next(f.why for f in declared.fields if f.title == fact.title) for fact in own.facts)


def test_what_was_merged_into_her_and_what_was_voided_is_hers_as_well(book, planted):
    double = new(book, "person", kind="resident", name="张桂化", phone="13600000000")
    new(book, "vehicle", plate="浙D00001", kind="car", person=double)
    people.merge(book, OWNER, planted, other=double)
    void(book, OWNER, "vehicle", book.read.one("SELECT id FROM vehicle WHERE plate = '无牌'"))
    held = held_on(book, planted)
    assert len(held.traces) == 11
    assert sum("注销" in trace.label for trace in held.traces) == 1
    assert {"张桂化", "13600000000"} <= {fact.value for trace in held.traces for fact in trace.facts}


def test_who_received_it_and_who_looked_by_post_not_by_name(book, planted, standing):
    head = new(book, "person", kind="resident", name="孙秘书长", phone="13500000000")
    new(book, "post", person=head, post="secretary", since="2026-01-01")
    standing.advance(days=2)
    with book.transaction(OWNER, "disclose") as t:
        service.record_disclosure(t, recipient="暨阳街道", purpose="每月报送", basis="consent",
                                  ledgers=("person", "pact"), rows=9, clear=False)  # fmt: skip
        service.record_disclosure(
            t, recipient="别处", purpose="别的", basis="consent", ledgers=("pact",), rows=9, clear=True
        )
        past = {"recipient": "从前", "purpose": "从前", "basis": "consent", "rows": 1, "clear": True}
        early = service.record_disclosure(t, **past, ledgers=("person",))
        t.save("disclosure", {"id": early, "day": "2026-11-01"})
    with book.transaction(Actor(head, "孙秘书长", ("secretary",)), "look") as t:
        row = {"who": head, "ledger": "person", "fields": "电话", "day": "2026-11-18"}
        t.save("look", {**row, "record": planted, "why": f"找{OTHERS[0]}"})
        t.save("look", {**row, "record": "x", "records": f"person:x person:{planted}", "why": "入户 6幢", "n": 2})
        t.save("look", {**row, "record": "x", "why": "别人"})
    held = held_on(book, planted)
    assert held.received == (("2026-11-18", "暨阳街道", "每月报送", "人员", "打了星号"),)
    assert held.looks == (
        ("2026-11-18", "秘书", "电话", "找张**"),
        ("2026-11-18", "秘书", "电话", "入户 6幢"),
    )
    assert "孙秘书长" not in repr(document(book, OWNER, planted))


def test_it_is_a_paper_of_a_request_for_the_person_herself(book, planted):
    request = book.read.one("SELECT id FROM request ORDER BY id LIMIT 1")
    paper, _ = book.catalog.ledgers["request"].papers
    made_of = book.catalog.load("request", paper.by)(book, OWNER, request)
    assert made_of.audience == paper.audience == "当事人" and made_of == document(book, OWNER, planted)
    assert papers.to_check(book, OWNER, request) == to_check(book, planted)


def test_a_ledger_that_is_declared_later_joins_without_a_change():
    """A round with a volunteer, and a sealed field: both on the sheet, the sealed one without what it says."""
    from linli_tui.book.schema import Migrations
    from linli_tui.book.schema import create as make
    from tests.book import made as invented

    migrations = Migrations("made")

    @migrations(2)
    def tables(db):
        make(db, "stroll", ("volunteer",), volunteer=str, walked="".__class__, secret=str)

    later = Ledger(
        "stroll", "散步", (
            Field("volunteer", "志愿者", "ref", ref="person", required=True, mask="name", why="谁走的"),
            Field("walked", "走了哪里", why="知道走到了"),
            Field("secret", "说的话", "note", sealed=True, why="调解用"),
        ),
        label="walked", model="model:Stroll", columns=("walked",), sorts=(Sort("walked", "按走", ("walked",)),),
    )  # fmt: skip
    (area,) = invented.catalog(migrations, later).areas
    both = Catalog((*catalog().areas, Area("made", "造", "99", area.package, (later,))))
    folder = Path(tempfile.mkdtemp())
    try:
        with Book.new(folder / "永富.台账", both, name="永富", short="永富", body="mutual_aid") as book:
            her = new(book, "person", kind="resident", name=NAME)
            with book.transaction(OWNER, "new") as t:
                t.save("stroll", {"volunteer": her, "walked": f"和{NAME}一起走", "secret": "秘密的话"})
            (_, trace) = held_on(book, her).traces
            assert trace.title == "散步"
            assert [(f.title, f.value) for f in trace.facts] == [
                ("走了哪里", f"和{NAME}一起走"), ("说的话", "有，向调解员查询"),
            ]  # fmt: skip
            assert "秘密的话" not in repr(document(book, OWNER, her))
    finally:
        shutil.rmtree(folder)


some_names = st.sampled_from(["张三丰", "李四光", "王五", "赵六郎", "欧阳修"])


@settings(max_examples=20)
@given(st.lists(st.tuples(some_names, some_names, st.sampled_from(["note", "contact", "jot", "vehicle"])), max_size=8))
def test_whatever_is_written_about_whomever_no_other_name_is_on_it(written):
    folder = Path(tempfile.mkdtemp())
    os.environ["LINLI_HOME"] = str(folder / "home")
    try:
        with Book.new(folder / "小.台账", catalog(), name="小村", short="小村", body="mutual_aid") as book:
            names = ["张三丰", "李四光", "王五", "赵六郎", "欧阳修"]
            ids = {name: new(book, "person", kind="resident", name=name) for name in names}
            building = new(book, "building", code="1")
            for n, (who, about, where) in enumerate(written):
                if where == "note":
                    with book.transaction(OWNER, "change") as t:
                        t.save("person", {"id": ids[who], "note": f"{about}的亲戚"})
                elif where == "contact":
                    home = new(book, "home", parent=building, code=f"20{n}", use="residence")
                    new(book, "household", home=home, head=ids[who], kind="self", contact=about)
                elif where == "jot":
                    new(book, "jot", words=f"{who}和{about}吵了")
                else:
                    new(book, "vehicle", plate=f"浙D0000{n}", kind="car", person=ids[who], note=f"{about}也开")
            for name in names:
                sheet = repr(document(book, OWNER, ids[name]))
                assert name in sheet
                assert not [other for other in names if other != name and other in sheet]
                mentioned = {hit.label for hit in held_on(book, ids[name]).mentions if hit.ledger == "jot"}
                assert mentioned == {f"{a}和{b}吵了" for a, b, where in written if where == "jot" and name in (a, b)}
    finally:
        shutil.rmtree(folder)
