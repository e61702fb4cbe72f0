"""A book written by the first program is opened, read and gone on with by this one."""

from __future__ import annotations

import shutil
from hashlib import sha256

import pytest

from linli_tui.book import undo
from linli_tui.book.book import Book
from linli_tui.book.check import check
from linli_tui.core.access import OWNER
from tests.book.acts import ROOT, save
from tests.book.small.ledger import CATALOG
from tests.golden.small_story import RARE

GOLDEN = ROOT / "tests" / "golden" / "books" / "small-1.台账"
FROZEN = "e6de48f13fcad65cf5f2570a36fd7d2f35b6ab6961b34a1fc4b15fd815baba7b"


@pytest.fixture
def old(tmp_path):
    """A copy of the frozen book, open."""
    path = tmp_path / GOLDEN.name
    shutil.copy(GOLDEN, path)
    with Book.open(path, CATALOG) as book:
        yield book


def test_the_frozen_book_is_still_the_same_bytes():
    assert sha256(GOLDEN.read_bytes()).hexdigest() == FROZEN


def test_the_frozen_book_is_sound_and_says_what_was_written(old):
    report = check(old)
    assert report.ok, report.findings
    (human,) = old.read.sql("SELECT * FROM human")
    assert (human["name"], human["phone"], human["note"]) == (f"王{RARE}", None, None)
    (owning,) = old.read.sql("SELECT * FROM owning_list")
    assert (owning["house_label"], owning["human_label"], owning["since"]) == ("8-501", f"王{RARE}", None)
    (letter,) = old.read.sql("SELECT * FROM letter")
    assert (letter["number"], letter["state"]) == ("小-信-2026-0001", "sent")
    assert [leaf["words"] for leaf in old.read.parts("leaf", letter["id"])] == ["一", "二", "三"]
    assert [event.verb for event in old.history("human", human["id"])] == ["撤回", "修改", "修改", "登记"]


def test_everything_in_it_is_found(old):
    for words in ("王", RARE, RARE[1], "wang", "告全体", "501"):
        assert len(old.find(words)) == 1, words


def test_it_goes_on_in_an_epoch_of_its_own(old):
    assert old.connection.execute("SELECT count(*) FROM main.epoch").fetchone() == (2,)
    letter = save(old, "letter", title="又一封")
    assert old.read.get("letter", letter)["number"].endswith("-0001B")
    assert undo.why_not(old, 1) == "" and undo.undo(old, OWNER, 1)
    assert check(old).ok
