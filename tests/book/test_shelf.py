"""The shelf tells of closed books by counts alone; numbers of papers say whose they are; what is exact comes first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.book import files, finder, paper_numbers, ranking, shelf
from linli_tui.book.book import Book
from linli_tui.book.looking_up import look_up
from linli_tui.core import clock
from linli_tui.core.access import OWNER, Actor
from linli_tui.ledgers import catalog
from linli_tui.ledgers.jots import service as jots

CANARY, PHONE = "金丝雀", "13900008888"
START = "2026-03-01T01:00:00.000Z"


def found(folder: Path, name: str, short: str = "", **more: str) -> Path:
    """A new book on this machine, closed again."""
    path = folder / f"{name}.台账"
    Book.new(path, catalog(), name=name, short=short or name[:2], **more).close()
    return path


def open_(path: Path) -> Book:
    return Book.open(path, catalog())


def told() -> str:
    return (files.user_folder() / shelf.NAME).read_text(encoding="utf-8")


def standing(name: str) -> tuple[str, shelf.Standing]:
    return next((book, s) for book, s in shelf.books().items() if s.name == name)


def test_a_closed_book_is_told_of_by_names_and_counts_and_nobody_is_named(tmp_path):
    with clock.frozen(START) as now:
        path = found(tmp_path, "永富新村", body="owners_committee")
        with open_(path) as book:
            with book.transaction(OWNER, "new") as t:
                t.save("person", {"name": CANARY, "kind": "resident", "phone": PHONE})
            jots.write_jot(book, OWNER, {"words": f"{CANARY}说路灯坏了"})
        now.advance(days=5)
        open_(path).close()
    book, s = standing("永富新村")
    assert (s.body, s.shorts, dict(s.due)["jots.old"]) == ("owners_committee", ("永富",), 1)
    assert s.used == "2026-03-06T01:00:00.000Z"
    for kept in files.user_folder().iterdir():
        content = kept.read_text(encoding="utf-8")
        assert CANARY not in content and PHONE not in content and "路灯" not in content, kept


def test_counts_are_those_of_the_book_whoever_closes_it(tmp_path):
    with clock.frozen(START) as now:
        path = found(tmp_path, "永富新村")
        with open_(path) as book:
            jots.write_jot(book, OWNER, {"words": "路灯坏了"})
        now.advance(days=5)
        with open_(path) as book:
            book.sign_in(Actor("", "", ()))
    assert dict(standing("永富新村")[1].due)["jots.old"] == 1


def test_each_book_has_a_colour_of_its_own_and_keeps_it(tmp_path):
    names = ("永富新村", "祥和苑", "五建宿舍")
    paths = [found(tmp_path, name) for name in names]
    colours = {name: standing(name)[1].colour for name in names}
    assert len(set(colours.values())) == 3
    shelf.paint(standing("祥和苑")[0], 5)
    for path in paths[::-1]:
        open_(path).close()
    assert {name: standing(name)[1].colour for name in names} == colours | {"祥和苑": 5}


def test_a_book_taken_off_the_shelf_stays_known_and_comes_back_when_it_is_opened(tmp_path):
    path = found(tmp_path, "永富新村")
    book, _ = standing("永富新村")
    shelf.hide(book)
    assert book not in shelf.books() and book in files.known()
    open_(path).close()
    assert book in shelf.books()


def test_reading_beside_an_open_window_tells_nothing(tmp_path):
    path = found(tmp_path, "永富新村")
    before = told()
    Book.open(path, catalog(), read_only=True).close()
    assert told() == before


@pytest.mark.parametrize("broken", ["", "[]", "{", '{"x": 1}', '{"x": {"path": 1}}'])
def test_a_shelf_that_cannot_be_read_lists_what_is_known(tmp_path, broken):
    path = found(tmp_path, "永富新村")
    (files.user_folder() / shelf.NAME).write_text(broken, encoding="utf-8")
    assert [s.name for s in shelf.books().values()] == ["永富新村"]
    open_(path).close()
    assert standing("永富新村")[1].shorts == ("永富",)


def test_a_word_for_another_book_is_taken_once_and_soon(tmp_path):
    with clock.frozen(START) as now:
        found(tmp_path, "永富新村")
        book, _ = standing("永富新村")
        shelf.leave_word(book, "永富-约-2026-0001")
        now.advance(minutes=shelf.MINUTES)
        assert shelf.take_word(book) == "永富-约-2026-0001"
        assert shelf.take_word(book) == ""
        shelf.leave_word(book, "永富-约-2026-0001")
        now.advance(minutes=shelf.MINUTES + 1)
        assert shelf.take_word(book) == ""


def test_a_number_is_found_here_and_belongs_elsewhere(tmp_path):
    path = found(tmp_path, "永富新村")
    found(tmp_path, "祥和苑")
    with open_(path) as book:
        jots.write_jot(book, OWNER, {"words": "路灯坏了"})
        number = book.read.one("SELECT number FROM jot")
        year, last = number.split("-")[2:]
        for typed in (number, f" 永富－记－{year}－{int(last)} ", f"永富—记—{year}—{last}"):
            assert [f.ledger for f in paper_numbers.find(book, typed)] == ["jot"]
            assert [hit.found.label for hit in look_up(book, typed, 9)] == ["路灯坏了"]
            assert paper_numbers.elsewhere(book, typed) is None
        there = number.replace("永富", "祥和")
        assert paper_numbers.find(book, there) == [] and look_up(book, there, 9) == []
        assert paper_numbers.elsewhere(book, there)[1].name == "祥和苑"
        assert paper_numbers.elsewhere(book, number.replace("永富", "五建")) is None


def test_numbers_of_a_former_short_name_stay_ones_own(tmp_path):
    path = found(tmp_path, "永富新村")
    other = found(tmp_path, "祥和苑")
    settle = catalog().offer("settings.change")
    with open_(path) as book, book.transaction(OWNER, "change") as t:
        settle(t, "compound.short", "永新")
    assert standing("永富新村")[1].shorts == ("永新", "永富")
    with open_(path) as book:
        assert paper_numbers.elsewhere(book, "永富-约-2026-0001") is None
    with open_(other) as book:
        for number in ("永富-约-2026-0001", "永新-约-2026-0001"):
            assert paper_numbers.elsewhere(book, number)[1].name == "永富新村"


def test_the_same_short_name_twice_is_noticed(tmp_path):
    found(tmp_path, "永富新村")
    book, _ = standing("永富新村")
    assert shelf.same_short("永富").name == "永富新村"
    assert shelf.same_short("永富", book) is None and shelf.same_short("祥和") is None


@given(
    st.text("永富祥和", min_size=1, max_size=2), st.integers(2000, 2099), st.integers(1, 99999), st.sampled_from("AB ")
)
def test_a_number_is_read_from_any_typing(short, year, last, letter):
    number = f"{short}-约-{year}-{last:04d}{letter.strip()}"
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in number)
    for typed in (number, wide, number.lower(), f" {short} - 约 - {year} - {last}{letter.strip()} "):
        assert paper_numbers.read(typed) == number


@pytest.mark.parametrize("words", ["3-1-801", "王桂芳", "0571-8-2026-1", "永富", "永富-约-26-1", "永富-约-2026-", ""])
def test_what_is_no_number_is_none(words):
    assert paper_numbers.read(words) == "" or words.startswith("0571")


@given(st.integers(1, 30), st.integers(1, 4), st.integers(101, 1802), st.integers(1, 9))
def test_an_address_is_in_its_own_text_and_in_no_longer_one(building, entrance, room, digit):
    def text(code: int) -> str:
        return f"{code}幢{entrance}单元{room}室\n{code}-{entrance}-{room};{code}-{room};{code}幢{room}室"

    for typed in (f"{building}-{entrance}-{room}", f"{building}幢{entrance}单元{room}室", f"{building}幢"):
        words = finder.split(typed)
        assert ranking.fits(words, text(building))
        assert not ranking.fits(words, text(int(f"{digit}{building}")))
    assert ranking.rank(finder.split(f"{building}-{entrance}-{room}"), text(building)) == ranking.EXACT
    assert ranking.rank(finder.split(f"{building}-{entrance}"), text(building)) == ranking.BEGINS


def test_what_is_called_exactly_so_comes_first(demo_book):
    label = demo_book.read.one("SELECT label FROM home WHERE voided=0 ORDER BY place_key DESC")
    for typed in (label, label.replace("幢", "-").replace("单元", "-").removesuffix("室")):
        hits = look_up(demo_book, typed, 60)
        assert (hits[0].found.ledger, hits[0].found.label, hits[0].rank) == ("home", label, ranking.EXACT)
        assert "person" in {hit.found.ledger for hit in hits if hit.rank == ranking.EXACT}


def test_a_short_address_is_not_crowded_out_by_longer_ones(demo_book):
    homes = [hit.found.label for hit in look_up(demo_book, "1幢1单元", 60) if hit.found.ledger == "home"]
    assert homes and all(label.startswith("1幢1单元") for label in homes)


def test_the_file_is_json_of_few_facts(tmp_path):
    found(tmp_path, "永富新村")
    (facts,) = json.loads(told()).values()
    assert set(facts) == {"path", "name", "body", "shorts", "colour", "used", "due", "hidden", "word"}
