"""What was said in mediation is sealed once a passphrase is given: by screen, service, paper and file."""

from __future__ import annotations

import pytest

from linli_tui.book import acting, desk, files, keys, looks, people, sealing, sealing_faults, undo
from linli_tui.book.book import Book
from linli_tui.book.check import check
from linli_tui.book.reading import Query
from linli_tui.book.writing import write
from linli_tui.core import clock
from linli_tui.core.access import NOBODY, OWNER
from linli_tui.core.refusal import Refused
from linli_tui.core.sealing import SHUT, UNSEALED, is_sealed
from linli_tui.exchange import folder
from linli_tui.ledgers import catalog
from linli_tui.ui.host import Seat
from linli_tui.ui.screens import forms
from tests.book.seats import cheap
from tests.ledgers.mediation import council as made
from tests.ledgers.mediation.council import WORDS, dispute, record, talk
from tests.ui.screens import village
from tests.ui.screens.conftest import Evening, book_path, evening, own_folder, template

__all__ = ["Evening", "book_path", "evening", "own_folder", "template"]

POSTS = {"孙福生": "chair", "何敏": "mediator", "周志明": "secretary"}
PINS = {"孙福生": "2580", "何敏": "1379", "周志明": "8642"}
PHRASE = {name: f"{name}的口令在这里" for name in POSTS}


@pytest.fixture(autouse=True)
def cost_nothing(monkeypatch):
    cheap(monkeypatch)


@pytest.fixture
def council():
    """Filled by `book`."""
    return made.Council({}, [])


@pytest.fixture
def book(tmp_path, council, monkeypatch):
    """A book with a talk and a dispute in clear, and a council without keys."""
    monkeypatch.setenv("LINLI_HOME", str(tmp_path / "home"))
    with clock.frozen("2026-11-16T01:00:00.000Z"):
        path = tmp_path / "永富新村.台账"
        with Book.new(path, catalog(), name="永富新村", short="永富", body="mutual_aid") as opened:
            found = made.found(opened)
            council.people, council.homes, council.building = found.people, found.homes, found.building
            appoint(opened, found.people)
            dispute(opened, found)
            talk(opened, found)
            yield opened


def appoint(book, ids):
    for name, post in POSTS.items():
        write(book, OWNER, "post", {"person": ids[name], "post": post})


def seal(book, council, *names):
    """Each gets a passphrase, the chair first."""
    for name in ("孙福生", *names):
        keys.set_passphrase(book, OWNER, council.people[name], PHRASE[name])
    sealing.settle(book)


def enter(book, council, name):
    """Signs in by the passphrase, and opens."""
    actor = people.member(book, council.people[name]).actor
    book.sign_in(actor)
    sealing.open_with(book, actor.id, PHRASE[name])
    return actor


def canaries(book):
    """The files of the book in which the words stand in clear."""
    written = [WORDS.encode(coding) for coding in ("utf-8", "utf-16-le", "gbk")]
    return [part.name for part in files.parts(book.path) if any(each in part.read_bytes() for each in written)]


def test_the_first_passphrase_of_who_may_read_seals_the_book(book, council):
    ledger = book.catalog.ledgers["talk"]
    assert canaries(book) and UNSEALED in sealing.note(book, ledger)
    assert UNSEALED in forms.new(Seat(book, OWNER), ledger).note
    keys.set_passphrase(book, OWNER, council.people["孙福生"], PHRASE["孙福生"])
    sealing.settle(book)
    assert sealing.exists(book) and not canaries(book) and check(book).ok
    asked = forms.new(Seat(book, OWNER), ledger)
    assert not asked.note and UNSEALED not in [field.hint for field in asked.fields]
    assert "只有一个人" in sealing.said(book)


def test_a_secretary_s_passphrase_begins_and_opens_nothing(book, council):
    keys.set_passphrase(book, OWNER, council.people["周志明"], PHRASE["周志明"])
    sealing.settle(book)
    assert not sealing.exists(book) and canaries(book)
    seal(book, council)
    secretary = people.member(book, council.people["周志明"]).actor
    book.sign_in(secretary)
    assert not sealing.open_with(book, secretary.id, PHRASE["周志明"]) and not sealing.said(book)


