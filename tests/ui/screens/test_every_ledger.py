"""What holds on every page of every ledger: nothing cut, nothing ambiguous, everything within reach of digits."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from linli_tui.core.cells import ambiguous
from linli_tui.ledgers import catalog
from linli_tui.ui.screens import go
from linli_tui.ui.widgets.foot import MOST, Foot

LEDGERS = [ledger.name for ledger in catalog().ledgers.values() if not ledger.hidden]
CUT = ".."


def _whole(e, long_text: bool = False) -> None:
    """Nothing is cut but a long text in a list, nothing of doubtful width or outside; at most six hints in the foot."""
    lines = e.text.splitlines()
    assert len(lines) <= 24 and max(map(cell_len, lines)) <= 80
    assert long_text or CUT not in e.text
    assert ambiguous(e.text) == []
    assert all(len(foot.spoken()) <= MOST for foot in e.screen.query(Foot))


async def _open(e, name):
    ledger = e.app.catalog.ledgers[name]
    go.register(e.screen, ledger)
    await e.settle()
    return ledger


@pytest.mark.parametrize("name", LEDGERS)
async def test_list_card_and_form_stand_whole_at_80_by_24(evening, name):
    async with evening() as e:
        ledger = await _open(e, name)
        _whole(e, long_text=any(ledger.shown(column).kind == "note" for column in ledger.columns))
        await e.press("f2")
        assert e.where() == "FormScreen"
        _whole(e)
        fields = [f.title for f in ledger.fields if f.in_form and f.when is None]
        assert all(title in e.text for title in fields[:9])
        await e.press("escape")
        if e.screen.table.row:
            await e.press("enter")
            assert e.where() == "CardScreen"
            _whole(e)


@pytest.mark.parametrize("name", LEDGERS)
async def test_a_form_saved_empty_complains_in_chinese_and_stays(evening, name):
    async with evening() as e:
        ledger = await _open(e, name)
        await e.press("f2")
        required = [f for f in ledger.fields if f.in_form and f.required and f.default is None]
        if required:
            await e.press("f10")
            assert e.where() == "FormScreen"
            assert f"「{required[0].title}」还没有填" in e.text


@pytest.mark.parametrize("name", LEDGERS)
async def test_an_empty_list_says_how_to_begin(evening, name, tmp_path):
    from linli_tui.book.book import Book

    Book.new(tmp_path / "空.台账", catalog(), name="空村").close()
    async with evening(tmp_path / "空.台账") as e:
        await _open(e, name)
        _whole(e)
        if e.screen.table.row is None:
            assert "还没有" in e.text or "F2" in e.text


@pytest.mark.parametrize("name", LEDGERS)
async def test_everything_keys_do_is_in_the_menu_of_digits(evening, name):
    from linli_tui.ui.screens.menu import LEFT_OUT, verbs

    async with evening() as e:
        await _open(e, name)
        listed = {choice.id for choice, _, _ in verbs(e.screen)}
        for active in e.screen.active_bindings.values():
            bound = active.binding
            if bound.show and bound.id and bound.id.rpartition(".")[2] not in (*LEFT_OUT, "jot"):
                assert bound.id in listed, bound.id
