"""What people ran into in their first evenings, so that nobody does again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from textual.events import Key

from linli_tui.core.fold import fold
from linli_tui.ui import habits
from linli_tui.ui.widgets.digits import Digits
from linli_tui.ui.widgets.lines import Lines
from linli_tui.ui.widgets.notice import Notice
from linli_tui.ui.widgets.table import Table


def notice(e) -> str:
    return e.screen.query_one(Notice).text


@pytest.mark.parametrize("words", [[], ["open", "没有的.台账"]])
def test_without_a_terminal_there_is_a_sentence_and_no_painting(tmp_path: Path, words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "linli_tui", *words], stdin=subprocess.DEVNULL, capture_output=True, timeout=30,
        env={**os.environ, "LINLI_HOME": str(tmp_path)},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, b"")
    assert "这里没有屏幕可用" in done.stderr.decode()


async def test_sentences_name_digits_where_f_keys_do_not_arrive(evening):
    habits.keep(habits.Habits(f_keys=False))
    async with evening() as e:
        await e.press("1")
        await e.turn_to("facility")
        assert "按 0 再按 1 登记" in e.text and "F2" not in e.text
        await e.press("0")
        assert e.screen_titles()[0] == "新增"


@pytest.mark.parametrize("zero", ["0", "０"])
async def test_nought_as_the_first_key_in_a_filter_is_the_menu(evening, zero):
    async with evening() as e:
        await e.press("2", "f3", zero)
        assert e.where() == "MenuScreen"
        await e.press("escape", "=1", zero)
        assert fold(e.screen.typed_into().value) == "10"


@pytest.mark.parametrize("number", ["0571", "0512", "0523", "051", "0711"])
async def test_a_number_with_nought_in_front_typed_into_a_list_changes_nothing(evening, number):
    async with evening() as e:
        await e.press("2")
        for sign in number:
            e.app.post_message(Key(sign, sign))
        await e.settle()
        assert e.book.read.one("SELECT count(*) FROM person WHERE voided=0") == 12
        assert e.book.read.one("SELECT count(*) FROM jot WHERE voided=0") == 3


async def test_taking_down_a_sentence_is_on_the_first_page_of_every_menu(evening):
    async with evening() as e:
        for keys in ((), ("2",), ("enter",), ("f6",)):
            await e.press(*keys, "0")
            assert "随手记" in e.screen_titles()[:3]
            await e.press("escape")


async def test_every_menu_ends_with_leaving(evening):
    async with evening() as e:
        for keys in ((), ("2",)):
            await e.press(*keys, "0")
            assert e.screen_titles()[-1] == "退出"
            await e.press("escape")
        await e.menu("退出")
        assert "要关上台账，退出吗" in e.text


async def test_the_import_tells_where_it_looked(evening, tmp_path):
    (tmp_path / "下载").mkdir()
    (tmp_path / "桌面").mkdir()
    async with evening() as e:
        await e.menu("导入")
        assert "看过：桌面、下载。没有看到表格" in e.text


async def _change_phone(e):
    await e.press("2", "=wgf", "enter")
    lines = e.screen.query_one(Lines)
    lines.go_to("field:phone")
    await e.press("enter", "=13900001111", "f10")


async def test_what_is_taken_back_is_shown_field_by_field(evening):
    async with evening() as e:
        await _change_phone(e)
        await e.press("f8")
        assert "电话：13905710000 改为 13900001111" in e.text


async def test_of_many_records_the_first_are_shown_and_the_number(evening):
    async with evening() as e:
        await e.press("1")
        await e.turn_to("home")
        await e.press(*["space", "down"] * 8, "f5", "1", "f8")
        assert "1幢1单元101室" in e.text and "等 8 条" in e.text


async def test_an_undo_is_itself_undone_in_plain_words_and_no_old_sentence_comes_back(evening):
    async with evening() as e:
        await _change_phone(e)
        await e.press("f8", "1")
        assert notice(e).startswith("✓ 已撤回：")
        await e.press("f6", "f8")
        assert "改回去" in e.text
        await e.press("1")
        assert "又改回去了：" in notice(e) and "已撤回" not in notice(e)
        await e.press("escape")
        assert e.where() == "CardScreen" and "13900001111" in e.text
        assert notice(e) == ""


async def test_a_menu_that_is_closed_leaves_the_notice(evening):
    async with evening() as e:
        await e.press("ctrl+j", "=灯", "enter", "0", "escape")
        assert "已记下「灯」" in notice(e)


async def test_enter_on_an_empty_field_that_needs_a_record_offers_them_all(evening):
    async with evening() as e:
        await e.press("9", "1", "f2", "enter")
        assert e.where() == "PickerScreen" and "王桂芳" in e.text


async def test_a_new_record_that_has_parts_opens_and_another_one_is_stood_on(evening):
    async with evening() as e:
        await e.press("3", "f2", "=楼道公约", "f10")
        assert e.where() == "CardScreen" and "楼道公约" in e.text.splitlines()[2] and "可以撤回" in notice(e)
        await e.press("escape", "escape", "9", "1", "f2", "enter", "enter", "1", "f10")
        if e.where() == "RegisterScreen":
            assert e.screen.query_one(Table).row is not None


async def test_the_sentence_of_faults_goes_with_the_last_of_them(evening):
    async with evening() as e:
        await e.press("1")
        await e.turn_to("home")
        await e.press("f2", "f10")
        assert "还有 2 处要看一看" in notice(e)
        e.screen.query_one("#writer-code").focus()
        await e.press("=909")
        assert "还有 1 处要看一看" in notice(e)
        e.screen.query_one("#writer-parent").focus()
        await e.press("=1幢1单元", "enter")
        if e.where() == "PickerScreen":
            await e.press("enter")
        assert notice(e) == ""


async def test_the_filter_names_what_this_ledger_is_searched_by(evening):
    async with evening() as e:
        await e.press("3")
        assert "直接打字：名称、备注" in e.text and "电话" not in e.text.splitlines()[2]
        await e.press("escape", "2")
        assert "姓名、拼音首字母" in e.text


async def test_articles_are_written_one_after_the_other(evening):
    async with evening() as e:
        await e.press("3", "f2", "=楼道公约", "f10")
        lines = e.screen.query_one(Lines)
        version = next(o.id for o in lines.options if (o.id or "").startswith("pact_version:"))
        lines.go_to(version)
        await e.press("enter")
        await e.deed("添一条条文")
        for title in ("一", "二", "三"):
            e.screen.query_one("#writer-title").focus()
            await e.press(f"=安静{title}")
            e.screen.query_one("#writer-text").focus()
            await e.press("=轻声。", "f2")
            assert e.where() == "FormScreen" and "安静" in notice(e)
        await e.press("escape")
        assert e.where() == "CardScreen"
        assert e.book.read.one("SELECT count(*) FROM article WHERE title LIKE '安静%'") == 3


async def test_the_sitting_counts_homes_and_goes_on_when_one_comes_back(evening):
    async with evening() as e:
        await e.press("3")
        await e.turn_to("signature")
        await e.press("0", "1", "enter", "0")
        assert not any("撤回这一次" in words for words in e.screen_titles())
        await e.press("escape", "1", "2", "backspace", "3")
        await e.press("escape", "0", "1", "enter", "0")
        assert "这一次登记的 2 户全部撤回" in e.text


async def test_lines_bear_the_sign_of_the_one_chosen(evening):
    async with evening() as e:
        await e.press("3")
        await e.turn_to("signature")
        await e.press("0", "1", "enter", "1")
        pointed = [line for line in e.text.splitlines() if line.lstrip().startswith(">")]
        assert len(pointed) == 1 and "1幢1单元102室" in pointed[0]


async def test_a_turned_jotting_tells_what_it_became_and_leads_there(evening):
    async with evening() as e:
        await e.press("8", "enter")
        await e.deed("转为设施")
        assert "已转为设施" in notice(e)
        made = e.screen.record
        await e.press("escape")
        assert "已转为设施" not in e.text and "facility" not in e.text and made not in e.text
        lines = e.screen.query_one(Lines)
        assert lines.go_to("open:turned_record")
        await e.press("enter")
        assert (e.screen.ledger.name, e.screen.record) == ("facility", made)


async def test_home_opens_what_waits_the_newest_on_top(evening):
    async with evening() as e:
        await e.press("8", "enter")
        await e.deed("答复了")
        await e.press("f10", "escape", "escape", "escape")
        assert e.where() == "HomeScreen"
        e.screen.query_one(Lines).go_to("duty:jots.old")
        await e.press("enter")
        assert "显示 2 条" in e.text
        numbers = [view.cells for view in e.screen.query_one(Table)._window.rows]
        assert "路灯" in numbers[0][0] or "螺丝" in numbers[0][0]
        await e.press("escape", "escape")
        await e.menu(next(t for t in await _titles(e) if "三天以上" in t))
        assert "显示 2 条" in e.text


async def _titles(e):
    await e.press("0")
    titles = e.screen_titles()
    await e.press("escape")
    return titles


async def test_a_move_bears_its_own_title_in_the_history(evening):
    async with evening() as e:
        await e.press("8", "enter")
        await e.deed("答复了")
        await e.press("f10", "f6")
        assert "答复了" in e.text


async def test_words_typed_at_a_choice_are_answered(evening):
    async with evening() as e:
        await e.press("2", "f2")
        e.screen.query_one("#writer-kind").focus()
        await e.press("=何")
        assert "这里按数字选" in e.text


async def test_the_finder_stands_on_the_first_hit_whatever_was_typed_before(evening):
    async with evening() as e:
        await e.press("f3", "=1", "down", "down", "down", "=幢1单元101")
        first = next(o.id for o in e.screen.query_one(Lines).options if o.id)
        assert e.screen.query_one(Lines).chosen == first


async def test_a_text_wider_than_its_field_is_seen(evening):
    async with evening() as e:
        await e.press("ctrl+j", "=" + "一二三四五六七八九十" * 5 + "甲乙")
        assert "九十甲乙" in e.text


async def test_in_a_window_too_small_no_key_does_anything(evening):
    async with evening() as e:
        await e.press("2")
        await e.pilot.resize_terminal(60, 20)
        await e.settle()
        await e.press("f2")
        await e.pilot.resize_terminal(80, 24)
        await e.settle()
        assert e.where() == "RegisterScreen"


async def test_a_list_read_again_after_typing_shows_what_was_done_in_the_card(evening):
    async with evening() as e:
        await e.press("2", "=wgf", "enter", "f5", "1")
        assert e.where() == "RegisterScreen" and "显示 0 条" in e.text


async def test_without_a_row_there_is_nothing_to_change(evening):
    async with evening() as e:
        await e.press("1")
        await e.turn_to("facility")
        await e.press("0")
        barred = {choice.words for choice in e.screen.query_one(Digits).choices if choice.barred}
        assert barred >= {"修改", "作废", "经过"}


async def test_a_question_is_answered_on_a_page_to_read(evening):
    async with evening() as e:
        await e.press("1")
        await e.turn_to("home")
        await e.press("enter")
        await e.deed("哪天是谁的")
        assert e.where() == "ReadingScreen" and "王桂芳" in e.text
        await e.press("escape")
        assert e.where() == "CardScreen"


async def test_a_building_is_walked_from_the_front(evening):
    async with evening() as e:
        await e.press("1")
        await e.turn_to("building")
        await e.press("enter")
        await e.deed("看整幢楼")
        assert "1单元" in e.text and "3层" in e.text and ">301" in e.text
        await e.press("down", "right", "right", "2")
        assert ">201" in e.text and "2单元" in e.text and "有 12户" in e.text
        await e.press("enter")
        assert e.screen.ledger.name == "home" and "1幢2单元201室" in e.text
        await e.press("escape")
        assert ">201" in e.text
