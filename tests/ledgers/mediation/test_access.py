"""Who may read a dispute: its mediators and the chair unless they are near a party; nobody else, by no way."""

from __future__ import annotations

import contextlib
import json
import shutil

import pytest

from linli_tui.book import acting, history, undo
from linli_tui.book.book import Book
from linli_tui.book.reading import Query
from linli_tui.book.writing import write
from linli_tui.commands import listing
from linli_tui.core import clock
from linli_tui.core.access import EVERYONE, OWNER, Actor
from linli_tui.core.refusal import Refused
from linli_tui.exchange import folder
from linli_tui.ledgers import catalog
from linli_tui.ledgers.mediation import parties
from linli_tui.paper import printed
from tests.ledgers.mediation import council as made
from tests.ledgers.mediation.council import WORDS, dispute, record, talk

READERS = ("mediator", "chair")
OTHERS = [post for post in (*EVERYONE, "display") if post not in READERS]
AREA = catalog().area("case")
LEDGERS = [ledger.name for ledger in AREA.ledgers]


@pytest.fixture(scope="module")
def made_once(tmp_path_factory):
    """A book with one dispute of every part, closed, and its people."""
    folder_ = tmp_path_factory.mktemp("mediation")
    with pytest.MonkeyPatch.context() as patch, clock.frozen("2026-11-16T01:00:00.000Z"):
        patch.setenv("LINLI_HOME", str(folder_ / "home"))
        path = folder_ / "永富新村.台账"
        with Book.new(path, catalog(), name="永富新村", short="永富", body="mutual_aid") as book:
            people = made.found(book)
            case = dispute(book, people)
            talk(book, people)
            write(book, OWNER, "event", {"case": case, "kind": "asked", "words": WORDS})
            write(book, OWNER, "obligation", {"case": case, "who": "a", "what": WORDS, "until": "2026-12-01"})
            out = {"case": case, "person": people.people["刘小梅"], "why": "kin", "note": WORDS}
            write(book, OWNER, "recusal", out)
    return path, people


@pytest.fixture
def book(made_once, tmp_path):
    """A copy of it, open."""
    path = tmp_path / "永富新村.台账"
    shutil.copy(made_once[0], path)
    with Book.open(path, catalog()) as opened:
        yield opened


@pytest.fixture
def council(made_once):
    return made_once[1]


def ids(book):
    """(ledger, record) of every row of the area."""
    return [(n, r[0]) for n in LEDGERS for r in book.connection.execute(f'SELECT id FROM main."{n}"').fetchall()]


def told(book):
    """All that can be read of the area, in one text."""
    texts = [[book.read.page(Query(name), limit=1000), book.read.count(Query(name))] for name in LEDGERS]
    for name, row in ids(book):
        texts.append([book.read.get(name, row), book.read.label(name, row), book.read.position(Query(name), row)])
        texts.append([e.fields for e in book.history(name, row)])
    texts.append([[hit.label, hit.line] for words in ("漏水", "永富-调-2026-1", "半夜") for hit in book.find(words)])
    return json.dumps(texts, ensure_ascii=False)


@pytest.mark.parametrize("post", OTHERS)
def test_whoever_is_neither_mediator_nor_chair_reads_nothing(book, council, post):
    council.sit(book, "周志明", post)
    assert all(not book.read.page(Query(name), limit=9) and book.read.count(Query(name)) == 0 for name in LEDGERS)
    text = told(book)
    assert WORDS not in text and "漏水的事" not in text and "永富-调" not in text
    acts = json.dumps([act.say for act in history.acts(book, 1000)], ensure_ascii=False)
    assert WORDS not in acts and "漏水" not in acts and "1单元" not in acts.replace("已登记", "")
    counts = [book.read.figure(figure.sql) for figure in AREA.figures]
    months = [book.read.month(line, "2026-11-01", "2026-12-01") for line in AREA.month]
    if post in ("keeper", "display"):
        assert set(counts) == {None} == set(months), "not even a number"
    else:
        assert counts == [1, 1] and months[0] == 1