def test_a_mediator_writes_without_opening_and_reads_with_the_passphrase(book, council):
    seal(book, council, "何敏")
    mediator = people.member(book, council.people["何敏"]).actor
    book.sign_in(mediator)
    said = talk(book, council, actor=mediator)
    assert book.read.get("talk", said)["said"] == SHUT and not canaries(book)
    assert sealing.open_with(book, mediator.id, PHRASE["何敏"])
    assert book.read.get("talk", said)["said"] == WORDS
    assert {row["said"] for row in book.read.page(Query("talk"))} == {SHUT}
    book.sign_in(NOBODY)
    assert book.read.get("talk", said) is None and not book.read.case_key


def test_a_talk_becomes_a_dispute_in_one_act_and_later_only_with_the_key(book, council):
    seal(book, council, "何敏")
    mediator = people.member(book, council.people["何敏"]).actor
    book.sign_in(mediator)
    values = {"kind": "quarrel", "home": council.homes[2], "said": WORDS, "result": "turned"}
    change = write(book, mediator, "talk", values)
    case, later = record(change, "case"), talk(book, council, actor=mediator)
    with pytest.raises(Refused, match="锁着"):
        acting.act(book, mediator, "talk", "formal", later)
    sealing.open_with(book, mediator.id, PHRASE["何敏"])
    turned = acting.act(book, mediator, "talk", "formal", later)
    for each in (case, record(turned, "case")):
        assert book.read.get("case", each)["facts"] == WORDS
    event = record(turned, "event")
    assert book.read.get("event", event)["words"] == WORDS
    undo.undo(book, mediator, turned.number)
    assert book.read.get("talk", later)["said"] == WORDS and check(book).ok and not list(sealing_faults.faults(book))


def test_moves_closed_cases_and_parts_go_on_while_it_is_shut(book, council):
    seal(book, council, "何敏")
    mediator = people.member(book, council.people["何敏"]).actor
    book.sign_in(mediator)
    case = dispute(book, council, actor=mediator)
    long = WORDS * 300
    spoken = {"agreed_on": "2026-11-16", "terms": long}
    for key, asked in (("accept", {}), ("begin", {}), ("speak", spoken), ("close", {})):
        acting.move(book, mediator, "case", key, case, **asked)
    write(book, mediator, "case", {"paper_at": "铁皮柜", "facts": SHUT}, case)
    with pytest.raises(Refused, match="结案"):
        write(book, mediator, "case", {"facts": "别的"}, case)
    with pytest.raises(Refused, match="不对"):
        other = dispute(book, council, actor=mediator)
        write(book, mediator, "obligation", {"case": other, "who": "a", "what": "长" * 501})
    enter(book, council, "何敏")
    assert book.read.get("case", case)["terms"] == long
    looks.note_reading(book, mediator, book.catalog.ledgers["case"], book.read.get("case", case))
    assert book.read.get("case", case)["terms"] == long, "a line about it shuts nothing"


def test_merging_persons_and_the_report_leave_it_as_it_is(book, council, tmp_path):
    seal(book, council, "何敏")
    with book.transaction(OWNER, "merge") as t:
        t.save("person", {"id": council.people["刘小梅"], "merged_into": council.people["何敏"]})
        t.say("已并")
    enter(book, council, "孙福生")
    report = folder.report(book, book.actor, tmp_path / "报送")
    texts = [path.read_text(encoding="utf-8-sig") for path in report.path.rglob("*.csv")]
    assert texts and not any(WORDS in text or "\x01" in text for text in texts)
    stored = book.connection.execute("SELECT said, promise FROM main.talk").fetchone()
    assert all(map(is_sealed, stored)) and check(book).ok


def test_a_draft_is_sealed_and_offered_when_it_is_open(book, council):
    seal(book, council, "何敏")
    mediator = enter(book, council, "何敏")
    desk.save_draft(book, mediator, "talk", "", {"said": WORDS})
    assert not canaries(book) and desk.drafts(book, mediator)[0].typed == {"said": WORDS}
    book.sign_in(mediator)
    (draft,) = desk.drafts(book, mediator)
    assert draft.shut and draft.typed == {} and draft.ledger == "talk"


