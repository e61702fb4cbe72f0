"""When an open book is locked and when it is closed: a pure watch, told once a second what the clocks say.

Units: seconds. Two stages: after five idle minutes the screen locks and the PIN reopens it; at a closed lid, a moved
clock, after four hours or at 23:00 (UTC+8) the book closes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from linli_tui.core.clock import CHINA
from linli_tui.core.words import _, say

IDLE: Final = 5 * 60
GAP: Final = 30
MOVED: Final = 60
LONGEST: Final = 4 * 60 * 60
NIGHT: Final = 23
"""The hour at which the book closes."""

SCREEN, BOOK = 1, 2
"""The two stages: the screen locks, the book closes."""


@dataclass(frozen=True, slots=True)
class Why:
    """A reason to lock: how far it goes, and the sentence for the lock screen."""

    key: str
    stage: int
    words: str


REASONS: Final = {
    why.key: why
    for why in (
        Why("asked", SCREEN, _("有人按了「换人、锁上」。")),
        Why("idle", SCREEN, _("五分钟没有人动，屏幕锁上了。")),
        Why("asleep", BOOK, _("电脑合上过盖子或者睡着过，台账关上了。")),
        Why("clock", BOOK, _("电脑的时间被拨动过，台账关上了。")),
        Why("long", BOOK, _("一次打开满四个小时，台账关上了。")),
        Why("night", BOOK, _("到了夜里十一点，台账关上了。")),
        Why("start", BOOK, _("台账还没有打开。")),
    )
}
"""Every reason, by its key."""


@dataclass(frozen=True, slots=True)
class Tick:
    """What the clocks say at one look: the wall clock, the monotonic one, and when a key was last pressed on that."""

    wall: datetime
    seconds: float
    key: float


class Watch:
    """Begins when somebody signs in; what closes the book is never forgotten again, idleness ends with a key."""

    def __init__(self, first: Tick) -> None:
        self._begun = self._last = first
        local = first.wall.astimezone(CHINA)
        night = local.replace(hour=NIGHT, minute=0, second=0, microsecond=0)
        self._night = night if local < night else night + timedelta(days=1)
        self._closes: Why | None = None

    def look(self, tick: Tick) -> Why | None:
        """Why the book has to close or the screen to lock by now; None for neither."""
        reason = self._closing(tick)
        self._last = tick
        if self._closes is None and reason:
            self._closes = REASONS[reason]
        return self._closes or (REASONS["idle"] if self.idle(tick) else None)

    def idle(self, tick: Tick) -> bool:
        """Whether nobody has pressed a key for five minutes."""
        return tick.seconds - max(tick.key, self._begun.seconds) >= IDLE

    def _closing(self, tick: Tick) -> str:
        elapsed, before = tick.seconds - self._last.seconds, tick.wall - self._last.wall
        moved = tick.wall - self._begun.wall - timedelta(seconds=tick.seconds - self._begun.seconds)
        if elapsed > GAP or before > timedelta(seconds=GAP):
            return "asleep"
        if abs(moved) > timedelta(seconds=MOVED):
            return "clock"
        if tick.seconds - self._begun.seconds >= LONGEST:
            return "long"
        return "night" if tick.wall >= self._night else ""


def sentence(key: str) -> str:
    """The line of the lock screen for a reason; of an unknown one that the book is closed."""
    return say(REASONS.get(key, REASONS["start"]).words)
