"""What is masked stays so until somebody says why; what no post allows is not offered, and refused when reached."""

from __future__ import annotations

from linli_tui.core.access import Actor
from tests.ui.screens.test_printing import CARETAKER, MEMBER, SECRETARY, sit

PHONE, MASKED = "13905710000", "139****0000"


async def card(e, actor=SECRETARY):
    """王桂芳, as the secretary sees her."""
    sit(e, actor)
    await e.press("2", "=wgf", "enter")
    assert e.where() == "CardScreen"


def looks(e):
    """(why, what, of how many) of every look that was written down."""
    return e.book.connection.execute("SELECT why, fields, n FROM main.look ORDER BY id").fetchall()


async def test_a_phone_is_shown_for_a_reason_and_a_minute(evening):
    async with evening() as e:
        await card(e)
        assert MASKED in e.text and PHONE not in e.text
        await e.deed("看电话")
        assert "要联系本人" in e.text and "核对" in e.text
        await e.press("1")
        assert PHONE in e.text
        assert looks(e) == [("要联系本人", "电话", 1)]
        assert "看电话" not in e.screen.query_one("#side").titles
        rights, record = e.book.rights, e.screen.record
        rights.shut(record, "phone")
        e.screen.reread()
        await e.settle()
        assert PHONE not in e.text and MASKED in e.text


async def test_after_a_minute_it_is_masked_again_by_itself(evening, monkeypatch):
    monkeypatch.setattr("linli_tui.ui.screens.seeing.MINUTE", 0.05)
    async with evening() as e:
        await card(e)
        await e.deed("看电话")
        await e.press("2")
        for _ in range(50):
            if PHONE not in e.text:
                break
            await e.pilot.pause(0.02)
        assert PHONE not in e.text and MASKED in e.text


async def test_a_reason_of_ones_own_is_written_down(evening):
    async with evening() as e:
        await card(e)
        await e.deed("看电话")
        await e.press("3", "=楼上漏水找她关水阀", "enter")
        assert PHONE in e.text and looks(e)[0][0] == "楼上漏水找她关水阀"


async def test_who_gives_no_reason_sees_nothing_and_nothing_is_written(evening):
    async with evening() as e:
        await card(e)
        await e.deed("看电话")
        await e.press("escape")
        assert PHONE not in e.text and looks(e) == []


async def test_whose_post_it_is_not_is_not_offered_a_look(evening):
    async with evening() as e:
        await card(e, MEMBER)
        assert "看电话" not in e.screen.query_one("#side").titles and PHONE not in e.text


async def test_a_task_opens_the_phones_of_a_building_with_one_line(evening):
    async with evening() as e:
        sit(e, SECRETARY)
        await e.press("1", "enter")
        await e.app.run_action("deed('phones')", e.screen)
        await e.settle()
        assert "打开这里 12 个人的电话" in e.text
        await e.press("1")
        assert looks(e) == [("入户 1幢", "电话", 12)]
        await e.press("escape", "escape", "2", "=wgf", "enter")
        assert PHONE in e.text


async def test_a_form_keeps_what_it_shows_masked(evening):
    async with evening() as e:
        await card(e)
        record = e.screen.record
        await e.press("f4")
        assert MASKED in e.text and PHONE not in e.text
        await e.press("home", "=王桂芬", "f10")
        with e.book.rights.bare():
            row = e.book.read.get("person", record)
        assert row["phone"] == PHONE and row["name"] != "王桂芳"


async def test_a_new_value_for_what_is_masked_is_taken(evening):
    async with evening() as e:
        await card(e)
        record = e.screen.record
        while not e.screen.query_one("#card").chosen.endswith(":phone"):
            await e.press("down")
        await e.press("enter", "=13800001111", "f10")
        with e.book.rights.bare():
            assert e.book.read.get("person", record)["phone"] == "13800001111"


async def test_a_draft_of_what_was_masked_never_overwrites_it(evening):
    from linli_tui.ui.host import Seat
    from linli_tui.ui.screens import forms

    async with evening() as e:
        await card(e)
        record, ledger = e.screen.record, e.book.catalog.ledgers["person"]
        e.book.rights.open(record, "phone")
        asked = forms.change(Seat(e.book, SECRETARY), ledger, record)
        asked.save({"phone": MASKED, "sex": "2"})
        with e.book.rights.bare():
            row = e.book.read.get("person", record)
        assert (row["phone"], row["sex"]) == (PHONE, "2")


