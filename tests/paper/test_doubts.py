"""What is not believed lies beside the record: on the first import, on the next ones, and when somebody has decided."""

from __future__ import annotations

import pytest

from linli_tui.book import undo
from linli_tui.book.check import check
from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from linli_tui.ledgers.doubts import service as doubts
from linli_tui.ledgers.people import service as people
from linli_tui.paper.spreadsheet_import import apply, preview

WANG = (1, 1, 101, "王桂芳", "330681195803020022", "13600005588", 72.47)
LI = (1, 1, "102", "李建国", None, "13700001234", 65.57)


def bring_in(book, path):
    shown = preview(book, path)
    return shown, apply(book, OWNER, shown)


def counts(shown):
    return shown.new.total(), shown.changed.total(), shown.unchanged.total()


def laid_aside(book, state="open"):
    sql = "SELECT what, ledger, field, offered, sheet, row FROM doubt WHERE state = ? AND voided = 0 ORDER BY row, id"
    return [tuple(row.values()) for row in book.read.sql(sql, (state,))]


def rows(remarks):
    return [remark.row for remark in remarks]


def test_a_bad_value_of_a_new_record_leaves_the_field_empty_and_a_doubt(book, sheet):
    shown, change = bring_in(book, sheet((*WANG[:4], "330681195803020027", "136", "很大"), LI))
    assert rows(shown.doubtful) == [2] and shown.doubtful[0].why.count("；") == 2
    assert laid_aside(book) == [
        ("王桂芳 身份证号", "person", "id_number", "330681195803020027", "花名册", 2),
        ("王桂芳 电话", "person", "phone", "136", "花名册", 2),
        ("1幢1单元101室 专有面积", "home", "area_001m2", "很大", "花名册", 2),
    ]
    assert book.read.sql("SELECT id_number, phone FROM person WHERE name='王桂芳'") == [
        {"id_number": None, "phone": None}
    ]
    assert "待核3条" in change.say and check(book).ok
    again, nothing = bring_in(book, sheet((*WANG[:4], "330681195803020027", "136", "很大"), LI))
    assert nothing.number == 0 and again.doubtful == shown.doubtful and len(laid_aside(book)) == 3, (
        "none is opened again"
    )
    undo.undo(book, OWNER, change.number)
    assert not laid_aside(book) and book.read.one("SELECT count(*) FROM person") == 0, "all of it is one step"


def test_a_bad_value_replaces_nothing(book, sheet):
    bring_in(book, sheet(WANG))
    shown, _ = bring_in(book, sheet((*WANG[:4], None, "139", None)))
    assert counts(shown)[:2] == (0, 0) and rows(shown.doubtful) == [2]
    assert book.read.one("SELECT phone FROM person") == "13600005588" and laid_aside(book)[0][:4] == (
        "王桂芳 电话",
        "person",
        "phone",
        "139",
    )


def test_a_hidden_value_keeps_what_there_is(book, sheet):
    bring_in(book, sheet(WANG))
    shown, change = bring_in(book, sheet((*WANG[:4], "330681********0022", "136****5588", None)))
    assert not shown.doubtful and change.number == 0
    assert rows(preview(book, sheet((*LI[:5], "137****1234", None))).doubtful) == [2], (
        "of somebody new there is nothing to keep"
    )


