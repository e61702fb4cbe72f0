"""Sealed fields: who has the whole file reads no word of them, who is entitled does, and the journal stays whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli_tui.book import case_key, desk, engine, files, journal, people, sealing, sealing_faults, undo, verifier
from linli_tui.book.book import Book
from linli_tui.book.check import check
from linli_tui.book.erase import erase
from linli_tui.book.people import Member
from linli_tui.book.reading import Query
from linli_tui.book.writing import write
from linli_tui.core import sealing as words
from linli_tui.core.access import OFFICERS, OWNER, READ, VOID, WRITE, Actor, Grant
from linli_tui.core.ledger import Catalog, Field
from linli_tui.core.refusal import Refused
from linli_tui.ledgers import catalog as whole_catalog
from tests.book.acts import act, exported, rows, save
from tests.book.seats import cheap
from tests.book.small.ledger import AREA
from tests.book.test_journal import run_verifier

TELLS = "半夜漏水的那句话"
SECOND = Actor("second", "王会长", (OFFICERS[0],))
CODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gbk")
CATALOG = Catalog((replace(AREA, grants=(Grant(("mediator", "chair"), (READ, WRITE, VOID), clear=("*",)),)),))
WHO = {"he": ("mediator",), "sun": ("chair",), "cashier": ("cashier",), "liu": ("mediator",)}
HE = Actor("he", "何敏", WHO["he"])


@pytest.fixture(autouse=True)
def standing(monkeypatch):
    """Those who hold a post, to be changed by a test; slots cost nothing."""
    cheap(monkeypatch)
    posts = dict(WHO)
    monkeypatch.setattr(people, "members", lambda book, on="": [Member(p, p, posts[p], (), p) for p in posts])
    return posts


@pytest.fixture
def book(path):
    with Book.new(path, CATALOG, name="小村") as opened:
        opened.connection.execute("CREATE TABLE main.person(id TEXT PRIMARY KEY, name TEXT)")
        yield opened


def give(book, *persons, identity=""):
    """A passphrase each: the person's own name and 的口令."""
    for person in persons:
        verifier.keep(book.connection, person, "passphrase", verifier.make("passphrase", f"{person}的口令", identity))
    sealing.settle(book)


def opened(book, person="he"):
    return sealing.open_with(book, person, f"{person}的口令")


def secret(book, record):
    return book.read.get("human", record)["secret"]


def stored(book, record):
    return book.connection.execute("SELECT secret FROM main.human WHERE id=?", (record,)).fetchone()[0]


def assert_nowhere(book, *texts):
    for part in files.parts(book.path):
        content = part.read_bytes()
        for text in texts:
            for coding in CODINGS:
                assert text.encode(coding) not in content, (part.name, text, coding)


def hashes(book):
    return [(line.epoch, line.n, line.hash) for line in journal.lines(book.connection)]


def lived(book):
    """Somebody of whom something was said twice, one who was taken back, a draft of another."""
    human = save(book, "human", name="王", secret=TELLS)
    save(book, "human", id=human, secret=TELLS * 60)
    save(book, "human", id=human, note="好", secret=TELLS)
    gone = act(book, lambda t: t.save("human", {"name": "李", "secret": TELLS + "二"})).number
    undo.undo(book, OWNER, gone)
    desk.save_draft(book, OWNER, "human", "", {"secret": TELLS + "三"})
    desk.save_draft(book, OWNER, "letter", "", {"title": "信"})
    return human


