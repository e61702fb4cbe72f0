"""The page for the board: the same figures for everybody, each as many as its list has rows, small ones not printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from linli_tui.book.reading import Query
from linli_tui.core.access import EVERYONE, NOBODY, OWNER, Actor
from linli_tui.core.ledger import MonthLine
from linli_tui.core.refusal import Refused
from linli_tui.ledgers import catalog
from linli_tui.paper import as_text, as_xlsx, month_page
from linli_tui.paper.month_page import Told

OCTOBER = date(2026, 10, 17)
LINE = MonthLine("x.whole", "发现问题", "finding", "1", unit="条")
PEOPLE = MonthLine("x.few", "受助的人", "person", "1", unit="人", small=True)


def part(title, n, unit="条", ledger="finding"):
    return Told("问题", MonthLine(f"x.{title}", title, ledger, "1", unit=unit), n, 0)


def test_every_figure_is_the_number_of_rows_of_its_list(demo_book):
    told = month_page.figures(demo_book, OCTOBER)
    assert {one.line.key for one in told} == {line.key for area in catalog().areas for line in area.month}
    binds = tuple(zip(("first", "next"), month_page.month_of(OCTOBER), strict=True))
    assert binds == (("first", "2026-10-01"), ("next", "2026-11-01"))
    counted = 0
    for one in told:
        rows = demo_book.read.count(Query(one.line.ledger, where=one.line.where, binds=binds))
        if one.line.measure == "count(*)":
            assert one.now == rows
            counted += rows
        else:
            assert (one.now > 0) <= (rows > 0)
    assert counted > 10


def test_last_months_figure_is_what_this_month_said_then(demo_book):
    now = month_page.figures(demo_book, date(2026, 10, 1))
    then = month_page.figures(demo_book, date(2026, 9, 30))
    assert [one.before for one in now] == [one.now for one in then]


@pytest.mark.parametrize("post", (*EVERYONE, "display"))
def test_the_page_is_the_same_whoever_looks(demo_book, post):
    whole = month_page.figures(demo_book, OCTOBER)
    demo_book.sign_in(Actor("a", "某人", (post,)))
    assert month_page.figures(demo_book, OCTOBER) == whole
    demo_book.sign_in(NOBODY)
    with pytest.raises(Refused, match="登录"):
        month_page.figures(demo_book, OCTOBER)


@pytest.mark.parametrize(("n", "text"), [(0, "不到3人"), (2, "不到3人"), (3, "3人"), (1200, "1,200人")])
def test_few_people_are_not_counted_in_public(n, text):
    assert month_page.shown(PEOPLE, n) == text
    assert month_page.shown(replace(PEOPLE, small=False), n) == f"{n:,}人"


def test_minutes_are_told_as_hours():
    assert month_page.shown(replace(LINE, unit="分钟"), 150) == "2小时30分"


@given(st.lists(st.integers(0, 9), min_size=1, max_size=4), st.integers(0, 40))
def test_parts_fit_their_whole_or_it_is_said(parts, whole):
    told = [Told("问题", LINE, whole, 0), *(part(f"其中{n}类", n_) for n, n_ in enumerate(parts))]
    ((right, text),) = month_page.sums(told)
    assert right == (sum(parts) <= whole) and f"发现问题{whole}条" in text
    assert ("另有" in text) == (sum(parts) < whole)


def test_only_parts_of_the_same_rows_are_added():
    told = [
        Told("问题", LINE, 2, 0),
        part("其中三级", 2),
        part("其中分钟", 9, "分钟"),
        part("其中别的", 9, ledger="talk"),
    ]
    assert list(month_page.sums(told)) == [(True, "发现问题2条：三级2，合起来对得上。")]
    assert not list(month_page.sums([Told("问题", LINE, 2, 0)]))


def test_what_an_area_says_does_not_add_up_is_heard(demo_book, monkeypatch):
    from linli_tui.ledgers.mediation import service

    assert month_page.wrong(demo_book, OCTOBER) == []
    monkeypatch.setattr(service, "month_wrong", lambda book, first, following: f"{first}起数之和不等于总排查数")
    assert month_page.wrong(demo_book, OCTOBER) == ["2026-10-01起数之和不等于总排查数"]


def test_the_page_names_nobody_and_says_for_whom_it_is(demo_book, tmp_path):
    document = month_page.document(demo_book, OWNER, OCTOBER)
    text = as_text.text(document)
    assert "永富新村2026年10月公示" in text and "这张给：大家看" in text and "9月" in text
    people = demo_book.read.sql("SELECT name FROM person WHERE length(name) > 2")
    assert not [row for row in people if row["name"] in text]
    as_xlsx.write(tmp_path / "大.xlsx", document)
    as_xlsx.write(tmp_path / "小.xlsx", replace(document, large=False))
    big, small = (load_workbook(tmp_path / f"{name}.xlsx").active for name in "大小")
    assert [cell.value for cell in big["A"]] == [cell.value for cell in small["A"]]
    assert big["A1"].font.size == 2 * small["A1"].font.size and big["A6"].font.size == 2 * small["A6"].font.size


@pytest.mark.parametrize(
    ("today", "month"), [("2026-11-29", "2026-11"), ("2026-11-11", "2026-11"), ("2026-12-01", "2026-11"),
                         ("2026-01-10", "2025-12")]
)  # fmt: skip
def test_in_its_first_days_a_month_is_not_yet_the_one_reported(today, month):
    assert month_page.usual(date.fromisoformat(today)).isoformat() == f"{month}-01"
