"""What is handed over is what the book holds: every number on the list is counted again here in SQL."""

from __future__ import annotations

import re
import sqlite3

import pytest

from linli_tui.core import clock
from linli_tui.core.access import NOBODY, OWNER, Actor
from linli_tui.core.ledger import Lifecycle, Move, State
from linli_tui.core.refusal import Refused
from linli_tui.ledgers.jots.ledger import LIFE as JOT_LIFE
from linli_tui.ledgers.pacts.ledger import LIFE as PACT_LIFE
from linli_tui.paper import as_text, first_page, hand_over, standing
from linli_tui.paper.document import Heading, Pairs, Para, Table

SECTIONS = (
    "没有办完的事",
    "到了日子、要赶紧办的",
    "正在生效的决定",
    "纸在哪里",
    "谁能打开台账",
    "印章、钥匙和别的东西",
    "手写补充",
)


def sections(document):
    """{heading without its numeral: blocks below it}."""
    found, title = {}, ""
    for block in document.blocks:
        if isinstance(block, Heading):
            title = block.text.partition("、")[2].partition("（")[0]
            found[title] = []
        elif title:
            found[title].append(block)
    return found


def rows(blocks):
    return next((block.rows for block in blocks if isinstance(block, Table)), ())


@pytest.fixture
def raw(demo_path):
    """The file itself, read beside the program."""
    with sqlite3.connect(f"file:{demo_path}?mode=ro", uri=True) as connection:
        yield lambda query: connection.execute(query).fetchone()[0]


def test_an_empty_book_says_of_everything_that_there_is_none(book):
    document = hand_over.document(book, OWNER)
    found = sections(document)
    assert tuple(title for title in SECTIONS if title in found) == SECTIONS
    for title in SECTIONS[:4]:
        (said,) = found[title]
        assert isinstance(said, Para) and "没有" in said.text
    assert "没有人设过密码" in found["谁能打开台账"][0].text
    assert isinstance(found["印章、钥匙和别的东西"][0], Pairs)


def test_three_sign_it_and_it_is_for_inside(book):
    document = hand_over.document(book, OWNER)
    assert document.signatures == ("移交人", "接收人", "监交人（居委会）")
    assert document.audience == "内部" and "不要贴出去" in document.foot


def test_open_matters_and_decisions_are_those_in_the_file(demo_book, raw):
    found = sections(hand_over.document(demo_book, OWNER))
    open_ = rows(found["没有办完的事"])
    count = {title: sum(row[0] == title for row in open_) for title in ("随手记", "版本", "待核")}
    assert count == {
        "随手记": raw("SELECT count(*) FROM jot WHERE voided=0 AND state='open'"),
        "版本": raw("SELECT count(*) FROM pact_version WHERE voided=0 AND state IN ('draft', 'asking')"),
        "待核": raw("SELECT count(*) FROM doubt WHERE voided=0 AND state='open'"),
    }
    heading = next(b.text for b in hand_over.document(demo_book, OWNER).blocks if isinstance(b, Heading))
    assert heading == f"一、没有办完的事（{len(open_)}项）"
    decided = rows(found["正在生效的决定"])
    in_force = raw("SELECT count(*) FROM pact_version WHERE voided=0 AND state IN ('adopted', 'in_force')")
    assert sum(row[0] == "版本" for row in decided) == in_force
    assert min(*count.values(), in_force) > 0


def test_every_ledger_with_a_life_is_counted_whole(demo_book, raw):
    found = sections(hand_over.document(demo_book, OWNER))
    for title, which in (("没有办完的事", standing.still_open), ("正在生效的决定", standing.in_force)):
        for ledger in demo_book.catalog.tables():
            states = ", ".join(f"'{state}'" for state in which(ledger.lifecycle)) if ledger.lifecycle else ""
            verdict = "AND verdict='passed'" if which is standing.in_force and standing.carried(ledger) else ""
            n = (
                raw(f'SELECT count(*) FROM "{ledger.name}" WHERE voided=0 AND state IN ({states}) {verdict}')
                if states
                else 0
            )
            assert sum(row[0] == ledger.title for row in rows(found[title])) == n, ledger.name


def test_a_vote_that_failed_is_no_decision_in_force(demo_book):
    decided = rows(sections(hand_over.document(demo_book, OWNER))["正在生效的决定"])
    assert not [row for row in decided if "未通过" in row[2] or "不成立" in row[2]]


def test_the_duties_with_their_numbers_are_those_of_home(demo_book):
    due = rows(sections(hand_over.document(demo_book, OWNER))["到了日子、要赶紧办的"])
    assert [text for _, text in due] == [duty.say.replace("{n}", str(n)) for _, duty, n in standing.due(demo_book)]
    assert due and all(re.search(r"\d", text) for _, text in due)


def test_every_paper_that_lies_somewhere_is_on_the_list_and_the_cared_for_are_not_named(demo_book, raw):
    found = rows(sections(hand_over.document(demo_book, OWNER))["纸在哪里"])
    filed = [ledger for ledger in demo_book.catalog.tables() if any(f.name == "paper_at" for f in ledger.fields)]
    assert "care" in [ledger.name for ledger in filed]
    for ledger in filed:
        listed = [(number, what) for title, number, what, _ in found if title == ledger.title]
        counted = sum(int(what[:-1]) if re.fullmatch(r"\d+份", what) else 1 for _, what in listed)
        assert counted == raw(f"SELECT count(*) FROM \"{ledger.name}\" WHERE voided=0 AND ifnull(paper_at, '')<>''")
    names = {row["name"] for row in demo_book.read.sql("SELECT p.name FROM care c JOIN person p ON p.id = c.person")}
    assert names and not [name for name in names for row in found if name in "".join(row)]