def test_a_book_with_clear_text_is_sealed_once_and_nothing_of_it_is_left(book, tmp_path):
    human = lived(book)
    before, lines = rows(book), hashes(book)
    assert any(TELLS.encode() in part.read_bytes() for part in files.parts(book.path))
    give(book, "he")
    assert hashes(book)[: len(lines)] == lines and len(hashes(book)) == len(lines) + 1
    assert check(book).ok and not list(sealing_faults.faults(book))
    assert_nowhere(book, TELLS)
    text = exported(journal.lines(book.connection))
    assert run_verifier(text, tmp_path)[0] == 0 and TELLS.encode() not in text
    assert secret(book, human) == words.SHUT and words.is_sealed(stored(book, human))
    assert opened(book) and secret(book, human) == TELLS and not list(sealing_faults.faults(book))
    after = rows(book)
    clear = {h: {**r, "secret": r["secret"] and secret(book, h)} for h, r in after["human"].items()}
    assert {**after, "human": clear} == before
    assert {d.ledger: (d.typed, d.shut) for d in desk.drafts(book, OWNER)} == {
        "human": ({"secret": TELLS + "三"}, False), "letter": ({"title": "信"}, False),
    }  # fmt: skip
    assert_nowhere(book, TELLS)


def test_it_is_open_until_somebody_signs_in_and_lists_never_show_it(book):
    human = lived(book)
    give(book, "he")
    opened(book)
    assert all(row["secret"] in (None, words.SHUT) for row in book.read.page(Query("human")))
    assert book.history("human", human)[0].fields and TELLS not in str(book.history("human", human))
    assert not book.find("半夜")
    book.sign_in(Actor("sun", "孙", ("chair",)))
    assert secret(book, human) == words.SHUT
    assert [(d.typed, d.shut) for d in desk.drafts(book, OWNER) if d.ledger == "human"] == [({}, True)]


def test_whoever_may_write_seals_without_the_key_and_what_is_given_back_stays(book):
    give(book, "he")
    book.sign_in(HE)
    human = write(book, HE, "human", {"name": "王", "secret": TELLS}).records[0][1]
    first = stored(book, human)
    assert words.is_sealed(first)
    assert_nowhere(book, TELLS)
    write(book, HE, "human", {"name": "王桂", "secret": words.SHUT}, human)
    assert stored(book, human) == first
    for told in (words.SHUT + "又说", first.replace(":", ":A")):
        with pytest.raises(Refused, match="锁着"):
            write(book, HE, "human", {"secret": told}, human)
    with pytest.raises(Refused, match="锁着"):
        write(book, HE, "human", {"name": "抄", "secret": first})
    with pytest.raises(Refused, match="锁着"):
        write(book, HE, "human", {"name": "抄", "secret": words.SHUT})
    write(book, HE, "human", {"secret": "新的话"}, human)
    assert stored(book, human) != first and secret(book, human) == words.SHUT
    assert opened(book) and secret(book, human) == "新的话"
    kept = stored(book, human)
    lines = len(hashes(book))
    write(book, HE, "human", {"secret": "新的话"}, human)
    assert stored(book, human) == kept and len(hashes(book)) == lines, "the same in clear is no change"
    write(book, HE, "human", {"secret": None}, human)
    assert stored(book, human) is None and check(book).ok


def test_rules_see_clear_text_where_it_is_known(book):
    give(book, "he")

    def body(t):
        human = t.save("human", {"name": "王", "secret": TELLS})
        assert t.row("human", human)["secret"] == TELLS, "written in this act"
        other = t.save("human", {"name": "李", "secret": t.row("human", human)["secret"]})
        assert t.row("human", other)["secret"] == TELLS

    humans = [record for _, record in act(book, body).records]
    act(book, lambda t: words.is_sealed(t.row("human", humans[0])["secret"]) or pytest.fail("shut"))
    opened(book)
    assert [secret(book, human) for human in humans] == [TELLS, TELLS]
    assert stored(book, humans[0]) != stored(book, humans[1])
    act(book, lambda t: t.row("human", humans[0])["secret"] == TELLS or pytest.fail("open"))


