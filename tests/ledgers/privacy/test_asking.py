"""Requests, inspections, what left the house and who looked: each with its day, and gone when its time is over."""

from __future__ import annotations

import pytest

from linli_tui.book import files, looks, undo
from linli_tui.book.check import check
from linli_tui.book.erase import erase
from linli_tui.book.reading import Query
from linli_tui.book.writing import void, write
from linli_tui.core.access import OWNER, Actor
from linli_tui.core.data import read_toml
from linli_tui.core.refusal import Refused
from linli_tui.ledgers import catalog
from linli_tui.ledgers.privacy import erasing, papers, rules, service
from linli_tui.ledgers.privacy.ledger import OLD
from linli_tui.paper import as_text, printed
from tests.ledgers.privacy.test_consent import DAY, living, made, person

WANG = Actor("wang", "王会长", ("chair",))
NAME, PHONE, NUMBER = "雒阳春晓", "13912345678", "11010519491231002X"


def ask(book, who, kind="erase", **more):
    values = {"kind": kind, "person": who, "asked_by": "self", "seen": "id_card", **more}
    return made(write(book, OWNER, "request", values), "request")


# Requests


def test_a_request_is_due_in_fifteen_days_and_presses_in_the_last_three(book, standing):
    request = ask(book, person(book), "access")
    row = book.read.get("request", request)
    assert (row["received_on"], row["due"], row["state"]) == (DAY, "2026-12-01", "open")
    assert row["label"] == "查看 永富-请-2026-0001"
    duty = next(d for d in catalog().area("request").duties if d.key == "privacy.due")
    pressing = lambda day: book.connection.execute(duty.sql, {"today": day}).fetchone()[0]  # noqa: E731
    assert [pressing(day) for day in ("2026-11-27", "2026-11-28", "2026-12-05")] == [0, 1, 1]
    assert [r["id"] for r in book.read.page(Query(duty.ledger, filters=duty.filters))] == [request]
    with book.transaction(OWNER, "done") as t:
        t.move("request", request, "done", answer="当面看了")
    assert book.read.get("request", request)["answered_on"] == DAY and pressing("2026-12-05") == 0


def test_refusing_needs_a_reason(book):
    request = ask(book, person(book))
    with pytest.raises(Refused, match="为什么不能办"), book.transaction(OWNER, "refuse") as t:
        t.move("request", request, "refuse")
    with book.transaction(OWNER, "refuse") as t:
        t.move("request", request, "refuse", reason="law")
    assert book.read.get("request", request)["state"] == "refused"


@pytest.mark.parametrize("text", [NUMBER, f"号码{NUMBER}看过了", "１１０１０５１９４９１２３１００２Ｘ"])
def test_which_document_was_seen_is_kept_but_never_its_number(book, text):
    with pytest.raises(Refused, match="不要写身份证号"):
        ask(book, person(book), what=text)


def test_who_comes_for_another_brings_a_mandate_and_a_name(book):
    who = person(book)
    for missing in ("asked_name", "mandate"):
        values = {"asked_by": "relative", "asked_name": "王小红", "mandate": "铁柜", missing: None}
        with pytest.raises(Refused) as refused:
            ask(book, who, **values)
        assert refused.value.field == missing


def test_correcting_ones_own_phone_is_one_act_of_one_person_without_any_request(book):
    who = person(book, phone="13800138000")
    change = write(book, OWNER, "person", {"phone": PHONE}, who)
    assert [table for table, _ in change.records] == ["person"]
    assert book.read.one("SELECT count(*) FROM request") == 0


# Erasing


@pytest.fixture
def known(book):
    """Somebody with a telephone, a note, a car and a doubt about her."""
    who = person(book, NAME, phone=PHONE, id_number=NUMBER, note="怕狗")
    write(book, OWNER, "vehicle", {"plate": "浙D12345", "kind": "car", "person": who})
    with book.transaction(OWNER, "import") as t:
        catalog().offer("doubts.open")(t, [{"what": f"{NAME} 电话", "why": "不像", "offered": "1991234567",
                                            "ledger": "person", "record": who, "field": "phone"}])  # fmt: skip
    return who


def nowhere(book, *texts):
    for path in files.parts(book.path):
        content = path.read_bytes()
        for text in texts:
            for coding in ("utf-8", "utf-16-le", "gbk"):
                assert text.encode(coding) not in content, (path.name, text)