# On the screen


@pytest.fixture
def locked(book_path):
    """The village with a chair and a mediator who have passphrases, and a talk that is sealed."""
    ids = {}
    with clock.frozen(village.NOW), Book.open(book_path, catalog()) as book:
        rows = book.read.sql("SELECT id, name FROM person")
        ids.update((row["name"], row["id"]) for row in rows)
        appoint(book, ids)
        homes = [row["id"] for row in book.read.sql("SELECT id FROM home ORDER BY place_key")]
        talk(book, made.Council(ids, homes), a=4, b=5)
        for name, pin in PINS.items():
            keys.set_pin(book, OWNER, ids[name], pin)
        seal(book, made.Council(ids, homes), "何敏")
    return ids


async def sit(e, ids, name):
    """Somebody who signed in by four digits."""
    e.app.unlock(e.screen.locked, ids[name], PINS[name])
    await e.settle()


async def to_the_card(e):
    from linli_tui.ui.screens import go

    go.card(e.screen, e.app.catalog.ledgers["talk"], e.book.read.one("SELECT id FROM talk"))
    await e.settle()


async def test_a_card_asks_once_for_the_passphrase(locked, evening):
    async with evening(size=(100, 40)) as e:
        await sit(e, locked, "何敏")
        await to_the_card(e)
        assert SHUT in e.text and WORDS not in e.text and UNSEALED not in e.text
        await e.deed("打口令看内容")
        assert e.where() == "PassphraseScreen"
        await e.press("=abcdefgh", "enter")
        assert e.where() == "CardScreen" and "口令不对" in e.text and WORDS not in e.text
        await e.deed("打口令看内容")
        for letter in PHRASE["何敏"]:
            await e.pilot.press(letter)
        await e.press("enter")
        assert WORDS in e.text and SHUT not in e.text and "打口令看内容" not in e.text
        await e.press("escape")
        await to_the_card(e)
        assert WORDS in e.text, "asked once"
        e.book.sign_in(e.app.actor)
        e.screen.reread()
        await e.settle()
        assert WORDS not in e.text and SHUT in e.text


async def test_enter_on_what_is_shut_asks_too_and_a_form_gives_it_back(locked, evening):
    async with evening(size=(100, 40)) as e:
        await sit(e, locked, "何敏")
        await to_the_card(e)
        while "unseal" not in e.screen.query_one("#card").chosen:
            await e.press("down")
        await e.press("enter")
        assert e.where() == "PassphraseScreen"
        await e.press("escape")
        await e.press("f4")
        assert e.where() == "FormScreen" and SHUT in e.text
        e.screen.query_one("#writer-until").value = "2026-03-20"
        kept = e.book.connection.execute("SELECT said FROM main.talk").fetchone()
        e.screen.action_save()
        await e.settle()
        assert e.where() == "CardScreen"
        assert e.book.connection.execute("SELECT said, until FROM main.talk").fetchone() == (*kept, "2026-03-20")


async def test_what_was_begun_is_offered_after_the_passphrase(locked, evening):
    async with evening(size=(100, 40)) as e:
        await sit(e, locked, "何敏")
        desk.save_draft(e.book, e.app.actor, "talk", "", {"kind": "劝导", "said": WORDS})
        from linli_tui.ui.screens import go

        go.form(e.screen, e.app.catalog.ledgers["talk"])
        await e.settle()
        assert e.where() == "PassphraseScreen" and "上次没有写完" in e.text
        e.screen.query_one("Input").value = PHRASE["何敏"]
        await e.press("enter")
        assert "接着写" in e.text
        await e.press("enter")
        assert e.where() == "FormScreen" and WORDS in e.text


async def test_who_may_not_read_is_told_who_may(locked, evening):
    async with evening(size=(100, 40)) as e:
        await sit(e, locked, "周志明")
        from linli_tui.ui.screens import unsealing

        async def run():
            await unsealing.unseal(e.screen, "看")

        e.screen.flow(run())
        await e.settle()
        assert "只有会长和调解员打得开" in e.text
