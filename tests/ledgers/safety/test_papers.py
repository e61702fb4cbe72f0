"""The three papers: each on one page, what is known filled in, what nobody knows left for the pen."""

from __future__ import annotations

import pytest

from linli_tui.book import acting
from linli_tui.book.writing import write
from linli_tui.core.access import OWNER
from linli_tui.ledgers import catalog
from linli_tui.paper import as_text, printed
from tests.ledgers.safety.test_laptop import DAY, laptop, made, who
from tests.ledgers.safety.test_loss import loss

__all__ = ["loss", "who"]
NAME = "试小芳"


def text(book, ledger, name, record):
    declared = catalog().ledgers[ledger]
    paper = next(paper for paper in declared.papers if paper.name == name)
    pages = as_text.pages(printed.make(book, OWNER, declared, paper, record))
    assert len(pages) == 1, "one page beside the fire extinguisher, not two"
    return "\n".join(pages[0])


def test_the_sheet_has_ten_boxes_and_what_is_known(book, loss, who):
    empty = text(book, "loss", "loss_sheet", loss)
    assert empty.count("[ ]") == 9 and empty.count("[✓]") == 1
    assert "1人" in empty and "没有加锁" in empty and "第57条" in empty and "永富-失-2026-0001" in empty
    acting.act(book, OWNER, "loss", "police", loss, police_on=DAY, police_no="110-07")
    why = {"decision": "none", "decided_by": who, "decided_why": "加了锁"}
    acting.act(book, OWNER, "loss", "decide", loss, decided_on=DAY, **why)
    full = text(book, "loss", "loss_sheet", loss)
    assert full.count("[✓]") == 3 and "110-07" in full
    assert f"不用告诉，不会有危害；{NAME}；加了锁" in full


@pytest.mark.parametrize("kind", ["both", "paper"])
def test_what_is_not_known_is_left_to_the_pen(book, kind):
    record = made(write(book, OWNER, "loss", {"kind": kind, "what": "包不见了", "noticed_on": DAY}), "loss")
    shown = text(book, "loss", "loss_sheet", record)
    assert ("里面多少人" in shown) == (kind == "both") and "____" in shown


def test_the_papers_that_lie_on_this_machine_are_named(book, loss):
    mine = laptop(book)
    write(book, OWNER, "loss", {"laptop": mine}, loss)
    assert "没有留在电脑上的" in text(book, "loss", "loss_sheet", loss)
    declared = catalog().ledgers["laptop"]
    printed.put_down(book, OWNER, printed.make(book, OWNER, declared, declared.papers[0], mine))
    assert "还在电脑上1份：永富新村恢复步骤" in text(book, "loss", "loss_sheet", loss)
    write(book, OWNER, "loss", {"laptop": laptop(book, "旧的")}, loss)
    assert "记着1份，没有清除的当作丢了" in text(book, "loss", "loss_sheet", loss)


def test_residents_are_told_what_the_law_asks_and_nobody_is_named(book, loss, who):
    write(book, OWNER, "loss", {"decided_by": who, "street_who": "街道小周"}, loss)
    told = text(book, "loss", "to_residents", loss)
    for words in ("哪些内容", "可能的危害", "我们已经做了", "您可以做的", "找谁", "第57条", "2026年11月16日"):
        assert words in told
    assert NAME not in told and "小周" not in told and "窗开着" not in told


def test_the_steps_beside_the_fire_extinguisher_tell_nobody_where_the_stick_is(book, who):
    write(book, OWNER, "stick", {"name": "黑色的", "lies": "away", "holder": who})
    steps = text(book, "laptop", "recovery", laptop(book))
    assert steps.count("[ ]") == 11 and "十分钟" in steps and "办公室的联想" in steps
    assert NAME not in steps and "黑色的" not in steps
