"""A seeded sample of the sweep, and every planted bug; `python3 start.py faults` breaks every point."""

from __future__ import annotations

import pytest

from tests.faults.every import OPERATIONS
from tests.faults.operations import Operation
from tests.faults.planted import PLANTED
from tests.faults.shim import FAULTS
from tests.faults.sweep import Tally, known, some

pytestmark = pytest.mark.faults
SAMPLED = 10
"""So many points of each operation, over all faults."""
SMALL = [name for name, operation in OPERATIONS.items() if not operation.large]


@pytest.mark.parametrize("name", SMALL)
def test_what_was_acknowledged_is_there_whatever_breaks(servers, name):
    every = [point for fault in FAULTS for point in servers.points(name, fault)]
    tally = Tally()
    for verdict in servers.ask_all(some(every, SAMPLED, name)):
        tally.add(verdict)
    assert tally.points.total() == SAMPLED
    assert not tally.wrong
    for title, count in tally.known.items():
        print(f"已知、还没有改：{title}，{count} 点")


@pytest.mark.parametrize("plant", PLANTED)
def test_every_planted_bug_is_caught(servers, plant):
    bug = PLANTED[plant]
    points = some(servers.points(bug.operation, bug.fault), 60, plant)
    clean = [verdict for verdict in servers.ask_all(points[-2:]) if verdict["wrong"]]
    assert not clean, "the same points are right without the bug"
    for point in reversed(points):
        wrong = servers.ask(**point, plant=plant)["wrong"]
        if wrong:
            assert not known(bug.operation, wrong)
            return
    raise AssertionError(f"not caught at any of {len(points)} points")


def test_a_point_is_as_reproducible_as_its_seed(servers):
    every = servers.points("save", "kill")
    assert len(every) > 20 and some(every, 5) == some(every, 5) != some(every, 5, "another")


def test_every_operation_has_words_for_the_table():
    assert all(isinstance(operation, Operation) and operation.title for operation in OPERATIONS.values())
