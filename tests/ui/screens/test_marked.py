"""A list, or what is ticked in it, is carried out; one column of all that is ticked is changed as one act."""

from __future__ import annotations

from openpyxl import load_workbook


async def _written(e, *keys: str) -> None:
    await e.press(*keys)
    await e.work()


def _names(folder) -> list[str]:
    (path,) = folder.glob("*.xlsx")
    header, *rows = load_workbook(path).active.iter_rows(min_row=3, values_only=True)
    return [row[header.index("姓名")] for row in rows[:-1]]


async def test_a_list_leaves_as_it_is_narrowed(evening, tmp_path):
    (tmp_path / "文档").mkdir()
    async with evening() as e:
        await e.press("2", "=1-1-101", "f7")
        assert "导出这张名单，放在哪里" in e.text and "~/文档" in e.text
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


async def everything(e):
    """As far as where a folder of all ledgers is to lie."""
    await e.press("f7")
    await e.line("不报给谁，只把台账导出来")
    await e.press("enter")


async def test_no_folder_is_made_without_a_word(evening, tmp_path):
    async with evening() as e:
        for whole in (True, False):
            await (everything(e) if whole else e.press("2", "f7"))
            await e.press("2", f"={tmp_path}/没有/的", "enter")
            assert "这个文件夹，新建吗" in e.text
            await e.press("enter")
            assert not (tmp_path / "没有").exists()
            assert e.where() == ("FolderScreen" if whole else "RegisterScreen")
            await e.press("escape", "escape")


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


async def test_what_came_by_a_spreadsheet_is_told_in_numbers(evening, tmp_path):
    from linli_tui.core.access import OWNER
    from linli_tui.paper import spreadsheet_import

    sheet = tmp_path / "名册.csv"
    rows = "".join(f"{n},1,101,试大{n}\n" for n in "三四五六七八九")
    sheet.write_text(f"楼号,单元,房号,业主\n{rows}", encoding="utf-8")
    async with evening() as e:
        spreadsheet_import.apply(e.book, OWNER, spreadsheet_import.preview(e.book, sheet))
        await e.press("f8")
        assert "新登记：" in e.text and "房屋 7 条" in e.text and "人员 7 条" in e.text
        await e.press("1", "f6", "f8")
        assert "要把撤回的又改回去吗" in e.text and "又登记上：" in e.text and "房屋 7 条" in e.text
        assert "已不在" not in e.text and "作废" not in e.text
        await e.press("1")
        assert e.book.read.one("SELECT count(*) FROM home WHERE voided=0") == 31


async def test_one_record_that_went_whole_is_called_by_its_name(evening):
    from linli_tui.core.access import OWNER

    async with evening() as e:
        with e.book.transaction(OWNER, "new") as t:
            t.save("person", {"name": "试大方", "kind": "resident"})
        await e.press("f8", "1", "f6", "f8")
        assert "又登记上：人员 试大方" in e.text