@pytest.mark.parametrize("post", OTHERS)
def test_nor_writes_undoes_moves_or_prints(book, council, post):
    actor = council.sit(book, "周志明", post)
    lines = book.connection.execute("SELECT count(*) FROM main.journal").fetchone()
    case = book.connection.execute('SELECT id FROM main."case"').fetchone()[0]
    for act in (
        lambda: write(book, actor, "case", {"title": "x"}, case),
        lambda: acting.move(book, actor, "case", "accept", case),
        lambda: acting.act(book, actor, "case", "paper", case, kind="talk", pages=1, signed="both"),
        lambda: acting.ask(book, actor, "case", "which", case),
        lambda: printed.make(book, actor, book.catalog.ledgers["case"], book.catalog.ledgers["case"].papers[0], case),
    ):
        with pytest.raises(Refused):
            act()
    number = book.connection.execute("SELECT max(change) FROM main.journal WHERE ledger='recusal'").fetchone()[0]
    with pytest.raises(Refused):
        undo.undo(book, actor, number)
    assert book.connection.execute("SELECT count(*) FROM main.journal").fetchone() == lines


@pytest.mark.parametrize("post", READERS)
def test_mediators_and_the_chair_read_it_all_but_history_tells_no_words(book, council, post):
    council.sit(book, "孙福生" if post == "chair" else "何敏", post)
    assert all(book.read.count(Query(name)) >= 1 for name in LEDGERS)
    text = told(book)
    assert WORDS in text and "漏水的事" in text
    stories = json.dumps([[e.fields for e in book.history(n, r)] for n, r in ids(book)], ensure_ascii=False)
    assert WORDS not in stories and "（已密封）" in stories
    assert not book.find("半夜"), "the finder keeps no word of it"


@pytest.mark.parametrize("who", ["孙福生", "周志明", "何敏", "刘小梅"])
@pytest.mark.parametrize("post", READERS)
def test_a_party_its_household_and_whoever_is_recused_read_it_not(book, council, who, post):
    """The chair and his wife live in one home and she owns another; the mediators have homes of their own."""
    theirs = {"孙福生": 0, "周志明": 5, "何敏": 1, "刘小梅": 4}[who]
    near = {"孙福生": (0, 5), "周志明": (0, 5)}.get(who, (theirs,))
    fresh = {home: dispute(book, council, a=home, b=2) for home in near}
    talks = {home: talk(book, council, a=2, b=home) for home in near}
    named = dispute(book, council)
    write(book, OWNER, "party", {"case": named, "side": "third", "person": council.people[who]})
    out = dispute(book, council)
    write(book, OWNER, "recusal", {"case": out, "person": council.people[who], "why": "asked"})
    actor = council.sit(book, who, post)
    readable = {row["id"] for row in book.read.page(Query("case"), limit=99)}
    barred = {*fresh.values(), named, out}
    assert not readable & barred and (len(readable) >= 1 or who == "刘小梅")
    assert not {row["id"] for row in book.read.page(Query("talk"), limit=99)} & {*talks.values()}
    for case in barred:
        assert book.read.get("case", case) is None and book.history("case", case) == []
        assert book.read.parts("party", case) == [] == book.read.parts("event", case)
        for act in (
            lambda case=case: acting.move(book, actor, "case", "accept", case),
            lambda case=case: write(book, actor, "event", {"case": case, "kind": "asked"}),
            lambda case=case: write(book, actor, "recusal", {"case": case, "person": actor.id}),
            lambda case=case: write(book, actor, "case", {"title": "y"}, case),
        ):
            with pytest.raises(Refused):
                act()
    with pytest.raises(Refused):
        printed.make(book, actor, book.catalog.ledgers["case"], book.catalog.ledgers["case"].papers[0], out)


def test_a_spouse_who_owns_another_home_is_near_it(book, council):
    case = dispute(book, council, a=5, b=2)
    council.sit(book, "孙福生", "chair")
    assert book.read.get("case", case) is None, "his wife owns it"
    council.sit(book, "何敏", "mediator")
    assert book.read.get("case", case)