def test_wrong_words_wrong_person_and_the_whole_file_give_nothing(book, standing):
    give(book, "he", "cashier")
    human = save(book, "human", name="王", secret=TELLS)
    with pytest.raises(Refused, match="口令不对"):
        sealing.open_with(book, "he", "猜一猜看")
    assert not opened(book, "cashier") and secret(book, human) == words.SHUT
    with pytest.raises(Refused, match="口令不对"):
        sealing.open_with(book, "nobody", "何敏的口令")
    for _ in range(4):
        with pytest.raises(Refused):
            sealing.open_with(book, "he", "又猜一猜")
    with pytest.raises(Refused, match="还要等"):
        opened(book)
    named = book.connection.execute("SELECT name FROM main.sqlite_master WHERE type='table'").fetchall()
    whole = str([book.connection.execute(f'SELECT * FROM main."{name}"').fetchall() for (name,) in named])
    assert "王" in whole and TELLS not in whole and "AGE-SECRET-KEY" not in whole


def test_a_person_beside_another_hands_on_and_shows_nothing(book):
    give(book, "he")
    human = save(book, "human", name="王", secret=TELLS)
    sun = Actor("sun", "孙", ("chair",))
    book.sign_in(sun)
    give(book, "sun")
    assert sealing.openers(book) == {"he": ""} and "只有一个人" in sealing.said(book)
    assert not opened(book, "sun") and not opened(book, "he") and secret(book, human) == words.SHUT
    assert set(sealing.openers(book)) == {"he", "sun"} and not sealing.said(book)
    assert opened(book, "sun") and secret(book, human) == TELLS


def test_who_leaves_opens_nothing_new_and_the_last_who_can_is_not_dropped(book, standing):
    give(book, "he", "sun")
    first = save(book, "human", name="王", secret=TELLS)
    del standing["he"]
    sealing.settle(book)
    assert case_key.newest(book.connection).version == 2 and set(sealing.openers(book)) == {"sun"}
    second = save(book, "human", name="李", secret=TELLS)
    assert opened(book, "sun") and [secret(book, h) for h in (first, second)] == [TELLS, TELLS]
    assert not opened_by_him(book)
    del standing["sun"]
    book.sign_in(OWNER)
    sealing.settle(book)
    give(book, "liu")
    assert case_key.newest(book.connection).version == 3 and set(sealing.openers(book)) == {"sun", "liu"}
    third = save(book, "human", name="刘", secret=TELLS)
    book.sign_in(Actor("liu", "刘", ("mediator",)))
    assert opened(book, "liu") and [secret(book, h) for h in (first, second, third)] == [words.SHUT] * 2 + [TELLS]
    opened(book, "sun")
    assert set(sealing.openers(book)) == {"liu"}, "handed on, and gone"
    assert opened(book, "liu") and [secret(book, h) for h in (first, second, third)] == [TELLS] * 3
    assert check(book).ok


def opened_by_him(book):
    before = book.read.case_key
    book.read.case_key = case_key.CaseKey()
    try:
        return opened(book, "he")
    finally:
        book.read.case_key = before


def test_a_new_passphrase_opens_as_before_and_a_new_pair_begins_a_new_version(book):
    give(book, "he")
    human = save(book, "human", name="王", secret=TELLS)
    identity = verifier.identity(book.connection, "he", "he的口令")
    verifier.keep(book.connection, "he", "passphrase", verifier.make("passphrase", "换了一句", identity))
    sealing.settle(book)
    assert sealing.open_with(book, "he", "换了一句") and secret(book, human) == TELLS
    book.sign_in(OWNER)
    give(book, "he")
    assert case_key.newest(book.connection).version == 2
    assert opened(book) and secret(book, human) == words.SHUT


def test_who_got_a_new_pair_is_given_the_old_text_by_another(book):
    give(book, "he", "sun")
    human = save(book, "human", name="王", secret=TELLS)
    give(book, "he")
    assert case_key.newest(book.connection).version == 2, "what opened the old pair opens nothing new"
    assert opened(book) and secret(book, human) == words.SHUT
    opened(book, "sun")
    book.sign_in(OWNER)
    assert opened(book) and secret(book, human) == TELLS and case_key.newest(book.connection).version == 2


