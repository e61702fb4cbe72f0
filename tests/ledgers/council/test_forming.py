"""Bodies, their terms and papers in a real book: what is filled in, what is pointed out, what falls due when."""

from __future__ import annotations

import pytest

from linli_tui.book import undo
from linli_tui.book.check import check
from linli_tui.book.writing import void, write
from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from linli_tui.ledgers.council import forming, service
from linli_tui.ledgers.people.service import write_person


@pytest.fixture
def body(book):
    return forming.main_body(book)


def made(change, ledger="body"):
    return next(record for table, record in change.records if table == ledger)


def due(book, key, today="2026-11-16"):
    duty = next(duty for duty in book.catalog.area("post").duties if duty.key == key)
    return book.read.one(duty.sql, {"today": today})


def test_a_new_book_has_one_main_body(book, body):
    row = book.read.get("body", body)
    assert (row["kind"], row["name"], row["main"], row["profile"]) == ("mutual_aid", "邻里互助会", 1, "general")
    assert book.read.one("SELECT count(*) FROM body") == 1


def test_the_main_body_goes_by_the_settings_and_they_by_it(book, body):
    post = service.appoint(book, OWNER, made(write_person(book, OWNER, {"name": "孙志明"}), "person"), "chair")
    assert book.read.label("post", made(post, "post")) == "会长"
    change = service.change_setting(book, OWNER, "body.kind", "owners_committee")
    assert book.read.get("body", body)["name"] == "业主委员会"
    assert book.read.label("post", made(post, "post")) == "主任"
    undo.undo(book, OWNER, change.number)
    assert book.read.label("post", made(post, "post")) == "会长"
    write(book, OWNER, "body", {"kind": "self_management", "name": "永富自管会"}, body)
    assert book.setting("body.kind") == "self_management" and book.setting("body.name") == "永富自管会"
    service.change_setting(book, OWNER, "law.profile", "hangzhou")
    assert book.read.get("body", body)["profile"] == "hangzhou"
    assert check(book).ok


def test_a_name_somebody_chose_outlives_the_kind(book, body):
    service.change_setting(book, OWNER, "body.name", "永富互助会")
    service.change_setting(book, OWNER, "body.kind", "self_management")
    assert book.read.label("body", body) == "永富互助会"


def test_the_main_body_neither_goes_nor_ends(book, body):
    for act in (
        lambda: void(book, OWNER, "body", body, "试一试"),
        lambda: forming.end_body(book, OWNER, body, on="2027-01-01"),
    ):
        with pytest.raises(Refused, match="这本台账的主人"):
            act()


def test_a_body_beside_it_has_posts_of_its_own_and_ends_with_them(book):
    change = write(book, OWNER, "body", {"kind": "renewal", "seats": 3, "since": "2026-10-01"})
    assert change.say == "已登记组织「换届小组」"
    group, person = made(change), made(write_person(book, OWNER, {"name": "何敏"}), "person")
    told = service.write_post(book, OWNER, {"person": person, "post": "group_leader", "body": group})
    assert told.say == "何敏担任换届小组组长"
    assert book.read.label("post", made(told, "post")) == "组长（换届小组）"
    with pytest.raises(Refused, match="只有组长和组员"):
        service.write_post(book, OWNER, {"person": person, "post": "chair", "body": group})
    later = made(service.write_post(book, OWNER, {"person": person, "post": "group_member", "body": group,
                                                  "since": "2026-12-01"}), "post")  # fmt: skip
    with pytest.raises(Refused, match="以后还有"):
        forming.end_body(book, OWNER, group, on="2026-11-10")
    void(book, OWNER, "post", later)
    assert forming.end_body(book, OWNER, group, on="2026-11-10").say == "换届小组从2026-11-10起散了"
    assert book.read.get("post", made(told, "post"))["until"] == "2026-11-10"


def test_what_the_law_has_otherwise_is_pointed_out_with_who_decided(book, body):
    service.change_setting(book, OWNER, "body.kind", "owners_committee")
    change = write(book, OWNER, "body", {"seats": 6}, body)
    assert change.say == (
        "已更正组织「业主委员会」；席位是6个，不是5到11个、单数"
        "（《业主大会和业主委员会指导规则》第31条），按本机负责人说的记下了"
    )
    change = write(book, OWNER, "term", {"body": body, "since": "2026-01-01", "until": "2032-01-01"})
    assert "不超过5年" in change.say and "按本机负责人" in change.say


def test_terms_go_on_counting_and_gaps_are_pointed_out(book, body):
    first = write(book, OWNER, "term", {"body": body, "since": "2020-01-01", "until": "2023-01-01"})
    assert first.say == "已登记邻里互助会第1届"
    second = write(book, OWNER, "term", {"body": body, "since": "2023-02-01", "until": "2026-02-01"})
    assert second.say.startswith("已登记邻里互助会第2届；2023年1月1日到2023年2月1日中间没有一届")
    with pytest.raises(Refused, match="日子重了"):
        write(book, OWNER, "term", {"body": body, "since": "2026-01-31"})