def test_a_mediator_stands_aside_and_sees_it_no_more_nor_takes_that_back(book, council):
    case = dispute(book, council)
    actor = council.sit(book, "何敏", "mediator")
    change = write(book, actor, "recusal", {"case": case, "person": actor.id, "why": "self"})
    assert book.read.get("case", case) is None
    with pytest.raises(Refused):
        undo.undo(book, actor, change.number)
    council.sit(book, "孙福生", "chair")
    assert book.read.get("case", case)


def test_the_chair_who_may_undo_others_cannot_undo_that_he_stays_out(book, council):
    case = dispute(book, council)
    mediator = council.sit(book, "何敏", "mediator")
    out = {"case": case, "person": council.people["孙福生"], "why": "asked"}
    change = write(book, mediator, "recusal", out)
    chair = council.sit(book, "孙福生", "chair")
    with pytest.raises(Refused, match="看不到"):
        undo.undo(book, chair, change.number)
    council.sit(book, "何敏", "mediator")
    undo.undo(book, mediator, change.number)
    council.sit(book, "孙福生", "chair")
    assert book.read.get("case", case)


def test_somebody_registered_twice_is_recused_under_both_records(book, council):
    twin = book.read.one("SELECT id FROM person WHERE name = '王桂芳'")
    with book.transaction(OWNER, "merge") as t:
        t.save("person", {"id": twin, "merged_into": council.people["何敏"]})
        t.say("已并")
    case = dispute(book, council, a=3, b=4)
    write(book, OWNER, "party", {"case": case, "side": "third", "person": twin})
    council.sit(book, "何敏", "mediator")
    assert book.read.get("case", case) is None


def test_nothing_of_it_is_in_the_report_whoever_makes_it(book, council, tmp_path):
    for name, post in (("孙福生", "chair"), ("周志明", "secretary")):
        actor = council.sit(book, name, post)
        made = folder.report(book, actor, tmp_path / post)
        for path in made.path.rglob("*.csv"):
            text = path.read_text(encoding="utf-8-sig")
            assert WORDS not in text and "永富-调" not in text, path.name
    council.sit(book, "孙福生", "chair")
    for name in LEDGERS:
        shown = folder.shown_columns(book.catalog, book.catalog.ledgers[name])
        assert not any(column.field.sealed for column in shown)


def test_opening_a_closed_dispute_leaves_a_line_once_a_sitting(book, council):
    from linli_tui.book import looks

    case = dispute(book, council)
    for key, asked in (("accept", {}), ("pass", {"passed_to": "court"}), ("close", {})):
        acting.move(book, OWNER, "case", key, case, **asked)
    event = record(write(book, OWNER, "event", {"case": case, "kind": "visit"}), "event")
    actor = council.sit(book, "何敏", "mediator")
    ledger = book.catalog.ledgers["case"]
    for _ in range(2):
        looks.note_reading(book, actor, ledger, book.read.get("case", case))
        looks.note_reading(book, actor, book.catalog.ledgers["event"], book.read.get("event", event))
    lines = "SELECT who, record, why FROM main.look"
    assert book.connection.execute(lines).fetchall() == [(actor.id, case, "打开看")]
    still = next(r["id"] for r in book.read.page(Query("case")) if r["state"] != "closed")
    looks.note_reading(book, actor, ledger, book.read.get("case", still))
    assert len(book.connection.execute(lines).fetchall()) == 1


def test_a_draft_is_its_writers_alone(book, council):
    from linli_tui.book import desk

    mine = council.sit(book, "何敏", "mediator")
    desk.save_draft(book, mine, "talk", "", {"said": WORDS})
    assert desk.drafts(book, mine)[0].typed == {"said": WORDS}
    assert desk.drafts(book, council.sit(book, "孙福生", "chair")) == []
    book.sign_in(mine)
    desk.clear_draft(book, mine, "talk", "")
    assert desk.drafts(book, mine) == []


def test_nobody_reads_while_nobody_has_signed_in(book, council):
    book.sign_in(Actor("", "", ()))
    assert all(book.read.count(Query(name)) == 0 for name in LEDGERS)


@pytest.fixture
def at_the_command_line(book, monkeypatch):
    """The commands read this book as whoever sits at it."""
    monkeypatch.setattr(listing, "open_book", lambda path, read_only=False: contextlib.nullcontext(book))