def test_undo_and_its_undo_need_no_key(book):
    human = save(book, "human", name="王", secret=TELLS)
    early = act(book, lambda t: t.save("human", {"id": human, "secret": "改过"})).number
    give(book, "he")
    late = act(book, lambda t: t.save("human", {"id": human, "secret": "又改"})).number
    back = undo.undo(book, OWNER, late).number
    undo.undo(book, OWNER, early)
    assert opened(book) and secret(book, human) == TELLS
    book.sign_in(OWNER)
    made = undo.undo(book, OWNER, 2).number
    assert book.read.get("human", human) is None
    undo.undo(book, OWNER, made)
    assert back and check(book).ok and opened(book) and secret(book, human) == TELLS


def test_what_is_erased_leaves_its_commitment(book, tmp_path):
    human = lived(book)
    give(book, "he")
    opened(book)
    erase(book, OWNER, [("human", human, "secret"), ("human", human, "name")], "本人要求", SECOND)
    assert secret(book, human) is None and check(book).ok
    for line in journal.lines(book.connection, "record=?", (human,)):
        assert isinstance(line.fields.get("secret", ""), str)
    assert run_verifier(exported(journal.lines(book.connection)), tmp_path)[0] == 0


def test_what_lies_in_the_wrong_place_or_is_damaged_is_not_read_and_found(book):
    give(book, "he")
    one, two = (save(book, "human", name=name, secret=name * 3) for name in "甲乙")
    opened(book)
    other = stored(book, two)
    book.connection.execute("UPDATE main.human SET secret=? WHERE id=?", (other, one))
    assert secret(book, one) == words.BROKEN and secret(book, two) == "乙乙乙"
    assert [(t, r) for t, r, _ in sealing_faults.faults(book)] == [("human", one)] and not check(book).ok
    book.connection.execute("UPDATE main.human SET secret=? WHERE id=?", (other[:-8] + "AAAA" + other[-4:], one))
    assert secret(book, one) == words.BROKEN
    for wrong, what in (("明", "没有加锁"), (other.replace("\x011:", "\x017:"), "不在了")):
        book.connection.execute("UPDATE main.human SET secret=? WHERE id=?", (wrong, one))
        assert what in next(sealing_faults.faults(book))[2]


def test_a_commitment_beside_clear_values_breaks_the_chain(book, tmp_path):
    human = save(book, "human", name="王", secret=TELLS)
    give(book, "he")
    (line,) = journal.lines(book.connection, "record=?", (human,))
    for entry in (["王", None, "s"], [None, "孙", None], [None, 5, None]):
        what = line.fields | {"name": [*entry, journal.erased("name", line.fields["name"])]}
        where = (journal.canon(what), line.n)
        book.connection.execute("UPDATE main.journal SET what=? WHERE n=?", where)
        assert any(f.check == "链条" for f in check(book).findings)
        (altered,) = journal.lines(book.connection, "record=?", (human,))
        lines = [altered if each.n == line.n else each for each in journal.lines(book.connection)]
        with pytest.raises(ValueError, match="clear"):
            journal.commitments(altered.fields)
        assert run_verifier(as_file(lines), tmp_path)[0] == 1
    swapped = case_key.newest(book.connection).seal(("human", human, "secret"), "别的话")
    old, _, salt, kept = line.fields["secret"]
    what = journal.canon(line.fields | {"secret": [old, swapped, salt, kept]})
    book.connection.execute("UPDATE main.journal SET what=? WHERE n=?", (what, line.n))
    opened(book)
    assert "和当时写下的不一样" in str(list(sealing_faults.faults(book)))


def as_file(lines):
    return "".join(
        journal.canon(
            {
                **dict(zip(journal.Line._fields[:10], line[:10], strict=True)),
                "what": line.fields,
                "hash": line.hash.hex(),
            }
        )
        + "\n"
        for line in lines
    ).encode()


