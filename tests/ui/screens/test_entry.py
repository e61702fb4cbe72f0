"""The entry list: a digit for each home, all of it in one sitting."""

from __future__ import annotations

from linli_tui.core import clock

SIGNED = "SELECT count(*) FROM signature WHERE voided=0"


async def _begin(e):
    await e.press("3")
    await e.turn_to("signature")
    await e.press("0", "1", "enter")


async def test_an_entrance_is_signed_line_by_line_and_each_line_is_saved_at_once(evening):
    async with evening() as e:
        await _begin(e)
        assert e.where() == "EntryScreen" and "还没有 6" in e.text
        await e.press("enter")
        assert e.book.read.one(SIGNED) == 1
        await e.press("enter", "3", "2", "６", "enter")
        assert e.book.read.one(SIGNED) == 6
        states = [row["state"] for row in e.book.read.sql("SELECT state FROM signature ORDER BY place_key")]
        assert states == ["signed", "signed", "absent", "signed", "reserved", "signed"]
        assert "业主签了 3   家里人签了 1   不在 1   签了，有意见 1" in e.text
        assert "到底了" in e.text


async def test_backspace_goes_back_one_line_to_say_it_again(evening):
    async with evening() as e:
        await _begin(e)
        await e.press("1", "backspace", "3")
        assert e.book.read.sql("SELECT state FROM signature") == [{"state": "absent"}]


async def test_the_whole_sitting_is_taken_back_at_once(evening):
    async with evening() as e:
        await _begin(e)
        await e.press("1", "1", "1")
        await e.menu("撤回这一次")
        await e.press("1")
        assert e.book.read.one(SIGNED) == 0
        assert "还没有 6" in e.text


async def test_the_next_entrance_follows_in_the_same_sitting(evening):
    async with evening() as e:
        await _begin(e)
        await e.press("1")
        await e.menu("下一张单子")
        assert "1幢2单元" in e.text.splitlines()[2]
        await e.press("1")
        assert e.book.read.one(SIGNED) == 2


async def test_it_begins_at_the_first_line_that_has_no_answer(evening):
    async with evening() as e:
        await _begin(e)
        await e.press("1", "1", "escape", "0", "1", "enter")
        assert e.screen.query_one("EntryLines").here.label == "1幢1单元201室"


async def test_a_sheet_of_another_day_is_entered_under_that_day(evening):
    async with evening() as e:
        await _begin(e)
        await e.menu("换日子")
        await e.press("=3月1日", "enter", "1")
        assert e.book.read.one("SELECT signed_on FROM signature") == "2026-03-01"


async def test_an_entrance_takes_seven_keys_and_one_for_each_home(evening):
    async with evening() as e:
        await _begin(e)
        for _ in range(6):
            await e.press("enter")
        assert e.pressed == 7 + 6
        assert e.book.read.one(SIGNED) == 6


async def test_after_the_program_was_closed_the_sitting_of_today_goes_on(evening):
    async with evening() as e:
        await _begin(e)
        await e.press("1", "1")
    async with evening() as e:
        await _begin(e)
        await e.press("1", "0")
        assert "这一次登记的 3 户全部撤回" in e.text
        await e.press("escape")
        await e.menu("撤回这一次")
        await e.press("1")
        assert e.book.read.one(SIGNED) == 0


async def test_another_day_is_another_sitting(evening):
    async with evening() as e:
        await _begin(e)
        await e.press("1")
        with clock.frozen("2026-03-09T12:05:00.000Z"):
            await e.press("0")
            assert not any("撤回这一次" in words for words in e.screen_titles())


async def test_a_whole_sitting_is_taken_back_from_what_was_done(evening):
    async with evening() as e:
        await _begin(e)
        await e.press("1", "2", "3", "escape", "escape", "escape", "f6", "f8")
        assert "那一次登记的 3 步全部撤回" in e.text
        await e.press("1", "f8", "escape")
        assert e.book.read.one(SIGNED) == 3, "the first answer and leaving do no harm"
        await e.press("f8", "3")
        assert e.book.read.one(SIGNED) == 0 and "已撤回那一次登记的 3 步" in e.text


async def test_the_next_sheet_lies_within_where_the_pact_is_for(evening):
    from linli_tui.core.access import OWNER

    async with evening() as e:
        building = e.book.read.one("SELECT id FROM building WHERE label='1幢'")
        with e.book.transaction(OWNER, "change") as t:
            t.save("pact", {"id": e.book.read.one("SELECT id FROM pact"), "scope": building})
        await _begin(e)
        await e.menu("下一张单子")
        assert "1幢2单元" in e.text.splitlines()[2]
        await e.press("0")
        assert "没有了" in e.text
        await e.press("escape")
        await e.menu("下一张单子")
        assert "1幢2单元" in e.text.splitlines()[2], "2幢 signs another pact"