class TestAnotherOwner:
    def test_another_name_is_laid_beside_and_replaces_nothing(self, book, sheet):
        bring_in(book, sheet(WANG, LI))
        shown, _ = bring_in(book, sheet((*WANG[:3], "王贵芳", None, None, None), LI))
        assert (
            counts(shown)[:2] == (0, 0) and rows(shown.doubtful) == [2] and "是过户还是写错了" in shown.doubtful[0].why
        )
        assert laid_aside(book) == [("王桂芳 姓名", "person", "name", "王贵芳", "花名册", 2)]
        assert [row["owners"] for row in book.read.sql("SELECT owners FROM home_list ORDER BY place_key")] == [
            "王桂芳",
            "李建国",
        ]
        assert book.read.one("SELECT count(*) FROM person") == 2 and any("对不上" in said for said in shown.said)

    def test_even_with_the_same_number(self, book, sheet):
        bring_in(book, sheet(WANG))
        shown, _ = bring_in(book, sheet((*WANG[:3], "王贵芳", *WANG[4:])))
        assert counts(shown)[:2] == (0, 0) and rows(shown.doubtful) == [2]
        assert laid_aside(book) == [("王桂芳 姓名", "person", "name", "王贵芳", "花名册", 2)]

    def test_somebody_the_book_knows_is_a_sale_that_has_to_be_made_at_the_home(self, book, sheet):
        bring_in(book, sheet(WANG, LI))
        bring_in(book, sheet((*WANG[:3], *LI[3:6], None)))
        assert [row[:3] for row in laid_aside(book)] == [("1幢1单元101室", "home", None)]
        assert book.read.one("SELECT count(*) FROM ownership") == 2

    def test_one_more_owner_is_no_doubt(self, book, sheet):
        bring_in(book, sheet(WANG))
        shown, _ = bring_in(book, sheet(WANG, (1, 1, 101, "王小明")))
        assert dict(shown.new) == {"person": 1, "ownership": 1} and not shown.doubtful

    def test_two_against_two_are_laid_beside_the_home(self, book, sheet):
        bring_in(book, sheet((1, 1, 101, "甲一、乙二")))
        shown, _ = bring_in(book, sheet((1, 1, 101, "丙三、丁四")))
        assert counts(shown)[:2] == (0, 0) and {(row[1], row[2]) for row in laid_aside(book)} == {("home", None)}

    def test_the_rest_of_such_a_row_is_taken_over(self, book, sheet):
        bring_in(book, sheet((1, 1, 101, "甲一")))
        shown, _ = bring_in(book, sheet((1, 1, 101, "乙二", None, None, 90), (1, 1, 102, "乙二", None, None, 80)))
        assert dict(shown.new) == {"home": 1, "person": 1, "ownership": 1} and dict(shown.changed) == {"home": 1}
        assert [row["owners"] for row in book.read.sql("SELECT owners FROM home_list ORDER BY place_key")] == [
            "甲一",
            "乙二",
        ]


@pytest.mark.parametrize(("area", "doubtful"), [(76.09, False), (76.10, True), (68.85, False), (68.84, True)])
def test_an_area_that_changes_by_more_than_a_twentieth_is_said_and_doubtful(book, sheet, area, doubtful):
    bring_in(book, sheet(WANG))
    shown, _ = bring_in(book, sheet((*WANG[:6], area)))
    assert (bool(shown.doubtful), shown.changed["home"]) == (doubtful, int(not doubtful))
    assert not doubtful or ("72.47" in shown.doubtful[0].why and f"{area:.2f}" in shown.doubtful[0].why)
    assert book.read.one("SELECT area_001m2 FROM home") == (7247 if doubtful else round(area * 100))


def test_another_identity_number_is_doubtful_a_first_one_is_not(book, sheet):
    bring_in(book, sheet(LI))
    shown, _ = bring_in(book, sheet((*LI[:4], WANG[4], *LI[5:])))
    assert dict(shown.changed) == {"person": 1} and not shown.doubtful
    other, _ = bring_in(book, sheet((*LI[:4], "11010519491231002X", *LI[5:])))
    assert rows(other.doubtful) == [2] and book.read.one("SELECT id_number FROM person") == WANG[4]


def test_a_household_that_refuses_is_a_home_with_only_what_votes_need(book, sheet):
    bring_in(book, sheet(WANG))
    home = book.read.one("SELECT id FROM home")
    with book.transaction(OWNER, "change") as t:
        t.save("home", {"id": home, "refused_on": "2026-01-01"})
    header = ("幢", "单元", "室", "业主", "使用情况", "租户")
    shown, _ = bring_in(book, sheet((1, 1, 101, "王桂芳", "出租", "租小一"), header=header))
    assert counts(shown)[:2] == (0, 0) and "不愿登记" in shown.doubtful[0].why
    assert book.read.one("SELECT count(*) FROM tenancy") == book.read.one("SELECT count(*) FROM household") == 0
    kept = book.read.sql("SELECT * FROM doubt")
    assert kept and not [row for row in kept if "租小一" in "".join(map(str, row.values()))]