@pytest.mark.usefixtures("at_the_command_line")
@pytest.mark.parametrize("post", OTHERS)
def test_the_command_line_lists_nothing_to_others(book, council, capsys, post):
    council.sit(book, "周志明", post)
    for name in LEDGERS:
        with pytest.raises(Refused):
            listing.show(name, book.path, "json")
    listing.find("漏水", book.path, False)
    assert "没有找到" in capsys.readouterr().out


@pytest.mark.usefixtures("at_the_command_line")
@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_the_command_line_writes_no_sealed_word(book, council, capsys, form):
    council.sit(book, "何敏", "mediator")
    for name in LEDGERS:
        listing.show(name, book.path, form)
    listing.find("半夜漏水", book.path, False)
    out = capsys.readouterr().out
    assert "没有找到" in out and WORDS not in out
    assert form == "json" or "1幢1单元201室" in out


def test_sealed_words_lie_in_no_finder_and_no_data_sheet(book, council, tmp_path):
    from openpyxl import load_workbook

    from linli_tui.paper import datasheet

    kept = book.connection.execute("SELECT text FROM main.desk_found").fetchall()
    assert kept and not any(WORDS in text or "半夜" in text for (text,) in kept)
    for name in LEDGERS:
        path = tmp_path / f"{name}.xlsx"
        datasheet.write(book, name, path)
        cells = [str(cell) for row in load_workbook(path).active.iter_rows(values_only=True) for cell in row if cell]
        assert not any(WORDS in cell for cell in cells)


def closed(book, council):
    case = dispute(book, council)
    for key, asked in (("accept", {}), ("pass", {"passed_to": "court"}), ("close", {})):
        acting.move(book, OWNER, "case", key, case, **asked)
    return case


def test_a_closed_dispute_is_printed_with_a_line_and_listed_nowhere_without_one(book, council, capsys, monkeypatch):
    case = closed(book, council)
    event = record(write(book, OWNER, "event", {"case": case, "kind": "visit"}), "event")
    actor = council.sit(book, "何敏", "mediator")
    monkeypatch.setattr(listing, "open_book", lambda path, read_only: contextlib.nullcontext(book))
    for name, gone in (("case", case), ("event", event)):
        listing.show(name, book.path, "json")
        shown = capsys.readouterr()
        assert gone not in {row["id"] for row in json.loads(shown.out)} and json.loads(shown.out)
        assert "打开要记一笔" in shown.err
    row = book.read.get("case", case)
    for words in (row["number"], "漏水", "3幢", "1幢1单元201室"):
        listing.find(words, book.path, True)
        shown = capsys.readouterr()
        assert gone not in shown.out and case not in shown.out and row["number"] not in shown.out
    ledger = book.catalog.ledgers["case"]
    printed.make(book, actor, ledger, printed.papers(book, ledger)[0], case)
    assert book.connection.execute("SELECT who, record FROM main.look").fetchall() == [(actor.id, case)]


def test_a_window_that_only_reads_does_not_open_a_closed_dispute(book, council):
    from linli_tui.book import looks

    case, ledger = closed(book, council), book.catalog.ledgers["case"]
    with Book.open(book.path, catalog(), read_only=True) as reading:
        actor = council.sit(reading, "何敏", "mediator")
        row = reading.read.get("case", case)
        with pytest.raises(Refused, match="要记一笔"):
            looks.note_reading(reading, actor, ledger, row)
        still = next(r for r in reading.read.page(Query("case")) if r["state"] != "closed")
        looks.note_reading(reading, actor, ledger, still)


def test_nobody_changes_a_recusal_he_cannot_read(book, council):
    known = book.read.one("SELECT id FROM recusal")
    case = book.read.one('SELECT id FROM "case"')
    head = council.sit(book, "周志明", "secretary")
    for values in ({"why": "other"}, {"case": case}):
        with pytest.raises(Refused, match="看不到"):
            parties.write_recusal(book, head, values, known)
    assert book.connection.execute("SELECT why FROM main.recusal").fetchone() == ("kin",)
