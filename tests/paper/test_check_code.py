"""The check digits: the same for the same paper, others for any other, digits only, read back."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.core.refusal import Refused
from linli_tui.paper import check_code

VALUES = st.recursive(st.none() | st.integers(-(2**53), 2**53) | st.text(), st.lists, max_leaves=6)
SAID = st.tuples(st.text(), st.text(), st.lists(VALUES, max_size=4))


@given(SAID, SAID)
def test_equal_for_equal_papers_and_for_no_others(one, other):
    digits = [check_code.code(paper, number, *values) for paper, number, values in (one, other)]
    assert all(re.fullmatch("[0-9]{12}", code) for code in digits)
    assert (digits[0] == digits[1]) == (one == other)


def test_it_is_held_still():
    assert check_code.code("motion", "永富-议-2026-0001", "修灯", None, ["yes", 7]) == "565929083912"


def test_what_stands_on_the_paper():
    line = check_code.line("123456789012").text
    assert line.startswith("核对码 1234 5678 9012：") and "同一份" in line


@pytest.mark.parametrize(
    "typed", ["123456789012", "1234 5678 9012", "１２３４　５６７８　９０１２", " 1234-5678-9012 "]
)
def test_however_it_is_typed(typed):
    assert check_code.read(typed) == "123456789012"


def test_reports_made_earlier_have_eight():
    assert check_code.read("1234 5678") == "12345678" and check_code.grouped("12345678") == "1234 5678"


@pytest.mark.parametrize("typed", ["", "123", "1234 5678 901x", "1234567890123", "一二三四", "²²²²²²²²²²²²"])
def test_anything_else_is_refused(typed):
    with pytest.raises(Refused, match="核对码"):
        check_code.read(typed)
