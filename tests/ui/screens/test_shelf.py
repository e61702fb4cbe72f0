"""Three compounds on one laptop: the shelf, another book in three keys, a paper of the wrong one, no trace left."""

from __future__ import annotations

import gc
import shutil
from pathlib import Path

import pytest

from linli_tui.book import desk, files, shelf
from linli_tui.book.book import Book
from linli_tui.core import clock
from linli_tui.core.access import OWNER
from linli_tui.exchange import folder
from linli_tui.ledgers import catalog
from linli_tui.ui import crash, theme
from linli_tui.ui.widgets.lines import Lines
from linli_tui.ui.widgets.topbar import TopBar
from tests.ui.screens import village

CANARY, PINYIN, PHONE = "鸢莺鹂", "yyl", "13977776666"
"""A name no other record bears, its initials, a telephone number."""


@pytest.fixture
def other(book_path: Path, tmp_path: Path) -> Path:
    """Another compound on this laptop, with the same buildings and rooms."""
    path = tmp_path / "祥和苑.台账"
    with clock.frozen(village.NOW):
        with Book.new(path, catalog(), name="祥和苑", short="祥和", body="owners_committee") as book:
            from linli_tui.ledgers.jots import service as jots
            from linli_tui.ledgers.places import service as places

            for code in "12":
                places.add_building(book, OWNER, code=code, entrances=2, floors=3, per_floor=2)
            jots.write_jot(book, OWNER, {"words": "祥和苑的路灯"})
        Book.open(book_path, catalog()).close()
    return path


def bar(e) -> TopBar:
    return e.screen.query_one(TopBar)


# The shelf


async def test_the_shelf_tells_of_closed_books_without_opening_them(evening, other):
    other.chmod(0)
    async with evening() as e:
        await e.menu("台账架")
        assert "祥和苑" in e.text and "业委会" in e.text and "2026-03-08 20:05 用过" in e.text
        assert "正打开着   要办的 3 件" in e.text and "有 3 条随手记放了三天以上" in e.text
        assert "文件在 个人文件夹" in e.text
    other.chmod(0o600)


PAGES = {"home": (), "list": ("2",), "card": ("2", "enter"), "acts": ("f6",), "help": ("f1",), "report": ("f7",),
         "building": ("1", "enter", "1"), "finder": ("f3",), "import": ("0", "6")}  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
