"""Home for different people; areas that share a digit; counts that agree; digits that stay; help of this page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from linli_tui.book.reading import Query, Reader
from linli_tui.core import clock
from linli_tui.core.access import OWNER, Actor
from linli_tui.core.ledger import Catalog
from linli_tui.ledgers import catalog
from linli_tui.ui.widgets.digits import Digits
from linli_tui.ui.widgets.lines import Lines

CROWDED = {"jots": "91", "council": "92", "safety": "8"}


@pytest.fixture
def crowded(monkeypatch):
    """Two areas under the digit 9; the book's schema is that of the last area that was added."""
    kept = [area for area in catalog().areas if area.name in CROWDED or area.digit[0] != "9"]
    areas = [replace(area, digit=CROWDED.get(area.name, area.digit)) for area in kept]
    monkeypatch.setattr("linli_tui.ledgers.catalog", lambda: Catalog(areas))


async def test_areas_that_share_a_digit_stand_under_it_and_are_chosen_by_another(evening, crowded):
    async with evening() as e:
        labels = [line.label for line in e.screen._lines()]
        assert labels.index("   会务") == labels.index("9  随手记") + 1
        await e.press("9")
        assert [choice.words for choice in e.screen.query_one(Digits).choices] == ["随手记", "会务"]
        await e.press("2")
        assert e.where() == "RegisterScreen" and e.screen.heading == "会务"
        await e.press("escape", "9", "escape")
        assert e.where() == "HomeScreen"


async def test_an_area_alone_under_its_digit_opens_at_once(evening, crowded):
    async with evening() as e:
        await e.press("1")
        assert e.where() == "RegisterScreen"


def sit(e, *posts: str) -> None:
    e.app.actor = Actor("p", "孙福生", posts)
    e.book.sign_in(e.app.actor)
    e.screen.look()
    e.screen.reread()


async def test_what_may_not_be_read_is_not_spoken_of(evening):
    async with evening() as e:
        shown = {line.id for line in e.screen._lines()}
        assert any(line.startswith("area:") for line in shown)
        sit(e, "display")
        await e.settle()
        readable = {
            area.name
            for area in e.app.catalog.areas
            if any(e.book.rights.may("read", ledger.name) for ledger in area.ledgers if not ledger.hidden)
        }
        assert {line.id[5:] for line in e.screen._lines() if line.id.startswith("area:")} == readable
        open_digits = {area.digit[0] for area in e.app.catalog.areas if area.name in readable}
        for digit in sorted(set("123456789") - open_digits):
            await e.press(digit)
            assert e.where() == "HomeScreen"
        assert "随手记放了三天" not in e.text and "垃圾桶" not in e.text


async def test_nobody_sees_nothing(evening):
    async with evening() as e:
        e.app.actor = Actor("", "", ())
        e.book.sign_in(e.app.actor)
        e.screen.reread()
        assert [line.id for line in e.screen._lines() if line.id] == []


async def test_the_end_of_the_term_is_the_first_thing_said(evening):
    async with evening() as e:
        assert "看守期" not in e.text
        with e.book.transaction(OWNER, "new") as t:
            person = e.book.read.one("SELECT id FROM person LIMIT 1")
            t.save("post", {"person": person, "post": "chair", "since": "2023-03-01", "until": "2026-03-01"})
        e.screen.reread()
        await e.settle()
        first = next(line for line in e.text.splitlines()[1:] if line.strip())
        assert first.strip().startswith("看守期")
        line = next(line for line in e.screen._lines() if "看守期" in line.text)
        assert "$text-error" in line.style


async def test_figures_and_duties_open_lists_of_as_many(evening):
    counted = 0
    async with evening() as e:
        with e.book.transaction(OWNER, "new") as t:
            doubt = {"what": "王桂芳 电话", "offered": "139", "why": "不一样"}
            done = t.save("doubt", doubt)
            t.save("doubt", doubt)
            t.move("doubt", done, "keep")
        for area in e.app.catalog.areas:
            for told in (*area.figures, *area.duties):
                count = f"FROM {told.ledger} WHERE" if told.ledger else "none"
                if told.sql.startswith(f"SELECT count(*) {count}") and told.ledger != "post":
                    params = (clock.today().isoformat(),) * told.sql.count(":today")
                    n = e.book.read.one(told.sql.replace(":today", "?"), params)
                    shown = e.book.read.count(Query(told.ledger, filters=told.filters))
                    assert n == shown or told.sql.count(":today"), (area.name, told.ledger)
                    counted += 1
        await e.press("9")
        await e.press(str(e.screen_titles().index("待核") + 1))
        assert "显示 1 条" in e.text
    assert counted >= 6


async def test_lines_stand_apart_while_there_is_room_and_close_up_before_they_go_out_of_sight(evening):
    async with evening(size=(80, 40)) as e:
        texts = e.text.splitlines()
        assert texts[next(n for n, line in enumerate(texts) if "2  人员" in line) - 1].strip() == ""
    async with evening() as e:
        assert "要办的" in e.text and "刚做过的" in e.text
        assert e.screen.query_one(Lines).max_scroll_y == 0


# Menus and help


async def test_the_digits_of_a_menu_stay_where_nothing_is_selected(evening):
    async with evening() as e:
        await e.press("2", "0")
        full = e.screen_titles()
        await e.press("escape", "=没有这个人", "0")
        if e.where() != "MenuScreen":
            await e.press("f9")
        assert e.screen_titles() == full
        place = full.index("修改")
        await e.press(str(place + 1))
        assert e.where() == "MenuScreen" and "没有选中哪一条" in e.text


async def test_help_speaks_of_this_page_only(evening):
    async with evening() as e:
        await e.press("f1")
        assert "再按一次，查找全部台账" not in e.text and "打印、导出" not in e.text and "单子上选" not in e.text
        assert "1 到 9  进一本台账" in e.text
        await e.press("escape", "2", "f1")
        assert "修改选中的一条" in e.text and "1 到 9" not in e.text


async def test_nothing_is_counted_before_the_first_painting(evening, monkeypatch):
    done: list[str] = []
    for what, name in ((Lines, "show"), (Reader, "figure"), (Reader, "due")):
        was = getattr(what, name)
        monkeypatch.setattr(what, name, lambda *a, was=was, name=name, **k: (done.append(name), was(*a, **k))[1])
    async with evening():
        first = min(done.index("figure"), done.index("due"))
        assert "show" in done[:first] and "show" in done[first:]
