"""A document says for whom it is, hides what that audience may not see, and becomes pages of text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.core import cells
from linli_tui.core.ledger import AUDIENCES
from linli_tui.paper import as_text
from linli_tui.paper.document import Document, Heading, NewPage, Pairs, Para, Photo, Photos, Ruled, Table, masked

WORDS = st.text(st.sampled_from("修路灯七幢李ab1290-.，。；：？！（）「」《》 \n"), max_size=90)
TABLES = st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=30).map(
    lambda rows: Table(("什么", "到期", "谁"), tuple(rows), (40, 12, 10))
)
PAIRS = st.lists(st.tuples(WORDS, WORDS), max_size=5).map(lambda pairs: Pairs(tuple(pairs)))
BLOCKS = st.lists(
    st.one_of(
        st.builds(Heading, WORDS, st.sampled_from((1, 2))),
        st.builds(Para, WORDS, st.booleans()),
        st.builds(Ruled, st.integers(0, 9)),
        st.just(NewPage()),
        TABLES,
        PAIRS,
    ),
    max_size=8,
)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_audience_is_printed_on_its_paper(audience):
    text = as_text.text(Document("通知", audience))
    assert f"这张给：{audience}" in text


def test_an_audience_nobody_declared_is_a_mistake():
    with pytest.raises(ValueError, match="audience"):
        Document("通知", "所有人")
    with pytest.raises(KeyError):
        masked("所有人", "name", "杨健")


@pytest.mark.parametrize(
    ("audience", "kind", "value", "shown"),
    [
        ("大家看", "name", "欧阳小兰", "欧阳**"),
        ("大家看", "phone", "13612345588", "136****5588"),
        ("大家看", "", "3幢", "3幢"),
        ("街道", "name", "杨健", "杨*"),
        ("内部", "name", "杨健", "杨健"),
        ("内部", "phone", "13612345588", "136****5588"),
        ("楼长本楼", "phone", "13612345588", "13612345588"),
        ("楼长本楼", "idnumber", "330681194512070010", "330681********0010"),
        ("当事人", "idnumber", "330681194512070010", "330681194512070010"),
        ("楼长本楼", "text", "心脏不好", "***"),
    ],
)
def test_the_audience_decides_what_is_masked(audience, kind, value, shown):
    assert masked(audience, kind, value) == shown


def test_a_posting_shows_nothing_of_a_person():
    for kind in ("name", "phone", "idnumber", "plate", "address", "text"):
        assert "*" in masked("大家看", kind, "浙D12345")


@pytest.mark.parametrize("row", [("一",), ("一", "二", "三")])
def test_a_row_that_does_not_fit_its_columns_is_a_mistake(row):
    with pytest.raises(ValueError, match="columns"):
        Table(("什么", "谁"), (row,))


@given(BLOCKS, st.integers(60, 100), st.integers(8, 60))
def test_pages_are_as_wide_and_long_as_the_paper(blocks, width, lines):
    pages = as_text.pages(Document("移交清单", "内部", "永富-约-2026-0001", tuple(blocks), ("移交人",)), width, lines)
    assert all(len(page) == lines for page in pages)
    assert all(cells.width(line) <= width for page in pages for line in page)
    for n, page in enumerate(pages, 1):
        assert page[-1].strip() == f"第{n}页，共{len(pages)}页"


@given(TABLES, st.integers(10, 44))
def test_no_row_of_a_table_is_lost_and_its_header_stands_on_every_page_it_goes_on(table, lines):
    rows = tuple((f"第{n}件事", *row[1:]) for n, row in enumerate(table.rows))
    pages = as_text.pages(Document("清单", "内部", blocks=(Table(table.columns, rows, table.widths),)), lines=lines)
    text = "\n".join(line for page in pages for line in page)
    for n, _ in enumerate(rows):
        assert f"第{n}件事" in text
    for page in pages[1:]:
        assert page[0].startswith("什么") and set(page[1]) == {"-"}


def test_a_heading_never_stands_last_on_its_page():
    blocks = tuple(block for n in range(30) for block in (Heading(f"标题{n}"), Para("正文。" * (n % 7 + 1))))
    pages = as_text.pages(Document("清单", "内部", blocks=blocks), lines=17)
    for page in pages:
        written = [line for line in page[:-1] if line]
        assert not written[-1].startswith("标题")


def test_a_new_page_bears_the_title_again():
    pages = as_text.pages(Document("签名单", "当事人", blocks=(Para("一"), NewPage(), Para("二"))))
    assert len(pages) == 2
    assert all(page[0].strip() == "签名单" and page[1] == "这张给：当事人" for page in pages)
    assert "    二" in pages[1] and "    二" not in pages[0]


def test_what_is_left_empty_can_be_written_by_hand():
    text = as_text.text(Document("表", "内部", blocks=(Pairs((("姓名", "杨健"), ("电话", ""))), Ruled(2))))
    name, phone = (line for line in text.splitlines() if line.startswith(("姓名", "电话")))
    assert "_" not in name and phone.count("_") > 40
    assert sum(set(line) == {"_"} for line in text.splitlines()) == 2


def test_every_signature_has_its_place_and_day():
    text = as_text.text(Document("移交清单", "内部", signatures=("移交人", "监交人（居委会）")))
    places = [line for line in text.splitlines() if "____" in line]
    assert len(places) == 2 and all("日期：" in line for line in places)
    assert len({cells.width(line.partition("_")[0]) for line in places}) == 1


def test_signature_places_are_not_torn_from_the_line_they_stand_on():
    for lines in range(8, 20):
        for page in as_text.pages(
            Document("清单", "内部", blocks=(Para("字" * 300),), signatures=("甲", "乙")), 60, lines
        ):
            for before, line in pairwise(page):
                if "____" in line:
                    assert before == ""


def test_half_blank_the_head_is_filled_and_what_somebody_told_is_ruled():
    full = Table(("什么", "谁"), (("灯", "杨健"), ("门", "李兰")))
    room = Table(("房号", "签名"), (("101", ""), ("102", "")))
    blocks = (
        Pairs((("姓名", "杨健"),)),
        Heading("经过"),
        Para("他说了很多。" * 20, told=True),
        Para("按法律第几条。"),
        Pairs((("结果", "好了"),)),
        full,
        room,
        Photos((Photo("前", Path("前.png")),)),
    )
    paper = Document("记录", "内部", "永富-劝-2026-0001", blocks, ("谁",)).blank()
    assert paper.blocks[:2] == blocks[:2] and paper.number == "永富-劝-2026-0001" and paper.signatures == ("谁",)
    assert paper.blocks[2] == Ruled(4) and paper.blocks[3] == blocks[3]
    assert paper.blocks[4] == Pairs((("结果", ""),))
    assert paper.blocks[5].rows == (("", ""), ("", "")) and paper.blocks[5].by_hand
    assert paper.blocks[6] == room and paper.blocks[7] == Photos((Photo("前"),))
    assert paper.blank() == paper


def test_papers_after_it_are_counted_for_themselves():
    paper = Document("一", "内部", after=(Document("二", "街道", blocks=(Para("好"), NewPage(), Para("好"))),))
    pages = as_text.pages(paper)
    assert [page[-1].strip() for page in pages] == ["第1页，共1页", "第1页，共2页", "第2页，共2页"]


def test_a_sheet_nobody_declared_is_a_mistake():
    with pytest.raises(ValueError, match="sheet"):
        Document("通知", "大家看", sheet="A5")
