"""Cells as spreadsheets and people keep them: what they mean, or why nobody can tell."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.core.sheets import Column
from linli_tui.ledgers.people.rosters import COLUMNS
from linli_tui.paper.cleaners import When, cell_text, read
from linli_tui.paper.worksheet import Formula, Stamp

TODAY = date(2026, 11, 22)
WHEN = When.of(TODAY, ())
SEX = next(column for column in COLUMNS if column.name == "sex")
PARTY = next(column for column in COLUMNS if column.name == "party_member")
NUMBER = "330681197712159861"


def clean(kind, cell):
    return read(Column("x", "某列", kind, ()), cell, WHEN)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (101, "101"),
        (101.0, "101"),
        (65.57, "65.57"),
        (18154427566.0, "18154427566"),
        ("0501", "0501"),
        (True, "是"),
        (False, "否"),
        (Stamp(date(2026, 3, 8), "ymd"), "2026-03-08"),
        (float("nan"), "NAN"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e15, "1.00000000000000E+15"),
        (10**15, "1.00000000000000E+15"),
        (3.30681e17, "3.30681000000000E+17"),
        (330681197712159861, NUMBER),
        (330681197712159000, "3.30681197712159E+17"),
        (1e-7, "0.0000001"),
    ],
)
def test_cells_read_as_somebody_would_have_typed_them(cell, text):
    assert cell_text(cell) == text


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("area", 65.56999999999999, 6557),
        ("area", "1,089.50㎡", 108950),
        ("area", "约90平方米", 9000),
        ("area", "８９．５", 8950),
        ("area", "建筑面积：90.17平方米", 9017),
        ("area", "-", None),
        ("place", 101, "101"),
        ("place", "０５０１", "0501"),
        ("place", " \u3000", None),
        ("place", "无", None),
        ("place", Stamp(date(2026, 3, 2), "ymd"), "3-2"),
        ("place", Stamp(date(2025, 12, 1), "ymd"), "12-1"),
        ("place", Stamp(date(1999, 3, 2), "md"), "3-2"),
        ("place", "3月2日", "3-2"),
        ("place", "2013年3月", "13-3"),
        ("place", Stamp(date(2013, 3, 1), "ym"), "13-3"),
        ("place", Stamp(date(1950, 3, 1), "my"), "3-50"),
        ("place", "Mar-50", "3-50"),
        ("place", "101.0", "101"),
        ("place", "'0501", "0501"),
        ("idnumbers", f'="{NUMBER}"', (NUMBER,)),
        ("place", "2-Mar", "3-2"),
        ("place", "2026/3/2", "3-2"),
        ("place", "2026-03-02 00:00:00", "3-2"),
        ("place", "3-2-501", "3-2-501"),
        ("phones", 18154427566.0, ("18154427566",)),
        ("phones", "+86 136 0000 5588", ("13600005588",)),
        ("phones", "13600005588/13600005589", ("13600005588", "13600005589")),
        ("phones", "无", None),
        ("phones", "13600005588（妻）13600005589（夫）", ("13600005588", "13600005589")),
        ("phones", "0575-87012345、1.3600005588E+10", ("0575-87012345",)),
        ("phones", "1.3600005588E10", ("13600005588",)),
        ("phones", "136-0000-5588\n13600005588", ("13600005588",)),
        ("phones", "王芳13600005588.0", ("13600005588",)),
        ("idnumbers", int(NUMBER), (NUMBER,)),
        ("idnumbers", f"{NUMBER}、{NUMBER}", (NUMBER, NUMBER)),
        ("idnumbers", "33068119680319406x", ("33068119680319406X",)),
        ("date", Stamp(date(1958, 1, 2), "ymd"), "1958-01-02"),
        ("date", 21187, "1958-01-02"),
        ("date", "21187", "1958-01-02"),
        ("date", 19580102, "1958-01-02"),
        ("date", "1958.1.2", "1958-01-02"),
        ("date", "1958年1月2日", "1958-01-02"),
        ("date", "1958-01-02 00:00:00", "1958-01-02"),
        ("name", "杨　健\n李四", "杨 健\n李四"),
        ("name", "", None),
        ("share", "50%、1/2", ((1, 2), (1, 2))),
        ("share", 0.5, ((1, 2),)),
        ("note", " 两\n行 ", "两\n行"),
        ("flag", True, 1),
    ],
)
def test_cells_are_cleaned_by_their_kind(kind, cell, value):
    found, why = clean(kind, cell)
    assert found == value and (not why or "E+10" in str(cell))


@pytest.mark.parametrize(
    ("kind", "cell", "says"),
    [
        ("name", "王**", "隐去"),
        ("phones", "136****5588", "隐去"),
        ("area", "#REF!", "公式"),
        ("area", "九十几", "不是数字"),
        ("area", Formula("SUM(A1:A2)"), "没有算出来"),
        ("area", 0, "不对"),
        ("area", Stamp(TODAY, "ymd"), "不是数字"),
        ("idnumbers", "330681197712159862", "校验码"),
        ("idnumbers", 3.30681e17, "后几位已经丢了"),
        ("idnumbers", "3.30681E+17", "后几位已经丢了"),
        ("idnumbers", "330681771215986", "15位"),
        ("phones", "1.36E+10", "后几位已经丢了"),
        ("phones", "1390000", "不像一个电话"),
        ("phones", "13600005588/139", "不像一个电话"),
        ("place", Stamp(date(2013, 3, 1), "ymd"), "看不出原来"),
        ("place", "1963年13月2日", "是一个日期"),
        ("place", "长" * 600, "太长"),
        ("name", "长" * 300, "不像名字"),
        ("phones", "(" * 30_000, "太长"),
        ("date", "58.1.2", "没有写全"),
        ("date", "1958", "没有写全"),
        ("date", "1958年1月", "没有写全"),
        ("date", "1958-13-40", "没有"),
        ("text", "长" * 600, "太长"),
        ("share", "3/2", "份额"),
    ],
)
def test_what_cannot_be_believed_says_why(kind, cell, says):
    found, why = clean(kind, cell)
    assert says in why and (found is None or kind == "phones")


@pytest.mark.parametrize(
    ("cell", "value"),
    [("男", "1"), (1, "1"), (1.0, "1"), ("Ｍ", "1"), ("女性", "2"), ("f", "2"), ("未知", "0"), ("/", None)],
)
def test_sexes_in_all_words(cell, value):
    assert read(SEX, cell, WHEN) == (value, "")


@pytest.mark.parametrize(
    ("cell", "value"),
    [("是", 1), ("√", 1), ("中共预备党员", 1), ("群众", 0), ("无", 0), ("×", 0), ("Ｙ", 1), (None, None)],
)
def test_yes_and_no_in_all_words(cell, value):
    assert read(PARTY, cell, WHEN) == (value, "")
    assert "看不懂" in read(PARTY, "也许", WHEN)[1]


CELLS = (
    st.none()
    | st.text(max_size=40)
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.builds(Stamp, st.dates(), st.sampled_from(["ymd", "md", "ym"]))
)


@given(CELLS, st.sampled_from(COLUMNS))
def test_whatever_stands_in_a_cell_it_is_a_value_or_a_reason(cell, column):
    value, why = read(column, cell, WHEN)
    assert isinstance(why, str) and not (value == "" or value == ())
    if cell is None:
        assert (value, why) == (None, "")


def test_the_year_of_other_dates_tells_when_they_were_made():
    first = Stamp(date(2013, 3, 1), "ymd")
    assert not When.of(TODAY, [first]).years & {2013}, "they may all be of building 13"
    column = Column("x", "某列", "place", ())
    assert read(column, first, When.of(TODAY, [first, Stamp(date(2013, 3, 2), "ymd")])) == ("3-1", "")
