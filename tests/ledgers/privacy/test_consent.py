"""What people were told, what they agreed to, and that nothing of those who did not may leave."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli_tui.book import undo
from linli_tui.book.check import check
from linli_tui.book.writing import write
from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from linli_tui.ledgers import catalog
from linli_tui.ledgers.privacy import covering, rules, service
from linli_tui.ledgers.privacy.consenting import CONSENT

DAY = "2026-11-16"
DIGITS = {digit: dict(values) for digit, _, values in CONSENT.entry.digits}
KEYS = [key for key, _ in rules.SCOPES]


def made(change, ledger):
    return next(record for table, record in change.records if table == ledger)


@pytest.fixture
def homes(book):
    """Three homes of one entrance."""
    building = made(write(book, OWNER, "building", {"code": "3"}), "place")
    entrance = made(write(book, OWNER, "entrance", {"parent": building, "code": "2"}), "place")
    return [
        made(write(book, OWNER, "home", {"parent": entrance, "code": code, "use": "residence"}), "place")
        for code in ("501", "502", "503")
    ]


def person(book, name="王桂芳", **more):
    return made(write(book, OWNER, "person", {"kind": "resident", "name": name, **more}), "person")


def living(book, home, who, ledger="residence", **more):
    naming = {"residence": "person", "ownership": "person", "tenancy": "tenant", "household": "head"}[ledger]
    return made(write(book, OWNER, ledger, {"home": home, naming: who, **more}), ledger)


def hear(book, home, digit, day=DAY):
    return service.hear(book, OWNER, {"notice": None, "since": day}, home, DIGITS[digit])


def standing(book, home):
    return book.read.sql("SELECT * FROM consent WHERE home = ? AND voided = 0 AND until IS NULL", (home,))


# The notice


def test_a_first_notice_is_ready_with_a_date_and_says_what_the_law_wants_said(book):
    change = service.write_notice(book, OWNER, {"since": DAY})
    (notice,) = book.read.sql("SELECT * FROM notice")
    assert change.say == "已写下「告知书第1版」，从2026-11-16起用，可以打印出来上门了"
    assert all(notice[name] for name in service.TEXTS) and "{" not in "".join(notice[n] for n in service.TEXTS)
    assert notice["who_we_are"].startswith("永富新村邻里互助会，是永富新村的")
    for words in ("不愿登记", "随时可以看", "十五天"):
        assert words in notice["how_to_refuse"]


def test_the_next_one_copies_the_last_and_only_the_unsigned_may_change(book, homes):
    first = made(service.write_notice(book, OWNER, {"since": "2026-01-01", "which": "只记房号"}), "notice")
    service.write_notice(book, OWNER, {"which": "只记房号和电话"}, first)
    second = made(service.write_notice(book, OWNER, {"since": DAY}), "notice")
    assert book.read.one("SELECT which FROM notice WHERE no = 2") == "只记房号和电话"
    assert (service.notice_on(book, "2026-06-01"), service.notice_on(book, DAY)) == (first, second)
    hear(book, homes[0], "1")
    with pytest.raises(Refused, match="签了字"):
        service.write_notice(book, OWNER, {"which": "什么都记"}, second)
    service.write_notice(book, OWNER, {"which": "什么都记"}, first)


# The doors


@pytest.mark.parametrize("digit", sorted(DIGITS))
def test_one_digit_a_door(book, homes, digit):
    change = hear(book, homes[0], digit)
    (row,) = standing(book, homes[0])
    assert {name: row[name] for name in DIGITS[digit]} == DIGITS[digit] and change.say.startswith("3幢2单元501")
    undo.undo(book, OWNER, change.number)
    assert not standing(book, homes[0]) and check(book).ok


def test_a_later_answer_ends_the_one_before_and_one_of_the_same_day_replaces_it(book, homes):
    hear(book, homes[0], "3", "2026-10-01")
    hear(book, homes[0], "1", "2026-10-20")
    hear(book, homes[0], "2", "2026-10-20")
    hear(book, homes[0], "7", DAY)
    old, new = book.read.sql("SELECT * FROM consent WHERE voided = 0 ORDER BY since")
    assert (old["since"], old["until"], old["ended"], old["for_street"]) == ("2026-10-20", DAY, "replaced", 0)
    assert (new["since"], new["until"], new["for_street"]) == (DAY, None, 1)


def test_nobody_in_takes_nothing_back_from_who_agreed_before(book, homes):
    household = living(book, homes[0], person(book), "household", kind="rent", since="2026-01-01")
    hear(book, homes[0], "7", "2026-10-01")
    change = hear(book, homes[0], "3")
    assert change.number == 0 and change.say == "「3幢2单元501室 登记、报送街道」还算数"
    assert covering.covers(book, homes[0], "street")
    with book.transaction(OWNER, "end") as t:
        t.save("household", {"id": household, "until": "2026-11-01"})
    hear(book, homes[0], "3")
    old, new = book.read.sql("SELECT * FROM consent WHERE voided = 0 ORDER BY since")
    assert (old["ended"], new["answer"]) == ("moved", "absent")


def test_who_refuses_is_forgotten_but_for_what_votes_need_and_may_come_back(book, homes):
    who = person(book)
    living(book, homes[0], who, "household", kind="self")
    living(book, homes[0], who, "ownership")
    change = hear(book, homes[0], "4")
    assert change.say.endswith("不愿登记，以后只记投票要用的")
    assert book.read.get("home", homes[0])["refused_on"] == DAY
    assert book.read.one("SELECT count(*) FROM household WHERE voided = 0") == 0
    assert book.read.one("SELECT count(*) FROM ownership WHERE voided = 0") == 1
    hear(book, homes[0], "1", "2026-11-17")
    assert book.read.get("home", homes[0])["refused_on"] is None
    with pytest.raises(Refused):
        undo.undo(book, OWNER, change.number)


def test_agreeing_to_nothing_is_no_consent_and_refusing_is_none_to_anything(book, homes):
    nothing = {**rules.flags(()), "home": homes[0], "answer": "given"}
    with pytest.raises(Refused, match="一项也没有"):
        service.write_consent(book, OWNER, nothing)
    service.write_consent(book, OWNER, {**nothing, "answer": "thinking", "for_street": 1})
    assert standing(book, homes[0])[0]["for_street"] == 0


@pytest.mark.parametrize("scope", ["all", *KEYS])
def test_what_was_agreed_to_is_taken_back(book, homes, scope):
    hear(book, homes[0], "1", "2026-10-01")
    (row,) = standing(book, homes[0])
    change = service.withdraw(book, OWNER, row["id"], on=DAY, scope=scope)
    for key in KEYS:
        taken = scope in ("all", key)
        assert covering.covers(book, homes[0], key, "2026-11-15") is True
        assert covering.covers(book, homes[0], key, DAY) is not taken
    with pytest.raises(Refused, match="没有可以撤回"):
        service.withdraw(book, OWNER, row["id"], on=DAY)
    undo.undo(book, OWNER, change.number)
    assert covering.covers(book, homes[0], "street", DAY) and check(book).ok


def test_a_withdrawal_with_the_household_still_registered_asks_to_be_seen_to(book, homes):
    living(book, homes[0], person(book), "household", kind="self")
    hear(book, homes[0], "1", "2026-10-01")
    duty = next(d for d in catalog().area("consent").duties if d.key == "privacy.withdrawn")
    count = lambda: book.read.one(duty.sql)  # noqa: E731
    assert count() == 0
    service.withdraw(book, OWNER, standing(book, homes[0])[0]["id"], on=DAY)
    assert count() == 1
    hear(book, homes[0], "2", "2026-11-17")
    assert count() == 0


# Who is covered


def test_nobody_is_covered_before_anybody_was_asked(book, homes):
    who, firm = person(book), made(write(book, OWNER, "person", {"kind": "firm", "name": "物业公司"}), "person")
    living(book, homes[0], who)
    for scope in KEYS:
        lacking = covering.without(book, scope)
        assert lacking.homes == frozenset(homes) and lacking.people == {who} and firm not in lacking.people
    with pytest.raises(KeyError):
        covering.without(book, "everything")


def test_a_person_is_covered_by_all_homes_lived_in_else_by_all_owned(book, homes):
    who, other = person(book), person(book, "李四", phone="13800138000")
    living(book, homes[0], who)
    living(book, homes[1], who, "ownership")
    living(book, homes[1], other, "ownership")
    living(book, homes[2], other, "ownership")
    hear(book, homes[0], "1")
    hear(book, homes[1], "7")
    assert covering.covers(book, who, "care") and covering.covers(book, homes[0], "posting")
    assert not covering.covers(book, other, "street"), "one of his homes has not been asked"
    hear(book, homes[2], "7")
    assert covering.covers(book, other, "street") and not covering.covers(book, other, "care")
    living(book, homes[1], who, "tenancy", kind="lease")
    assert not covering.covers(book, who, "care") and covering.covers(book, who, "street")


def test_what_one_household_said_does_not_cover_the_next(book, homes):
    household = living(book, homes[0], person(book), "household", kind="rent", since="2026-01-01")
    hear(book, homes[0], "1", "2026-02-01")
    assert covering.covers(book, homes[0], "street", "2026-10-31")
    with book.transaction(OWNER, "end") as t:
        t.save("household", {"id": household, "until": "2026-11-01"})
    assert covering.covers(book, homes[0], "street", "2026-10-31")
    assert not covering.covers(book, homes[0], "street", "2026-11-01")


def test_a_record_merged_into_another_is_covered_as_the_other_is(book, homes):
    from linli_tui.ledgers.people import service as people

    one, double = person(book), person(book, "王桂芬", phone="13800138000")
    living(book, homes[0], double)
    people.merge(book, OWNER, one, other=double)
    assert not covering.covers(book, one, "street") and not covering.covers(book, double, "street")
    hear(book, homes[0], "7")
    assert covering.covers(book, one, "street") and covering.covers(book, double, "street")


def test_what_names_somebody_not_covered_is_held_back_also_inside_a_transaction(book, homes):
    who = person(book)
    living(book, homes[0], who)
    with book.transaction(OWNER, "new") as t:
        lacking = covering.without(t, "street")
        assert lacking.holds({"id": "x", "head": who}, "head") and lacking.holds({"id": homes[0]})
        assert not lacking.holds({"id": "x", "head": None}, "head")


days = st.integers(1, 20).map(lambda n: f"2026-10-{n:02}")


@settings(max_examples=25)
@given(st.lists(st.tuples(days, st.sampled_from(["1", "2", "3", "5", "7", "take"])), min_size=1, max_size=6))
def test_on_any_day_the_last_word_counts(acts):
    """Against a plain list: what was said last before a day is what covers on it."""
    import os
    import shutil
    import tempfile
    from pathlib import Path

    from linli_tui.book.book import Book

    folder = Path(tempfile.mkdtemp())
    os.environ["LINLI_HOME"] = str(folder / "home")
    said: list[tuple[str, bool]] = []
    try:
        with Book.new(folder / "小.台账", catalog(), name="小村", short="小村"[:2], body="mutual_aid") as book:
            building = made(write(book, OWNER, "building", {"code": "1"}), "place")
            home = made(write(book, OWNER, "home", {"parent": building, "code": "1", "use": "residence"}), "place")
            for day, act in sorted(acts, key=lambda one: one[0]):
                row = (standing(book, home) or [None])[0]
                stands = row and row["answer"] == "given" and row["since"] != day
                if act != "take":
                    hear(book, home, act, day)
                    if act in ("3", "5") and stands:
                        continue
                    said = [one for one in said if one[0] != day]
                    said.append((day, act in ("1", "7")))
                elif row and row["answer"] == "given":
                    service.withdraw(book, OWNER, row["id"], on=day)
                    said = [one for one in said if one[0] != day]
                    said.append((day, False))
            for day in (f"2026-10-{n:02}" for n in range(1, 22)):
                past = [given for on, given in said if on <= day]
                assert covering.covers(book, home, "street", day) is bool(past and past[-1]), (day, said)
            assert check(book).ok
    finally:
        shutil.rmtree(folder)


def test_the_form_at_the_door_has_every_text_and_a_line_for_every_scope(book):
    from linli_tui.ledgers.privacy import papers
    from linli_tui.paper import as_text

    notice = made(service.write_notice(book, OWNER, {"since": DAY}), "notice")
    form = papers.consent_form(book, OWNER, notice)
    said = as_text.text(form).replace("\n", "").replace(" ", "")
    assert form.audience == "当事人" and form.number == "告知书第1版" and "永富新村邻里互助会" in said
    assert all(title in said for _, title in rules.SCOPES)


def test_the_list_says_what_was_agreed_to_in_the_words_of_the_rule(book, homes):
    for home, digit in zip(homes, ("1", "7", "3"), strict=True):
        hear(book, home, digit)
    for row in book.read.sql("SELECT * FROM consent_list"):
        assert row["scopes"] == rules.scope_titles(*(row[f"for_{key}"] for key in KEYS))
