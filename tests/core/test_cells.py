"""Widths agree with what the screen's own library draws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from linli_tui.core.cells import ambiguous, cut, pad, width

WRITTEN = st.text(
    st.one_of(
        st.characters(min_codepoint=0x20, max_codepoint=0x7E),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.characters(min_codepoint=0x20000, max_codepoint=0x2EBE0),
        st.characters(min_codepoint=0x31350, max_codepoint=0x323AF),
        st.characters(min_codepoint=0xFF01, max_codepoint=0xFF5E),
        st.sampled_from("　、。〈〉《》「」『』【】〔〕㎡䶮㛃𬭎✓✗·…"),
    )
)


@given(WRITTEN)
def test_width_is_what_is_drawn(text: str) -> None:
    assert width(text) == cell_len(text)


@given(WRITTEN, st.integers(-2, 40))
def test_cut_is_the_longest_beginning_that_fits(text: str, cells: int) -> None:
    short = cut(text, cells)
    assert text.startswith(short)
    assert width(short) <= max(cells, 0)
    assert short == text or width(text[: len(short) + 1]) > cells


@given(WRITTEN, st.integers(0, 40), st.sampled_from(["left", "right", "center"]))
def test_padded_text_fills_its_cells_exactly(text: str, cells: int, align: str) -> None:
    assert width(pad(text, cells, align)) == cells  # type: ignore[arg-type]


@pytest.mark.parametrize(("align", "shown"), [("left", "王芳   "), ("right", "   王芳"), ("center", " 王芳  ")])
def test_pad_by_example(align: str, shown: str) -> None:
    assert pad("王芳", 7, align) == shown  # type: ignore[arg-type]


def test_no_glyph_is_halved_and_marks_stay_with_their_letter() -> None:
    assert cut("3幢王芳", 4) == "3幢"
    assert cut("e\u0301e", 1) == "e\u0301"
    assert (width("e\u0301"), width("a\u200bb"), width("")) == (1, 2, 0)


def test_ambiguous_glyphs_are_named_once() -> None:
    assert ambiguous("王芳……·“好”─①") == ["…", "·", "“", "”", "─", "①"]
    assert ambiguous("「公约」，第3条：✓ ✗ OK e\u0301") == []
