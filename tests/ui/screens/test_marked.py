"""A list, or what is ticked in it, is carried out; one column of all that is ticked is changed as one act."""

from __future__ import annotations

from openpyxl import load_workbook


async def _written(e, *keys: str) -> None:
    await e.press(*keys)
    await e.app.workers.wait_for_complete()
    await e.settle()


def _names(folder) -> list[str]:
    (path,) = folder.glob("*.xlsx")
    header, *rows = load_workbook(path).active.iter_rows(min_row=3, values_only=True)
    return [row[header.index("姓名")] for row in rows[:-1]]


async def test_a_list_leaves_as_it_is_narrowed(evening, tmp_path):
    (tmp_path / "文档").mkdir()
    async with evening() as e:
        await e.press("2", "=1-1-101", "f7")
        assert "导出这张名单，放在哪里" in e.text and str(tmp_path) in e.text
        await _written(e, "1")
        assert "已写好 1 条" in e.text
    assert _names(tmp_path / "文档") == ["王**"]


async def test_only_what_is_ticked_leaves(evening, tmp_path):
    (tmp_path / "文档").mkdir()
    async with evening() as e:
        await e.press("2", "space", "down", "space", "f7")
        assert "导出勾选的 2 条" in e.text
        await _written(e, "1")
    assert len(_names(tmp_path / "文档")) == 2


async def test_no_folder_is_made_without_a_word(evening, tmp_path):
    async with evening() as e:
        for keys in (("f7",), ("2", "f7")):
            await e.press(*keys, *(("enter",) if keys == ("f7",) else ()), "2", f"={tmp_path}/没有/的", "enter")
            assert "这个文件夹，新建吗" in e.text
            await e.press("enter")
            assert not (tmp_path / "没有").exists()
            await e.press("escape")


async def test_one_column_of_all_that_is_ticked_is_one_act(evening):
    async with evening() as e:
        await e.press("1")
        await e.turn_to("home")
        await e.press("space", "down", "space", "down", "space")
        await e.menu("改勾选的 3 条")
        choices = e.screen_titles()
        await e.press(str(choices.index("用途") + 1), "2", "f10")
        shops = "SELECT count(*) FROM home WHERE use='shop'"
        assert e.book.read.one(shops) == 3 and "已修改3条房屋的用途" in e.text
        await e.press("f8", "1")
        assert e.book.read.one(shops) == 0


async def test_without_ticks_nothing_is_offered_for_them(evening):
    async with evening() as e:
        await e.press("2", "0")
        assert not any("勾选的" in words for words in e.screen_titles())
