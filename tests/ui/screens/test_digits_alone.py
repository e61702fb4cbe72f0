"""A whole evening without one function key and without Ctrl, with every digit full-width."""

from __future__ import annotations

WIDE = {str(n): chr(0xFF10 + n) for n in range(10)}


def wide(*keys: str) -> list[str]:
    """The keys as a keyboard sends them while it is in full-width mode."""
    return [
        WIDE.get(key, key) if not key.startswith("=") else "=" + "".join(WIDE.get(c, c) for c in key[1:])
        for key in keys
    ]


async def _menu(e, words):
    from linli_tui.ui.widgets.digits import Digits

    await e.press(*wide("0"))
    titles = [choice.words for choice in e.screen.query_one(Digits).choices]
    place = titles.index(words)
    await e.press(*wide(*["0"] * (place // 9), str(place % 9 + 1)))


async def test_register_change_undo_find_jot_void_and_history(evening):
    async with evening() as e:
        await e.press(*wide("2"))
        await _menu(e, "新增")
        await e.press("=何小明", "enter", *wide("1"), "enter", *wide("=13905712222"), *["enter"] * 8)
        assert "已登记" in e.text
        await e.press("=何小明", "enter", "down", "enter")
        await e.press(*wide("=13905713333"), "enter", "enter")
        assert e.where() == "CardScreen" and "13905713333" in e.text
        await _menu(e, "经过")
        assert "13905712222 改为 13905713333" in e.text
        await _menu(e, "撤回这一步")
        await e.press(*wide("1"), "escape")
        assert "13905712222" in e.text
        await _menu(e, "作废")
        await e.press(*wide("1"))
        assert "已注销" in e.text
        await _menu(e, "撤回")
        await e.press(*wide("1"))
        assert e.book.read.one("SELECT voided FROM person WHERE name='何小明'") == 0
        await _menu(e, "随手记")
        await e.press("=楼道灯坏了", "enter")
        assert e.book.read.one("SELECT count(*) FROM jot WHERE words='楼道灯坏了'") == 1


async def test_a_pact_is_written_adopted_and_signed(evening):
    async with evening() as e:
        await e.press(*wide("3"))
        await _menu(e, "新增")
        await e.press("=楼道公约", *["enter"] * 5)
        assert "已写下" in e.text
        assert e.where() == "CardScreen"
        lines = e.screen.query_one("#card")
        while not lines.chosen.startswith("pact_version:"):
            await e.press("down")
        await e.press("enter")
        await _deed(e, "添一条条文")
        await e.press("=安静", "enter", "=晚上十点以后轻声。", "enter", "enter", "enter", "enter")
        assert "晚上十点以后轻声" in e.text
        await _deed(e, "征求意见")
        await _deed(e, "通过")
        await e.press("=3月1日", "enter", "=3月2日", "enter", "enter")
        await _deed(e, "生效")
        await e.press("enter", "enter")
        assert "生效" in e.text.splitlines()[2]
        await _deed(e, "一户一户登记")
        await e.press("enter", *wide("1", "2", "3", "1", "1", "1"))
        assert e.book.read.one("SELECT count(*) FROM signature") == 6


async def _deed(e, title):
    titles = e.screen.query_one("Side").titles
    await e.press(*wide(str(titles.index(title) + 1)))
