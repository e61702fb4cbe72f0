"""A thousand names and telephones in a locked book: in no file outside the papers' folder, whatever was done."""

from __future__ import annotations

import random
import re
import tempfile
from pathlib import Path

import pytest

from linli_tui.book import backup, desk, dropbox
from linli_tui.book.book import Book
from linli_tui.core.access import OWNER
from linli_tui.exchange import folder
from linli_tui.ledgers import catalog
from linli_tui.paper import spreadsheet_import
from tests.bench.books import GIVEN
from tests.book import acts

pytestmark = pytest.mark.faults
COUNT = 1_000
RARE = "雒郄鄢逄邰佘麴虢羿邬"
CODES = ("utf-8", "utf-16-le", "utf-16-be", "gbk")
WORDS = "春江潮水连海平"


def canaries() -> list[tuple[str, str]]:
    """Names nobody else has, and telephones."""
    pick = random.Random(59)
    names = {pick.choice(RARE) + pick.choice(RARE) + "".join(pick.choices(GIVEN, k=2)) for _ in range(4 * COUNT)}
    return [(name, f"199{pick.randrange(10**8):08d}") for name in sorted(names)[:COUNT]]


def _shape(code: str) -> re.Pattern[bytes]:
    """What a canary looks like in an encoding: two rare characters and two more, or a telephone."""

    def one_of(signs: str) -> bytes:
        return b"(?:" + b"|".join(re.escape(sign.encode(code)) for sign in signs) + b")"

    name = one_of(RARE) + b"{2}" + one_of(GIVEN) + b"{2}"
    return re.compile(name + b"|" + re.escape("199".encode(code)) + one_of("0123456789") + b"{8}")


def hits(place: Path, besides: tuple[Path, ...]) -> dict[str, int]:
    """How many canaries stand in each file, in any of the encodings."""
    wanted = {word.encode(code) for pair in canaries() for word in pair for code in CODES}
    shapes = [_shape(code) for code in CODES]
    found = {}
    for path in place.rglob("*"):
        if path.is_file() and not any(other in path.parents or other == path for other in besides):
            content = path.read_bytes()
            seen = {match for shape in shapes for match in shape.findall(content)} & wanted
            found |= {str(path.relative_to(place)): len(seen)} if seen else {}
    return found


def live(tmp_path: Path, words: str) -> Book:
    """Saved, edited, drafted, imported, reported, backed up, something dropped in; the book is still open."""
    named, (first, phone) = canaries(), canaries()[0]
    book = Book.new(tmp_path / "村" / "测试新村.台账", catalog(), name="测试新村", passphrase=words)
    half = COUNT // 2
    with book.transaction(OWNER, "import") as t:
        ids = t.save_all("person", [{"name": name, "phone": number} for name, number in named[:half]])
    acts.save(book, "person", id=ids[1], name=first, phone=phone, note=f"{first}搬走了")
    desk.save_draft(book, OWNER, "person", "", {"name": named[2][0], "phone": named[2][1]})
    roster = tmp_path / "papers" / "名册.csv"
    roster.parent.mkdir()
    rows = [f"1,1,{n + 101},{name},{number}" for n, (name, number) in enumerate(named[half:])]
    roster.write_text("\n".join(["幢,单元,室,业主,手机", *rows]), encoding="utf-8")
    spreadsheet_import.apply(book, OWNER, spreadsheet_import.preview(book, roster))
    folder.report(book, OWNER, tmp_path / "papers" / "报送", masked=False)
    backup.back_up(book)
    book.find(first)
    return book


@pytest.fixture
def places(tmp_path, monkeypatch):
    """Everything the program writes is below one folder, what it thinks is temporary too."""
    (tmp_path / "temp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path / "temp"))
    return tmp_path


def test_no_canary_is_in_any_file_of_a_locked_book(places):
    papers = (places / "papers",)
    book = live(places, WORDS)
    assert hits(places, papers) == {}, "while it is open"
    book.close()
    path = places / "村" / "测试新村.台账"
    dropbox.drop(path, "jot", {"words": f"{canaries()[0][0]}家的灯不亮"}, "7幢 周")
    assert hits(places, papers) == {}, "when it is closed"
    assert hits(places / "papers", ()), "the search itself finds them"


def test_the_same_search_finds_them_in_a_plain_book(places):
    with live(places, ""):
        found = hits(places, (places / "papers",))
    assert max(found.values()) >= COUNT
    assert {name.split("/")[0] for name in found} <= {"村", "home"}
    told = [name for name in found if name.startswith("home") and "backups" not in name]
    assert told == [], "nothing of anybody in the program's own folder but whole backups"
