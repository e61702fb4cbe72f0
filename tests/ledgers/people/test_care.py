"""Whom one looks after: nothing without the council's yes and the person's, and no longer than a year."""

from __future__ import annotations

import pytest

from linli_tui.book import undo
from linli_tui.book.check import check
from linli_tui.book.writing import void, write
from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from linli_tui.ledgers import catalog
from linli_tui.ledgers.people import caring, service

LEDGER = catalog().ledgers["care"]


@pytest.fixture
def who(book):
    return service.write_person(book, OWNER, {"kind": "resident", "name": "王桂芳"}).records[0][1]


def switch(book, value):
    with book.transaction(OWNER, "change") as t:
        book.catalog.offer("settings.change")(t, caring.SWITCH, value)


def values(who, **more):
    given = {"consent_on": "2026-11-10", "paper_at": "活动室铁柜第二格"}
    return {"person": who, "flag": "alone", "source": "family", **given, **more}


def test_it_is_off_until_the_council_settles_otherwise(book, who):
    assert book.setting("care.enabled") == "no"
    with pytest.raises(Refused, match="没有登记关爱对象"):
        write(book, OWNER, "care", values(who))
    switch(book, "yes")
    made = write(book, OWNER, "care", values(who))
    assert made.say == "已登记一位关爱对象，到2027-11-16，到期要再问一次"
    switch(book, "no")
    record = made.records[0][1]
    with pytest.raises(Refused, match="没有登记关爱对象"):
        caring.renew(book, OWNER, record, consent_on="2026-11-16")
    gone = void(book, OWNER, "care", record)
    assert "王桂芳" not in gone.say
    undo.undo(book, OWNER, gone.number)
    assert check(book).ok


@pytest.mark.parametrize("name", ["source", "consent_on", "paper_at", "flag", "person"])
def test_nothing_without_source_consent_and_paper(book, who, name):
    switch(book, "yes")
    with pytest.raises(Refused) as refused:
        write(book, OWNER, "care", values(who, **{name: None}))
    assert refused.value.field == name


def test_a_year_and_no_longer_unless_it_is_renewed(book, who, standing):
    switch(book, "yes")
    record = write(book, OWNER, "care", values(who, since="2026-01-31")).records[0][1]
    row = book.read.get("care", record)
    assert (row["since"], row["until"]) == ("2026-01-31", "2027-01-31")
    assert caring.renew(book, OWNER, record, consent_on="2026-11-16").say == "已续到2028-01-31"
    standing.advance(days=800)
    caring.renew(book, OWNER, record, consent_on="2029-01-24")
    assert book.read.get("care", record)["until"] == "2030-01-24"


def test_what_runs_out_is_a_duty_while_it_is_on(book, who, standing):
    switch(book, "yes")
    write(book, OWNER, "care", values(who))
    duty = next(duty for duty in book.catalog.area("care").duties if duty.ledger == "care")

    def counted():
        day = book.read.one("SELECT day FROM today")
        return book.read.one(duty.sql.replace(":today", "?"), (day,) * duty.sql.count(":today"))

    assert counted() == 0
    standing.advance(days=340)
    assert counted() == 1
    switch(book, "no")
    assert counted() == 0


def test_it_goes_where_the_household_refuses_to_be_registered(book, who):
    from linli_tui.ledgers.places.service import add_building

    add_building(book, OWNER, code="3", entrances=1, floors=1, per_floor=1)
    home = book.read.one("SELECT id FROM home")
    write(book, OWNER, "residence", {"home": home, "person": who})
    switch(book, "yes")
    write(book, OWNER, "care", values(who))
    switch(book, "no")
    write(book, OWNER, "home", {"refused_on": "2026-11-16"}, home)
    assert book.read.one("SELECT count(*) FROM care WHERE voided = 0") == 0


def test_it_is_in_no_report_no_finder_and_no_list_of_ledgers(book, who):
    switch(book, "yes")
    record = write(book, OWNER, "care", values(who)).records[0][1]
    assert LEDGER.hidden and LEDGER.switch == "care.enabled" and not LEDGER.in_report
    assert book.read.label("care", record) == "独居"
    assert not [found for words in ("独居", "铁柜", "王桂芳") for found in book.find(words) if found.ledger == "care"]
    assert all(field.why for field in LEDGER.fields if field.mask)