class TestDeciding:
    def opened(self, book, sheet, *row):
        bring_in(book, sheet(WANG))
        bring_in(book, sheet(row))
        return book.read.one("SELECT id FROM doubt WHERE state = 'open'")

    def test_what_was_offered_is_taken_over(self, book, sheet):
        doubt = self.opened(book, sheet, *WANG[:6], 99)
        change = doubts.decide(book, OWNER, doubt, "accept")
        assert book.read.one("SELECT area_001m2 FROM home") == 9900 and not laid_aside(book)
        shown = preview(book, sheet((*WANG[:6], 99)))
        assert not shown.doubtful and counts(shown)[:2] == (0, 0)
        undo.undo(book, OWNER, change.number)
        assert book.read.one("SELECT area_001m2 FROM home") == 7247 and len(laid_aside(book)) == 1

    def test_what_was_kept_is_not_asked_again(self, book, sheet):
        doubt = self.opened(book, sheet, *WANG[:3], "王贵芳", None, None, None)
        doubts.decide(book, OWNER, doubt, "keep")
        shown, change = bring_in(book, sheet((*WANG[:3], "王贵芳", None, None, None)))
        assert not shown.doubtful and change.number == 0 and book.read.one("SELECT name FROM person") == "王桂芳"

    def test_a_corrected_name_is_written(self, book, sheet):
        doubt = self.opened(book, sheet, *WANG[:3], "王贵芳", None, None, None)
        doubts.decide(book, OWNER, doubt, "accept")
        assert book.read.one("SELECT owners FROM home_list") == "王贵芳"

    def test_what_still_cannot_be_read_is_refused_with_a_way_out(self, book, sheet):
        doubt = self.opened(book, sheet, *WANG[:5], "139", None)
        with pytest.raises(Refused, match="保留原来的"):
            doubts.decide(book, OWNER, doubt, "accept")
        assert len(laid_aside(book)) == 1


class TestAPersonRegisteredTwice:
    def merged(self, book, sheet):
        bring_in(book, sheet((1, 1, 101, "王桂方", None, "13900000001", None), LI))
        gone = book.read.one("SELECT id FROM person WHERE name = '王桂方'")
        with book.transaction(OWNER, "new") as t:
            kept = t.save("person", {"name": "王桂芳", "kind": "resident"})
        people.merge(book, OWNER, kept, other=gone)
        return kept, gone

    @pytest.mark.parametrize("phone", ["13900000001", None])
    def test_the_spelling_of_the_other_record_means_the_one_that_stands(self, book, sheet, phone):
        kept, gone = self.merged(book, sheet)
        shown, change = bring_in(book, sheet((1, 1, 101, "王桂方", None, phone, None), LI))
        assert counts(shown)[:2] == (0, 0) and not shown.doubtful and change.number == 0
        assert {wanted.id for wanted in shown.of("person")} >= {kept} and gone not in {w.id for w in shown.of("person")}
        owner = "SELECT person FROM ownership WHERE home = (SELECT id FROM home WHERE code = '101')"
        assert book.read.one(owner) == gone, "what was written down stays, so that they can be taken apart again"

    def test_what_is_new_of_them_is_written_to_the_one_that_stands(self, book, sheet):
        kept, _ = self.merged(book, sheet)
        bring_in(book, sheet((1, 1, 101, "王桂方", WANG[4], "13900000001", None), LI))
        assert book.read.one("SELECT id FROM person WHERE id_number = ?", (WANG[4],)) == kept
        assert book.read.one("SELECT count(*) FROM person") == 3
