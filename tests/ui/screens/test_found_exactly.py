"""A room typed anywhere finds that room and its people, and nothing else."""

from __future__ import annotations

import pytest

from linli_tui.book.book import Book
from linli_tui.book.reading import Query
from linli_tui.core import clock
from linli_tui.core.access import OWNER
from linli_tui.ledgers import catalog
from linli_tui.ui import exact
from linli_tui.ui.screens import narrowing
from linli_tui.ui.screens.picker import only
from linli_tui.ui.widgets.table import Table
from tests.ui.screens import village


@pytest.fixture
def book(tmp_path):
    """Thirteen buildings, so that 3 is also a piece of 13."""
    from linli_tui.ledgers.places import service as places

    founded = {"name": "永富新村", "body": "mutual_aid", "short": "永富"}
    with clock.frozen(village.NOW), Book.new(tmp_path / "十三幢.台账", catalog(), **founded) as book:
        for code in ("1", "3", "13"):
            places.add_building(book, OWNER, code=code, entrances=2, floors=8, per_floor=1)
        yield book


def labels(book: Book, ledger: str, words: str) -> list[str]:
    query = exact.meant(book, Query(ledger, words=words))
    return [row[book.catalog.ledgers[ledger].label] for row in book.read.page(query)]


@pytest.mark.parametrize("words", ["3-1-801", "３－１－８０１", "3幢1单元801室", "3幢1单元801", "3 - 1 - 801"])
def test_a_room_is_no_room_of_another_building(book: Book, words: str) -> None:
    assert labels(book, "home", words) == ["3幢1单元801室"]


def test_what_was_left_out_is_not_asked_for(book: Book) -> None:
    assert labels(book, "home", "3-801") == ["3幢1单元801室", "3幢2单元801室"]
    assert labels(book, "home", "3幢801室") == ["3幢1单元801室", "3幢2单元801室"]


def test_an_entrance_or_building_is_itself(book: Book) -> None:
    assert labels(book, "entrance", "3-2") == ["3幢2单元"]
    assert labels(book, "place", "3幢2单元") == ["3幢2单元"]
    assert labels(book, "building", "3幢") == ["3幢"]


def test_words_that_mean_nothing_exactly_are_looked_for(book: Book) -> None:
    assert len(labels(book, "home", "801")) == 6
    assert set(labels(book, "building", "3")) == {"3幢", "13幢"}
    assert labels(book, "home", "单元80") == labels(book, "home", "801")


def test_one_answer_in_a_picker_needs_no_question(book: Book) -> None:
    assert book.read.label("home", only(book, Query("home", words="3-1-801"))) == "3幢1单元801室"
    assert book.read.label("building", only(book, Query("building", words="3幢"))) == "3幢"


async def test_the_people_of_a_room_are_found_in_every_list_of_people(evening):
    async with evening() as e:
        await e.press("2", "=1-1-101")
        assert "王桂芳" in e.text and "显示 1 条" in e.text
        await e.turn_to("ownership")
        await e.press("=1-1-102")
        assert "李建国" in e.text and "显示 1 条" in e.text


async def test_a_room_half_typed_already_finds_people(evening):
    async with evening() as e:
        await e.press("2", "=1-1-20")
        assert "周志明" in e.text and "刘小梅" in e.text and "王桂芳" not in e.text


async def test_a_picker_of_people_takes_a_room(evening):
    async with evening() as e:
        person = only(e.book, Query("person", words="1-1-101"))
        assert e.book.read.label("person", person) == "王桂芳"


async def test_a_person_called_exactly_so_is_the_one_marked(evening):
    async with evening() as e:
        with e.book.transaction(OWNER, "new") as t:
            for name in ("何敏", "阿何敏", "何敏敏"):
                t.save("person", {"name": name, "kind": "resident"}) if name != "何敏" else None
        from linli_tui.ui.screens.picker import PickerScreen

        e.app.push_screen(PickerScreen(e.book.catalog.ledgers["person"]))
        await e.settle()
        await e.press("=何敏")
        table = e.screen.query_one(Table)
        assert table.total == 3 and table.row.cells[0] == "何敏"


def test_the_filter_names_the_room_first_and_fits(book: Book) -> None:
    for ledger in book.catalog.ledgers.values():
        assert narrowing.cell_len(narrowing.searched(book.catalog, ledger)) <= narrowing.PLACEHOLDER
    assert narrowing.searched(book.catalog, book.catalog.ledgers["person"]) == "直接打字：房号、姓名、拼音首字母、电话"
    assert narrowing.searched(book.catalog, book.catalog.ledgers["household"]) == "直接打字：房号、家里电话"
