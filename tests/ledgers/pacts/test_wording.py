"""Fines and force in the text of a pact are found, answered with the law, and said otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.core import data
from linli_tui.ledgers.pacts import law, ready, rules, wording

DAY = "2026-11-16"
WRONG = (
    ("乱停车的，每次罚款50元。", "fine"),
    ("遛狗不牵绳，罚五十元。", "fine"),
    ("高空抛物的罚两百块钱！", "fine"),
    ("逾期不搬的，处罚金一百元。", "fine"),
    ("不交的加收滞纳金。", "fine"),
    ("堵门的车，锁车并没收钥匙。", "force"),
    ("不清理的，停水停电。", "force"),
    ("三次不改，列入黑名单，张榜曝光。", "force"),
)
RIGHT = (
    "公约里不得写罚款。",
    "这里不罚款，楼长上门提醒。",
    "高空抛物违法，由公安机关依法处罚。",
    "有关部门依法没收的，不在此列。",
    "楼道里不放东西。",
)


@pytest.mark.parametrize(("text", "key"), WRONG)
def test_what_may_not_stand_there_is_found_and_said_otherwise(text, key):
    (found,) = wording.barred(text)
    assert found.key == key and found.words in text
    clean = wording.cleaned(f"大家一起守。{text}有事找楼长。")
    assert clean.startswith("大家一起守。") and clean.endswith("有事找楼长。") and "提醒" in clean
    assert not wording.barred(clean)


@pytest.mark.parametrize("text", RIGHT)
def test_what_others_may_do_by_law_or_nobody_may_is_no_fine(text):
    assert wording.barred(text) == () and list(wording.told("residents", text, DAY)) == []


@given(st.lists(st.sampled_from([*RIGHT, *(text for text, _ in WRONG)]), max_size=6).map("".join))
def test_clean_words_stay_clean(text):
    clean = wording.cleaned(text)
    assert not wording.barred(clean) and wording.cleaned(clean) == clean


def test_the_law_is_cited_where_somebody_is_sure_of_it_and_from_its_day():
    told = "\n".join(wording.told("residents", WRONG[0][0], DAY))
    assert "第31条" in told and "罚款50元" in told and "144号" in told
    assert "第31条" not in "\n".join(wording.told("residents", WRONG[0][0], "2025-11-16"))
    assert "依据" not in "\n".join(wording.told("neighbour", WRONG[0][0], DAY))


@pytest.mark.parametrize("kind", [kind for kind, _ in rules.KINDS])
def test_every_kind_says_who_makes_it_and_whom_it_binds(kind):
    made = law.made(kind, DAY)
    assert made.maker and made.quorum and made.binds and made.filing
    assert bool(made.cited) is (kind != "neighbour"), "no law is named where there is none"
    assert not law.made("covenant", "2019-03-01").cited, "nothing is cited that nobody has looked up"
    if kind == "residents":
        assert "第15条" in law.made(kind, "2025-06-01").filing_cited and "第31条" in made.filing_cited


def test_ready_articles_are_there_for_everything_and_may_all_be_filed():
    files = {path.stem for path in data.path("pacts").glob("*.toml")}
    assert files == {key for key, _ in rules.TOPICS}
    titles = []
    for key, title in rules.TOPICS:
        topic = ready.topic(key)
        assert topic["title"] == title and topic["about"]
        for article in topic["articles"]:
            assert not wording.barred(article["text"]) and 20 < len(article["text"]) < 200
            titles.append(article["title"])
    assert len(set(titles)) == len(titles) and max(map(len, titles)) <= 40
