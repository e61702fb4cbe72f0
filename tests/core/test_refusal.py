"""A refusal is one plain group of sentences."""

from __future__ import annotations

import pickle

from linli_tui.core.refusal import Refused


def test_parts_join_into_sentences() -> None:
    refused = Refused("这间房已有人登记", kept="您填的还在。", do="请换一间", field="home")
    assert str(refused) == "这间房已有人登记。您填的还在。请换一间。"
    assert refused.field == "home"


def test_what_alone_is_enough() -> None:
    assert str(Refused("真的要退出吗？")) == "真的要退出吗？"


def test_survives_a_trip_between_processes() -> None:
    again = pickle.loads(pickle.dumps(Refused("甲", "乙", "丙", "name")))
    assert (again.what, again.kept, again.do, again.field) == ("甲", "乙", "丙", "name")
