"""The only source of time: instants are UTC text with milliseconds, civil dates are those of UTC+8."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

# Asia/Shanghai has had no summer time since 1991, so a fixed offset needs no time zone tables.
CHINA = timezone(timedelta(hours=8), "UTC+8")


class Clock(Protocol):
    """Whatever can say what time it is."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""

    def monotonic(self) -> float:
        """Seconds from an arbitrary moment, never going back."""


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds from an arbitrary moment, never going back."""
        return time.monotonic()


class FrozenClock:
    """A clock that stands still until it is moved."""

    def __init__(self, instant_text: str) -> None:
        self.moment = read_instant(instant_text)
        self.seconds = 0.0

    def now(self) -> datetime:
        """The moment it stands at."""
        return self.moment

    def monotonic(self) -> float:
        """Seconds it was moved forward so far."""
        return self.seconds

    def advance(self, **amount: float) -> None:
        """Move by an amount given as for timedelta; backwards moves the wall clock alone, as a wrong setting does."""
        step = timedelta(**amount)
        self.moment += step
        self.seconds += max(step.total_seconds(), 0.0)


_clock: Clock = SystemClock()


def set_clock(clock: Clock | None) -> None:
    """Take the time from `clock` from now on; None for the clock of this machine."""
    global _clock
    _clock = clock or SystemClock()


@contextmanager
def frozen(instant_text: str) -> Iterator[FrozenClock]:
    """Hold time still at an instant, for tests; yields the clock so that it can be advanced."""
    before, clock = _clock, FrozenClock(instant_text)
    set_clock(clock)
    try:
        yield clock
    finally:
        set_clock(before)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _clock.now()


def monotonic() -> float:
    """Seconds from an arbitrary moment, never going back: for durations, never for dates."""
    return _clock.monotonic()


def instant(dt: datetime | None = None) -> str:
    """The text `YYYY-MM-DDTHH:MM:SS.mmmZ` of an aware moment, now if none is given; ValueError for a naive one."""
    moment = dt or now()
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def read_instant(instant_text: str) -> datetime:
    """The aware moment of an instant's text; ValueError for a text that is not one in UTC."""
    if not instant_text.endswith("Z"):
        raise ValueError(f"not an instant in UTC: {instant_text!r}")
    return datetime.fromisoformat(instant_text)


def civil(instant_text: str) -> date:
    """The civil date at UTC+8 of an instant; never cut the date off a UTC text."""
    return read_instant(instant_text).astimezone(CHINA).date()


def today() -> date:
    """The civil date at UTC+8 now."""
    return now().astimezone(CHINA).date()


def local_text(instant_text: str) -> str:
    """An instant as people here read it, `2026-11-22 21:05`, at UTC+8."""
    return read_instant(instant_text).astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
