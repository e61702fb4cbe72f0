"""Comma-separated text: what is written cannot be executed, and what people bring can be read in any usual encoding."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.core.refusal import Refused
from linli_tui.paper import csv_text

ROWS = [["幢", "室", "业主"], ["1", "101", "䶮建国"], ["2", "1-1", "阿依古丽·买买提"]]
TEXT = "\r\n".join(map(",".join, ROWS))


def test_written_for_excel_on_a_chinese_windows(tmp_path):
    path = tmp_path / "x.csv"
    assert csv_text.write(path, ["房屋", "业主"], [["3-2", "李, 四"], ["=1+1", '说"好"\n再见']]) == 2
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") and content.count(b"\r\n") == 3
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [["房屋", "业主"], ["3-2", "李, 四"], ["'=1+1", '说"好"\n再见']]


@pytest.mark.parametrize(
    "text", ["=1", "+a", "-a", "@a", "\ta", "\ra", "\na", "＝1", "－a", "＠a", " =1", "\u3000=1", "\ufeff=1"]
)
def test_formulas_are_disarmed(text):
    assert csv_text.harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "3-2", "张三", "-12.50", "+3", "-1,200.00", "a=1"])
def test_other_text_stays(text):
    assert csv_text.harmless(text) == text


@given(st.text())
def test_nothing_written_begins_like_a_formula(text):
    shown = csv_text.harmless(text)
    number = shown[:1] in "+-" and shown[1:].replace(".", "").replace(",", "").isdecimal()
    assert number or not shown.startswith(csv_text.EXECUTED)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_read_in_every_usual_encoding(encoding, mark):
    assert list(csv_text.read(TEXT.replace(",", mark).encode(encoding))) == ROWS


@pytest.mark.parametrize("content", [b"\x81", b"a,b\n\xff\xff\xff", b"a\0b,c", b'"' + b"a" * 200_000 + b'"'])
def test_what_is_no_text_is_refused_with_a_sentence(content):
    with pytest.raises(Refused) as refused:
        list(csv_text.read(content))
    assert "什么也没有写" in str(refused.value)