async def test_what_a_post_does_not_allow_is_not_offered_and_refused_when_reached(evening):
    async with evening() as e:
        await card(e, MEMBER)
        await e.press("0")
        assert not {"修改", "作废"} & set(e.screen_titles())
        await e.press("escape")
        for key in ("f4", "f5"):
            await e.press(key)
            assert e.where() == "CardScreen" and "您现在的职务不能办这件事" in e.text
        await e.press("enter")
        assert e.where() == "CardScreen"
        assert "添一条" not in "".join(e.screen.query_one("#side").titles)


async def test_a_caretaker_reads_and_is_told_why_nothing_can_be_changed(evening):
    async with evening() as e:
        sit(e, CARETAKER)
        await e.press("3", "enter")
        titles = e.screen.query_one("#side").titles
        assert "开新版" not in titles and "打印公约条文" in titles
        await e.press("f4")
        assert "看守期" in e.text
        await e.press("escape", "escape", "2", "f2")
        assert "看守期" in e.text and e.where() == "RegisterScreen"


async def test_nobody_walks_from_door_to_door_who_may_not_write_what_is_said(evening):
    async with evening() as e:
        sit(e, MEMBER)
        await e.press("3")
        await e.turn_to("signature")
        e.screen.action_entry()
        await e.settle()
        assert e.where() == "RegisterScreen" and "不能办这件事" in e.text


async def test_a_move_that_binds_others_is_for_those_who_decide(evening):
    async with evening() as e:
        await e.press("3", "enter")
        version = e.book.read.one("SELECT id FROM pact_version WHERE state='in_force'")
        from linli_tui.ui.screens import deeds

        ledger = e.book.catalog.ledgers["pact_version"]
        for actor, may in ((Actor("x", "郑", ("chair",)), True), (Actor("x", "李", ("building_head",)), False)):
            sit(e, actor)
            row = e.book.read.get("pact_version", version)
            ids = [deed.id for deed in deeds.of(e.book, ledger, row)]
            assert ("move:end" in ids) is may


async def test_a_list_offers_no_more_than_a_post_allows_and_says_so(evening):
    async with evening() as e:
        sit(e, MEMBER)
        await e.press("2")
        assert "新增" not in e.text.splitlines()[-1] and "修改" not in e.text.splitlines()[-1]
        for keys in ("0", "f9"):
            await e.press(keys)
            assert not {"新增", "修改", "作废", "导出这张名单"} & set(e.screen_titles())
            await e.press("escape")
        for key in ("f2", "f4", "f5", "f7"):
            await e.press(key)
            assert e.where() == "RegisterScreen" and "您现在的职务不能办这件事" in e.text


async def test_marked_rows_are_changed_only_by_whom_it_is_his_to_do(evening):
    async with evening() as e:
        for actor, may in ((SECRETARY, True), (MEMBER, False)):
            sit(e, actor)
            await e.press("1")
            await e.turn_to("home")
            await e.press("space", "0")
            assert ("改勾选的 1 条" in e.screen_titles()) is may
            await e.press("escape", "space", "escape")


async def test_an_empty_list_tells_how_to_begin_only_those_who_may(evening):
    async with evening() as e:
        for actor, may in ((SECRETARY, True), (MEMBER, False)):
            sit(e, actor)
            await e.press("1")
            await e.turn_to("facility")
            assert "还没有登记设施" in e.text and ("F2" in e.text) is may
            await e.press("escape")


async def test_a_picker_registers_a_new_one_only_for_those_who_may(evening):
    from linli_tui.ui.screens.picker import PickerScreen

    async with evening() as e:
        for actor, where in ((SECRETARY, "FormScreen"), (MEMBER, "PickerScreen")):
            sit(e, actor)
            await e.app.push_screen(PickerScreen(e.book.catalog.ledgers["home"], "zzzz"))
            await e.settle()
            assert ("登记一个新的" in e.text) is (where == "FormScreen")
            await e.press("enter")
            assert e.where() == where
            await e.press(*["escape"] * (2 if where == "FormScreen" else 1))


async def test_a_list_is_walked_line_by_line_only_by_those_who_may(evening):
    async with evening() as e:
        for actor, may in ((SECRETARY, True), (MEMBER, False)):
            sit(e, actor)
            await e.press("3")
            await e.turn_to("signature")
            await e.press("0")
            assert ("一户一户登记" in e.screen_titles()) is may
            await e.press("escape", "escape")