def test_while_another_window_reads_the_book_is_sealed_later(book):
    save(book, "human", name="王", secret=TELLS)
    reading = engine.connect(book.path, read_only=True)
    reading.execute("BEGIN")
    reading.execute("SELECT count(*) FROM journal").fetchone()
    save(book, "letter", title="后来")
    book.connection.execute("PRAGMA busy_timeout=0")
    give(book, "he")
    assert not sealing.exists(book)
    reading.close()
    sealing.settle(book)
    assert sealing.exists(book)
    assert_nowhere(book, TELLS)


def test_sealed_fields_are_plain_texts_that_nothing_is_made_of():
    """Else something clear would be kept of them, or rules would look at sealed texts."""
    for table in whole_catalog().tables():
        sealed = {f.name for f in table.fields if f.sealed}
        for field in (f for f in table.fields if f.sealed):
            assert field.kind in ("text", "note") and field.default is None and field.withheld
            assert not (field.required or field.ref or field.mask or field.find or field.choices)
        needs = {need for derived in table.derived for need in derived.needs}
        order = {name for sort in table.sorts for name in sort.columns}
        assert not sealed & {*needs, *order, *table.columns, *table.filters, table.label, table.order}
        assert not any(f"r.{name}" in computed.sql for computed in table.computed for name in sealed)
    assert Field("a", "甲", sealed=True).withheld and not Field("a", "甲").withheld
    assert replace(Field("a", "甲"), sealed=True).withheld


# Any history

texts = st.none() | st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30) | st.just(TELLS)
kinds = st.sampled_from(["new", "change", "undo", "void", "keep", "open", "shut"])
steps = st.lists(st.tuples(kinds, st.integers(0, 9), texts), min_size=4, max_size=14)


@settings(max_examples=25)
@given(steps, st.integers(0, 14))
def test_any_history_reads_the_same_in_clear_whenever_it_was_sealed(story, at):
    folder, home = Path(tempfile.mkdtemp()), os.environ.get("LINLI_HOME")
    os.environ["LINLI_HOME"] = str(folder / "home")
    try:
        clear = play(folder / "甲.台账", [s for s in story if s[0] in ("new", "change", "undo", "void", "keep")], None)
        assert play(folder / "乙.台账", story, at) == clear
    finally:
        os.environ.pop("LINLI_HOME") if home is None else os.environ.update(LINLI_HOME=home)
        shutil.rmtree(folder)


def play(path, story, at):
    """The secrets, in order, after a story; sealed in its middle where `at` says so."""
    with Book.new(path, CATALOG, name="小村") as book:
        book.connection.execute("CREATE TABLE main.person(id TEXT PRIMARY KEY, name TEXT)")
        humans, changes = [], []
        for n, (kind, which, text) in enumerate(story):
            if n == at:
                give_and_compare(book)
            told(book, kind, which, text, humans, changes)
        if at is not None and at >= len(story):
            give_and_compare(book)
        assert check(book).ok, check(book).findings
        if at is not None:
            opened(book)
            assert not list(sealing_faults.faults(book))
        return [(book.read.get("human", h) or {}).get("secret") for h in humans]


def give_and_compare(book):
    before = hashes(book)
    assert check(book).ok
    give(book, "he")
    assert hashes(book)[: len(before)] == before and check(book).ok


def told(book, kind, which, text, humans, changes):
    """One step of a story."""
    human = humans[which % len(humans)] if humans else ""
    if kind == "open" and sealing.exists(book):
        opened(book)
    elif kind == "shut":
        book.sign_in(OWNER)
    elif kind == "new":
        humans.append(save(book, "human", name="王", secret=text))
        changes.append(journal.head(book.connection, book.epoch)[0])
    elif kind == "undo" and changes and not undo.why_not(book, number := changes[which % len(changes)]):
        changes.append(undo.undo(book, OWNER, number).number)
    elif human and book.read.get("human", human) and kind in ("change", "void", "keep"):
        row = book.read.get("human", human)
        values = {"change": {"secret": text}, "void": {"voided": 1}, "keep": {"secret": row["secret"], "note": text}}
        if change := act(book, lambda t: t.save("human", {"id": human, **values[kind]})).number:
            changes.append(change)