def test_terms_that_run_out_are_announced(book, body):
    term = made(write(book, OWNER, "term", {"body": body, "since": "2024-01-01", "until": "2027-03-01"}), "term")
    assert book.read.get("term", term)["renew_by"] == "2026-11-30"
    assert due(book, "council.renew", "2026-10-30") == 0
    assert due(book, "council.renew", "2026-10-31") == due(book, "council.renew", "2027-02-28") == 1
    assert (due(book, "council.renew", "2027-03-01"), due(book, "council.expired", "2027-03-01")) == (0, 1)
    assert due(book, "council.hand_over", "2027-02-28") == 0
    assert due(book, "council.hand_over", "2027-03-01") == 1
    write(book, OWNER, "term", {"body": body, "since": "2027-03-05"})
    assert due(book, "council.renew") == due(book, "council.expired", "2027-03-10") == 0
    service.change_setting(book, OWNER, "body.kind", "owners_committee")
    service.change_setting(book, OWNER, "law.profile", "shaoxing")
    assert book.read.get("term", term)["renew_by"] == "2026-12-30"


def test_handing_over_is_written_down(book, body):
    term = made(write(book, OWNER, "term", {"body": body, "since": "2023-11-01", "until": "2026-11-01"}), "term")
    change = forming.hand_over(book, OWNER, term, on="2026-11-12")
    assert change.say == "邻里互助会第1届在2026年11月12日移交好了，比2026年11月11日晚了"
    assert due(book, "council.hand_over") == 0


def test_papers_fall_due_where_the_law_wants_them_filed(book, body):
    paper = {"body": body, "kind": "list", "made_on": "2026-10-20", "paper_at": "铁皮柜"}
    assert write(book, OWNER, "filing", paper).say == "已登记成员名单"
    assert due(book, "council.filing") == 0
    service.change_setting(book, OWNER, "body.kind", "owners_committee")
    change = write(book, OWNER, "filing", {**paper, "made_on": "2026-11-01"})
    assert change.say == "已登记成员名单，最晚2026年12月1日报备案"
    assert (due(book, "council.filing"), due(book, "council.filing_late")) == (2, 0)
    assert (due(book, "council.filing", "2026-11-20"), due(book, "council.filing_late", "2026-11-20")) == (1, 1)
    figure = book.catalog.area("post").figures[-1]
    assert book.read.one(figure.sql) == "11月19日"
    write(book, OWNER, "filing", {"filed_on": "2026-11-15"}, made(change, "filing"))
    assert due(book, "council.filing") == 1


def test_the_days_are_told_with_their_articles(book, body):
    service.change_setting(book, OWNER, "body.kind", "owners_committee")
    values = {"body": body, "since": "2026-11-07", "until": "2029-11-07", "elected_on": "2026-10-25"}
    write(book, OWNER, "term", values)
    told = forming.days(book, OWNER, body)
    assert "选下一届：3个月以前（《业主大会和业主委员会指导规则》第47条）\n  按2029年11月7日算" in told
    assert "开第一次会，推选负责人：7天以内" in told and "最晚2026年11月1日，已经过了。" in told
    assert "那天是休息日，依法可以顺延到2026年11月2日。" in told, "the calendar of that year is known"
    assert "报备案：30天以内（《物业管理条例》第16条）\n  按2026年10月25日算，最晚2026年11月24日。" in told
    assert "最晚2029年11月17日。\n  那天是休息日，依法可以顺延到2029年11月19日（暂按周末推算" in told
    group = made(write(book, OWNER, "body", {"kind": "supervisors"}))
    assert "没有规定要赶的日子" in forming.days(book, OWNER, group)


def test_a_post_falls_into_its_term_and_ends_with_it(book, body):
    term = made(write(book, OWNER, "term", {"body": body, "since": "2026-01-01", "until": "2029-01-01"}), "term")
    person = made(write_person(book, OWNER, {"name": "何敏"}), "person")
    row = book.read.get("post", made(service.appoint(book, OWNER, person, "member", since="2026-03-01"), "post"))
    assert (row["body"], row["term"], row["until"]) == (body, term, "2029-01-01")
    row = book.read.get("post", made(service.appoint(book, OWNER, person, "mediator", since="2026-03-01"), "post"))
    assert (row["term"], row["until"]) == (term, None)
    row = book.read.get("post", made(service.appoint(book, OWNER, person, "vice", since="2025-03-01"), "post"))
    assert (row["term"], row["until"]) == (None, None)


def test_nobody_writes_a_way_to_open_the_book_by_hand(book):
    with pytest.raises(Refused, match="不能在这里填"):
        write(book, OWNER, "key", {"person": "x", "kind": "pin"})