def test_everything_that_may_go_goes_and_nothing_else(book, known):
    request = ask(book, known)
    said = erasing.tell(book, OWNER, request)
    assert "人员：电话、身份证号、备注" in said and "车辆：车牌" in said and "待核：" in said
    change = erasing.erase_asked(book, OWNER, request, second=WANG)
    row = book.read.get("person", known)
    assert (row["phone"], row["id_number"], row["note"]) == (None, None, None)
    nowhere(book, PHONE, NUMBER, "怕狗", "浙D12345", "1991234567")
    assert "按规定删除" in undo.why_not(book, change.number) and check(book).ok
    (first, *_) = book.history("person", known)
    assert (first.verb, first.why) == ("删除内容", "按请求永富-请-2026-0001")


def test_the_name_goes_with_the_rest_when_nothing_holds_it(book, known):
    assert ("person", known, "name") in erasing.targets(book, known)
    request = ask(book, known)
    erasing.erase_asked(book, OWNER, request, second=WANG)
    assert book.read.get("person", known)["name"] == "已删除" and check(book).ok
    nowhere(book, NAME)


def test_the_name_stays_while_something_holds_it(book, known):
    living(book, made(write(book, OWNER, "building", {"code": "1"}), "place"), known, "ownership")
    assert ("person", known, "name") not in erasing.targets(book, known)


@pytest.mark.parametrize("kind", ["post", "ownership", "gone", "long_gone"])
def test_what_must_be_kept_is_named_with_its_day_and_basis(book, known, kind):
    home = made(write(book, OWNER, "building", {"code": "1"}), "place")
    if kind == "post":
        write(book, OWNER, "post", {"person": known, "post": "member", "since": "2020-01-01", "until": "2023-01-01"})
    else:
        owning = living(book, home, known, "ownership", since="2020-01-01")
        until = {"gone": "2026-03-01", "long_gone": "2025-03-01", "ownership": None}[kind]
        with book.transaction(OWNER, "end") as t:
            t.save("ownership", {"id": owning, "until": until})
    kept = erasing.kept(book, known)
    said = {"post": "一直留着", "ownership": "不再是业主那天起再留12个月", "gone": "留到2027年3月1日"}
    assert [one.until for one in kept] == ([said[kind]] if kind in said else [])
    assert all(one.basis and one.holds == ("name",) for one in kept)


def test_texts_elsewhere_are_listed_and_left(book, known):
    write(book, OWNER, "jot", {"words": f"{NAME}家门口堆纸板"})
    request = ask(book, known)
    assert f"随手记  {NAME}家门口堆纸板" in erasing.tell(book, OWNER, request)
    erasing.erase_asked(book, OWNER, request, second=WANG)
    assert book.read.one("SELECT words FROM jot") == f"{NAME}家门口堆纸板"


def test_only_who_asked_for_it_is_erased_and_never_by_one_person_alone(book, known):
    with pytest.raises(Refused, match="不是删除"):
        erasing.erase_asked(book, OWNER, ask(book, known, "access"), second=WANG)
    with pytest.raises(Refused, match="两个人"):
        erasing.erase_asked(book, OWNER, ask(book, known), second=None)
    assert book.read.get("person", known)["phone"] == PHONE


# What is kept, and how long


def test_the_clocks_are_whole_and_say_what_they_rest_on():
    clocks = rules.clocks()
    assert len({clock.key for clock in clocks}) == len(clocks) >= 15
    for clock in clocks:
        assert clock.basis and clock.after and clock.months >= 0
        assert clock.confidence in {"certain", "likely", "convention", "unsure"}
        ledger = catalog().ledgers.get(clock.ledger)
        assert not clock.ledger or ledger
        columns = {f.name for f in ledger.fields} if ledger else set()
        assert {clock.since, clock.person} - {""} <= columns, clock.key
    assert not rules.clocks("2009-12-31") and len(rules.clocks("2015-01-01")) < len(clocks)
    assert {row["key"] for row in read_toml("rules", "retention.toml")["clock"]} == {clock.key for clock in clocks}


@pytest.mark.parametrize(("ledger", "since", "_"), OLD, ids=lambda part: getattr(part, "name", ""))
def test_the_duties_count_by_the_same_months_as_the_data(ledger, since, _):
    clock = rules.clock_of(ledger.name)
    assert (clock.months, clock.since) == (rules.MONTHS, since)