def test_what_must_be_kept_and_until_when_is_on_the_list_with_its_basis(demo_book):
    kept = rows(sections(hand_over.document(demo_book, OWNER))["还要保管的"])
    assert any("表决票" in what and "60个月" in until and "第12条" in why for what, until, why in kept)
    assert any("年度财务报告" in what and until == "一直留着" for what, until, _ in kept)


def test_an_area_may_add_a_part_of_its_own(demo_book, monkeypatch):
    from linli_tui.core.ledger import Area

    def load(area, where):
        return (
            (lambda book: [("正在公示的", (Para("3号栏：公约，到3月1日"),))]) if where == "x:y" else loaded(area, where)
        )

    loaded = Area.load
    monkeypatch.setattr(Area, "load", load)
    monkeypatch.setitem(demo_book.catalog.area("pact").offers, hand_over.OFFER, "x:y")
    assert sections(hand_over.document(demo_book, OWNER))["正在公示的"] == [Para("3号栏：公约，到3月1日")]


def test_whoever_holds_a_post_stands_on_the_list_with_what_he_opens(demo_book, raw):
    found = rows(sections(hand_over.document(demo_book, OWNER))["谁能打开台账"])
    today = clock.today().isoformat()
    standing_ = f"voided=0 AND ifnull(since,'')<='{today}' AND ifnull(until,'9999')>'{today}'"
    assert len(found) >= raw(f"SELECT count(DISTINCT person) FROM post WHERE {standing_}")
    assert {how for *_, how in found} == {"没有"}


def test_only_whose_post_it_is_hands_over(demo_book):
    for actor in (NOBODY, Actor("nobody", "路人", ("screen",))):
        demo_book.sign_in(actor)
        for paper in (hand_over, first_page):
            with pytest.raises(Refused):
                paper.document(demo_book, actor)


def test_what_the_caretaker_may_not_read_is_counted_all_the_same(demo_book, raw):
    caretaker = Actor("nobody", "徐玲玲", ("caretaker",))
    demo_book.sign_in(caretaker)
    assert not demo_book.rights.may("read", "doubt")
    open_ = rows(sections(hand_over.document(demo_book, caretaker))["没有办完的事"])
    n = raw("SELECT count(*) FROM doubt WHERE voided=0 AND state='open'")
    assert [row for row in open_ if row[0] == "待核"] == [("待核", "", f"还有{n}条，由管这件事的人当面交代", "")]
    assert demo_book.read.sql("SELECT 1 FROM doubt") == []


def test_the_states_of_a_life_that_are_open_and_those_that_hold():
    assert standing.still_open(PACT_LIFE) == ("draft", "gathering", "asking", "reviewing", "voting")
    assert standing.in_force(PACT_LIFE) == ("adopted", "filed", "in_force")
    assert standing.still_open(JOT_LIFE) == ("open",)
    assert standing.in_force(JOT_LIFE) == ()


def test_a_vote_that_passed_holds_though_nothing_follows_and_a_mended_lamp_does_not():
    states = (State("open", "开着"), State("passed", "通过", "good"), State("failed", "未通过"))
    moves = (Move("pass", "通过", ("open",), "passed", right="decide"), Move("fail", "不通过", ("open",), "failed"))
    assert standing.in_force(Lifecycle(states, moves)) == ("passed",)
    assert standing.still_open(Lifecycle(states, moves)) == ("open",)
    mended = Lifecycle(states, (Move("mend", "修好", ("open",), "passed"),))
    assert standing.in_force(mended) == ()
    looked_at = Lifecycle(states, (*mended.moves, Move("again", "又坏了", ("passed",), "open")))
    assert standing.still_open(looked_at) == ("open",) and standing.in_force(looked_at) == ()


# The first page


def test_the_first_page_has_ten_lines_and_thirteen_months(demo_book):
    document = first_page.document(demo_book, OWNER)
    ten = next(block for block in document.blocks if isinstance(block, Pairs))
    assert len(ten.pairs) == 10 and all(value for _, value in ten.pairs)
    year = next(block for block in document.blocks if isinstance(block, Table))
    assert len(year.rows) == 13 and len({month for month, _ in year.rows}) == 13
    assert len(as_text.pages(document)) <= 2


def test_the_first_page_of_an_empty_book_says_what_is_not_there(book):
    ten = dict(next(block for block in first_page.document(book, OWNER).blocks if isinstance(block, Pairs)).pairs)
    assert ten["没办完的"] == "没有" and "还没有登记" in ten["管事的"]


def ending(book, post, rest):
    """The months of the first page, after the chair's post was given one end and all others another."""
    with clock.frozen("2026-11-23T02:00:00.000Z"):
        with book.transaction(OWNER, "change") as t:
            for row in book.read.sql("SELECT id, post FROM post WHERE voided=0 AND ifnull(until, '9999')>'2026-11-23'"):
                t.save("post", {"id": row["id"], "until": post if row["post"] == "chair" else rest})
        return dict(next(b for b in first_page.document(book, OWNER).blocks if isinstance(b, Table)).rows)


def test_a_term_stands_in_the_month_it_ends(demo_book):
    months = ending(demo_book, "2027-03-31", None)
    assert "2027年3月31日  职务到期：会长" in months["2027年3月"]
    assert "职务到期" not in "".join(text for month, text in months.items() if month != "2027年3月")


def test_many_facts_that_end_in_a_month_are_counted(demo_book):
    months = ending(demo_book, "2027-03-31", "2027-01-01")
    n = demo_book.read.one("SELECT count(*) FROM post WHERE voided=0 AND until='2027-01-01'")
    assert n > first_page.FEW and f"{n}条职务到期" in months["2027年1月"].splitlines()
