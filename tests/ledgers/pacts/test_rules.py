"""Coverage by arithmetic, names as papers write them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.core.fold import numeral as read_numeral
from linli_tui.ledgers.pacts import rules
from linli_tui.ledgers.pacts.ledger import KINDS, LIFE

HOMES = st.integers(1, 5_000).flatmap(lambda homes: st.tuples(st.just(homes), st.integers(0, homes)))


@given(HOMES, st.integers(1, 100))
def test_the_missing_homes_are_just_enough(counted, target):
    homes, signed = counted
    missing = rules.lacking(homes, signed, target)
    assert Fraction(signed + missing, homes) >= Fraction(target, 100)
    assert missing == 0 or Fraction(signed + missing - 1, homes) < Fraction(target, 100)


@given(HOMES)
def test_the_sentence_promises_no_more_than_was_signed(counted):
    homes, signed = counted
    sentence = rules.coverage(homes, signed)
    rate = int(sentence.partition("签订率")[2].partition("%")[0])
    assert 0 <= Fraction(signed, homes) - Fraction(rate, 100) < Fraction(1, 100)
    assert ("已到80%" in sentence) == (Fraction(signed, homes) >= Fraction(80, 100))


def test_the_sentence_reads_as_people_say_it():
    assert rules.coverage(268, 134) == "134户已签，签订率50%，还差81户到80%"
    assert rules.coverage(268, 215) == "215户已签，签订率80%，已到80%"
    assert rules.coverage(268, 214) == "214户已签，签订率79%，还差1户到80%"
    assert rules.coverage(0, 0) == ""


@pytest.mark.parametrize(
    ("kind", "state", "capacity", "how", "counted"),
    [("neighbour", "signed", "tenant", "self", True), ("neighbour", "reserved", "owner", "self", True),
     ("neighbour", "refused", None, None, False), ("covenant", "signed", "family", "self", False),
     ("covenant", "signed", "owner", "finger", True), ("covenant", "signed", "family", "proxy", False),
     ("covenant", "signed", "owner", "proxy", False), ("covenant", "signed", "family", "mandate", True),
     ("residents", "signed", "tenant", "self", True), ("covenant", "absent", "owner", "self", False)],
)  # fmt: skip
def test_whose_signature_counts_depends_on_the_kind(kind, state, capacity, how, counted):
    assert rules.counts(kind, state, capacity, how) is counted


@given(st.integers(1, 999))
def test_numerals_are_read_back(n):
    assert read_numeral(rules.numeral(n)) == n


def test_versions_and_articles_are_called_as_on_paper():
    assert rules.article_label(12, "停车有序") == "第十二条 停车有序"
    assert rules.article_label(None, "停车有序") == "停车有序"
    assert rules.version_label("永富新村邻里公约", 2) == "永富新村邻里公约 第2版"


def test_every_kind_says_who_may_sign_and_articles_close_with_adoption():
    assert set(rules.WHO) == {kind for kind, _ in KINDS}
    assert {*rules.UNSETTLED, *rules.SETTLED} == {state.key for state in LIFE.states}
    assert set(rules.OPEN) < set(rules.UNSETTLED) and tuple(state.key for state in LIFE.states) == rules.ORDER