@pytest.fixture
def old(book):
    """One of each of three years ago to the day, and of a day later."""
    found = {}
    for day in ("2023-11-16", "2023-11-17"):
        with book.transaction(OWNER, "look") as t:
            found["look", day] = t.save(
                "look", {"ledger": "person", "record": "x", "fields": "电话", "why": "停水", "day": day}
            )
        with book.transaction(OWNER, "disclose") as t:
            found["disclosure", day] = service.record_disclosure(
                t, recipient="江新社区", purpose="报送", basis="consent", ledgers=("person",), rows=9, clear=False
            )
            t.save("disclosure", {"id": found["disclosure", day], "day": day})
        values = {"day": day, "by_name": "试小芳", "capacity": "owner", "papers": "账", "reason": "看看"}
        found["inspection", day] = made(write(book, OWNER, "inspection", values), "inspection")
    return found


@pytest.mark.parametrize("name", ["look", "disclosure", "inspection"])
def test_what_is_over_is_proposed_erased_by_two_and_proposed_no_more(book, old, name):
    duty = next(d for d in catalog().area(name).duties if d.key == f"privacy.old_{name}")
    count = lambda: book.connection.execute(duty.sql, {"today": DAY}).fetchone()[0]  # noqa: E731
    assert count() == 1
    with pytest.raises(Refused, match="还没有过保存期限"):
        erasing.forget(book, OWNER, old[name, "2023-11-17"], second=WANG)
    with pytest.raises(Refused, match="两个人"):
        erasing.forget(book, OWNER, old[name, "2023-11-16"], second=OWNER)
    erasing.forget(book, OWNER, old[name, "2023-11-16"], second=WANG)
    assert count() == 0 and check(book).ok
    assert book.read.get(name, old[name, "2023-11-16"]) is not None


def test_what_left_the_house_says_to_whom_what_for_and_of_what(book):
    with book.transaction(OWNER, "disclose") as t:
        given = {"recipient": "暨阳街道", "purpose": "每月报送", "basis": "consent", "rows": 268, "clear": False}
        service.record_disclosure(t, **given, ledgers=("person", "person", "home"))
    (row,) = book.read.sql("SELECT * FROM disclosure")
    assert (row["ledgers"], row["masking"], row["medium"], row["day"]) == ("人员、房屋", "masked", "stick", DAY)
    assert catalog().offer("privacy.disclosed") is service.record_disclosure


def test_nobody_writes_changes_or_voids_a_look_and_it_knows_its_actor(book):
    with book.transaction(WANG if book.actor.is_owner else OWNER, "look") as t:
        look = t.save(
            "look", {"who": "wang", "ledger": "person", "record": "x", "fields": "电话", "why": "停水", "day": DAY}
        )
    row = book.read.get("look", look)
    assert (row["actor_name"], row["n"]) == ("王会长", 1)
    for values, record in (({"fields": "电话", "why": "停水", "day": DAY}, None), ({"why": "别的"}, look)):
        with pytest.raises(Refused, match="程序自己记"):
            write(book, OWNER, "look", values, record)
    with pytest.raises(Refused, match="程序自己记"):
        void(book, OWNER, "look", look)
    with pytest.raises(Refused, match="程序自己记"), book.transaction(OWNER, "change") as t:
        t.save("look", {"fields": "电话", "why": "停水", "day": DAY})
    (line,) = book.history("look", look)
    assert undo.why_not(book, line.change) == "这一步不能撤回。"


def test_an_inspection_needs_somebody_and_is_no_request(book):
    values = {"capacity": "owner", "papers": "3月5日会议记录", "reason": "想知道怎么定的"}
    with pytest.raises(Refused, match="谁来看的"):
        write(book, OWNER, "inspection", values)
    change = write(book, OWNER, "inspection", {**values, "by_name": "试小芳"})
    assert change.say == "已记下「2026-11-16 3月5日会议记录」"
    assert book.read.one("SELECT count(*) FROM request") == 0


def test_a_refusal_is_given_in_writing_with_its_reason(book):
    from linli_tui.ledgers.privacy import papers
    from linli_tui.paper import as_text

    request = ask(book, person(book))
    with book.transaction(OWNER, "refuse") as t:
        t.move("request", request, "refuse", reason="law", answer="同意书还要留三年")
    said = as_text.text(papers.receipt(book, OWNER, request))
    for words in ("按规定还要保存", "没有办", "同意书还要留三年", "永富-请-2026-0001"):
        assert words in said


