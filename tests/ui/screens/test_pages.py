"""Home, finder, history, undo, jotting, report, import, shelf, welcome, help, self-check."""

from __future__ import annotations

from pathlib import Path

from linli_tui.ui import habits


async def test_home_tells_figures_duties_and_what_was_done(evening):
    async with evening() as e:
        assert "2026年3月8日  星期日" in e.text
        assert "房屋 24 户" in e.text and "人员 12 人" in e.text
        assert "有 3 条随手记放了三天以上" in e.text
        assert "已记下「健身器材的螺丝松了」" in e.text


async def test_home_of_an_empty_book_says_what_to_do_first(evening, tmp_path):
    from linli_tui.book.book import Book
    from linli_tui.ledgers import catalog

    Book.new(tmp_path / "新.台账", catalog(), name="新苑").close()
    async with evening(tmp_path / "新.台账") as e:
        assert "先做这个" in e.text and "导入业主花名册" in e.text


async def test_escape_never_leaves_home(evening):
    async with evening() as e:
        await e.press("escape")
        assert e.where() == "HomeScreen"


async def test_the_finder_reads_all_ledgers_as_one_types(evening):
    async with evening() as e:
        await e.press("f3", "=wgf")
        assert "王桂芳" in e.text and "找到 1 条" in e.text
        await e.press("enter")
        assert e.where() == "CardScreen"


async def test_the_finder_says_when_nothing_is_found(evening):
    async with evening() as e:
        await e.press("f3", "=zzzz")
        assert "没有找到" in e.text


async def test_history_tells_old_and_new_and_takes_back_what_is_chosen(evening):
    async with evening() as e:
        await e.press("2", "=wgf", "enter", "down", "down", "enter", "=13900001111", "f10", "f6")
        assert "电话：13905710000 改为 13900001111" in e.text
        await e.press("f8", "1")
        assert "已撤回" in e.text
        assert e.book.read.one("SELECT phone FROM person WHERE name='王桂芳'") == "13905710000"


async def test_acts_of_the_book_can_be_taken_back_one_by_one(evening):
    async with evening() as e:
        await e.press("f6", "f8", "1")
        assert e.book.read.one("SELECT count(*) FROM jot WHERE voided=0") == 2


async def test_undo_says_what_it_takes_back_and_keeps_by_default(evening):
    async with evening() as e:
        await e.press("f8")
        assert "已记下「健身器材的螺丝松了」" in e.text
        await e.press("enter")
        assert e.book.read.one("SELECT count(*) FROM jot") == 3


async def test_a_jotting_from_anywhere(evening):
    async with evening() as e:
        await e.press("2", "ctrl+j", "=楼道灯坏了", "enter")
        assert "已记下「楼道灯坏了」" in e.text and e.where() == "RegisterScreen"
        assert e.book.read.one("SELECT count(*) FROM jot WHERE words='楼道灯坏了'") == 1


async def test_the_report_tells_what_leaves_and_writes_the_folder(evening, tmp_path):
    (tmp_path / "文档").mkdir()
    async with evening() as e:
        await e.press("f7")
        await e.line("不报给谁，只把台账导出来")
        assert "人员  12 行" in e.text and "已隐去：姓名、电话" in e.text
        await e.press("enter", "1")
        await e.work()
        assert "已写好" in e.text
    written = [path.name for path in (tmp_path / "文档").rglob("*") if path.is_file()]
    assert any(name.endswith("清单.txt") for name in written)
    assert any(name.startswith("永富新村") and name.endswith("_人员.xlsx") for name in written)


