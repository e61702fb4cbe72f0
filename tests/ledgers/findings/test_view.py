"""A finding from the keyboard: nine keys with a ready sentence, no function key; half of it is enough."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from linli_tui.book.writing import write
from linli_tui.core.access import OWNER
from linli_tui.core.cells import ambiguous
from linli_tui.ledgers.jots.service import write_jot
from tests.ui.screens.conftest import Evening, book_path, evening, own_folder, template

__all__ = ["Evening", "book_path", "evening", "own_folder", "template"]


def kept(e):
    return e.book.read.sql("SELECT * FROM finding_list WHERE voided = 0 ORDER BY id")


def whole(e):
    lines = e.text.splitlines()
    assert len(lines) <= 24 and max(map(cell_len, lines)) <= 80
    assert ambiguous(e.text) == []


async def test_a_scooter_settled_on_the_spot_takes_nine_keys(evening):
    async with evening() as e:
        await e.press("7", "1")
        assert e.where() == "EntryScreen"
        whole(e)
        before = e.pressed
        await e.press("0", "2", "1", "minus", "2", "enter", "1", "1", "enter")
        assert e.pressed - before == 9 <= 10
        assert e.where() == "BoardScreen" and "当场解决了，可以撤回这一步" in e.text
        [row] = kept(e)
        assert (row["code"], row["place_label"], row["state"], row["outcome"]) == (
            "F02",
            "1幢2单元",
            "closed",
            "solved",
        )
        assert row["words"] == "楼道停放电动车，已贴提醒条" and row["todo"] is None


async def test_full_width_digits_give_the_same(evening):
    async with evening() as e:
        await e.press("７", "１", *"０２", "=１-２", "enter", "１", "１", "enter")
        [row] = kept(e)
        assert (row["code"], row["place_label"], row["state"]) == ("F02", "1幢2单元", "closed")


async def test_what_nobody_can_read_any_more_is_kept_to_be_filled_in(evening):
    async with evening() as e:
        await e.press("7", "1", "enter", "=后门那边", "enter", "enter", "=看不清了", "enter")
        assert "待补：哪一类、在哪里" in e.text
        [row] = kept(e)
        assert (row["words"], row["level"], row["state"]) == ("后门那边：看不清了", "yellow", "found")
        assert "待补" in e.text.splitlines()[6]
        whole(e)
        await e.press("enter")
        assert e.where() == "CardScreen" and "待补" in e.text
        await e.deed("补上缺的")
        await e.press(*"26", "=1", "enter", "enter", "enter")
        [row] = kept(e)
        assert (row["code"], row["place_label"], row["todo"], row["unit"]) == ("U01", "1幢", None, "市政、水务")
        assert row["length"] == "report"


async def test_bare_pinyin_is_asked_about_once(evening):
    async with evening() as e:
        await e.press("7", "1", *"07", "=1-1", "enter", "2", "=loudao", "enter")
        assert "好像是拼音" in e.text
        await e.press("enter")
        assert e.where() == "EntryScreen" and kept(e) == []
        await e.press("enter", "1")
        assert kept(e)[0]["words"] == "loudao"


async def test_the_article_of_the_pact_and_the_digits_stand_beside(evening):
    async with evening() as e:
        await e.press("7", "1")
        assert "02 楼道停放电动车" in e.text and "30 违规装修" in e.text
        await e.press(*"07")
        assert "第一条 楼道畅通：不在楼道" in e.text
        await e.press("=1-1", "enter")
        assert "1  当场解决" in e.text and "照这一类平时的：要跟进" in e.text
        await e.press("enter")
        assert "9  " in e.text and "1  纸板堆在楼梯转角，主人当场收走" in e.text
        whole(e)
        await e.press("3", "2", "enter")
        assert kept(e)[0]["words"] == "旧家具放在楼道，答应明天拉走" and kept(e)[0]["state"] == "found"


async def test_own_sentences_stand_first(evening):
    async with evening() as e:
        write(e.book, OWNER, "phrase", {"code": "F07", "words": "纸箱收进屋了"})
        await e.press("7", "1", *"07", "=1-1", "enter", "1", "1", "enter")
        assert kept(e)[0]["words"] == "纸箱收进屋了"


async def test_a_jotting_becomes_a_finding_by_a_digit_and_nothing_is_typed_again(evening):
    async with evening() as e:
        place = e.book.read.one("SELECT id FROM entrance WHERE label = '2幢1单元'")

        write_jot(e.book, OWNER, {"words": "路灯不亮", "place": place, "told_by": "何敏", "told_on": "2026-03-06"})
        await e.press("8", "enter")
        await e.deed("转为问题")
        assert e.where() == "CardScreen" and e.screen.ledger.name == "finding"
        await e.deed("补上缺的")
        await e.press(*"26", "enter", "enter", "enter")
        [row] = kept(e)
        assert (row["code"], row["place"], row["found_on"], row["source"]) == ("U01", place, "2026-03-06", "jot")
        assert row["words"] == "路灯不亮"
        assert e.book.read.one("SELECT name FROM reporter WHERE finding = ?", (row["id"],)) == "何敏"


async def test_what_is_urgent_says_whom_to_call(evening):
    async with evening() as e:
        await e.press("7", "1", *"09")
        assert "马上打 119、110 或者 96333" in e.text
        await e.press("up", *"07")
        assert "119" not in e.text


async def test_a_kind_is_found_by_its_words_and_a_wrong_number_is_said(evening):
    async with evening() as e:
        await e.press("7", "1", *"99")
        assert "没有第 99 类" in e.text
        await e.press("=违停", "enter")
        assert "没有「违停」这一类" in e.text
        await e.press("=停车", "enter", "=1-1", "enter", "enter", "enter")
        assert kept(e)[0]["code"] == "T01" and kept(e)[0]["words"] == "乱停车、占道"


async def test_leaving_asks_and_a_draft_is_found_again(evening):
    async with evening() as e:
        await e.press("7", "1", *"07", "escape")
        assert "写了还没有存" in e.text
        await e.press("2")
        assert e.where() == "BoardScreen" and kept(e) == []
        await e.press("1", *"07", "=1-1", "enter", "2")
        assert e.screen.keep_draft()
        e.app.pop_screen()
        await e.settle()
        await e.press("1")
        assert "接着上次没有写完的写" in e.text and "楼道堆物" in e.text and "1幢1单元" in e.text
        await e.press("3", "enter")
        [row] = kept(e)
        assert (row["code"], row["place_label"], row["length"]) == ("F07", "1幢1单元", "follow")
        assert e.book.connection.execute("SELECT count(*) FROM main.desk_draft").fetchone()[0] == 0


@pytest.mark.parametrize("deed", ["全部问题", "全部经过", "全部常用语", "全部反映人"])
async def test_the_board_leads_to_every_list(evening, deed):
    async with evening() as e:
        await e.press("7")
        whole(e)
        await e.deed(deed)
        assert e.where() == "RegisterScreen" and e.screen.ledger.title == deed[2:]


async def test_a_round_is_named_when_the_screen_is_opened_from_it(evening):
    async with evening() as e:
        with e.book.transaction(OWNER, "new") as t:
            record = t.save("round", {"day": "2026-03-08"})
            t.say("已记下")
        screen = e.app.catalog.offer("findings.screen")
        e.app.push_screen(screen(e.book, OWNER, round=record))
        await e.settle()
        await e.press(*"07", "=1-1", "enter", "1", "1", "enter")
        assert (kept(e)[0]["round"], kept(e)[0]["source"]) == (record, "patrol")
