"""The form: what it asks, how it says no, what it keeps."""

from __future__ import annotations

from linli_tui.book import desk
from linli_tui.core.access import OWNER


async def test_a_new_person_from_the_first_key_to_the_last(evening):
    async with evening() as e:
        await e.press("2", "f2", "=何小明", "enter", "2", "enter", "=139 0571 2222", "f10")
        assert "已登记" in e.text
        row = e.book.read.sql("SELECT * FROM person WHERE name='何小明'")[0]
        assert (row["kind"], row["sex"], row["phone"]) == ("resident", "2", "13905712222")


async def test_enter_through_all_rows_ends_on_the_button_that_saves(evening):
    async with evening() as e:
        await e.press("1", "f2", "=9", *["enter"] * 4)
        assert e.where() == "FormScreen"
        await e.press("enter")
        assert e.where() == "RegisterScreen"
        assert "9幢" in e.text


async def test_the_first_wrong_field_gets_the_focus_and_its_sentence(evening):
    async with evening() as e:
        await e.press("2", "f2", "f10")
        assert "「姓名」还没有填" in e.text
        assert e.app.focused.field.name == "name"
        await e.press("=何小明", "down", "down", "=123", "f10")
        assert e.app.focused.field.name == "phone"
        assert e.where() == "FormScreen"


async def test_what_the_area_refuses_is_said_at_its_field_and_nothing_is_lost(evening):
    async with evening() as e:
        await e.press("1", "f2", "=1", "f10")
        assert "已经登记过了" in e.text
        assert e.app.focused.field.name == "code" and e.app.focused.value == "1"


async def test_full_width_digits_mean_the_same(evening):
    async with evening() as e:
        await e.press("２", "f2", "=何小明", "enter", "２", "enter", "=１３９０５７１２２２２", "f10")
        row = e.book.read.sql("SELECT * FROM person WHERE name='何小明'")[0]
        assert (row["sex"], row["phone"]) == ("2", "13905712222")


async def test_a_change_shows_old_and_new_before_it_is_saved(evening):
    async with evening() as e:
        await e.press("2", "=wgf", "enter", "down", "down", "enter", "=13900001111")
        assert "电话：13905710000 改为 13900001111" in e.text
        await e.press("f10")
        assert e.where() == "CardScreen" and "13900001111" in e.text


async def test_bare_pinyin_is_asked_about_once(evening):
    async with evening() as e:
        await e.press("2", "f2", "=wangfang", "f10")
        assert "好像是拼音" in e.text
        await e.press("2")
        assert e.app.focused.field.name == "name"
        await e.press("f10", "1")
        assert e.book.read.one("SELECT count(*) FROM person WHERE name='wangfang'") == 1


async def test_dates_are_echoed_in_full(evening):
    async with evening() as e:
        await e.press("2", "f2", "=何小明", *["down"] * 5, "=19530224")
        assert "1953年2月24日 星期二" in e.text


async def test_a_record_is_settled_by_a_piece_of_its_name(evening):
    async with evening() as e:
        await e.press("9", "1", "f2", "=ljg", "enter")
        assert "李建国" in e.text
        assert e.app.focused.field.name == "post"


async def test_several_possible_records_are_chosen_from(evening):
    async with evening() as e:
        await e.press("9", "1", "f2", "=13", "enter")
        await e.press("escape")
        await e.press("home", *["delete"] * 2, "=a", "enter")
        assert e.where() == "PickerScreen"


async def test_escape_on_a_changed_form_asks_what_becomes_of_it(evening):
    async with evening() as e:
        await e.press("2", "f2", "=何小明", "escape")
        assert "写了还没有存" in e.text
        await e.press("3")
        assert e.where() == "FormScreen"
        await e.press("escape", "1")
        assert e.book.read.one("SELECT count(*) FROM person WHERE name='何小明'") == 1


async def test_escape_on_an_unchanged_form_just_leaves(evening):
    async with evening() as e:
        await e.press("2", "f2", "escape")
        assert e.where() == "RegisterScreen"


async def test_a_draft_is_kept_offered_and_forgotten_when_saved(evening, book_path):
    async with evening() as e:
        await e.press("2", "f2", "=何小明")
        assert e.screen.keep_draft()
        assert desk.drafts(e.book, OWNER)[0].typed["name"] == "何小明"
    async with evening(book_path) as e:
        assert "没写完的" in e.text and "人员 何小明" in e.text
        await e.press("2", "f2")
        assert "上次没有写完" in e.text
        await e.press("1", "f10")
        assert desk.drafts(e.book, OWNER) == []
        assert e.book.read.one("SELECT count(*) FROM person WHERE name='何小明'") == 1


async def test_a_draft_thrown_away_is_gone(evening):
    async with evening() as e:
        await e.press("2", "f2", "=何小明")
        e.screen.keep_draft()
        await e.press("escape", "2")
        assert desk.drafts(e.book, OWNER) == []


async def test_fields_that_do_not_apply_are_not_asked(evening):
    async with evening() as e:
        await e.press("2", "f2")
        e.screen.query_one("#writer-kind").focus()
        await e.press("3")
        assert "性别" not in e.text and "身份证号" not in e.text


async def test_a_choice_out_of_many_stops_on_the_row_it_makes_appear(evening):
    async with evening() as e:
        from linli_tui.core.ledger import Field
        from linli_tui.ui.screens.form import FormScreen
        from linli_tui.ui.screens.forms import Asked
        from linli_tui.ui.widgets.form_line import FormLine

        many = tuple((str(n), f"第{n}种") for n in range(1, 12))
        asked = (
            Field("kind", "哪一种", "choice", choices=many),
            Field("where", "管哪里", when=("kind", ("8",))),
            Field("since", "从哪天起", "date"),
        )
        e.app.push_screen(FormScreen(Asked("登记", asked, {}, lambda values: None)))
        await e.settle()
        assert "按数字或空格" in e.text
        await e.press("space", "8")
        focused = next(line for line in e.screen.query(FormLine) if line.writer.has_focus)
        assert focused.field.name == "where"
