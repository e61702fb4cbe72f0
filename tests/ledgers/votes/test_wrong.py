"""Whatever cannot be right is one sentence, never a traceback."""

from __future__ import annotations

from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli_tui.core.refusal import Refused
from linli_tui.ledgers.votes.rules import decide
from tests.ledgers.votes.cases import counted, owners

OWNERS = owners((400, 4), (300, 3), (200, 2), "use_fund")
MEETING = counted("residents_meeting", 400, 201, 101)
COMMITTEE = counted("committee", 6, 4, 4, seats=7)


def changed(case, *path, to):
    case = deepcopy(case)
    *above, last = path
    at = case
    for step in above:
        at = at[step]
    if to is KeyError:
        del at[last]
    else:
        at[last] = to
    return case


WRONG = (
    (OWNERS, ("body",), "parliament", "parliament"), (OWNERS, ("body",), KeyError, "body"),
    (OWNERS, ("matter",), "anything", "anything"), (OWNERS, ("matter",), KeyError, "matter"),
    (OWNERS, ("profile",), "火星", "火星"), (COMMITTEE, ("profile",), KeyError, "profile"),
    (OWNERS, ("date",), "2026-02-30", "2026-02-30"), (OWNERS, ("date",), 20261122, "date"),
    (OWNERS, ("date",), KeyError, "date"), (OWNERS, ("date",), "20261122", "date"),
    (OWNERS, ("date",), "2019-01-01", "没有收录"), (OWNERS, ("homes",), KeyError, "homes"),
    (OWNERS, ("homes",), [], "homes"), (OWNERS, ("homes",), {}, "homes"), (OWNERS, ("homes", 0), 3, "homes"),
    (OWNERS, ("homes", 0, "area"), -1, "负数|大于0"), (OWNERS, ("homes", 0, "area"), 0, "大于0"),
    (OWNERS, ("homes", 0, "area"), 75.3, "整数"), (OWNERS, ("homes", 0, "area"), float("nan"), "整数"),
    (OWNERS, ("homes", 0, "area"), "100", "整数"), (OWNERS, ("homes", 0, "area"), True, "整数"),
    (OWNERS, ("homes", 0, "area"), 10**30, "太大"), (OWNERS, ("homes", 0, "area"), 10**5000, "太大"),
    (OWNERS, ("homes", 0, "id"), "2", "写了两次"), (OWNERS, ("homes", 0, "id"), KeyError, "id"),
    (OWNERS, ("homes", 0, "id"), "", "id"), (OWNERS, ("homes", 0, "owners"), KeyError, "owners"),
    (OWNERS, ("homes", 0, "owners"), "甲", "owners"), (OWNERS, ("homes", 0, "owners"), [None], "owners"),
    (OWNERS, ("homes", 0, "kind"), "tenant", "tenant"), (OWNERS, ("homes", 0, "parking"), "no", "parking"),
    (OWNERS, ("ballots",), KeyError, "ballots"), (OWNERS, ("ballots",), "all", "ballots"),
    (OWNERS, ("ballots", 0), None, "ballots"), (OWNERS, ("ballots", 0, "home"), "99", "99"),
    (OWNERS, ("ballots", 0, "home"), KeyError, "home"), (OWNERS, ("ballots", 0, "choice"), "yes", "yes"),
    (OWNERS, ("ballots", 0, "choice"), KeyError, "choice"), (OWNERS, ("ballots", 0, "choice"), [], "choice"),
    (OWNERS, ("ballots", 0, "channel"), 7, "channel"), (OWNERS, ("options",), [], "options"),
    (OWNERS, ("options",), {"unreturned": "never"}, "never"),
    (OWNERS, ("options",), {"parking_count": 1}, "parking_count"),
    (OWNERS, ("options",), {"parking_counts": "yes"}, "parking_counts"),
    (OWNERS, ("options",), {"delivered": "all"}, "delivered"), (OWNERS, ("options",), {"delivered": ["99"]}, "99"),
    (OWNERS, ("options",), {"unknown_area": [9, 1]}, "unknown_area"),
    (MEETING, ("electorate",), KeyError, "electorate"), (MEETING, ("electorate",), 0, "electorate"),
    (MEETING, ("electorate",), 200, "201"), (MEETING, ("attended",), KeyError, "attended"),
    (MEETING, ("attended",), 100, "201"), (MEETING, ("for",), KeyError, "for"), (MEETING, ("for",), -1, "负数"),
    (MEETING, ("against",), 1.5, "整数"), (MEETING, ("abstain",), "", "整数"), (MEETING, ("matter",), "x", "matter"),
    (COMMITTEE, ("seated",), KeyError, "seated"), (COMMITTEE, ("seated",), 8, "席位"),
    (COMMITTEE, ("seats",), "7", "整数"), (COMMITTEE, ("attended",), 7, "7"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("case", "path", "to", "told"), WRONG, ids=[f"{path[-1]}-{n}" for n, (_, path, *_) in enumerate(WRONG)]
)
def test_a_wrong_case_is_one_sentence_that_names_what_is_wrong(case, path, to, told):
    with pytest.raises(Refused, match=told) as refused:
        decide(changed(case, *path, to=to))
    assert str(refused.value).endswith("。") and "\n" not in str(refused.value)


@pytest.mark.parametrize("case", (None, 3, "owners", [], [OWNERS], {}, True, float("nan")))
def test_what_is_no_case_at_all(case):
    with pytest.raises(Refused):
        decide(case)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
PATHS = st.sampled_from([(case, path) for case, path, *_ in WRONG])


@given(PATHS, JSON)
@settings(max_examples=300)
def test_anything_anywhere_is_a_verdict_or_a_sentence(place, value):
    case, path = place
    try:
        assert decide(changed(case, *path, to=value))["verdict"]
    except Refused as refused:
        assert str(refused)
