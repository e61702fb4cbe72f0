"""Text breaks into lines the way Chinese is set."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.core.cells import width
from linli_tui.core.lines import CLOSING, OPENING, wrap

WRITTEN = st.text(st.sampled_from("修路灯七幢李ab1290-.，。；：？！（）「」《》(),%　 \n\u0301"), max_size=60)


@pytest.mark.parametrize(
    ("text", "cells", "lines"),
    [
        ("早上去看看，能不能来", 10, ["早上去看", "看，能不能", "来"]),
        ("先看「路灯」再说", 6, ["先看", "「路", "灯」再", "说"]),
        ("住在7-2-401的张三", 12, ["住在7-2-401", "的张三"]),
        ("电话 13900001234", 15, ["电话", "13900001234"]),
        ("一\n\n二", 8, ["一", "", "二"]),
        ("　　第一条", 8, ["　　第一", "条"]),
        ("", 8, [""]),
        ("！！！！！", 4, ["！！", "！！", "！"]),
    ],
)
def test_lines(text: str, cells: int, lines: list[str]) -> None:
    assert wrap(text, cells) == lines


def test_a_paragraph_is_indented_on_its_first_line() -> None:
    assert wrap("第一条文明养犬\n第二条", 10, 4) == ["    第一条", "文明养犬", "    第二条"]


@given(WRITTEN, st.integers(4, 30))
def test_no_line_is_too_wide_and_no_letter_is_lost(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    assert max(map(width, lines)) <= cells
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(WRITTEN.map(lambda text: "".join(text.split())), st.integers(12, 30))
def test_a_mark_stands_with_what_it_belongs_to(text: str, cells: int) -> None:
    for above, line in pairwise(wrap(text, cells)):
        full = width(above) + 2 > cells
        assert full or line[:1] not in set(CLOSING), (above, line)
        assert full or above[-1:] not in set(OPENING), (above, line)
