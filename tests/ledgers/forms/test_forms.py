"""Numbers of blank forms are reserved in one act, never given again; what returns is kept under the paper's own."""

from __future__ import annotations

import pytest

from linli_tui.book.check import check
from linli_tui.book.writing import void, write
from linli_tui.core.access import OWNER, Actor
from linli_tui.core.refusal import Refused
from linli_tui.ledgers.forms import service


def reserve(book, ledger="jot", count=2):
    return service.reserve(book, OWNER, [(ledger, "上门走访记录", count)])


def standing(book, number):
    (row,) = book.read.sql("SELECT * FROM blank_form WHERE reserved = ?", (number,))
    return row


def test_a_reserved_number_is_never_given_again(demo_book):
    first, second = reserve(demo_book)
    assert first != second and first.partition("-")[2].startswith("记-")
    change = write(demo_book, OWNER, "jot", {"words": "楼道灯不亮"})
    made = demo_book.read.get("jot", change.records[0][1])
    assert made["number"] not in (first, second)
    assert standing(demo_book, first)["stage"] == "out"
    assert check(demo_book).ok, "what was reserved stands in the journal"


def test_one_act_reserves_them_all(demo_book):
    query = "SELECT count(DISTINCT change) FROM main.journal WHERE ledger = 'blank_form' AND epoch = ?"

    def acts():
        return demo_book.connection.execute(query, (demo_book.epoch,)).fetchone()[0]

    before = acts()
    numbers = service.reserve(demo_book, OWNER, [("jot", "上门走访记录", 3), ("finding", "问题单", 4)])
    assert len(set(numbers)) == 7 and acts() == before + 1


def test_what_returns_is_written_down_under_the_number_of_its_paper(demo_book):
    number, _ = reserve(demo_book)
    short, kind, year, last = number.split("-")
    form = service.found(demo_book, f" {short}－{kind}－{year}－{last} ")
    change = service.register(demo_book, OWNER, form, {"words": "三楼漏水，要人看一看"})
    row = standing(demo_book, number)
    assert demo_book.read.get("jot", row["record"])["number"] == number
    assert ("jot", row["record"]) in change.records and row["stage"] == "back"
    assert service.found(demo_book, number) is None
    for again in (lambda: service.register(demo_book, OWNER, form, {"words": "又一次"}),
                  lambda: service.spoil(demo_book, OWNER, form)):  # fmt: skip
        with pytest.raises(Refused, match="已经登记了"):
            again()


def test_a_spoilt_one_keeps_its_number_and_none_is_made_or_taken_back_by_hand(demo_book):
    number, _ = reserve(demo_book)
    form = service.found(demo_book, number)
    service.spoil(demo_book, OWNER, form)
    assert standing(demo_book, number)["stage"] == "spoilt" and service.found(demo_book, number) is None
    with pytest.raises(Refused, match="不能作废"):
        void(demo_book, OWNER, "blank_form", form)
    with pytest.raises(Refused, match="不能手写"):
        write(
            demo_book,
            OWNER,
            "blank_form",
            {"reserved": "永富-记-2026-9999", "form": "表", "ledger": "jot", "day": "2026-11-20"},
        )


def test_only_officers_reserve(demo_book):
    member = Actor("nobody-known", "潘俊", ("member",))
    demo_book.sign_in(member)
    with pytest.raises(Refused):
        reserve(demo_book)