async def test_a_spreadsheet_is_shown_first_and_written_when_confirmed(evening, tmp_path):
    sheet = tmp_path / "下载" / "名册.csv"
    sheet.parent.mkdir()
    sheet.write_text(
        "楼号,单元,房号,业主,电话\n1,1,101,王桂芳,13905710000\n3,1,101,何小明,13905712222\n", encoding="utf-8"
    )
    async with evening() as e:
        await e.menu("导入")
        assert "名册.csv" in e.text
        await e.press("1")
        await e.work()
        assert e.where() == "PreviewScreen"
        assert e.book.read.one("SELECT count(*) FROM person") == 12
        await e.press("f10", "enter")
        assert e.book.read.one("SELECT count(*) FROM person") == 12
        await e.press("f10", "1")
        assert e.book.read.one("SELECT count(*) FROM person") == 13
        assert "已导入" in e.text and e.where() == "ImportScreen"


async def test_a_file_that_is_no_table_is_refused_in_words(evening, tmp_path):
    (tmp_path / "下载").mkdir()
    (tmp_path / "下载" / "坏.xlsx").write_bytes(b"nothing")
    async with evening() as e:
        await e.menu("导入")
        await e.press("1")
        await e.work()
        assert e.where() == "ImportScreen" and "✗" in e.text


async def test_the_shelf_opens_a_known_book(evening):
    async with evening(None) as e:
        assert e.where() == "ShelfScreen" and "永富新村" in e.text
        await e.press("1")
        assert e.where() in ("ShelfScreen", "HomeScreen")


async def test_the_first_evening_founds_a_book(evening, tmp_path, monkeypatch):
    monkeypatch.setenv("LINLI_HOME", str(tmp_path / "fresh"))
    async with evening(None) as e:
        assert e.where() == "WelcomeScreen"
        await e.press("1", "1", "=新苑", "f10")
        assert "请按一下键盘最上面一排的 F2" in e.text
        await e.press("1")
        assert "功能键没有反应" in e.text
        await e.press("1", "1", "2", "1")
        assert e.where() == "HomeScreen" and e.book.name == "新苑"
        assert e.book.setting("compound.short") == "新苑" and e.book.setting("body.kind") == "mutual_aid"
        assert "F3" not in e.text.splitlines()[-1]
    assert habits.recall().f_keys is False
    assert (tmp_path / "fresh" / "新苑.台账").exists()


async def test_a_book_that_is_open_elsewhere_is_refused_on_the_shelf(evening, book_path):
    from linli_tui.book.book import Book
    from linli_tui.ledgers import catalog

    with Book.open(book_path, catalog()):
        async with evening() as e:
            assert e.where() == "ShelfScreen"
            assert "正在另一个窗口里打开着" in e.text


async def test_help_tells_the_keys_that_work_here(evening):
    async with evening() as e:
        await e.press("2", "f1")
        assert "F2" in e.text and "新增" in e.text
        await e.press("escape")
        assert e.where() == "RegisterScreen"


async def test_the_self_check_shows_keys_that_arrive(evening):
    async with evening() as e:
        await e.menu("自检")
        await e.press("f2")
        assert "按键      F2" in e.text


async def test_look_and_spacing_are_kept_for_the_next_time(evening):
    async with evening() as e:
        await e.menu("字和颜色")
        await e.press("2", "3", "1")
        assert e.app.theme == "night"
        await e.press("2")
        assert e.screen.table.roomy
    assert habits.recall() == habits.Habits(look="night", roomy=True)


async def test_a_crash_leaves_a_calm_page_a_log_without_data_and_an_exit_code(evening, tmp_path, capsys):
    class Trouble(Exception):
        pass

    try:
        async with evening() as e:
            await e.press("2", "f2", "=何小明")
            secret = "王桂芳 13905710000"

            def break_down() -> None:
                raise Trouble(secret)

            e.screen.call_later(break_down)
            await e.settle()
    except Trouble:
        pass
    said = capsys.readouterr().err
    assert "您写的内容已经保存" in said and "王桂芳" not in said
    logs = list(Path(tmp_path / "home" / "logs").iterdir())
    assert len(logs) == 1
    log = logs[0].read_text(encoding="utf-8")
    assert "Trouble" in log and "王桂芳" not in log and "何小明" not in log
    assert e.app.return_code == 1
