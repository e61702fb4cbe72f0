"""What is printed of a pact: its text for everybody, and a sheet per entrance on which nobody's answer can be read."""

from __future__ import annotations

import pytest

from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from linli_tui.ledgers.pacts import papers, service
from linli_tui.paper import as_text
from linli_tui.paper.document import Heading, NewPage, Table


@pytest.fixture
def pact(demo_book):
    return demo_book.read.sql("SELECT k.* FROM pact k JOIN pact_version v ON v.pact = k.id AND v.state = 'in_force'")[0]


def test_the_text_has_every_article_in_order_and_is_for_everybody(demo_book, pact):
    document = papers.text(demo_book, OWNER, pact["id"])
    titles = [block.text for block in document.blocks if isinstance(block, Heading)]
    known = demo_book.read.sql(
        "SELECT a.label FROM article a JOIN pact_version v ON v.id = a.version "
        "WHERE v.pact = ? AND v.state = 'in_force' AND a.voided = 0 ORDER BY a.line",
        (pact["id"],),
    )
    assert titles == [row["label"] for row in known]
    assert document.audience == "大家看" and document.number == pact["number"]
    assert "起生效" in as_text.text(document) and "家里成年人都可以签" in as_text.text(document)


def test_a_sheet_has_a_page_per_entrance_and_a_line_per_home(demo_book, pact):
    document = papers.sheets(demo_book, OWNER, pact["id"])
    tables = [block for block in document.blocks if isinstance(block, Table)]
    homes = demo_book.read.one(
        "SELECT homes FROM pact_version_list WHERE pact = ? AND state = 'in_force'", (pact["id"],)
    )
    assert sum(len(table.rows) for table in tables) == homes
    assert sum(isinstance(block, NewPage) for block in document.blocks) == len(tables) - 1
    assert len(as_text.pages(document)) == len(tables)


def test_neighbours_read_nobodys_answer_on_it(demo_book, pact):
    text = as_text.text(papers.sheets(demo_book, OWNER, pact["id"]))
    signed = demo_book.read.one(
        "SELECT signed FROM pact_version_list WHERE pact = ? AND state = 'in_force'", (pact["id"],)
    )
    assert text.count("已签") == signed
    for word in ("不愿意", "不在", "再想想", "有意见"):
        assert word not in text
    for row in demo_book.read.sql("SELECT name FROM person"):
        assert row["name"] not in text


def test_a_draft_is_read_but_not_signed(demo_book):
    service.write_pact(demo_book, OWNER, {"title": "车棚公约", "kind": "covenant"})
    pact = demo_book.read.one("SELECT id FROM pact WHERE title = '车棚公约'")
    version = demo_book.read.one("SELECT id FROM pact_version WHERE pact = ?", (pact,))
    with pytest.raises(Refused, match="还没有条文"):
        papers.text(demo_book, OWNER, pact)
    service.write_article(demo_book, OWNER, {"version": version, "title": "停放", "text": "排好。"})
    text = as_text.text(papers.text(demo_book, OWNER, pact))
    assert "草案" in text and "须业主本人签" in text
    with pytest.raises(Refused, match="不能签"):
        papers.sheets(demo_book, OWNER, pact)