async def test_another_book_is_three_keys_away_from_every_page(evening, other, page):
    async with evening() as e:
        await e.press(*PAGES[page])
        e.pressed = 0
        await e.press("0")
        place = e.screen_titles().index("台账架")
        await e.press(*["0"] * (place // 9), str(place % 9 + 1))
        assert e.where() == "ShelfScreen"
        await e.press("2")
        assert e.book.name == "祥和苑" and e.where() == "HomeScreen"
        assert e.pressed <= 3


async def test_the_shelf_has_the_same_digit_on_home_and_in_a_list(evening, other):
    async with evening() as e:
        await e.press("0")
        assert e.screen_titles()[8] == "台账架"
        await e.press("escape", "2", "0")
        assert e.screen_titles()[8] == "台账架"


async def test_with_one_book_the_shelf_is_only_on_home(evening):
    async with evening() as e:
        await e.press("0")
        assert "台账架" in e.screen_titles()
        await e.press("escape", "2", "0")
        assert "台账架" not in e.screen_titles()


async def test_one_book_is_open_at_a_time(evening, book_path, other):
    async with evening() as e:
        first = e.book
        await e.menu("台账架")
        await e.press("2")
        assert e.book.path == other
        files.Lock(book_path).release()
        with pytest.raises(Exception, match="closed"):
            first.connection.execute("SELECT 1")


async def test_a_book_that_cannot_be_opened_leaves_everything_as_it_was(evening, other):
    with Book.open(other, catalog()):
        async with evening() as e:
            await e.menu("台账架")
            await e.press("2")
            assert e.book.name == "永富新村" and "正在另一个窗口里打开着" in e.text


async def test_a_missing_file_is_marked_and_can_be_taken_off_the_shelf(evening, other):
    other.unlink()
    async with evening() as e:
        await e.menu("台账架")
        assert "现在找不到了" in e.text
        await e.press("2", "1")
        assert "祥和苑" in e.text
        await e.press("2", "2")
        assert "「祥和苑」不再列出" in e.text and "现在找不到了" not in e.text
        assert len(files.known()) == 2


async def test_a_form_half_written_is_kept_as_a_draft_when_the_book_is_changed(evening, other, book_path):
    async with evening() as e:
        await e.press("2", "f2", "=何小明", "f9")
        await e.press(str(e.screen_titles().index("台账架") + 1), "2")
        assert e.book.name == "祥和苑" and "没写完的" not in e.text
    with Book.open(book_path, catalog()) as book:
        assert "何小明" in desk.drafts(book, OWNER)[0].typed.values()


# The top line


async def test_each_book_shows_its_name_on_its_own_colour_chosen_by_people(evening, other):
    async with evening() as e:
        assert (bar(e).compound, bar(e).seal, bar(e).person) == ("永富新村", "朱砂", "")
        await e.menu("台账架")
        await e.menu("换颜色")
        await e.press("2", "3")
        await e.press("2")
        assert (bar(e).compound, bar(e).seal) == ("祥和苑", "石绿")
        for key in ("1", "f1"):
            await e.press(key)
            assert (bar(e).compound, bar(e).seal) == ("祥和苑", "石绿")


@pytest.mark.parametrize("look", ["paper", "night"])
@pytest.mark.parametrize("colour", theme.SEALS)
def test_the_band_can_be_read_in_both_looks(look, colour):
    assert theme.contrast(theme.SEAL_INK, theme.SEALS[colour]) >= 4.5


async def test_names_on_the_shelf_stand_on_the_colours_of_the_books(evening, other):
    from linli_tui.ui.looks import strips_of

    async with evening() as e:
        await e.menu("台账架")
        drawn = {
            segment.text.strip(): segment.style.bgcolor.get_truecolor().hex.upper()
            for strip in strips_of(e.app)
            for segment in strip
            if segment.text.strip() in ("永富新村", "祥和苑") and segment.style and segment.style.bold
        }
        seals = list(theme.SEALS.values())
        assert drawn == {"永富新村": seals[0], "祥和苑": seals[1]}


async def test_the_top_line_names_who_signed_in_and_the_post(evening, book_path):
    from linli_tui.core.access import Actor
    from linli_tui.ui.signed import signed_in

    async with evening() as e:
        for posts, said in ((("chair",), "孙福生 会长"), (("building_head",), "孙福生 楼长"),
                            (("caretaker",), "孙福生 看守"), ((), "孙福生")):  # fmt: skip
            assert signed_in(e.book, Actor("p", "孙福生", posts)) == said
        assert signed_in(e.book, OWNER) == ""


# A paper of another compound


NUMBER = "祥和-记-2026-0001"


@pytest.mark.parametrize("keys", [("f3",), ("2", "f3"), ("8",)], ids=["finder", "people", "jottings"])
@pytest.mark.parametrize("typed", [NUMBER, "祥和－记－２０２６－１"])
async def test_a_paper_of_another_book_leads_there(evening, other, keys, typed):
    async with evening() as e:
        await e.press(*keys)
        e.screen.typed_into().value = typed
        e.screen.typed_into().focus()
        await e.settle()
        await e.press("enter")
        assert "这张单是祥和苑的，去那边？" in e.text
        await e.press("1")
        assert e.book.name == "祥和苑" and e.where() == "FinderScreen"
        assert "祥和苑的路灯" in e.text and NUMBER in e.text
        await e.press("enter")
        assert e.where() == "CardScreen"


async def test_a_paper_of_another_book_is_not_taken_in_here(evening, other):
    async with evening() as e:
        await e.press("f3", f"={NUMBER}")
        assert "这张单是祥和苑的" in e.text and "祥和苑的路灯" not in e.text
        await e.press("enter", "2")
        assert e.book.name == "永富新村" and e.where() == "FinderScreen"


async def test_a_paper_of_this_book_is_found_by_its_number(evening, other):
    async with evening() as e:
        await e.press("f3", "=永富-记-2026-3", "enter")
        assert e.where() == "CardScreen" and "健身器材的螺丝松了" in e.text


async def test_a_number_nobody_gave_is_said_to_be_none(evening):
    async with evening() as e:
        await e.press("f3", "=五建-约-2026-7")
        assert "没有编号是 五建-约-2026-0007 的单子" in e.text


def test_the_command_line_says_whose_paper_it_is(book_path, other, capsys):
    from linli_tui import cli

    assert cli.main(["find", "--book", str(book_path), NUMBER]) == 0
    said = capsys.readouterr().out
    assert "这张单是祥和苑的" in said and str(other) in said and "路灯" not in said
    assert cli.main(["find", "--book", str(other), NUMBER]) == 0
    assert "祥和苑的路灯" in capsys.readouterr().out


async def test_the_same_short_name_is_said_at_founding_and_can_be_changed(evening, tmp_path):
    async with evening() as e:
        await e.menu("台账架")
        await e.press("f2", "1", "1", "=永富北苑", "f10")
        assert "简称「永富」，永富新村已经在用了" in e.text
        await e.press("1", *["backspace"] * 2, "=永北", "enter")
        assert "F2" in e.text
        await e.press("2", "1", "2", "1")
        assert e.book.name == "永富北苑" and e.book.setting("compound.short") == "永北"


async def test_the_same_short_name_is_said_at_opening_and_can_be_changed(evening, tmp_path):
    Book.new(tmp_path / "永富北苑.台账", catalog(), name="永富北苑", short="永富").close()
    async with evening() as e:
        assert "简称「永富」永富北苑也在用" in e.text
        e.screen.query_one(Lines).go_to("short:")
        await e.press("enter", "=永新", "enter")
        assert e.book.setting("compound.short") == "永新" and "也在用" not in e.text
        assert shelf.books()[e.book.id].shorts == ("永新", "永富")


# Nothing of one book while the other is open


async def test_no_path_of_another_book_shows_anything_of_the_first(evening, other, book_path, tmp_path):
    (tmp_path / "文档").mkdir()
    with Book.open(book_path, catalog()) as book, book.transaction(OWNER, "new") as t:
        person = t.save("person", {"name": CANARY, "kind": "resident", "phone": PHONE})
        home = book.read.one("SELECT id FROM home ORDER BY place_key LIMIT 1")
        t.save("ownership", {"home": home, "person": person, **village.WHOLE})
        t.say("已登记")
    sheet = tmp_path / "文档" / "名册.csv"
    sheet.write_text("楼号,单元,房号,业主,电话\n1,1,101,,\n1,1,102,何小明,\n", encoding="utf-8")
    async with evening() as e:
        await e.press("f3", f"={PINYIN}", "enter", "f4", f"={CANARY}", "f9")
        await e.press(str(e.screen_titles().index("台账架") + 1), "2")
        assert e.book.path == other and not any(CANARY in repr(kept) for kept in e.app.memory.values())
        seen = [e.text]
        looked = [("f3", f"={words}") for words in (CANARY, PINYIN, PHONE, "1-1-101", "101")]
        for keys in (*looked, ("2",), ("1", "tab", "tab"), ("f6",), ("8",), ("3",)):
            await e.press(*keys)
            seen.append(e.text.split("\n", 2)[2])
            while e.where() != "HomeScreen":
                await e.press("escape")
        await e.menu("导入")
        await e.press("1")
        for _ in range(200):
            if e.where() != "PreviewScreen":
                await e.pilot.pause(0.05)
        await e.settle()
        seen.append(e.text)
        assert e.where() == "PreviewScreen"
        folder.report(e.book, OWNER, tmp_path / "文档")
        crash.write_log(ValueError(CANARY))
        assert [draft.ledger for draft in desk.drafts(e.book, OWNER)] == []
        for text in seen:
            assert CANARY not in text and PHONE not in text
    own = {part.name for part in files.parts(book_path)}
    for path in (path for path in tmp_path.rglob("*") if path.is_file() and path.name not in own):
        content = path.read_bytes()
        for secret in (CANARY, PHONE):
            assert secret.encode() not in content and secret.encode("utf-16-le") not in content, path


async def test_no_object_of_the_closed_book_stays_reachable_from_the_program(evening, other):
    async with evening() as e:
        e.book.transaction(OWNER, "new").__enter__  # noqa: B018  the class is loaded, as in real use
        await e.press("2", "enter", "escape", "escape")
        before = id(e.book)
        await e.menu("台账架")
        await e.press("2")
        gc.collect()
        books = [each for each in gc.get_objects() if isinstance(each, Book)]
        assert [book.path for book in books if id(book) != before or book.path == other] == [other]


def test_a_copy_of_a_book_stands_on_the_shelf_once(book_path, other, tmp_path):
    copied = tmp_path / "别处" / book_path.name
    copied.parent.mkdir()
    shutil.copyfile(book_path, copied)
    Book.open(copied, catalog()).close()
    assert [s.path for s in shelf.books().values() if s.name == "永富新村"] == [str(copied)]
