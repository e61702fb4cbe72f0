"""Rehearsal: the newest backup is opened and checked, before anybody needs it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from linli_tui.book import losing, proof, schema
from linli_tui.book.book import Book
from linli_tui.book.check import Report, check
from linli_tui.core import clock
from linli_tui.core.access import OWNER
from linli_tui.core.ledger import Catalog
from linli_tui.core.words import say


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A backup that was opened to see whether it would serve: what it holds, and what a full check found.

    `report` is None when it was written by an older program: then it was only seen to be whole.
    """

    held: proof.Facts
    report: Report | None

    @property
    def ok(self) -> bool:
        """Whether it would serve."""
        return self.report is None or self.report.ok

    @property
    def say(self) -> str:
        """The sentence about it."""
        at = clock.local_text(self.held.at) if self.held.at else say("刚建好的时候")
        if self.report is None:
            return say("备份打得开，写到{at}，是旧版程序写的，恢复以后会升级。", at=at)
        if not self.report.ok:
            return say("备份打得开，可是有{n}处对不上，请再备份一次。", n=len(self.report.findings))
        return say("备份试过了，打得开，{rows}条都对得上，写到{at}。", rows=self.report.rows, at=at)


def rehearse(backup: Path, catalog: Catalog, key: bytes | None = None) -> Rehearsal:
    """Opens a backup in a folder of the program and checks all of it; the copy is gone afterwards.

    Raises Refused when it could not be restored.
    """
    with losing.set_aside(backup) as copy:
        held = proof.read(copy, key)
        proof.refuse_unfit(copy, key, catalog)
        if held.schema < schema.latest(catalog):
            return Rehearsal(held, None)
        with Book.open(copy, catalog, actor=OWNER, read_only=True, key=key) as book:
            return Rehearsal(held, check(book))
