"""A paper is read page by page before it is printed, says for whom it is, and lies where one is told."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from linli_tui.core.access import NOBODY, Actor
from linli_tui.exchange.drives import Drive
from linli_tui.paper import printed
from linli_tui.ui.screens.printing import put_away

SECRETARY = Actor("nobody-known", "郑秀英", ("secretary",))
CARETAKER = Actor("nobody-known", "徐玲玲", ("caretaker",))
MEMBER = Actor("nobody-known", "潘俊", ("member",))


def sit(e, actor):
    """Lets somebody else sit there."""
    e.book.sign_in(actor)
    e.app.actor = actor


async def open_pact(e):
    await e.press("3", "enter")
    assert "永富新村邻里公约" in e.text


async def test_f7_on_a_card_offers_its_papers_and_for_whom_each_is(evening):
    async with evening() as e:
        await open_pact(e)
        await e.press("f7")
        assert "打印公约条文" in e.text and "这张给：大家看" in e.text
        assert "打印签名单" in e.text and "这张给：当事人" in e.text
        await e.press("escape")
        assert e.where() == "CardScreen"


async def test_a_paper_is_shown_written_listed_and_its_place_told(evening):
    async with evening() as e:
        await open_pact(e)
        await e.press("f7", "1")
        assert e.where() == "PreviewScreen"
        assert "这张给：大家看   第1页，共1页" in e.text and "第一条 楼道畅通" in e.text
        assert printed.listed(e.book) == []
        await e.press("3")
        (made,) = printed.listed(e.book)
        assert Path(made.path).name.replace(" ", "") in e.text.replace("\n", "").replace(" ", "")
        assert load_workbook(made.path).active["A1"].value == "永富新村邻里公约 第1版"
        await e.menu("打印过的")
        assert "永富新村邻里公约 第1版" in e.text and "大家看" in e.text


async def test_each_kind_of_file_is_one_digit_and_enter_the_usual_one(evening, monkeypatch):
    monkeypatch.setattr("linli_tui.paper.fonts.find", lambda: None)
    async with evening() as e:
        await open_pact(e)
        await e.press("f7", "1")
        assert "写成：1 PDF  2 Word 文档  3 表格  4 文本" in e.text
        await e.press("1")
        assert "没有中文字体" in e.text and printed.listed(e.book) == []
        await e.press("2", "4", "enter", "9")
        assert [Path(made.path).suffix for made in printed.listed(e.book)] == [".docx", ".txt", ".docx"]
        assert "第一条 楼道畅通" in Path(printed.listed(e.book)[1].path).read_text(encoding="utf-8-sig")


async def test_a_paper_is_also_written_half_blank_and_for_the_wall(evening):
    async with evening() as e:
        await open_pact(e)
        await e.deed("打印签名单")
        await e.menu("只填抬头，留空手写")
        assert "1幢1单元101室" in e.text and "第1页，共4页" in e.text
        await e.menu("照原来的样子")
        await e.menu("大字，A3纸")
        await e.press("4", "2")
        assert [Path(made.path).suffix for made in printed.listed(e.book)] == [".docx", ".txt"]
        await e.press("0")
        assert "照原来的样子" in e.screen_titles()


async def test_without_f_keys_a_paper_is_one_digit_of_the_card(evening):
    async with evening() as e:
        await open_pact(e)
        await e.deed("打印签名单")
        assert "第1页，共4页" in e.text and "1幢1单元101室" in e.text
        await e.menu("打印")
        assert len(printed.listed(e.book)) == 1


async def test_the_page_keys_go_through_a_page_and_on_to_the_next(evening):
    async with evening() as e:
        await open_pact(e)
        await e.deed("打印签名单")
        for page in ("第1页", "第2页", "第3页", "第4页"):
            for _ in range(5):
                if page in e.text:
                    break
                await e.press("pagedown")
            assert f"{page}，共4页" in e.text
        for _ in range(4):
            await e.press("pagedown")
        assert "已经是最后一页" in e.text
        for _ in range(16):
            await e.press("pageup")
        assert "第1页，共4页" in e.text and "已经是第一页" in e.text


async def test_only_what_everybody_may_see_goes_onto_a_stick(evening, tmp_path, monkeypatch):
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr("linli_tui.exchange.drives.found", lambda: [Drive("U盘 KINGSTON", stick, 8 * 10**9)])
    async with evening() as e:
        await open_pact(e)
        await e.deed("打印签名单")
        await e.press("0")
        assert "拷到U盘" not in e.screen_titles()
        await e.press("escape", "escape")
        await e.deed("打印公约条文")
        await e.menu("拷到U盘")
        await e.press("1")
        assert [path.suffix for path in stick.iterdir()] in ([".pdf"], [".docx"])


async def test_papers_lie_ready_and_go_onto_a_stick_together(evening, tmp_path, monkeypatch):
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr("linli_tui.exchange.drives.found", lambda: [Drive("U盘 KINGSTON", stick, 8 * 10**9)])
    async with evening() as e:
        await open_pact(e)
        await e.deed("打印签名单")
        await e.menu("放进待打印")
        assert "已放进待打印，一共 1 张" in e.text
        await e.menu("待打印的都拷到U盘")
        await e.press("1")
        assert "没有给大家看的纸" in e.text and list(stick.iterdir()) == []
        await e.press("escape")
        await e.deed("打印公约条文")
        await e.menu("放进待打印")
        await e.menu("待打印的都拷到U盘")
        await e.press("1")
        assert len(list((stick / "给打印店的").iterdir())) == 1
        assert "1 张已拷到" in e.text and "签名单" in e.text.replace("\n", "")


async def test_a_card_without_papers_leads_to_the_report(evening):
    async with evening() as e:
        await e.press("1")
        await e.turn_to("home")
        await e.press("enter", "f7")
        assert e.where() == "ReportScreen"
        sit(e, MEMBER)
        await e.press("enter")
        assert e.where() == "ReportScreen" and "不能办这件事" in e.text
        await e.press("escape", "f7")
        assert e.where() == "CardScreen" and "不能办这件事" in e.text


async def test_what_is_handed_over_is_one_line_of_home_for_whose_post_it_is(evening):
    async with evening() as e:
        for actor in (SECRETARY, CARETAKER):
            sit(e, actor)
            await e.menu("移交清单")
            assert "永富新村移交清单" in e.text and "这张给：内部" in e.text
            await e.press("escape")
        sit(e, MEMBER)
        await e.press("0")
        assert "移交清单" not in e.screen_titles()


async def test_the_list_reached_anyway_is_refused_in_a_sentence(evening):
    async with evening() as e:
        sit(e, MEMBER)
        await e.app.run_action("hand_over", e.screen)
        await e.settle()
        assert e.where() == "HomeScreen"
        assert "不能办这件事" in e.text


async def test_the_first_page_is_one_line_of_home(evening):
    async with evening() as e:
        sit(e, SECRETARY)
        await e.menu("接手第一页")
        assert "先看这十行" in e.text and "没办完的" in e.text


async def test_nothing_is_printed_where_nothing_may_be_read(evening):
    async with evening() as e:
        await open_pact(e)
        deed = next(d for d in e.screen._deeds if d.id == "paper:pact_text")
        row = e.screen.row
        sit(e, NOBODY)
        e.screen.flow(deed.run(e.screen, row))
        await e.settle()
        assert e.where() == "CardScreen" and "还没有登录" in e.text
        assert printed.listed(e.book) == []


async def printed_one(e):
    await open_pact(e)
    await e.press("f7", "1", "enter")
    assert len(printed.lying(e.book)) == 1


async def leaving(e):
    """Asks as on leaving; the list holds whether one leaves, as soon as that is answered."""
    answers = []

    async def asked():
        answers.append(await put_away(e.screen))

    e.screen.flow(asked())
    await e.settle()
    return answers


async def test_on_leaving_papers_are_cleared_by_enter_and_the_list_stays(evening):
    async with evening() as e:
        await printed_one(e)
        left = await leaving(e)
        assert "打印出来的 1 个文件还在这台电脑上" in e.text and "永富新村邻里公约" in e.text and left == []
        await e.press("enter")
        assert left == [True] and printed.lying(e.book) == [] and len(printed.listed(e.book)) == 1
        assert await leaving(e) == [True]


async def test_on_leaving_papers_may_stay_and_escape_goes_back(evening):
    async with evening() as e:
        await printed_one(e)
        for keys, leaves in (("escape", False), ("2", True)):
            left = await leaving(e)
            await e.press(keys)
            assert left == [leaves] and len(printed.lying(e.book)) == 1


async def test_a_paper_that_another_program_holds_is_told(evening, monkeypatch):
    async with evening() as e:
        await printed_one(e)
        monkeypatch.setattr("shutil.rmtree", lambda *held, **how: None)
        left = await leaving(e)
        await e.press("1")
        assert left == [False] and "正在别的程序里打开着" in e.text
