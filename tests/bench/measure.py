"""Timing and the shape of a result."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """One figure: ours and the yardstick in milliseconds, their ratio, and what we aim at."""

    name: str
    ours_ms: float
    yardstick_ms: float
    yardstick: str
    aim: float

    @property
    def ratio(self) -> float:
        """How many times the yardstick."""
        return self.ours_ms / self.yardstick_ms

    @property
    def met(self) -> bool:
        """Whether the aim is met."""
        return self.ratio <= self.aim


def median_ms(act: Callable[[], object], times: int = 7, warm: int = 1) -> float:
    """The median time of an act in milliseconds, after `warm` runs that do not count."""
    for _ in range(warm):
        act()
    gc.collect()
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)
