"""What a check found: which check, where, since when, what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from linli_tui.core import clock
from linli_tui.core.words import _, say

if TYPE_CHECKING:
    from linli_tui.book.checked import Memory

MOST = 20
"""So many findings of one kind are written out; the rest are counted."""
RESTORE = _("请先不要改这本台账，也不要删它，用最近的备份恢复")
REMADE = _("内容本身没有问题，下次打开台账时会自己重做")
DO = {"查找": REMADE, "推算": REMADE}
"""What to do about a kind of finding; about all others it is RESTORE."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: which check, where, and a sentence.

    `since` is an instant: it was still right then, or as far as anybody knows written then; "" for unknown.
    `record` is the id of a row of `ledger`, where it is about one.
    """

    check: str
    where: str
    say: str
    since: str = ""
    ledger: str = ""
    record: str = ""

    @property
    def do(self) -> str:
        """What to do about it."""
        return say(DO.get(self.check, RESTORE))

    @property
    def when(self) -> str:
        """Since when, as a person reads it."""
        try:
            return say("{when}以后坏的", when=clock.local_text(self.since))
        except ValueError:
            return say("不知道什么时候坏的")


@dataclass(frozen=True, slots=True)
class Report:
    """What a check looked at and what it found; `whole` says it was everything, not only what is new."""

    lines: int
    rows: int
    findings: tuple[Finding, ...]
    whole: bool = True
    memory: Memory | None = None
    """What a reading window could not remember itself: for `book.checked.remember` of one that writes."""

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


def shortened(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The first MOST of every kind, and how many there are in all."""
    counts: Counter[str] = Counter()
    for finding in findings:
        counts[finding.check] += 1
        if counts[finding.check] <= MOST:
            yield finding
    for name, count in counts.items():
        if count > MOST:
            yield Finding(name, "", say("「{name}」一共有{n}处，上面只列了前{most}处。", name=name, n=count, most=MOST))


def later(finding: Finding, instant: str) -> Finding:
    """The finding, known to have been right at that instant too."""
    return replace(finding, since=max(finding.since, instant))
