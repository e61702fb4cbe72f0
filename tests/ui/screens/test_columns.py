"""Somebody says what the columns of a spreadsheet mean."""

from __future__ import annotations

import pytest


async def _done(e) -> None:
    await e.work()


async def _open(e, path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    await e.menu("导入")
    await e.press("1")


async def _pick(e, words: str) -> None:
    place = e.screen_titles().index(words)
    await e.press(*["0"] * (place // 9), str(place % 9 + 1))


async def _settled(e) -> None:
    for _ in range(40):
        await e.settle()
        if e.where() != "BusyScreen":
            return


@pytest.fixture
def path(tmp_path):
    return tmp_path / "下载" / "怪.csv"


async def test_one_of_our_columns_is_taken_from_another_of_theirs(evening, path):
    async with evening() as e:
        await _open(e, path, "房号,当家的,业主,电话\n3-1-101,试方方,房管所,13600005588\n")
        await _settled(e)
        assert e.where() == "PreviewScreen" and "当家的（要收的" in e.text
        await e.menu("换一换列")
        await _pick(e, "业主")
        assert "「业主」在表里是哪一列" in e.text
        await _pick(e, "当家的")
        await _settled(e)
        assert e.where() == "PreviewScreen" and "当家的（业主）" in e.text and "业主（要收的" in e.text
        await e.press("f10", "1")
        assert e.book.read.one("SELECT count(*) FROM person WHERE name='试方方'") == 1
        assert e.book.read.one("SELECT count(*) FROM person WHERE name='房管所'") == 0


async def test_a_column_that_is_missing_can_be_shown(evening, path):
    async with evening() as e:
        await _open(e, path, "我家在,业主,电话,面积\n3-1-101,试方方,13600005588,80\n")
        await _settled(e)
        assert e.where() == "ConfirmScreen" and "没有「室」这一列" in e.text
        await e.press("1")
        await _pick(e, "室")
        await _pick(e, "我家在")
        await _settled(e)
        assert e.where() == "PreviewScreen" and "我家在（室）" in e.text


async def test_who_gives_up_is_where_one_was(evening, path):
    async with evening() as e:
        await _open(e, path, "我家在,业主,电话,面积\n3-1-101,试方方,13600005588,80\n")
        await _settled(e)
        await e.press("2")
        assert e.where() == "ImportScreen"


async def test_a_column_can_be_left_out(evening, path):
    async with evening() as e:
        await _open(e, path, "房号,业主,电话\n3-1-101,试方方,13600005588\n")
        await _settled(e)
        await e.menu("换一换列")
        await _pick(e, "手机")
        await _pick(e, "表里没有这一栏")
        await _settled(e)
        await e.press("f10", "1")
        assert e.book.read.sql("SELECT phone FROM person WHERE name='试方方'") == [{"phone": None}]