def test_an_officer_signed_in_erases_before_another_and_a_head_of_a_house_does_not(book, known):
    request = ask(book, known)
    head = Actor("head", "王楼长", ("building_head",))
    book.sign_in(head)
    with pytest.raises(Refused):
        erasing.erase_asked(book, head, request, second=WANG)
    book.sign_in(OWNER)
    chair, found = Actor("chair", "孙会长", ("chair",)), erasing.targets(book, known)
    book.sign_in(chair)
    erase(book, chair, found, "本人要求", WANG)
    book.sign_in(OWNER)
    assert book.read.get("person", known)["phone"] is None and check(book).ok
    nowhere(book, PHONE, NAME)


def test_words_of_others_in_a_record_that_names_her_are_not_hers_to_erase(book, known):
    jot = made(write(book, OWNER, "jot", {"words": "给一位新邻居登记", "told_by": "试小方"}), "jot")
    with book.transaction(OWNER, "turn") as t:
        t.move("jot", jot, "turn", turned_ledger="person")
    new = book.read.get("jot", jot)["turned_record"]
    assert {ledger for ledger, _, _ in erasing.targets(book, new)} == {"person"}


# Those who did something in the book


def test_whoever_acted_is_told_that_his_name_stays_on_what_he_did_and_until_when(book, known):
    request = ask(book, known)
    assert "经手人的名字不删" not in erasing.tell(book, OWNER, request)
    write(book, Actor(known, NAME), "jot", {"words": "灯坏了"})
    assert "经手人的名字不删" in erasing.tell(book, OWNER, request)
    change = erasing.erase_asked(book, OWNER, request, second=WANG)
    assert "经手人的名字照规定还留着" in change.say
    with book.transaction(OWNER, "done") as t:
        t.move("request", request, "done", answer="删了")
    said = as_text.text(papers.receipt(book, OWNER, request)).replace("\n", "")
    assert "经手人的名字不删" in said and "36个月" in said and NAME not in said


def test_who_looked_is_not_found_by_his_name(book, known):
    looks.look(book, Actor(known, NAME), "person", person(book, phone=PHONE), "phone", "送医")
    assert book.connection.execute("SELECT actor_name FROM main.look").fetchone() == (NAME,)
    assert "look" not in {hit.ledger for hit in book.find(NAME)}


def test_who_told_something_is_erased_with_her_unless_somebody_else_is_called_so(book, known):
    jot = made(write(book, OWNER, "jot", {"words": "灯坏了", "told_by": NAME}), "jot")
    assert ("jot", jot, "told_by") in erasing.targets(book, known)
    twin = person(book, NAME)
    assert ("jot", jot, "told_by") not in erasing.targets(book, known)
    void(book, OWNER, "person", twin)
    erasing.erase_asked(book, OWNER, ask(book, known), second=WANG)
    assert book.read.get("jot", jot)["told_by"] is None


def test_a_file_called_after_her_is_mentioned(book, known):
    doubt = {"what": "3幢 面积", "why": "不像", "offered": "7", "ledger": "person", "record": person(book)}
    with book.transaction(OWNER, "import") as t:
        catalog().offer("doubts.open")(t, [{**doubt, "file": f"{NAME}家.csv"}])
    assert "待核  3幢 面积" in erasing.tell(book, OWNER, ask(book, known))


def test_the_sheet_of_a_person_is_a_look_by_whichever_way_it_is_made(book, known):
    ledger = book.catalog.ledgers["request"]
    request = ask(book, known, "access")
    paper = next(paper for paper in ledger.papers if paper.name == "held_on")
    book.sign_in(Actor("worker", "社工", ("worker",)))
    assert paper not in printed.papers(book, ledger)
    actor = Actor("secretary", "秘书", ("secretary",))
    book.sign_in(actor)
    printed.make(book, actor, ledger, paper, request)
    printed.make(book, actor, book.catalog.ledgers["person"], paper_of_person(book), known)
    lines = book.connection.execute("SELECT record, fields FROM main.look").fetchall()
    assert lines == [(known, "全部内容")] * 2


def paper_of_person(book):
    return next(paper for paper in book.catalog.ledgers["person"].papers if paper.name == "held")
