"""What holds on every page of every ledger: nothing cut, nothing ambiguous, everything within reach of digits."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rich.cells import cell_len

from linli_tui.book.book import Book
from linli_tui.core.cells import ambiguous
from linli_tui.ledgers import catalog
from linli_tui.ui.screens import go
from linli_tui.ui.screens.menu import LEFT_OUT, verbs
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


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Path:
    """A book that holds nothing, made once."""
    path = tmp_path_factory.mktemp("empty") / "空.台账"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LINLI_HOME", str(path.parent / "home"))
        Book.new(path, catalog(), name="空村").close()
    return path


@pytest.mark.parametrize("name", LEDGERS)
async def test_list_form_and_card_stand_whole_at_80_by_24_and_an_empty_form_stays(evening, name):
    async with evening() as e:
        ledger = await _open(e, name)
        _whole(e, long_text=any(ledger.shown(column).kind == "note" for column in ledger.columns))
        _within_digits(e)
        await e.press("f2")
        if not ledger.by_hand:
            await _nothing_by_hand(e)
            return
        assert e.where() == "FormScreen"
        _whole(e)
        fields = [f.title for f in ledger.fields if f.in_form and f.when is None]
        assert all(title in e.text for title in fields[:9])
        required = [f for f in ledger.fields if f.in_form and f.required and f.default is None]
        if required:
            await e.press("f10")
            assert e.where() == "FormScreen"
            assert f"「{required[0].title}」还没有填" in e.text
        await e.press("escape")
        if e.screen.table.row:
            await e.press("enter")
            assert e.where() == "CardScreen"
            _whole(e)


async def _nothing_by_hand(e) -> None:
    """Neither list nor card offers to make, change or void what is written by acts; the keys are answered."""
    for press in ("f2", "f4", "f5"):
        await e.press(press)
        assert e.where() == "RegisterScreen" and "由程序自己记" in e.text
    if e.screen.table.row:
        await e.press("enter", "f4")
        assert e.where() == "CardScreen" and "由程序自己记" in e.text
        _whole(e)


def _within_digits(e) -> None:
    """Everything keys do is in the menu of digits."""
    listed = {choice.id for choice, _, _ in verbs(e.screen)}
    for active in e.screen.active_bindings.values():
        bound = active.binding
        if bound.show and bound.id and bound.id.rpartition(".")[2] not in (*LEFT_OUT, "jot"):
            assert bound.id in listed, bound.id


@pytest.mark.parametrize("name", LEDGERS)
async def test_an_empty_list_says_how_to_begin(evening, name, tmp_path, empty):
    shutil.copyfile(empty, tmp_path / "空.台账")
    async with evening(tmp_path / "空.台账") as e:
        await _open(e, name)
        _whole(e)
        if e.screen.table.row is None:
            assert "还没有" in e.text or "F2" in e.text
