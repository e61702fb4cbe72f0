"""The watch over an open book: idleness locks the screen, a lid, a moved clock, four hours or 23:00 close the book."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.core.clock import CHINA
from linli_tui.ui.watch import BOOK, GAP, IDLE, LONGEST, MOVED, REASONS, SCREEN, Tick, Watch, sentence

EVENING = datetime(2026, 3, 8, 12, 5, tzinfo=UTC)
"""20:05 here."""


class Laptop:
    """Two clocks and a keyboard."""

    def __init__(self, wall: datetime = EVENING) -> None:
        self.wall, self.seconds, self.key = wall, 100.0, 100.0
        self.watch = Watch(self.tick)

    @property
    def tick(self) -> Tick:
        return Tick(self.wall, self.seconds, self.key)

    def pass_(self, seconds: float, wall: float | None = None, *, pressed: bool = False):
        self.seconds += seconds
        self.wall += timedelta(seconds=seconds if wall is None else wall)
        if pressed:
            self.key = self.seconds
        return self.watch.look(self.tick)

    def run(self, seconds: int, *, pressed: bool = False):
        for _ in range(seconds):
            why = self.pass_(1, pressed=pressed)
            if why:
                return why
        return None


def test_five_idle_minutes_lock_the_screen_and_a_key_before_that_does_not():
    laptop = Laptop()
    assert laptop.run(IDLE - 1) is None
    assert laptop.pass_(0.5, pressed=True) is None
    assert laptop.run(IDLE - 1) is None
    assert laptop.pass_(1).key == "idle"


@pytest.mark.parametrize(
    ("seconds", "wall", "key"),
    [(GAP + 1, GAP + 1, "asleep"), (1, 600, "asleep"), (600, 600, "asleep"), (1, -MOVED - 2, "clock"), (20, 20, None)],
)
def test_a_lid_or_a_moved_clock_closes_the_book(seconds, wall, key):
    laptop = Laptop()
    laptop.run(10)
    why = laptop.pass_(seconds, wall, pressed=True)
    assert (why.key if why else None) == key
    if key:
        assert why.stage == BOOK
        assert laptop.pass_(1, pressed=True) is why, "a key does not take it back"


def test_a_clock_that_creeps_is_noticed_and_one_that_is_set_right_by_a_little_is_not():
    assert Laptop().pass_(1, 40) is not None, "forty seconds at once are a nap"
    laptop = Laptop()
    for _ in range(5):
        assert laptop.pass_(1, 11, pressed=True) is None
    found = [laptop.pass_(1, 11, pressed=True) for _ in range(3)]
    assert found[-1].key == "clock"


def test_four_hours_and_the_night_close_it():
    morning = Laptop(datetime(2026, 3, 8, 0, 0, tzinfo=UTC))
    assert morning.run(LONGEST + 5, pressed=True).key == "long"
    late = Laptop(EVENING + timedelta(hours=1))
    why = late.run(2 * 60 * 60, pressed=True)
    assert why.key == "night"
    assert late.wall.astimezone(CHINA).strftime("%H:%M:%S") == "23:00:00"


def test_whoever_opens_it_at_twenty_to_midnight_may_write():
    round_ = Laptop(datetime(2026, 3, 8, 15, 40, tzinfo=UTC))
    assert round_.run(60 * 60, pressed=True) is None


MOVES = st.lists(
    st.tuples(st.floats(0.1, 40), st.floats(-90, 90) | st.just(0.0), st.booleans()), min_size=1, max_size=60
)


@given(MOVES)
def test_over_any_sequence_of_ticks(moves):
    laptop, closed, pressed_at = Laptop(), None, 0.0
    for seconds, shift, pressed in moves:
        why = laptop.pass_(seconds, seconds + shift, pressed=pressed)
        elapsed = laptop.seconds - 100.0
        pressed_at = elapsed if pressed else pressed_at
        drift = abs((laptop.wall - EVENING).total_seconds() - elapsed)
        if closed:
            assert why is closed
        elif seconds > GAP or seconds + shift > GAP + 0.001 or drift > MOVED + 0.001:
            assert why is not None
            assert why.stage == BOOK
        elif why is not None and why.stage == SCREEN:
            assert elapsed - pressed_at >= IDLE - 0.001
        elif why is None:
            assert elapsed - pressed_at < IDLE + 0.001
        closed = closed or (why if why is not None and why.stage == BOOK else None)


@given(MOVES)
def test_a_quiet_clock_never_closes_it_before_its_time(moves):
    laptop = Laptop()
    for seconds, _, _ in moves:
        why = laptop.pass_(min(seconds, GAP - 1), pressed=True)
        assert why is None


def test_every_reason_is_one_sentence():
    for why in REASONS.values():
        assert sentence(why.key).endswith("。")
    assert sentence("?") == sentence("start")
