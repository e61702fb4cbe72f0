"""The counter on a Tuesday morning: a neighbour asks what is kept of her, and her telephone is put right.

Played at the real program as the secretary, over the ledgers that there are.
"""

from __future__ import annotations

import sys

import pytest

from linli_tui.book import keys
from linli_tui.book.book import Book
from linli_tui.core import clock
from linli_tui.core.access import OWNER
from linli_tui.ledgers import catalog
from tests.ledgers.council import elected
from tests.pty.hands import deed, go_down_to
from tests.pty.terminal import Terminal
from tests.ui.screens import village

pytestmark = [pytest.mark.pty, pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal")]
PIN, OLD, NEW = "5283", "13677778888", "13900001111"
ASKING, OTHER = "张秀英", "赵丽华"


@pytest.fixture
def counter(tmp_path):
    """A council in office, its secretary with the only PIN, a neighbour with a telephone, and another who is noted."""
    path = tmp_path / "永富新村.台账"
    village.build(path)
    elected.elect(path, village.NOW, until="2090-01-01")
    with clock.frozen(village.NOW), Book.open(path, catalog()) as book:
        people = {row["name"]: row["id"] for row in book.read.sql("SELECT id, name FROM person")}
        with book.transaction(OWNER, "change") as t:
            t.save("person", {"id": people[ASKING], "phone": OLD})
            t.save("jot", {"words": f"{ASKING}阿姨和{OTHER}说楼道有纸板", "told_on": "2026-03-01"})
            t.say("已改")
        keys.set_pin(book, OWNER, book.read.one("SELECT person FROM post WHERE post = 'secretary'"), PIN)
    with Terminal([sys.executable, "-m", "linli_tui", "open", str(path)], {"LINLI_HOME": str(tmp_path / "home")}) as t:
        t.see("您是哪一位", "1 秘书")
        t.press("1")
        t.see("请按四位数字")
        t.press(*PIN)
        t.see("进一本台账")
        yield t, path


def test_what_is_kept_is_told_and_the_telephone_is_put_right(counter):
    t, path = counter
    t.press("F3")
    t.see("查找")
    t.type(ASKING)
    t.see(ASKING)
    t.press("回车")
    card = t.see("136****8888", "打印本人信息单")
    assert OLD not in card, "masked until there is a reason"
    deed(t, "打印本人信息单")
    sheet = t.see("本人信息单", "当事人")
    t.press("下翻页")
    t.rest()
    assert OLD in sheet + t.text and OTHER not in sheet + t.text, "hers whole, and nobody else on it"
    t.press("退出键")
    t.see("136****8888")
    before = t.pressed
    go_down_to(t, "电话")
    t.press("回车")
    t.see("修改人员")
    t.type(NEW)
    t.press("F10")
    t.see("139****1111")
    assert t.pressed - before <= 8
    with Book.open(path, catalog(), actor=OWNER, read_only=True) as book:
        assert book.read.one("SELECT phone FROM person WHERE name = ?", (ASKING,)) == NEW
        assert book.read.one("SELECT count(*) FROM look") >= 1, "the sheet was a look"
        assert book.read.one("SELECT count(*) FROM request") == 0, "and no request was needed"
